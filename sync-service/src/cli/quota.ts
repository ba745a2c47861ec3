import { parseArgs } from 'node:util';
import { publishQuotas } from '../jobs/publish-quotas.ts';
import { draftPlan, parsePlanRequest } from '../jobs/quota-plan.ts';
import { readOnly } from '../salesforce/connection.ts';
import { openOrg } from './open-org.ts';
import { printFailure, printJson, printLine } from './print.ts';

const usage = `evenfield quota plan REQUEST [--publish] [--org ALIAS] [--json]
REQUEST is JSON, as docs/quota.md shows: {"target":1000000,"tier":"New","start":"2027-01-01","end":"2027-03-31"}
Without --publish nothing is written. Exits 1 where no plan keeps to the limits, or a row was refused.`;

/** `evenfield quota`: a draft of quotas with the reasons of each row, published when asked. */
export async function runCommand(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
      publish: { type: 'boolean', default: false },
      org: { type: 'string' }
    }
  });
  const [verb, text = ''] = positionals;
  if (values.help || verb !== 'plan') {
    printLine(usage);
    return values.help ? 0 : 2;
  }
  try {
    const request = parsePlanRequest(text);
    const connection = await openOrg(values.org ?? null);
    const { territoryIds, ...plan } = await draftPlan(
      readOnly(connection, { bulkQueries: true }),
      request
    );
    const published =
      values.publish && plan.status === 'Planned'
        ? await publishQuotas(connection, { ...plan, territoryIds })
        : null;
    if (values.json) printJson({ ...plan, published });
    else {
      for (const { key, amount, rationale } of plan.rows)
        printLine(`${key} ${String(amount)}: ${rationale}`);
      printLine(plan.words);
      if (published === null) printLine('Nothing was published.');
      else
        printLine(`${String(published.written)} of ${String(published.changed)} rows published.`);
      for (const { record, message } of published?.problems ?? [])
        printLine(`${record}: ${message}`);
    }
    return plan.status === 'Planned' && (published?.problems.length ?? 0) === 0 ? 0 : 1;
  } catch (error) {
    return printFailure(error, values.json);
  }
}
