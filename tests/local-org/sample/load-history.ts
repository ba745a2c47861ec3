/** What happened with each account in the last two years: deals, contacts, touches, cases, subscriptions. */
import type { Org, RecordValues } from '../engine/types.ts';
import type { SampleAccount } from './load-accounts.ts';
import type { Chance } from './random.ts';
import { troubles } from './territory-plan.ts';

const dayMilliseconds = 86_400_000;
const cadenceDays = { A: 30, B: 60, C: 120 } as const;

/** Day `days` after now (before it when negative) as YYYY-MM-DD. */
export function dayAt(now: number, days: number): string {
  return new Date(now + days * dayMilliseconds).toISOString().slice(0, 10);
}

/** Collects rows and loads them ten thousand at a time. */
export function batched(
  org: Org,
  object: string
): { add(row: RecordValues): void; flush(): void; count(): number } {
  let rows: RecordValues[] = [];
  let loaded = 0;
  const flush = (): void => {
    if (rows.length > 0) org.load(object, rows);
    loaded += rows.length;
    rows = [];
  };
  return {
    add: (row) => {
      rows.push(row);
      if (rows.length >= 10_000) flush();
    },
    flush,
    count: () => loaded + rows.length
  };
}

export interface HistorySize {
  /** Opportunities in all; left out, about three an account. */
  readonly opportunities?: number;
  /** Tasks in all; left out, about three an account. */
  readonly tasks?: number;
}

/** Won amounts in the running quarter by leaf and tier of revenue, for quotas that fit the results. */
export type WonByLeaf = Map<string, { New: number; Renewal: number; Upsell: number }>;

/** Loads opportunities and returns what was won since `periodStart`. */
export function loadOpportunities(
  org: Org,
  accounts: readonly SampleAccount[],
  now: number,
  periodStart: string,
  wanted: number,
  chance: Chance
): WonByLeaf {
  const won: WonByLeaf = new Map();
  const rows = batched(org, 'Opportunity');
  const each = wanted / Math.max(1, accounts.length);
  const types = ['New Business', 'Existing Business', 'Renewal'] as const;
  accounts.forEach((account, index) => {
    const count = Math.floor((index + 1) * each) - Math.floor(index * each);
    for (let turn = 0; turn < count; turn += 1) {
      const open = turn % 3 === 2;
      const daysAgo = open
        ? -(5 + ((index * 29 + turn * 17) % 110))
        : 3 + ((index * 43 + turn * 151) % 520);
      const isWon = !open && (index + turn) % 20 < 13;
      const type = types[(index + turn) % 3] ?? 'New Business';
      const amount = Math.round((account.yearly / 2) * (0.7 + 0.6 * chance.next()));
      const closeDate = dayAt(now, -daysAgo);
      const openDays = 20 + ((index * 37 + turn * 61) % 100);
      const begunDaysAgo = open ? 2 + ((index * 53 + turn * 71) % 150) : daysAgo + openDays;
      rows.add({
        Name: `${account.name.slice(0, 80)} ${type} ${turn + 1}`,
        AccountId: account.id,
        OwnerId: account.ownerId,
        StageName: open
          ? turn % 2 === 0
            ? 'Proposal/Price Quote'
            : 'Qualification'
          : isWon
            ? 'Closed Won'
            : 'Closed Lost',
        Amount: amount,
        CloseDate: closeDate,
        CreatedDate: new Date(now - begunDaysAgo * dayMilliseconds).toISOString(),
        Type: type,
        IsClosed: !open,
        IsWon: isWon,
        Probability: open ? 50 : isWon ? 100 : 0,
        ForecastCategory: open ? 'Pipeline' : isWon ? 'Closed' : 'Omitted'
      });
      if (isWon && account.leaf !== null && closeDate >= periodStart) {
        const sums = won.get(account.leaf) ?? { New: 0, Renewal: 0, Upsell: 0 };
        sums[type === 'New Business' ? 'New' : type === 'Renewal' ? 'Renewal' : 'Upsell'] += amount;
        won.set(account.leaf, sums);
      }
    }
  });
  rows.flush();
  return won;
}

/** Days since the account's last touch: within its cadence but in the neglected territory. */
function lastTouchDaysAgo(account: SampleAccount, index: number, chance: Chance): number {
  const cadence = cadenceDays[account.tier];
  const neglected = account.leaf === troubles.neglected ? index % 10 < 8 : index % 12 === 0;
  return neglected ? cadence + 40 + chance.between(0, 120) : chance.between(1, cadence - 2);
}

