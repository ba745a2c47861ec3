import type { OrgConnection } from '../../sync-service/src/salesforce/connection.ts';
import type { UndoStage } from './undo-stage.ts';
import { rowsOf } from './undo-stage.ts';

/** What the org holds in the end, by what it is; the same for every trial of a phase that ends well. */
export type Ending = ReadonlyMap<string, string>;

/** One request to be served, killed or not. */
export interface Trial {
  readonly request: string;
  /** What has to be done before the request can be served; none where nothing has. */
  readonly prepare?: (service: OrgConnection) => Promise<void>;
  /** What the org says now and is not so, in words. */
  lies(wanted: Ending): string[];
  end(): Ending;
  /** Brings the org back to where a trial begins. */
  reset(service: OrgConnection): Promise<void>;
}

/** A phase that is tried again and again from the same beginning. */
export interface KillTrial {
  readonly name: string;
  begin(): Trial;
}

/** Asks the service for something about a scenario. */
export function askFor(stage: UndoStage, kind: string, scenario: string): string {
  const [request = ''] = stage.local.org.load('Evenfield_Request__c', [
    { Kind__c: kind, Status__c: 'Requested', Target__c: scenario, Filter__c: '{}' }
  ]);
  return request;
}

/** Status and message of a scenario, and of the request. */
export function saidOf(
  stage: UndoStage,
  scenario: string,
  request: string
): { status: string; message: string; asked: string } {
  const [own] = rowsOf(
    stage,
    `SELECT Status__c, Message__c FROM Evenfield_Rebalance__c WHERE Id = '${scenario}'`
  );
  const [answer] = rowsOf(
    stage,
    `SELECT Status__c FROM Evenfield_Request__c WHERE Id = '${request}'`
  );
  return {
    status: String(own?.['Status__c']),
    message: String(own?.['Message__c']),
    asked: String(answer?.['Status__c'])
  };
}

/** What a request may say of itself while its scenario has a status. */
const endOf: Readonly<Record<string, readonly string[]>> = {
  Approved: ['Requested', 'Working'],
  Applying: ['Working'],
  Applied: ['Requested', 'Working', 'Done'],
  'Rolling Back': ['Working'],
  'Rolled Back': ['Working', 'Done']
};

/** Whether scenario and request say what cannot be at once. */
export function statusLies(status: string, asked: string, known: readonly string[]): string[] {
  if (!known.includes(status)) return [`the scenario is ${status}`];
  return (endOf[status] ?? []).includes(asked)
    ? []
    : [`the request is ${asked}, and the scenario is ${status}`];
}

/** Counts rows by what they are: a row that stands twice counts two. */
export function tally(keys: readonly string[]): Map<string, string> {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return new Map([...counts].map(([key, count]) => [key, String(count)]));
}
