import { parseArgs } from 'node:util';
import { orgSettings } from '../../sync-service/src/config.ts';
import { connect } from '../../sync-service/src/salesforce/connection.ts';
import { serviceEnvironment } from '../integration/service-stage.ts';
import { killCheck } from './kill-check.ts';
import { undoStage } from './undo-stage.ts';

/**
 * `npm run -s kill-check -- [--mode Advisory|Owner|ETM] [--every N]
 * [--phases compute,moves,people]`: one JSON line.
 */
const { values } = parseArgs({
  options: {
    mode: { type: 'string', default: 'Owner' },
    every: { type: 'string', default: '1' },
    phases: { type: 'string', default: 'compute,moves,people' }
  }
});
const every = Number(values.every);
if (values.mode !== 'Advisory' && values.mode !== 'Owner' && values.mode !== 'ETM') {
  process.stderr.write(`--mode is Advisory, Owner or ETM, not ${values.mode}\n`);
  process.exit(2);
}
if (!Number.isInteger(every) || every < 1) {
  process.stderr.write(`--every is a whole number from 1, not ${values.every}\n`);
  process.exit(2);
}
const phases = values.phases.split(',').map((name) => {
  if (name === 'compute' || name === 'moves' || name === 'people') return name;
  process.stderr.write(`--phases knows compute, moves and people, not ${name}\n`);
  process.exit(2);
});
const stage = await undoStage(values.mode);
const service = await connect(orgSettings(serviceEnvironment(stage.local)));
const report = await killCheck(stage, service, values.mode, {
  phases,
  every,
  ends: ['after']
}).finally(() => stage.local.stop());
process.stdout.write(`${JSON.stringify({ mode: values.mode, ...report })}\n`);
process.exitCode = report.failures + report.lies === 0 && report.kills > 0 ? 0 : 1;
