import type { Placement } from '../assignment/place-accounts.ts';
import type { AccountResults } from '../core/account-results.ts';
import type { AccountTable } from '../core/columns.ts';
import { dayNumber } from '../core/days.ts';
import type { Tier } from '../core/policy.ts';
import { tierNames } from '../core/policy.ts';
import type { ResultRow } from '../core/result.ts';
import type { OrgSnapshot } from '../core/snapshot.ts';
import { milesBetween } from './miles.ts';
import type { Potential } from './potential.ts';
import type { TerritoryTree } from './tree.ts';

/** Accounts in one row: 36,000 of the field's 40,000 characters. */
const accountsPerRow = 1_000;
const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const unknown = '.';

/** What the map knows of an account. */
export interface MapPoint {
  /** 18-character id. */
  readonly id: string;
  /** Degrees. */
  readonly latitude: number;
  readonly longitude: number;
  /** In the org's currency; NaN where it is not known. */
  readonly potential: number;
  /** Hours a week; NaN where they are not known. */
  readonly workloadHours: number;
  readonly postalCode: string | null;
  readonly tier: Tier;
  /** Several rules claim the account. */
  readonly isOverlap: boolean;
  readonly isLocked: boolean;
}

/**
 * An account in 36 characters: id (15), latitude and longitude in steps of 180 and 360 degrees over
 * 2^24 (4 each, at most 1.2 metres off), potential in whole units (6), hundredths of an hour a week
 * (3), first three characters of the postal code (3), tier and flags (1: tier 0 to 2, 4 for an
 * overlap, 8 for a lock). Numbers have 64 digits; full stops stand for what is not known.
 */
export function packedPoint(point: MapPoint): string {
  const steps = 2 ** 24;
  const zip = /^[0-9A-Za-z]{3}/.exec(point.postalCode ?? '')?.[0] ?? unknown.repeat(3);
  return [
    point.id.slice(0, 15),
    packed(Math.min(steps - 1, ((point.latitude + 90) / 180) * steps), 4),
    packed((((((point.longitude + 180) % 360) + 360) % 360) / 360) * steps, 4),
    packed(point.potential, 6),
    packed(point.workloadHours * 100, 3),
    zip.toUpperCase(),
    packed(
      Math.max(0, tierNames.indexOf(point.tier)) +
        (point.isOverlap ? 4 : 0) +
        (point.isLocked ? 8 : 0),
      1
    )
  ].join('');
}

/** A whole number of `length` digits; what does not fit is the largest that does. */
function packed(value: number, length: number): string {
  if (Number.isNaN(value)) return unknown.repeat(length);
  let rest = Math.min(64 ** length - 1, Math.max(0, Math.round(value)));
  let text = '';
  for (let place = 0; place < length; place += 1) {
    text = (digits[rest % 64] ?? '') + text;
    rest = Math.floor(rest / 64);
  }
  return text;
}

/**
 * Every row of `Evenfield_Map_Points__c`: the accounts of each territory, by id, a thousand a row.
 * Accounts in no territory stand under the topmost territory of the nearest base, so that who
 * manages the whole sees the gaps; without any base under the first territory that has none above it.
 */
export function mapPointRows(
  snapshot: OrgSnapshot,
  tree: TerritoryTree,
  placement: Placement,
  tierOf: readonly Tier[],
  potential: Potential,
  results: AccountResults
): ResultRow[] {
  const { accounts } = snapshot;
  const isLocked = lockedAt(snapshot);
  const zip = accounts.fields.get('billingpostalcode');
  const zipOf = (index: number): string | null =>
    zip?.kind === 'text' ? (zip.dictionary[zip.codes[index] ?? -1] ?? null) : null;
  const groups = new Map<string, number[]>();
  const topOf = topsOfNearestBase(tree);
  for (let index = 0; index < accounts.count; index += 1) {
    const own = placement.territory[index] ?? -1;
    const at =
      own >= 0 ? own : topOf(accounts.latitude[index] ?? NaN, accounts.longitude[index] ?? NaN);
    const id = tree.territories[at]?.id;
    if (id === undefined) continue;
    const key = `${id}:${own >= 0 ? 'Assigned' : 'Unassigned'}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [index]);
    else group.push(index);
  }
  const point = (index: number): string =>
    packedPoint({
      id: accounts.ids[index] ?? '',
      latitude: accounts.latitude[index] ?? NaN,
      longitude: accounts.longitude[index] ?? NaN,
      potential: potential.amount[index] ?? NaN,
      workloadHours: results.workloadHours[index] ?? NaN,
      postalCode: zipOf(index),
      tier: tierOf[index] ?? 'C',
      isOverlap: placement.findingCode[index] === 'MULTIPLE_MATCHES',
      isLocked: isLocked(index)
    });
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([key, group]) => {
      const [territory = '', kind = ''] = key.split(':');
      const placed = placedById(accounts, group);
      const parts = Math.max(1, Math.ceil(placed.length / accountsPerRow));
      return Array.from({ length: parts }, (_, part): ResultRow => {
        const own = placed.slice(part * accountsPerRow, (part + 1) * accountsPerRow);
        return {
          key: `${key}:${String(part + 1)}`,
          id: null,
          values: {
            Territory__c: territory,
            Kind__c: kind,
            Part__c: part + 1,
            Accounts__c: own.length,
            Without_Place__c: part === 0 ? group.length - placed.length : 0,
            Points__c: own.length === 0 ? null : own.map(point).join('')
          }
        };
      });
    });
}

function placedById(
  { ids, latitude, longitude }: AccountTable,
  group: readonly number[]
): number[] {
  return group
    .filter((index) => !Number.isNaN(latitude[index]) && !Number.isNaN(longitude[index]))
    .sort((a, b) => ((ids[a] ?? '') < (ids[b] ?? '') ? -1 : 1));
}

function lockedAt({ coverage, today }: OrgSnapshot): (index: number) => boolean {
  const locked = coverage.columns.get('Locked__c');
  const until = coverage.columns.get('Locked_Until__c');
  const day = dayNumber(today);
  return (index) =>
    locked?.kind === 'flag' &&
    locked.values[index] === 1 &&
    !(until?.kind === 'date' && (until.values[index] ?? NaN) < day);
}

function topsOfNearestBase(tree: TerritoryTree): (latitude: number, longitude: number) => number {
  const top = (index: number): number => tree.above(index).at(-1) ?? index;
  const bases = tree.territories.flatMap((territory, index) =>
    territory.baseLatitude === null || territory.baseLongitude === null
      ? []
      : [{ latitude: territory.baseLatitude, longitude: territory.baseLongitude, top: top(index) }]
  );
  const first = tree.territories.findIndex((_, index) => tree.above(index).length === 0);
  return (latitude, longitude) => {
    let nearest = first;
    let least = Infinity;
    for (const base of bases) {
      const miles = milesBetween(latitude, longitude, base.latitude, base.longitude);
      if (miles < least) [least, nearest] = [miles, base.top];
    }
    return nearest;
  };
}
