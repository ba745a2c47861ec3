import { z } from 'zod';
import type { Problem } from '../../domain/core/result.ts';
import type { Contest } from '../../domain/territory/market/contest.ts';
import { contestStatuses } from '../../domain/territory/market/contest.ts';
import type { OrgConnection } from '../connection.ts';
import { id, optionalId, optionalText, readChecked } from './checked.ts';

/** API name of the object. */
export const contestObject = 'Evenfield_Contest__c';

const shape = {
  Id: id,
  Account__c: optionalId,
  OwnerId: id,
  Status__c: z.enum(contestStatuses),
  Proposed_Value__c: z.union([z.null(), z.coerce.number('is no number').nonnegative('is below 0')]),
  'Decided_By__r.Name': optionalText,
  Decided_At__c: optionalText.pipe(
    z
      .string()
      .transform((cell) => Date.parse(cell))
      .refine((at) => !Number.isNaN(at), 'is no moment')
      .nullable()
  )
};

/** Every contest; one that cannot be used becomes a problem. @throws OrgError */
export async function readContests(
  connection: OrgConnection
): Promise<{ contests: Contest[]; problems: Problem[]; read: number }> {
  const { records, problems, read } = await readChecked(
    connection,
    { object: contestObject },
    shape
  );
  const contests = records.map((row) => ({
    id: row.Id,
    accountId: row.Account__c,
    ownerId: row.OwnerId,
    status: row.Status__c,
    proposed: row.Proposed_Value__c,
    decidedBy: row['Decided_By__r.Name'],
    decidedAt: row.Decided_At__c
  }));
  return { contests, problems, read };
}
