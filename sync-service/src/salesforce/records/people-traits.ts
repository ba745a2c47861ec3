import { z } from 'zod';
import type {
  KnownTraits,
  PeopleField,
  PersonTraits
} from '../../domain/rebalance/people-traits.ts';
import { parsePeopleFields, peopleFields, wishesIn } from '../../domain/rebalance/people-traits.ts';
import type { OrgConnection } from '../connection.ts';
import { readRows } from '../read-rows.ts';

const described = z.object({
  fields: z.array(z.object({ name: z.string(), type: z.string() }))
});
const numberTypes = ['double', 'int', 'currency', 'percent'];
const textTypes = ['string', 'textarea', 'picklist', 'multipicklist'];

/**
 * Homes, years and wishes of people, and the years that territories want, from the fields that the
 * policy names. A field that the org does not have, that the service may not read or that is of
 * another kind does not count, and that is told.
 * @param mapping the policy's People Fields
 * @throws OrgError
 */
export async function readPeopleTraits(
  connection: OrgConnection,
  mapping: string | null
): Promise<{ readonly traits: KnownTraits; readonly notes: readonly string[] }> {
  const { fields, notes } = parsePeopleFields(mapping);
  const told = [...notes];
  const usable = new Map<PeopleField, string>();
  for (const object of ['User', 'Evenfield_Territory__c']) {
    const named = [...fields].filter(([name]) => peopleFields[name].object === object);
    if (named.length === 0) continue;
    const { fields: held } = await connection.json(
      { method: 'GET', path: `/sobjects/${object}/describe`, about: `Describing ${object}` },
      described
    );
    for (const [name, field] of named) {
      const own = held.find((one) => one.name.toLowerCase() === field.toLowerCase());
      const { isNumber } = peopleFields[name];
      if (own !== undefined && (isNumber ? numberTypes : textTypes).includes(own.type))
        usable.set(name, own.name);
      else
        told.push(
          own === undefined
            ? `${object} has no field ${field}, or the service may not read it: the ${name} of people do not count (People Fields of the policy).`
            : `${object}.${field} is no ${isNumber ? 'number' : 'text'}: the ${name} of people do not count (People Fields of the policy).`
        );
    }
  }
  const of = new Map<string, PersonTraits>();
  const columns = [...usable].filter(([name]) => peopleFields[name].object === 'User');
  if (columns.length > 0)
    await readRows(
      connection,
      {
        object: 'User',
        columns: ['Id', ...new Set(columns.map(([, field]) => field))],
        where: 'IsActive = true'
      },
      ([id, ...cells]) => {
        const names = [...new Set(columns.map(([, field]) => field))];
        const cell = (name: PeopleField): string | null =>
          cells[names.indexOf(usable.get(name) ?? '')] ?? null;
        of.set(id ?? '', {
          latitude: numberIn(cell('home latitude')) ?? NaN,
          longitude: numberIn(cell('home longitude')) ?? NaN,
          years: numberIn(cell('years')),
          wishes: wishesIn(cell('wishes'))
        });
      }
    );
  const wantsYears = new Map<string, number>();
  const wanted = usable.get('wanted years');
  if (wanted !== undefined)
    await readRows(
      connection,
      { object: 'Evenfield_Territory__c', columns: ['Id', wanted], where: `${wanted} != null` },
      ([id, years]) => {
        const value = numberIn(years ?? null);
        if (value !== null && value > 0) wantsYears.set(id ?? '', value);
      }
    );
  return { traits: { of, wantsYears }, notes: told };
}

function numberIn(text: string | null): number | null {
  const value = text === null || text === '' ? NaN : Number(text);
  return Number.isFinite(value) ? value : null;
}
