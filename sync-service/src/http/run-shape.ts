import type { z } from 'zod';
import { optionalNumber, optionalText } from '../salesforce/records/checked.ts';

/** Columns of a run as routes read them. */
export const runShape = {
  Key__c: optionalText,
  Kind__c: optionalText,
  Status__c: optionalText,
  Progress__c: optionalNumber,
  Read__c: optionalNumber,
  Changed__c: optionalNumber,
  Written__c: optionalNumber,
  Failed__c: optionalNumber,
  Api_Calls__c: optionalNumber,
  Message__c: optionalText,
  Cure__c: optionalText
};

type RunRow = { [Column in keyof typeof runShape]: z.infer<(typeof runShape)[Column]> };

/** A run as routes answer it. */
export function shownRun(run: RunRow): Record<string, string | number | null> {
  return {
    id: run.Key__c,
    kind: run.Kind__c,
    status: run.Status__c,
    progress: run.Progress__c,
    read: run.Read__c,
    changed: run.Changed__c,
    written: run.Written__c,
    failed: run.Failed__c,
    apiCalls: run.Api_Calls__c,
    message: run.Message__c,
    cure: run.Cure__c
  };
}
