import { z } from 'zod';
import type { Problem } from '../../domain/core/result.ts';
import type { OrgConnection } from '../connection.ts';
import { id, optionalText, readChecked } from './checked.ts';

export const sellingObject = 'Evenfield_Selling__c';

/** Fields that a night writes. */
export const sellingFields = ['Person__c', 'Figures__c'] as const;

const shape = {
  Id: id,
  Key__c: z.string({ error: 'is empty' }),
  Territory__c: id.nullable(),
  Person__c: id.nullable(),
  Figures__c: optionalText
};

/** Every row of selling figures that the org holds. @throws OrgError */
export async function readSelling(connection: OrgConnection): Promise<{
  records: z.infer<z.ZodObject<typeof shape>>[];
  problems: Problem[];
}> {
  return readChecked(connection, { object: sellingObject }, shape);
}
