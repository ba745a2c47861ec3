import { z } from 'zod';
import { fieldsNeeded } from '../domain/core/compute-run.ts';
import type { DealTable } from '../domain/core/columns.ts';
import type { CurrencyRates } from '../domain/core/currency.ts';
import { dayIn } from '../domain/core/days.ts';
import { figureCalendar } from '../domain/core/figures.ts';
import { parsePolicy } from '../domain/core/policy.ts';
import type { Problem } from '../domain/core/result.ts';
import type { OrgSnapshot, TerritoryRule } from '../domain/core/snapshot.ts';
import { periodFor } from '../domain/quota/period.ts';
import type { Audit } from '../domain/rebalance/audit-shape.ts';
import { planFromOwners } from '../domain/territory/import-plan.ts';
import type { OrgConnection } from '../salesforce/connection.ts';
import { prepareRead } from '../salesforce/read-rows.ts';
import { accountColumns, accountQuery } from '../salesforce/records/accounts.ts';
import { coverageQuery } from '../salesforce/records/coverage.ts';
import { readCurrencies } from '../salesforce/records/currencies.ts';
import { readDesign, readFiscalPeriods, readUsers } from '../salesforce/records/design.ts';
import { historyStreams } from '../salesforce/records/history.ts';
import { contestObject, readContests } from '../salesforce/records/contests.ts';
import { readMarket } from '../salesforce/records/market.ts';
import { startTakingHistory } from './history-intake.ts';
import { startTaking } from './intake.ts';

export interface PlainRead {
  readonly snapshot: OrgSnapshot;
  /** Territories are Evenfield's, or each account owner stands for one. */
  readonly by: Audit['by'];
  /** Rows that could not be used. */
  readonly problems: readonly Problem[];
  /** Null where the org has one currency. */
  readonly currencies: CurrencyRates | null;
  /** Opportunities: open ones, and those closed in the last two years. */
  readonly deals: DealTable;
}

type Designed = Omit<OrgSnapshot, 'accounts' | 'figures' | 'coverage' | 'period'> & {
  readonly problems: readonly Problem[];
};

const objects = z.object({ sobjects: z.array(z.object({ name: z.string() })) });

/**
 * Reads an org as a night does, by plain queries alone; where nobody has designed any territories,
 * each active owner of accounts stands for one.
 * @param more rules besides the org's whose fields are to be read as well
 * @param fields fields of Account to read besides
 * @throws OrgError
 */
export async function readPlainly(
  connection: OrgConnection,
  more: readonly TerritoryRule[] = [],
  fields: readonly string[] = []
): Promise<PlainRead> {
  const { sobjects } = await connection.json(
    { method: 'GET', path: '/sobjects', about: 'Listing the objects' },
    objects
  );
  const has = (object: string): boolean => sobjects.some(({ name }) => name === object);
  const design = has('Evenfield_Territory__c')
    ? await readDesigned(connection, has(contestObject))
    : null;
  const hasDesign = design !== null && design.territories.length > 0;
  const designed = hasDesign ? design : await withoutDesign(connection);
  const { quarters } = await readFiscalPeriods(connection);
  const period = periodFor(designed.quotas, designed.today, quarters);
  const calendar = figureCalendar(designed.today, period);
  const needed = [
    ...new Set([
      ...fieldsNeeded(designed.policy, [...designed.rules, ...more]),
      'BillingState',
      ...fields
    ])
  ];
  const columns = await accountColumns(connection, needed);
  const currencies = columns.hasCurrencies ? await readCurrencies(connection) : null;
  const accounts = await prepareRead(connection, accountQuery(columns));
  const taking = startTaking(columns);
  const history = startTakingHistory({ calendar, currencies, expected: accounts.count });
  await accounts.read((page) => Promise.resolve(taking.take('accounts', page)));
  if (hasDesign) {
    const coverage = await prepareRead(connection, coverageQuery);
    await coverage.read((page) => Promise.resolve(taking.take('coverage', page)));
  }
  const streams = historyStreams(calendar, currencies);
  // Contacts are told active by the touches, so they come last.
  for (const last of [false, true])
    for (const { query } of streams.filter((stream) => (stream.afterTouches === true) === last)) {
      const rows = await prepareRead(connection, query);
      await rows.read((page) => Promise.resolve(history.take(query.object, page)));
    }
  const gathered = taking.finish(history.finish());
  const { problems, ...known } = designed;
  const read: OrgSnapshot = {
    ...known,
    period,
    accounts: gathered.accounts.accounts,
    figures: gathered.figures,
    coverage: gathered.coverage.coverage
  };
  return {
    snapshot: hasDesign ? read : heldByOwners(read),
    by: hasDesign ? 'territories' : 'owners',
    problems: [...problems, ...gathered.accounts.problems],
    currencies,
    deals: gathered.deals
  };
}

