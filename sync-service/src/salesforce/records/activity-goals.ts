import { z } from 'zod';
import type { Problem } from '../../domain/core/result.ts';
import type { OrgConnection } from '../connection.ts';
import { id, optionalDay, optionalNumber, optionalText, readChecked } from './checked.ts';

export const goalObject = 'Evenfield_Activity_Goal__c';

/** Fields that a night writes. */
export const goalFields = [
  'Activity__c',
  'Period__c',
  'Week_Start__c',
  'Target__c',
  'Actual__c',
  'More__c',
  'Source__c',
  'Reason__c'
] as const;

const shape = {
  Id: id,
  Key__c: z.string({ error: 'is empty' }),
  Territory__c: id.nullable(),
  Activity__c: optionalText,
  Period__c: optionalText,
  Week_Start__c: optionalDay,
  Target__c: optionalNumber,
  Actual__c: optionalNumber,
  More__c: optionalNumber,
  Source__c: optionalText,
  Reason__c: optionalText,
  By_Hand__c: optionalNumber
};

/** Every goal that the org holds. @throws OrgError */
export async function readGoals(connection: OrgConnection): Promise<{
  records: z.infer<z.ZodObject<typeof shape>>[];
  problems: Problem[];
}> {
  return readChecked(connection, { object: goalObject }, shape);
}