/** Loads contacts, tasks and events; the newest touch is what decides coverage. */
export function loadTouches(
  org: Org,
  accounts: readonly SampleAccount[],
  now: number,
  wantedTasks: number,
  chance: Chance
): void {
  const each = wantedTasks / Math.max(1, accounts.length);
  const tasks = batched(org, 'Task');
  const events = batched(org, 'Event');
  for (let from = 0; from < accounts.length; from += 10_000) {
    const slice = accounts.slice(from, from + 10_000);
    const contacts = org.load(
      'Contact',
      slice.map((account, index) => ({
        FirstName: chance.pick(['Alex', 'Jordan', 'Taylor', 'Morgan', 'Casey', 'Riley']),
        LastName: chance.pick(['Adams', 'Brooks', 'Clark', 'Diaz', 'Evans', 'Foster', 'Green']),
        AccountId: account.id,
        OwnerId: account.ownerId,
        Email: `contact${from + index}@example.com`,
        Title: chance.pick(['Buyer', 'Head of Operations', 'Plant Manager', 'CFO'])
      }))
    );
    slice.forEach((account, index) => {
      const position = from + index;
      const newest = lastTouchDaysAgo(account, position, chance);
      const count = Math.floor((position + 1) * each) - Math.floor(position * each);
      for (let turn = 0; turn < count; turn += 1) {
        tasks.add({
          Subject: turn % 2 === 0 ? 'Call' : 'Email',
          Status: 'Completed',
          Priority: 'Normal',
          WhatId: account.id,
          AccountId: account.id,
          WhoId: contacts[index] ?? null,
          OwnerId: account.ownerId,
          ActivityDate: dayAt(now, -(newest + turn * 45)),
          IsClosed: true,
          TaskSubtype: turn % 2 === 0 ? 'Call' : 'Email'
        });
      }
      if (position % 4 !== 0) return;
      const start = now - (newest + 7) * dayMilliseconds;
      events.add({
        Subject: 'Meeting',
        WhatId: account.id,
        AccountId: account.id,
        WhoId: contacts[index] ?? null,
        OwnerId: account.ownerId,
        StartDateTime: new Date(start).toISOString(),
        EndDateTime: new Date(start + 3_600_000).toISOString(),
        ActivityDateTime: new Date(start).toISOString(),
        ActivityDate: dayAt(now, -(newest + 7)),
        DurationInMinutes: 60
      });
    });
  }
  tasks.flush();
  events.flush();
}

/** Loads subscriptions with their contracts, and service cases. */
export function loadService(
  org: Org,
  accounts: readonly SampleAccount[],
  now: number,
  productId: string,
  chance: Chance
): void {
  const assets = batched(org, 'Asset');
  const contracts = batched(org, 'Contract');
  const cases = batched(org, 'Case');
  accounts.forEach((account, index) => {
    if (account.customer) {
      const ended = account.leaf === troubles.leaking ? index % 10 < 4 : index % 40 === 0;
      const age = 400 + ((index * 31) % 1000);
      assets.add({
        Name: 'Field Service subscription',
        AccountId: account.id,
        OwnerId: account.ownerId,
        Product2Id: productId,
        Quantity: 1,
        Price: Math.round(account.yearly * 0.6),
        Status: ended ? 'Obsolete' : 'Installed',
        InstallDate: dayAt(now, -age),
        UsageEndDate: ended ? dayAt(now, -(10 + ((index * 13) % 300))) : null
      });
      if (!ended && index % 5 === 0) {
        assets.add({
          Name: 'Analytics add-on',
          AccountId: account.id,
          OwnerId: account.ownerId,
          Product2Id: productId,
          Quantity: 1,
          Price: Math.round(account.yearly * 0.12),
          Status: 'Installed',
          InstallDate: dayAt(now, -(20 + ((index * 17) % 200))),
          UsageEndDate: null
        });
      }
      const left = 15 + ((index * 23) % 380);
      if (!ended) {
        contracts.add({
          AccountId: account.id,
          OwnerId: account.ownerId,
          Status: 'Activated',
          StartDate: dayAt(now, left - 730),
          EndDate: dayAt(now, left),
          ContractTerm: 24
        });
      }
    }
    if (index % 7 === 0) {
      const open = index % 21 === 0;
      cases.add({
        AccountId: account.id,
        OwnerId: account.ownerId,
        Subject: chance.pick(['Late delivery', 'Login trouble', 'Invoice question', 'Broken part']),
        Status: open ? (index % 63 === 0 ? 'Escalated' : 'Working') : 'Closed',
        Priority: open ? 'High' : 'Medium',
        Origin: 'Phone',
        IsClosed: !open,
        IsEscalated: open && index % 63 === 0
      });
    }
  });
  assets.flush();
  contracts.flush();
  cases.flush();
}
