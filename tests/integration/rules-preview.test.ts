import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { orgSettings } from '../../sync-service/src/config.ts';
import type { RulesAnswer } from '../../sync-service/src/domain/assignment/rules-answer.ts';
import { answerAsked } from '../../sync-service/src/jobs/answer-asked.ts';
import type { JobContext } from '../../sync-service/src/jobs/handlers.ts';
import { connect } from '../../sync-service/src/salesforce/connection.ts';
import type { LocalOrg } from '../local-org/http/server.ts';
import { changesBetween, everyRow } from './every-row.ts';
import { runCli, sampleOrg, serviceEnvironment } from './service-stage.ts';

let org: LocalOrg;
let context: JobContext;
let adminId: string;

beforeAll(async () => {
  org = await sampleOrg(400);
  adminId = org.users.find((user) => user.alias === 'admin')?.userId ?? '';
  const connection = await connect(orgSettings(serviceEnvironment(org)));
  context = {
    connection: () => Promise.resolve(connection),
    log: pino({ level: 'silent' }),
    stop: new AbortController().signal,
    finished: () => undefined
  };
  expect(await runCli(org, ['sync'])).toMatchObject({ status: 'Completed' });
}, 120_000);

afterAll(async () => {
  await org.stop();
});

const rows = (soql: string): Record<string, unknown>[] =>
  org.org.query({ userId: adminId }, soql).records.map((row) => row.values);

function ask(draft: unknown, kind = 'Rules preview'): string {
  const [saved] = org.org.create(
    { userId: adminId },
    'Evenfield_Request__c',
    [
      {
        Kind__c: kind,
        Status__c: 'Requested',
        Filter__c: typeof draft === 'string' ? draft : JSON.stringify(draft)
      }
    ],
    { allOrNone: true }
  );
  if (saved?.success !== true) throw new Error(JSON.stringify(saved));
  return saved.id ?? '';
}

function answerTo(id: string): Record<string, unknown> {
  const [row] = rows(
    `SELECT Status__c, Result__c, Answer__c, Error__c FROM Evenfield_Request__c WHERE Id = '${id}'`
  );
  return row ?? {};
}

interface Rule {
  readonly Id: string;
  readonly Key__c: string;
  readonly Order__c: number;
  readonly Territory__c: string;
  readonly Criteria__c: string;
}

const heldRules = (): Rule[] =>
  rows(
    "SELECT Id, Key__c, Order__c, Territory__c, Criteria__c FROM Evenfield_Territory_Rule__c WHERE Key__c != 'rule:broken' ORDER BY Order__c"
  ) as unknown as Rule[];

