import { parseArgs } from 'node:util';
import { z } from 'zod';
import { orgSettings } from '../config.ts';
import { applyRebalance } from '../jobs/apply-rebalance.ts';
import { proposeRebalance } from '../jobs/propose-rebalance.ts';
import { rollBackRebalance } from '../jobs/roll-back-rebalance.ts';
import type { OrgConnection } from '../salesforce/connection.ts';
import { connect } from '../salesforce/connection.ts';
import { optionalNumber, optionalText, readChecked } from '../salesforce/records/checked.ts';
import { printFailure, printJson, printLine } from './print.ts';

const usage = `evenfield rebalance VERB [ID] [--json]
  list                                            scenarios, the newest first
  create NAME [--design D] [--parameters JSON]    a scenario that is asked for at once
  propose ID                                      compute what was asked
  apply ID [--wave N]                             write what was approved, each wave from its day on
  roll-back ID [--wave N] [--territory ID] [--account ID]
Approving is a person's: set Status to Approved in Salesforce.`;

const shape = {
  Id: z.string(),
  Name: z.string(),
  Status__c: optionalText,
  Moves__c: optionalNumber,
  Quality__c: optionalText,
  Message__c: optionalText,
  CreatedDate: z.string()
};
const created = z.object({ id: z.string() });

interface Words {
  readonly name: string | null;
  readonly design: string | undefined;
  readonly parameters: string | undefined;
  readonly wave: number | undefined;
  readonly territory: string | undefined;
  readonly account: string | undefined;
}

/** `evenfield rebalance`: the jobs of a scenario, from a terminal and without Redis. */
export async function runCommand(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
      design: { type: 'string' },
      parameters: { type: 'string' },
      wave: { type: 'string' },
      territory: { type: 'string' },
      account: { type: 'string' }
    }
  });
  const [verb = '', name = null] = positionals;
  if (values.help || !['list', 'create', 'propose', 'apply', 'roll-back'].includes(verb)) {
    printLine(usage);
    return values.help ? 0 : 2;
  }
  try {
    const connection = await connect(orgSettings(process.env));
    const answer = await perform(connection, verb, {
      name,
      design: values.design,
      parameters: values.parameters,
      wave: values.wave === undefined ? undefined : Number(values.wave),
      territory: values.territory,
      account: values.account
    });
    if (values.json) printJson(answer.data);
    else for (const line of answer.lines) printLine(line);
    return 0;
  } catch (error) {
    return printFailure(error, values.json);
  }
}

interface Said {
  readonly data: unknown;
  readonly lines: readonly string[];
}

async function perform(connection: OrgConnection, verb: string, words: Words): Promise<Said> {
  const target = words.name ?? '';
  switch (verb) {
    case 'list': {
      const { records } = await readChecked(
        connection,
        { object: 'Evenfield_Rebalance__c' },
        shape
      );
      const sorted = records.sort((a, b) => (a.CreatedDate < b.CreatedDate ? 1 : -1));
      return {
        data: sorted,
        lines: sorted.map(
          (row) =>
            `${row.Id} ${row.Status__c ?? ''} ${row.Name}: ${String(row.Moves__c ?? 0)} moves. ${row.Quality__c ?? row.Message__c ?? ''}`
        )
      };
    }
    case 'create': {
      const made = await connection.json(
        {
          method: 'POST',
          path: '/sobjects/Evenfield_Rebalance__c',
          body: JSON.stringify({
            Name: words.name ?? 'Rebalance',
            Status__c: 'Requested',
            ...(words.design === undefined ? {} : { Design__c: words.design }),
            ...(words.parameters === undefined ? {} : { Parameters__c: words.parameters })
          }),
          about: 'Creating a scenario',
          repeatable: false
        },
        created
      );
      return { data: made, lines: [made.id] };
    }
    case 'propose': {
      const said = await proposeRebalance(connection, target);
      return {
        data: said,
        lines: [`${said.status}: ${String(said.moves)} moves. ${said.message}`]
      };
    }
    case 'apply': {
      const said = await applyRebalance(
        connection,
        target,
        words.wave === undefined ? {} : { wave: words.wave }
      );
      return { data: said, lines: [`${said.status}: ${said.message}`] };
    }
    default: {
      const said = await rollBackRebalance(connection, target, {
        wave: words.wave,
        territory: words.territory,
        account: words.account
      });
      return { data: said, lines: [`${said.status}: ${said.message}`] };
    }
  }
}
