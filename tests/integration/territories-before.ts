import type { Connection } from 'jsforce';
import type { AccountBefore, TerritoryBefore } from './snapshots-by-hand.ts';

export type Row = Record<string, unknown>;

/** All rows of a query, as admin sees them. */
export type Query = (soql: string) => Promise<Row[]>;

export const queryOf =
  (connection: Connection): Query =>
  async (soql) =>
    (await connection.query<Row>(soql, { autoFetch: true, maxFetch: 10_000 })).records;

export const parent = (row: Row, name: string): Row => (row[name] ?? {}) as Row;

export function text(row: Row, name: string): string {
  const value = row[name];
  if (typeof value !== 'string') throw new Error(`${name} is no text: ${JSON.stringify(row)}`);
  return value;
}

export function figure(row: Row, name: string): number | null {
  const value = row[name];
  return typeof value === 'number' ? value : null;
}

/** Rows that a snapshot's scores can be worked out from, by hand, before a run. */
export interface OrgBefore {
  readonly territories: readonly TerritoryBefore[];
  /** Accounts in no territory. */
  readonly unassigned: readonly AccountBefore[];
  /** By account id. */
  readonly accounts: ReadonlyMap<string, AccountBefore>;
  /** Today's snapshot by the territory's key. */
  readonly snapshots: ReadonlyMap<string, Row>;
  /** Ids by key, of all territories. */
  readonly territoryIds: ReadonlyMap<string, string>;
}

/** Reads what the org holds before a run. */
export async function orgBefore(query: Query): Promise<OrgBefore> {
  const coverage = await query(
    'SELECT Account__c, Tier__c, Potential__c, Place_Source__c, Territory__r.Key__c, Territory__r.Base_Latitude__c, Territory__r.Base_Longitude__c, Account__r.BillingLatitude, Account__r.BillingLongitude, Account__r.ShippingLatitude, Account__r.ShippingLongitude, Account__r.BillingPostalCode, Account__r.BillingState FROM Evenfield_Coverage__c'
  );
  const rows = await query(
    'SELECT Id, Key__c, Effective_Capacity__c, Pace__c, Coverage_Share__c, GRR__c, Pipeline_Coverage__c, Quota__c, Attained__c FROM Evenfield_Territory__c'
  );
  const snapshots = await query(
    'SELECT Id, Territory__r.Key__c, Score__c, Attainment__c, Coverage__c, Workload__c, Potential__c, Retention__c, Pipeline__c, Travel__c FROM Evenfield_Health_Snapshot__c'
  );
  const snapshotOf = new Map(
    snapshots.map((row) => [text(parent(row, 'Territory__r'), 'Key__c'), row] as const)
  );
  const places = middles(coverage.map((row) => parent(row, 'Account__r')));
  const accounts = new Map(
    coverage.map((row) => [text(row, 'Account__c'), accountOf(row, places)] as const)
  );
  const within = (key: string | null): AccountBefore[] =>
    coverage
      .filter((row) => (parent(row, 'Territory__r')['Key__c'] ?? null) === key)
      .flatMap((row) => accounts.get(text(row, 'Account__c')) ?? []);
  return {
    territories: rows
      .filter((row) => snapshotOf.has(text(row, 'Key__c')))
      .map((row) => ({
        key: text(row, 'Key__c'),
        capacityHours: figure(row, 'Effective_Capacity__c') ?? 0,
        pace: figure(row, 'Pace__c'),
        coverageShare: figure(row, 'Coverage_Share__c'),
        grossRetention: figure(row, 'GRR__c'),
        pipelineCoverage: pipelineCoverage(row),
        accounts: within(text(row, 'Key__c'))
      })),
    unassigned: within(null),
    accounts,
    snapshots: snapshotOf,
    territoryIds: new Map(rows.map((row) => [text(row, 'Key__c'), text(row, 'Id')]))
  };
}

/** Open pipeline over what is left of the quota: as the org shows it, full where nothing is left. */
function pipelineCoverage(row: Row): number | null {
  const quota = figure(row, 'Quota__c');
  if (quota === null || quota === 0) return null;
  return (figure(row, 'Attained__c') ?? 0) >= quota
    ? Infinity
    : (figure(row, 'Pipeline_Coverage__c') ?? 0);
}

type Place = readonly [number, number];

/** Visits and service hours a week by tier, as docs/formulas.md has them. */
const visits = { A: 0.5, B: 0.2, C: 0.05 };
const service = { A: 0.25, B: 0.1, C: 0.02 };

function accountOf(row: Row, places: ReturnType<typeof middles>): AccountBefore {
  const tier = text(row, 'Tier__c') as keyof typeof visits;
  const territory = parent(row, 'Territory__r');
  const base = placeOf(territory, 'Base_Latitude__c', 'Base_Longitude__c');
  const account = parent(row, 'Account__r');
  const zip = account['BillingPostalCode'];
  const known: Record<string, () => Place | null | undefined> = {
    Billing: () => placeOf(account, 'BillingLatitude', 'BillingLongitude'),
    Shipping: () => placeOf(account, 'ShippingLatitude', 'ShippingLongitude'),
    ZIP: () => places.zip.get(String(zip).slice(0, 5)),
    State: () => places.state.get(String(account['BillingState'])),
    None: () => null
  };
  const place = known[text(row, 'Place_Source__c')]?.() ?? null;
  // A round trip at 40 miles an hour, at most 8 hours, shared by four stops.
  const roadHours =
    base === null || place === null
      ? null
      : (visits[tier] * Math.min((2 * miles(base, place)) / 40, 8)) / 4;
  return {
    roadHours,
    hours: visits[tier] + service[tier] + (roadHours ?? 0),
    potential: figure(row, 'Potential__c') ?? 0
  };
}

function placeOf(row: Row, latitude: string, longitude: string): Place | null {
  const north = figure(row, latitude);
  const east = figure(row, longitude);
  return north === null || east === null ? null : [north, east];
}

/** By the spherical law of cosines, which is not how the product does it. */
function miles([north, east]: Place, [toNorth, toEast]: Place): number {
  const arc = (degrees: number): number => (degrees * Math.PI) / 180;
  const cosine =
    Math.sin(arc(north)) * Math.sin(arc(toNorth)) +
    Math.cos(arc(north)) * Math.cos(arc(toNorth)) * Math.cos(arc(toEast - east));
  return 3958.7613 * Math.acos(Math.min(1, cosine));
}

function middles(accounts: readonly Row[]): {
  zip: Map<string, Place>;
  state: Map<string, Place>;
} {
  const by = (keyOf: (row: Row) => unknown): Map<string, Place> => {
    const groups = new Map<string, Place[]>();
    for (const row of accounts) {
      const key = keyOf(row);
      const place = placeOf(row, 'BillingLatitude', 'BillingLongitude');
      const isPlace =
        place !== null &&
        Math.abs(place[0]) <= 90 &&
        Math.abs(place[1]) <= 180 &&
        (place[0] !== 0 || place[1] !== 0);
      if (typeof key !== 'string' || !isPlace) continue;
      groups.set(key, [...(groups.get(key) ?? []), place]);
    }
    return new Map(
      [...groups].map(([key, held]) => [
        key,
        [median(held.map(([north]) => north)), median(held.map(([, east]) => east))]
      ])
    );
  };
  const zipOf = (row: Row): unknown =>
    typeof row['BillingPostalCode'] === 'string' ? row['BillingPostalCode'].slice(0, 5) : null;
  return { zip: by(zipOf), state: by((row) => row['BillingState']) };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  const upper = sorted[half] ?? NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? NaN) + upper) / 2;
}