describe('a request for a preview of rules', () => {
  it('is answered with the very totals that the next run writes once the draft is saved, and itself writes nothing else', async () => {
    const [one, two] = heldRules();
    if (one === undefined || two === undefined) throw new Error('The sample has no rules');
    const asDraft = (rule: Rule, criteria: string): object => ({
      key: rule.Key__c,
      territory: rule.Territory__c,
      order: rule.Order__c,
      criteria
    });
    const before = everyRow(org.org, adminId);
    const id = ask({
      changed: [asDraft(one, two.Criteria__c), asDraft(two, one.Criteria__c)],
      tests: ['Nobody of this name']
    });
    expect(await answerAsked(context, id)).toBe('Done');
    const { added, gone, moved } = changesBetween(before, everyRow(org.org, adminId));
    expect([added, gone, moved]).toEqual([[`Evenfield_Request__c:${id}`], [], []]);
    const answer = JSON.parse(String(answerTo(id)['Answer__c'])) as RulesAnswer;
    expect(answer.lists.differences.count).toBe(2);
    expect(answer.lists.warnings.rows).toContainEqual(
      expect.objectContaining({ code: 'RULE_INVALID', rule: 'rule:broken' })
    );
    org.org.update(
      { userId: adminId },
      'Evenfield_Territory_Rule__c',
      [
        { Id: one.Id, Criteria__c: two.Criteria__c },
        { Id: two.Id, Criteria__c: one.Criteria__c }
      ],
      { allOrNone: true }
    );
    expect(await runCli(org, ['sync'])).toMatchObject({ status: 'Completed' });
    const written = rows(
      'SELECT Id, Key__c, Parent__c, Accounts__c, Workload_Hours__c, Potential__c FROM Evenfield_Territory__c'
    );
    const parents = new Set(written.map((row) => row['Parent__c']));
    const figures = new Map(
      written.filter((row) => !parents.has(row['Id'])).map((row) => [row['Key__c'], row])
    );
    const leaves = (
      answer.lists.territories.rows as {
        key: string | null;
        after: { accounts: number; hours: number; potential: number };
      }[]
    ).filter(({ key }) => figures.has(key));
    expect(leaves.length).toBeGreaterThan(10);
    for (const { key, after } of leaves) {
      const row = figures.get(key);
      expect([key, after]).toEqual([
        key,
        {
          accounts: row?.['Accounts__c'] ?? 0,
          hours: row?.['Workload_Hours__c'] ?? 0,
          potential: row?.['Potential__c'] ?? 0
        }
      ]);
    }
    const found = rows(
      'SELECT Account__c, Finding_Code__c FROM Evenfield_Coverage__c WHERE Finding_Code__c != null'
    ).map((row) => `${String(row['Account__c'])} ${String(row['Finding_Code__c'])}`);
    const findings = answer.lists.findings.rows as { id: string; code: string }[];
    expect(findings.map((one) => `${one.id} ${one.code}`).sort()).toEqual(found.sort());
  }, 120_000);

  it('takes a rule of 4,000 ZIPs', async () => {
    const [rule] = heldRules();
    const values = Array.from({ length: 4000 }, (_, index) => String(10_000 + index));
    const id = ask({
      changed: [
        {
          key: 'rule:zips',
          territory: rule?.Territory__c,
          order: 1,
          criteria: JSON.stringify({ field: 'BillingPostalCode', op: 'in', values })
        }
      ]
    });
    expect(await answerAsked(context, id)).toBe('Done');
    const wanted = rows(
      "SELECT COUNT(Id) n FROM Account WHERE BillingPostalCode >= '10000' AND BillingPostalCode <= '13999'"
    );
    expect(Number(wanted[0]?.['n'])).toBeGreaterThan(0);
    const answer = JSON.parse(String(answerTo(id)['Answer__c'])) as RulesAnswer;
    expect(JSON.stringify(answer.lists.warnings.rows)).toContain('ZIP_WITHOUT_ACCOUNT');
  }, 120_000);

  it('is refused in words where the draft cannot be read', async () => {
    const id = ask('{"changed":[{"key":"a"}]}');
    expect(await answerAsked(context, id)).toBe('Failed');
    expect(answerTo(id)).toMatchObject({
      Status__c: 'Failed',
      Answer__c: null,
      Error__c: expect.stringContaining('changed.0.territory')
    });
  }, 60_000);

  it('stays cancelled where its asker cancelled it while it was worked on', async () => {
    const id = ask({});
    const cancel = (): void => {
      org.org.update(
        { userId: adminId },
        'Evenfield_Request__c',
        [{ Id: id, Status__c: 'Cancelled' }],
        { allOrNone: true }
      );
    };
    let asked = 0;
    const connection = await context.connection();
    const cancelling: JobContext = {
      ...context,
      connection: () =>
        Promise.resolve({
          ...connection,
          json: (request, shape) => {
            asked += 1;
            if (asked === 5) cancel();
            return connection.json(request, shape);
          }
        })
    };
    expect(await answerAsked(cancelling, id)).toBe('Cancelled');
    expect(answerTo(id)).toMatchObject({ Status__c: 'Cancelled', Answer__c: null });
    expect(await answerAsked(context, id)).toBeNull();
  }, 60_000);

  it('is open to those alone who administer Evenfield', () => {
    const managerId = org.users.find((user) => user.alias === 'manager')?.userId ?? '';
    const saved = org.org.create(
      { userId: managerId },
      'Evenfield_Request__c',
      [{ Kind__c: 'Rules preview', Status__c: 'Requested' }],
      { allOrNone: true }
    );
    expect(JSON.stringify(saved)).toContain('Evenfield: Administer');
  });
});
