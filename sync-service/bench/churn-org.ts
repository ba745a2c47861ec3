/**
 * The telco set through the product: loaded into a local org by the policy's mapping, with the
 * outcome of one customer in five kept outside; then the run; then the area worked out from SOQL
 * of coverage rows for those whom the org does not know. Beside it: the model's functions called
 * here on the same rows.
 */
import { rmSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { churnOrg, riskByAccount } from '../../tests/integration/churn-stage.ts';
import { runCli } from '../../tests/integration/service-stage.ts';
import { logOddsOfTable } from '../src/domain/retention/model/additive-model.ts';
import { fitChurnModel } from '../src/domain/retention/model/churn-model.ts';
import { chanceOf, rowsOf } from '../src/domain/retention/model/feature-table.ts';
import { stratifiedFolds } from '../src/domain/retention/model/folds.ts';
import { precisionArea, rocArea } from '../src/domain/retention/model/measures.ts';
import type { ChurnSet } from './churn-sets.ts';
import { readChurnSet } from './churn-sets.ts';

/** `--dir FOLDER --set telco|iranian --seed N`. */
export async function run(args: readonly string[]): Promise<Record<string, unknown>> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      dir: { type: 'string', default: '../shared/data/churn' },
      set: { type: 'string', default: 'telco' },
      seed: { type: 'string', default: '1' }
    }
  });
  const table = readChurnSet(values.dir, values.set as ChurnSet);
  const folds = stratifiedFolds(table, 5, Number(values.seed));
  const outside = Int32Array.from(folds.keys().filter((row) => folds[row] === 0));
  const inside = Int32Array.from(folds.keys().filter((row) => folds[row] !== 0));
  const stage = await churnOrg(table, (row) => folds[row] !== 0);
  try {
    const report = await runCli(stage.org, ['sync']);
    const risks = riskByAccount(stage.org);
    const churned = Uint8Array.from(outside, (row) => table.churned[row] ?? 0);
    const told = Float64Array.from(outside, (row) =>
      Number(risks.get(stage.ids[row] ?? '')?.['Churn_Risk__c'])
    );
    const { sums } = fitChurnModel(rowsOf(table, inside), Number(values.seed), null);
    const here =
      sums === null
        ? new Float64Array(0)
        : logOddsOfTable(sums, rowsOf(table, outside)).map(chanceOf);
    return {
      set: values.set,
      status: report['status'],
      accounts: table.count,
      outside: outside.length,
      rocArea: rocArea(told, churned),
      precisionArea: precisionArea(told, churned),
      rocAreaHere: rocArea(here, churned),
      largestDifference: Math.max(
        ...told.map((chance, place) => Math.abs(chance - (here[place] ?? NaN)))
      ),
      seconds: report['seconds']
    };
  } finally {
    await stage.org.stop();
    rmSync(stage.source, { recursive: true });
  }
}
