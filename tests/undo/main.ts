import { parseArgs } from 'node:util';
import { undoCheck } from './undo-check.ts';

/** `npm run -s undo-check -- --scenarios N [--mode Advisory|Owner|ETM] [--seed S]`: one JSON line. */
const { values } = parseArgs({
  options: {
    scenarios: { type: 'string', default: '200' },
    mode: { type: 'string', default: 'Owner' },
    seed: { type: 'string', default: '1' }
  }
});
if (values.mode !== 'Advisory' && values.mode !== 'Owner' && values.mode !== 'ETM') {
  process.stderr.write(`--mode is Advisory, Owner or ETM, not ${values.mode}\n`);
  process.exit(2);
}
const report = await undoCheck(Number(values.scenarios), values.mode, Number(values.seed));
process.stdout.write(`${JSON.stringify({ mode: values.mode, ...report })}\n`);
process.exitCode =
  report.mismatches + report.foreignEditsLost + report.untold + report.lies === 0 &&
  report.scenarios > 0
    ? 0
    : 1;
