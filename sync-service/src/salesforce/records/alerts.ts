import { z } from 'zod';
import type { HeldAlert } from '../../domain/alerts/alert-readers.ts';
import { severities } from '../../domain/alerts/alert.ts';
import type { Problem } from '../../domain/core/result.ts';
import type { OrgConnection } from '../connection.ts';
import {
  day,
  flag,
  id,
  optionalDay,
  optionalNumber,
  optionalText,
  readChecked
} from './checked.ts';

export const alertObject = 'Evenfield_Alert__c';

/** Fields that a night writes. */
export const alertFields = [
  'Territory__c',
  'Account__c',
  'Metric__c',
  'Severity__c',
  'Value__c',
  'Threshold__c',
  'Opened__c',
  'Closed__c',
  'What__c',
  'To_Do__c',
  'Told__c',
  'Told_At__c',
  'Done__c'
] as const;

const severity = z.enum(severities);
const shape = {
  Id: id,
  Key__c: z.string({ error: 'is empty' }),
  Territory__c: id.nullable(),
  Account__c: id.nullable(),
  Metric__c: z.string({ error: 'is empty' }),
  Severity__c: severity,
  Value__c: optionalNumber,
  Threshold__c: optionalNumber,
  Opened__c: day,
  Closed__c: optionalDay,
  What__c: optionalText,
  To_Do__c: optionalText,
  Told__c: severity.nullable(),
  Snoozed_Until__c: optionalDay,
  Done__c: flag
};

/** An alert as the org holds it, with its words. */
export interface AlertRecord extends HeldAlert {
  readonly what: string;
  readonly todo: string;
}

/** @param where the condition in SOQL; left out for all @throws OrgError */
export async function readAlerts(
  connection: OrgConnection,
  where?: string
): Promise<{ alerts: AlertRecord[]; problems: Problem[] }> {
  const { records, problems } = await readChecked(
    connection,
    { object: alertObject, ...(where === undefined ? {} : { where }) },
    shape
  );
  const alerts = records.map((row) => ({
    id: row.Id,
    key: row.Key__c,
    // A territory that was deleted: its alerts have nobody to stand for and are closed.
    subject: row.Territory__c ?? '',
    account: row.Account__c,
    metric: row.Metric__c,
    severity: row.Severity__c,
    value: row.Value__c ?? NaN,
    threshold: row.Threshold__c ?? NaN,
    opened: row.Opened__c,
    closed: row.Closed__c,
    sent: row.Told__c,
    snoozedUntil: row.Snoozed_Until__c,
    acknowledged: row.Done__c,
    what: row.What__c ?? '',
    todo: row.To_Do__c ?? ''
  }));
  return { alerts, problems };
}
