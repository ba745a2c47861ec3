import type { EngineState } from './state.ts';
import type { Store, StoredRow } from './store.ts';
import type { ObjectDefinition } from './types.ts';

const stages: Readonly<Record<string, { probability: number; category: string }>> = {
  Prospecting: { probability: 10, category: 'Pipeline' },
  Qualification: { probability: 10, category: 'Pipeline' },
  'Needs Analysis': { probability: 20, category: 'Pipeline' },
  'Value Proposition': { probability: 50, category: 'Pipeline' },
  'Id. Decision Makers': { probability: 60, category: 'Pipeline' },
  'Perception Analysis': { probability: 70, category: 'Pipeline' },
  'Proposal/Price Quote': { probability: 75, category: 'Pipeline' },
  'Negotiation/Review': { probability: 90, category: 'Pipeline' },
  'Closed Won': { probability: 100, category: 'Closed' },
  'Closed Lost': { probability: 0, category: 'Omitted' }
};

/** The stages of opportunities, for OpportunityStage rows. */
export function opportunityStages(): {
  name: string;
  probability: number;
  category: string;
  isClosed: boolean;
  isWon: boolean;
}[] {
  return Object.entries(stages).map(([name, stage]) => ({
    name,
    ...stage,
    isClosed: name.startsWith('Closed'),
    isWon: name === 'Closed Won'
  }));
}

/** Columns that the platform works out from others when a row is saved. `given` is what the caller gave. */
export function derivedColumns(
  state: EngineState,
  store: Store,
  object: ObjectDefinition,
  row: StoredRow,
  given: StoredRow
): StoredRow {
  switch (object.name) {
    case 'Contact':
    case 'Lead':
    case 'User':
      return {
        Name: [row['FirstName'], row['LastName']]
          .filter((part) => part !== null && part !== undefined)
          .join(' ')
      };
    case 'Opportunity':
      return 'StageName' in given ? stageColumns(row, 'Probability' in given) : {};
    case 'Case':
      return { IsClosed: row['Status'] === 'Closed' ? 1 : 0 };
    case 'Task':
      return {
        IsClosed: row['Status'] === 'Completed' ? 1 : 0,
        IsHighPriority: row['Priority'] === 'High' ? 1 : 0,
        ...accountOf(state, store, row)
      };
    case 'Event':
      return { ...eventTimes(row), ...accountOf(state, store, row) };
    default:
      return {};
  }
}

function stageColumns(row: StoredRow, hasProbability: boolean): StoredRow {
  const name = String(row['StageName']);
  const stage = stages[name];
  return {
    IsClosed: name.startsWith('Closed') ? 1 : 0,
    IsWon: name === 'Closed Won' ? 1 : 0,
    ForecastCategory: stage?.category ?? 'Pipeline',
    ...(hasProbability || stage === undefined ? {} : { Probability: stage.probability })
  };
}

/** The account that an activity belongs to: what it is about, or the account of that or of whom it is with. */
function accountOf(state: EngineState, store: Store, row: StoredRow): StoredRow {
  const what = row['WhatId'];
  const who = row['WhoId'];
  const through = (id: string): string | null => {
    if (id.startsWith('001')) return id;
    for (const object of state.schema.objects.values()) {
      if (object.keyPrefix !== id.slice(0, 3) || !object.fields.has('accountid')) continue;
      const account = store.byId(object, id)?.['AccountId'];
      return typeof account === 'string' ? account : null;
    }
    return null;
  };
  const account =
    (typeof what === 'string' ? through(what) : null) ??
    (typeof who === 'string' ? through(who) : null);
  return { AccountId: account };
}

function eventTimes(row: StoredRow): StoredRow {
  const start = row['StartDateTime'] ?? row['ActivityDateTime'] ?? null;
  if (typeof start !== 'string') return {};
  const minutes = Number(row['DurationInMinutes'] ?? 0);
  const given = row['EndDateTime'];
  const end =
    typeof given === 'string'
      ? given
      : new Date(Date.parse(start) + minutes * 60_000).toISOString();
  return {
    StartDateTime: start,
    ActivityDateTime: start,
    ActivityDate: start.slice(0, 10),
    EndDateTime: end,
    EndDate: end.slice(0, 10),
    DurationInMinutes: Math.round((Date.parse(end) - Date.parse(start)) / 60_000)
  };
}
