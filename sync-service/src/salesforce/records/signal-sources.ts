import { z } from 'zod';
import type { Problem } from '../../domain/core/problem.ts';
import type { SignalFields } from '../../domain/retention/signal-fields.ts';
import { missingField } from '../../domain/retention/signal-fields.ts';
import type { OrgConnection } from '../connection.ts';

/** Where signals of dated history come from, checked against describe. */
export interface SignalSources {
  /** Opportunity field that names who won a lost deal; null for the competitors that the org lists. */
  readonly competitor: string | null;
  /** Contract field with the last day for notice, or with how many days before its end that is; null for none. */
  readonly notice: { readonly field: string; readonly isDay: boolean } | null;
}

const description = z.object({
  fields: z.array(z.object({ name: z.string(), type: z.string(), filterable: z.boolean() }))
});

/** How many days ahead Salesforce tells the owner that a contract ends: the default, where people fill it. */
const usualNotice = 'OwnerExpirationNotice';

/** Describes what the mapping names. What is not there is told and left out; a default that is not there is none. @throws OrgError */
export async function readSignalSources(
  connection: OrgConnection,
  fields: SignalFields
): Promise<{ sources: SignalSources; problems: Problem[] }> {
  const problems: Problem[] = [];
  const find = async (
    object: string,
    name: string,
    isMapped: boolean
  ): Promise<{ name: string; type: string } | null> => {
    const { fields: all } = await connection.json(
      { method: 'GET', path: `/sobjects/${object}/describe`, about: `Describing ${object}` },
      description
    );
    const field = all.find((own) => own.name.toLowerCase() === name.toLowerCase());
    if (field?.filterable === true) return field;
    if (isMapped) problems.push(missingField(object, name));
    return null;
  };
  const competitor =
    fields.competitor === null ? null : await find('Opportunity', fields.competitor, true);
  const notice = await find('Contract', fields.notice ?? usualNotice, fields.notice !== null);
  return {
    sources: {
      competitor: competitor?.name ?? null,
      notice: notice === null ? null : { field: notice.name, isDay: notice.type === 'date' }
    },
    problems
  };
}