/** @param knowsContests false for an installation from before there were any */
async function readDesigned(connection: OrgConnection, knowsContests: boolean): Promise<Designed> {
  const design = await readDesign(connection);
  const { policy, problems } = parsePolicy(design.policyRow);
  const market = policy.marketWeight === 0 ? null : await readMarket(connection);
  const contested = knowsContests ? await readContests(connection) : null;
  return {
    ...(market === null ? {} : { market: market.rows }),
    contests: contested?.contests ?? [],
    today: dayIn(policy.timeZone, connection.now()),
    now: connection.now(),
    policy,
    territories: design.territories,
    members: design.members,
    rules: design.rules,
    quotas: design.quotas,
    users: design.users,
    pastSnapshots: [],
    problems: [
      ...design.problems,
      ...problems,
      ...(market?.problems ?? []),
      ...(contested?.problems ?? [])
    ]
  };
}

async function withoutDesign(connection: OrgConnection): Promise<Designed> {
  const { users, problems } = await readUsers(connection);
  const { policy } = parsePolicy(null);
  return {
    today: dayIn(policy.timeZone, connection.now()),
    now: connection.now(),
    policy,
    territories: [],
    members: [],
    rules: [],
    quotas: [],
    users,
    pastSnapshots: [],
    problems
  };
}

/** The snapshot with a territory for each active owner, and her accounts in it. */
function heldByOwners(snapshot: OrgSnapshot): OrgSnapshot {
  const { accounts } = snapshot;
  const plan = planFromOwners(
    accounts.ids.map((accountId, index) => ({
      id: accountId,
      ownerId: accounts.owner.dictionary[accounts.owner.codes[index] ?? -1] ?? '',
      latitude: accounts.latitude[index] ?? NaN,
      longitude: accounts.longitude[index] ?? NaN
    })),
    [...snapshot.users.values()].map((user) => ({ ...user, username: '' }))
  );
  return {
    ...snapshot,
    territories: plan.territories.map((territory) => ({
      id: territory.key,
      key: territory.key,
      name: territory.name,
      parentId: null,
      stage: 'Active',
      approach: 'Account-Based',
      ownerId: territory.ownerId ?? '',
      baseLatitude: territory.latitude,
      baseLongitude: territory.longitude,
      baseCity: null,
      capacityHoursPerWeek: null,
      mixTargetA: null
    })),
    members: plan.territories.flatMap(({ key, ownerId }) =>
      ownerId === null
        ? []
        : [
            {
              id: key,
              key,
              territoryId: key,
              userId: ownerId,
              role: 'Owner' as const,
              start: null,
              end: null,
              // Nobody told how many hours a person has: all the same, so that shares are equal.
              capacityHoursPerWeek: 1,
              ramp: null
            }
          ]
    ),
    coverage: {
      present: new Uint8Array(accounts.count).fill(1),
      columns: new Map([
        [
          'Territory__c',
          { kind: 'text', values: accounts.ids.map((one) => plan.assignments.get(one) ?? null) }
        ],
        ['Source__c', { kind: 'text', values: accounts.ids.map(() => 'Import') }]
      ])
    }
  };
}
