import type { OrgSnapshot, ResultColumn } from '../core/snapshot.ts';
import type { Audit, Missing } from './audit-shape.ts';

const textsOf = (
  coverage: ReadonlyMap<string, ResultColumn>,
  name: string
): readonly (string | null)[] => {
  const column = coverage.get(name);
  return column?.kind === 'text' ? column.values : [];
};

/** Accounts in nobody's hands, by state. */
export function gapsOf(
  snapshot: OrgSnapshot,
  coverage: ReadonlyMap<string, ResultColumn>
): Audit['gaps'][number][] {
  const held = textsOf(coverage, 'Territory__c');
  const potential = coverage.get('Potential__c');
  const state = snapshot.accounts.fields.get('billingstate');
  const gaps = new Map<string, { accounts: number; potential: number }>();
  for (let index = 0; index < snapshot.accounts.count; index += 1) {
    if (typeof held[index] === 'string') continue;
    const name =
      state?.kind === 'text'
        ? (state.dictionary[state.codes[index] ?? -1] ?? 'unknown')
        : 'unknown';
    const amount = potential?.kind === 'number' ? (potential.values[index] ?? NaN) : NaN;
    const gap = gaps.get(name) ?? { accounts: 0, potential: 0 };
    gaps.set(name, {
      accounts: gap.accounts + 1,
      potential: gap.potential + (Number.isNaN(amount) ? 0 : amount)
    });
  }
  return [...gaps]
    .map(([name, gap]) => ({ state: name, ...gap }))
    .sort((a, b) => b.potential - a.potential || (a.state < b.state ? -1 : 1));
}

/** Accounts whose column holds the value, by territory id, the most first. */
export function countBy(
  snapshot: OrgSnapshot,
  coverage: ReadonlyMap<string, ResultColumn>,
  name: string,
  value: string
): [string, number][] {
  const column = textsOf(coverage, name);
  const held = textsOf(coverage, 'Territory__c');
  const counts = new Map<string, number>();
  for (let index = 0; index < snapshot.accounts.count; index += 1)
    if (column[index] === value)
      counts.set(held[index] ?? '', (counts.get(held[index] ?? '') ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}

/** Accounts not touched within the cadence of their tier, by territory. */
export function neglectedOf(
  snapshot: OrgSnapshot,
  coverage: ReadonlyMap<string, ResultColumn>,
  named: (id: string) => string
): Audit['neglected'][number][] {
  const held = textsOf(coverage, 'Territory__c');
  const tier = textsOf(coverage, 'Tier__c');
  const touched = coverage.get('Last_Touch__c');
  const today = Date.parse(`${snapshot.today}T00:00:00Z`) / 86_400_000;
  const counts = new Map<string, { tierA: number; all: number; of: number }>();
  for (let index = 0; index < snapshot.accounts.count; index += 1) {
    const id = held[index];
    const own = tier[index] === 'A' ? 'A' : tier[index] === 'B' ? 'B' : 'C';
    const cadence = snapshot.policy.cadenceDays[own];
    if (typeof id !== 'string' || cadence <= 0) continue;
    const day = touched?.kind === 'date' ? (touched.values[index] ?? NaN) : NaN;
    const count = counts.get(id) ?? { tierA: 0, all: 0, of: 0 };
    const isLate = !(today - day <= cadence);
    counts.set(id, {
      tierA: count.tierA + (isLate && own === 'A' ? 1 : 0),
      all: count.all + (isLate ? 1 : 0),
      of: count.of + 1
    });
  }
  return [...counts]
    .filter(([, { all }]) => all > 0)
    .sort((a, b) => b[1].tierA - a[1].tierA || b[1].all - a[1].all || (a[0] < b[0] ? -1 : 1))
    .map(([id, count]) => ({ territory: named(id), ...count }));
}

/** What the org does not hold, and what that costs to know. */
export function missingOf(snapshot: OrgSnapshot): Missing[] {
  const { accounts, figures } = snapshot;
  const of = accounts.count;
  const count = (isMissing: (index: number) => boolean): number => {
    let rows = 0;
    for (let index = 0; index < of; index += 1) if (isMissing(index)) rows += 1;
    return rows;
  };
  const blank = (name: string) => (index: number) => {
    const column = accounts.fields.get(name);
    if (column === undefined) return true;
    if (column.kind === 'text') return (column.codes[index] ?? -1) < 0;
    return column.kind === 'flag'
      ? column.values[index] === 255
      : Number.isNaN(column.values[index] ?? NaN);
  };
  return [
    {
      what: 'Accounts without a place',
      rows: count((index) => Number.isNaN(accounts.latitude[index] ?? NaN)),
      of,
      costs: 'their travel, and which territory is near'
    },
    {
      what: 'Accounts without an industry',
      rows: count(blank('industry')),
      of,
      costs: 'what look-alikes spend, and so their potential'
    },
    {
      what: 'Accounts without a number of employees',
      rows: count(blank('numberofemployees')),
      of,
      costs: 'what look-alikes spend, and so their potential'
    },
    {
      what: 'Accounts that nobody ever called, met or wrote to, as far as the org knows',
      rows: count((index) => Number.isNaN(figures.lastTouchDay[index] ?? NaN)),
      of,
      costs: 'whether they are neglected, or the work is not recorded'
    },
    {
      what: 'Territories without a quota for this period',
      rows: snapshot.territories.filter(
        ({ id }) => !snapshot.quotas.some((quota) => quota.territoryId === id)
      ).length,
      of: snapshot.territories.length,
      costs: 'attainment, pace, and quota against potential'
    }
  ];
}
