import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { LocalOrg } from '../local-org/http/server.ts';
import { startLocalOrg } from '../local-org/http/server.ts';
import type { Org } from '../local-org/engine/types.ts';
import { agentsOf, livedDeals } from './crm-quarters.ts';
import { forecastAgain } from './forecast-again.ts';
import { control } from '../local-org/test/sign-assertion.ts';
import { runCli } from './service-stage.ts';
import { loadStaged, stagedAmount, stagedKeys } from './staged-deals.ts';

const dir = join('..', 'shared', 'data', 'crm');
const isThere = existsSync(join(dir, 'sales_pipeline.csv'));
if (!isThere && process.env['REQUIRE_DATA'] === '1')
  throw new Error(`REQUIRE_DATA is set and ${dir} is not there.`);
if (!isThere) process.stdout.write(`skipped: ${dir} is not there\n`);
const whereData = isThere ? describe : describe.skip;

/** The policy's time zone is UTC. */
const today = new Date().toISOString().slice(0, 10);
const [year = 0, month = 1] = today.split('-').map(Number);
const firstMonth = Math.floor((month - 1) / 3) * 3;
const periodStart = new Date(Date.UTC(year, firstMonth, 1)).toISOString().slice(0, 10);
const periodEnd = new Date(Date.UTC(year, firstMonth + 3, 0)).toISOString().slice(0, 10);
const dayOf = (day: string): number => Date.parse(`${day.slice(0, 10)}T00:00:00Z`) / 86_400_000;

interface QuotaFigures {
  readonly key: string;
  readonly amount: number;
  readonly attained: number | null;
  readonly attainment: number | null;
  readonly pace: number | null;
  readonly p10: number | null;
  readonly p50: number | null;
  readonly p90: number | null;
  readonly reach: number | null;
}

/**
 * A territory an agent, regions above, one quota each; an account for each agent and customer.
 * Beside them territories whose deals have a history of stages.
 * @returns the open deals that come to a late stage
 */
function load(org: Org): string[] {
  const agents = agentsOf(dir);
  const ids = new Map<string, string>();
  const territory = (key: string, parent: string | null): void => {
    const [id = ''] = org.load('Evenfield_Territory__c', [
      {
        Key__c: key,
        Name: key,
        Stage__c: 'Active',
        Parent__c: parent === null ? null : (ids.get(parent) ?? null)
      }
    ]);
    ids.set(key, id);
  };
  territory('Company', null);
  for (const region of new Set(agents.map((row) => row.region))) territory(region, 'Company');
  for (const { agent, region } of agents) territory(agent, region);
  for (const key of stagedKeys) territory(key, 'Company');
  org.load(
    'Evenfield_Territory_Rule__c',
    [...agents.map(({ agent }) => agent), ...stagedKeys].map((key, at) => ({
      Key__c: `rule:${key}`,
      Territory__c: ids.get(key) ?? null,
      Order__c: at + 1,
      Active__c: true,
      Criteria__c: JSON.stringify({ field: 'AccountNumber', op: 'equals', value: key })
    }))
  );
  org.load('Evenfield_Policy__c', [
    { Name: 'P', Key__c: 'p', Active__c: true, Time_Zone__c: 'UTC' }
  ]);
  org.load(
    'Evenfield_Quota__c',
    [...ids].map(([key, id], at) => ({
      Key__c: `q:${key}`,
      Territory__c: id,
      Tier__c: 'New',
      Period_Start__c: periodStart,
      Period_End__c: periodEnd,
      Amount__c: 60_000 + 1_000 * at
    }))
  );
  const deals = livedDeals(dir, today);
  const accounts = [...new Set(deals.map(({ agent, account }) => `${agent}|${account}`))];
  const accountIds = org.load(
    'Account',
    accounts.map((name) => ({ Name: name, AccountNumber: name.split('|')[0] ?? '' }))
  );
  const idOf = new Map(accounts.map((name, at) => [name, accountIds[at] ?? '']));
  org.load(
    'Opportunity',
    deals.map((deal) => ({
      Name: deal.name,
      AccountId: idOf.get(`${deal.agent}|${deal.account}`) ?? null,
      StageName: deal.state === 'Open' ? 'Prospecting' : `Closed ${deal.state}`,
      IsClosed: deal.state !== 'Open',
      IsWon: deal.state === 'Won',
      Type: 'New Business',
      Amount: deal.amount,
      CloseDate: deal.closes,
      CreatedDate: `${deal.created}T00:00:00.000Z`
    }))
  );
  const staged = org.load(
    'Account',
    stagedKeys.map((key) => ({ Name: key, AccountNumber: key }))
  );
  return loadStaged(org, today, (key) => staged[stagedKeys.findIndex((own) => own === key)] ?? '');
}

