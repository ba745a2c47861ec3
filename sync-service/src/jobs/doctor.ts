import { z } from 'zod';
import type { OrgSettings } from '../config.ts';
import type { OrgConnection } from '../salesforce/connection.ts';
import { connect } from '../salesforce/connection.ts';
import { OrgError } from '../salesforce/errors.ts';
import type { ObjectNeed } from '../salesforce/needs.ts';
import { needs } from '../salesforce/needs.ts';
import { readPolicyRow } from '../salesforce/records/design.ts';
import { countRows } from '../salesforce/rest-query.ts';

/** One thing looked at. */
export interface Finding {
  readonly check: string;
  readonly ok: boolean;
  readonly message: string;
  /** What to do; null where nothing is wrong. */
  readonly cure: string | null;
}

const description = z.object({
  createable: z.boolean(),
  fields: z.array(z.object({ name: z.string(), updateable: z.boolean(), createable: z.boolean() }))
});
const limits = z
  .object({ DailyApiRequests: z.object({ Max: z.number(), Remaining: z.number() }) })
  .loose();

/** A clock further off than this endangers the sign-in. */
const worryingSkewSeconds = 60;
const fewestCallsLeft = 200;
/** Salesforce charges every row as this much, whatever it holds. */
const kilobytesARow = 2;
const permissionSet = 'Evenfield_Service';

/** Looks at everything that a sync needs, and says for each fault what to do. */
export async function examine(settings: OrgSettings): Promise<Finding[]> {
  let connection: OrgConnection;
  try {
    connection = await connect(settings);
  } catch (error) {
    return [failure('sign-in', error)];
  }
  const findings: Finding[] = [
    { check: 'sign-in', ok: true, message: `Signed in as ${settings.username}.`, cure: null },
    clock(connection)
  ];
  findings.push(await guarded('API limit', () => apiLimit(connection)));
  findings.push(...(await objects(connection)));
  findings.push(await guarded('policy', () => policy(connection)));
  findings.push(await guarded('storage', () => storage(connection)));
  return findings;
}

function failure(check: string, error: unknown): Finding {
  if (!(error instanceof OrgError)) throw error;
  return { check, ok: false, message: error.message, cure: error.cure };
}

async function guarded(check: string, work: () => Promise<Finding>): Promise<Finding> {
  try {
    return await work();
  } catch (error) {
    return failure(check, error);
  }
}

function clock(connection: OrgConnection): Finding {
  const seconds = Math.round(connection.clockSkew() / 1000);
  if (Math.abs(seconds) <= worryingSkewSeconds)
    return {
      check: 'clock',
      ok: true,
      message: "This machine's clock agrees with the org's.",
      cure: null
    };
  return {
    check: 'clock',
    ok: false,
    message: `This machine's clock is ${String(Math.abs(seconds))} s ${seconds > 0 ? 'ahead of' : 'behind'} the org's.`,
    cure: "Set this machine's clock by NTP; the assertion that signs in lives three minutes."
  };
}

async function apiLimit(connection: OrgConnection): Promise<Finding> {
  const { DailyApiRequests } = await connection.json(
    { method: 'GET', path: '/limits', about: 'Asking for the limits' },
    limits
  );
  const { Max, Remaining } = DailyApiRequests;
  const message = `${String(Remaining)} of ${String(Max)} API requests are left today.`;
  if (Remaining >= fewestCallsLeft) return { check: 'API limit', ok: true, message, cure: null };
  return {
    check: 'API limit',
    ok: false,
    message,
    cure: 'Wait until the rolling 24 hours free some API requests, or buy more; Setup, System Overview shows them.'
  };
}

async function objects(connection: OrgConnection): Promise<Finding[]> {
  const found: Finding[] = [];
  for (const need of needs) found.push(...(await guardedObject(connection, need)));
  const missing = found.filter(
    (finding) =>
      !finding.ok &&
      finding.message.endsWith('does not exist or is not open to the integration user.')
  );
  if (missing.length >= needs.filter((need) => need.object.startsWith('Evenfield_')).length)
    return [
      {
        check: 'rights',
        ok: false,
        message: `The integration user sees no object of Evenfield: the permission set ${permissionSet} is not assigned, or Evenfield is not deployed.`,
        cure: `Assign the permission set ${permissionSet} to the integration user; if the org does not have it, run npm run deploy first.`
      }
    ];
  const bad = found.filter((finding) => !finding.ok);
  return bad.length > 0
    ? bad
    : [
        {
          check: 'objects and fields',
          ok: true,
          message: `All ${String(needs.length)} objects and their fields are open to the integration user.`,
          cure: null
        }
      ];
}

async function guardedObject(connection: OrgConnection, need: ObjectNeed): Promise<Finding[]> {
  try {
    const described = await connection.json(
      {
        method: 'GET',
        path: `/sobjects/${need.object}/describe`,
        about: `Describing ${need.object}`
      },
      description
    );
    return fieldFaults(need, described);
  } catch (error) {
    if (!(error instanceof OrgError) || error.kind !== 'configuration') throw error;
    return [
      {
        check: need.object,
        ok: false,
        message: `${need.object} does not exist or is not open to the integration user.`,
        cure: need.object.endsWith('__c')
          ? `Deploy ${need.object} (npm run deploy), and assign the permission set ${permissionSet} to the integration user.`
          : `Give the integration user read access to ${need.object} by the permission set ${permissionSet}.`
      }
    ];
  }
}

function fieldFaults(need: ObjectNeed, described: z.infer<typeof description>): Finding[] {
  const byName = new Map(described.fields.map((field) => [field.name, field]));
  const unseen = [...need.reads, ...need.writes].filter((name) => !byName.has(name));
  const closed = need.writes.filter(
    (name) => byName.get(name)?.createable === false && byName.get(name)?.updateable === false
  );
  const fault = (field: string, message: string, cure: string): Finding => ({
    check: `${need.object}.${field}`,
    ok: false,
    message,
    cure
  });
  const faults = [
    ...unseen.map((name) =>
      fault(
        name,
        `The integration user cannot read ${need.object}.${name}.`,
        `Deploy ${need.object}.${name} (npm run deploy), or give the permission set ${permissionSet} read access to it.`
      )
    ),
    ...closed.map((name) =>
      fault(
        name,
        `The integration user cannot write ${need.object}.${name}.`,
        `Give the permission set ${permissionSet} edit access to ${need.object}.${name}.`
      )
    )
  ];
  if (need.creates && !described.createable)
    faults.push(
      fault(
        'create',
        `The integration user cannot create ${need.object} rows.`,
        `Give the permission set ${permissionSet} the right Create on ${need.object}.`
      )
    );
  return faults;
}

async function policy(connection: OrgConnection): Promise<Finding> {
  const { row } = await readPolicyRow(connection);
  if (row !== null)
    return { check: 'policy', ok: true, message: 'One policy is active.', cure: null };
  return {
    check: 'policy',
    ok: true,
    message:
      'No policy is active; every number has its default. Make one in the app Evenfield to change them.',
    cure: null
  };
}

async function storage(connection: OrgConnection): Promise<Finding> {
  const accounts = await countRows(connection, { object: 'Account' });
  const territories = await countRows(connection, { object: 'Evenfield_Territory__c' });
  const rows = accounts + territories * 120;
  return {
    check: 'storage',
    ok: true,
    message: `About ${String(Math.ceil((rows * kilobytesARow) / 1024))} MB of data storage: a row for each of ${String(accounts)} accounts, and a day's figures for each of ${String(territories)} territories.`,
    cure: null
  };
}