whereData('the public pipeline through the night', () => {
  let org: LocalOrg;
  let quotas: QuotaFigures[];
  let leaves: string[];
  const rows = (soql: string): Record<string, unknown>[] => {
    const adminId = org.users.find((user) => user.alias === 'admin')?.userId ?? '';
    return org.org.query({ userId: adminId }, soql).records.map((row) => row.values);
  };
  const number = (value: unknown): number | null =>
    value === null || value === undefined ? null : Number(value);
  const nested = (value: unknown): Record<string, unknown> =>
    (value as { values?: Record<string, unknown> } | null)?.values ?? {};

  const readQuotas = (): QuotaFigures[] =>
    rows(
      'SELECT Key__c, Amount__c, Attained__c, Attainment__c, Pace__c, P10__c, P50__c, P90__c, Reach_Chance__c FROM Evenfield_Quota__c'
    ).map((row) => ({
      key: String(row['Key__c']).slice(2),
      amount: Number(row['Amount__c']),
      attained: number(row['Attained__c']),
      attainment: number(row['Attainment__c']),
      pace: number(row['Pace__c']),
      p10: number(row['P10__c']),
      p50: number(row['P50__c']),
      p90: number(row['P90__c']),
      reach: number(row['Reach_Chance__c'])
    }));

  beforeAll(async () => {
    let late: string[] = [];
    org = await startLocalOrg({
      fill(filled) {
        late = load(filled);
      }
    });
    const adminId = org.users.find((user) => user.alias === 'admin')?.userId ?? '';
    // A change that somebody makes, which the org keeps by itself.
    const changed = org.org.update(
      { userId: adminId },
      'Opportunity',
      late.map((Id) => ({ Id, StageName: 'Negotiation/Review' })),
      { allOrNone: true }
    );
    expect(changed.every(({ success }) => success)).toBe(true);
    expect(await runCli(org, ['sync'])).toMatchObject({ status: 'Completed' });
    quotas = readQuotas();
    leaves = [...agentsOf(dir).map(({ agent }) => agent), ...stagedKeys];
  }, 300_000);

  afterAll(async () => {
    await org.stop();
  });

  /** Won in the quarter by the territory that each account's coverage names. */
  const wonOutside = (): Map<string, number> => {
    const won = new Map<string, number>();
    const territoryOf = new Map(
      rows('SELECT Account__c, Territory__r.Key__c FROM Evenfield_Coverage__c').map((row) => [
        row['Account__c'],
        String(nested(row['Territory__r'])['Key__c'])
      ])
    );
    for (const row of rows(
      `SELECT AccountId, Amount FROM Opportunity WHERE IsWon = true AND CloseDate >= ${periodStart} AND CloseDate <= ${today}`
    )) {
      const key = territoryOf.get(row['AccountId']) ?? '';
      won.set(key, (won.get(key) ?? 0) + Number(row['Amount']));
    }
    return won;
  };

  it('has attainment and pace as worked out again from SOQL', () => {
    const won = wonOutside();
    const regions = new Map(agentsOf(dir).map(({ agent, region }) => [agent, region]));
    const due = (dayOf(today) - dayOf(periodStart)) / (dayOf(periodEnd) - dayOf(periodStart) + 1);
    for (const quota of quotas) {
      const own = [...won]
        .filter(([agent]) => [agent, regions.get(agent), 'Company'].includes(quota.key))
        .reduce((sum, [, amount]) => sum + amount, 0);
      expect(quota.attained).toBeCloseTo(own, 2);
      expect(quota.attainment).toBeCloseTo(own / quota.amount, 6);
      if (due < 0.05) expect(quota.pace).toBeNull();
      else expect(quota.pace).toBeCloseTo(own / (quota.amount * due), 5);
    }
    expect(quotas).toHaveLength(35 + 3 + 3 + 1);
  });

  it('has each forecast as worked out again from the opportunities by SOQL', async () => {
    const deals = rows(
      'SELECT Id, Amount, CloseDate, CreatedDate, IsClosed, IsWon, Account.AccountNumber FROM Opportunity'
    );
    const changes = Map.groupBy(
      rows(
        "SELECT OpportunityId, CreatedDate, StageName, CloseDate, Amount FROM OpportunityHistory WHERE StageName NOT IN ('Closed Won', 'Closed Lost') ORDER BY CreatedDate"
      ),
      (row) => String(row['OpportunityId'])
    );
    const stages = ['Prospecting', 'Negotiation/Review'];
    const forecast = await forecastAgain({
      deals: deals.map((row) => ({
        spells: (changes.get(String(row['Id'])) ?? []).map((change) => ({
          day: dayOf(String(change['CreatedDate'])) + 1,
          stage: stages.indexOf(String(change['StageName'])) + 1,
          planned: dayOf(String(change['CloseDate'])),
          amount: Number(change['Amount'])
        })),
        unit: leaves.indexOf(String(nested(row['Account'])['AccountNumber'])),
        amount: Number(row['Amount']),
        created: dayOf(String(row['CreatedDate'])),
        closed: row['IsClosed'] === true ? dayOf(String(row['CloseDate'])) : null,
        won: row['IsWon'] === true
      })),
      quotas: leaves.map((key) => quotas.find((row) => row.key === key)?.amount ?? 0),
      origin: dayOf(today) + 1,
      start: dayOf(periodStart),
      end: dayOf(periodEnd),
      startMonth: firstMonth + 1
    });
    const scale = quotas.reduce((sum, { p90, p10 }) => sum + ((p90 ?? 0) - (p10 ?? 0)), 0);
    let apart = 0;
    leaves.forEach((key, at) => {
      const row = quotas.find((quota) => quota.key === key);
      const again = forecast[at];
      if (row === undefined || again === undefined) throw new Error(`no ${key}`);
      expect(row.p10 ?? NaN).toBeLessThanOrEqual(row.p50 ?? NaN);
      expect(row.p50 ?? NaN).toBeLessThanOrEqual(row.p90 ?? NaN);
      expect(row.p10 ?? NaN).toBeGreaterThanOrEqual((row.attained ?? NaN) - 0.01);
      apart += Math.abs((row.p50 ?? NaN) - again.p50);
      expect(Math.abs((row.reach ?? NaN) - (again.reach ?? NaN))).toBeLessThanOrEqual(0.08);
    });
    expect(apart).toBeLessThanOrEqual(0.1 * scale);
  }, 60_000);

  it('draws a region from its territories together: narrower than their bands added up', () => {
    const company = quotas.find(({ key }) => key === 'Company');
    const below = quotas.filter(({ key }) => leaves.includes(key));
    const band = (row: QuotaFigures): number => (row.p90 ?? NaN) - (row.p10 ?? NaN);
    expect(company === undefined ? NaN : band(company)).toBeLessThanOrEqual(
      below.reduce((sum, row) => sum + band(row), 0)
    );
    expect(company?.p10 ?? NaN).toBeGreaterThanOrEqual((company?.attained ?? NaN) - 0.01);
  });

  const median = (figures: readonly QuotaFigures[], key: string): number =>
    figures.find((row) => row.key === key)?.p50 ?? NaN;

  it('expects more of deals that came to a late stage than of others of the same age and amount', () => {
    // On the last day of a quarter there is nothing left to come.
    if (today === periodEnd) expect(median(quotas, 'Late')).toBe(median(quotas, 'Early'));
    else expect(median(quotas, 'Late')).toBeGreaterThan(median(quotas, 'Early'));
  });

  it('writes nothing the second time', async () => {
    expect(await runCli(org, ['sync'])).toMatchObject({
      status: 'Completed',
      changed: 0,
      written: 0
    });
  }, 120_000);

  it('says so where the history is kept from it, and forecasts without', async () => {
    await control(org, 'POST', '/schema', { hide: 'OpportunityHistory' });
    expect(await runCli(org, ['sync'])).toMatchObject({ status: 'Completed', failed: 1 });
    await control(org, 'DELETE', '/schema');
    const [fault] = rows(
      "SELECT Code__c, Message__c, Cure__c FROM Evenfield_Run_Error__c WHERE Object__c = 'OpportunityHistory'"
    );
    expect(fault).toMatchObject({
      Code__c: 'NOT_READABLE',
      Message__c: expect.stringContaining('without stages and planned closes'),
      Cure__c: expect.stringContaining('Evenfield_Service')
    });
    // Alike but for the draws, of which each territory has its own.
    const without = readQuotas();
    expect(Math.abs(median(without, 'Late') - median(without, 'Early'))).toBeLessThanOrEqual(
      2 * stagedAmount
    );
  }, 120_000);
});
