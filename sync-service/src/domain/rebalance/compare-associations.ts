import type { Problem } from '../core/problem.ts';

/** An account as we hold it. */
export interface HeldAccount {
  readonly id: string;
  readonly name: string;
  /** Id of our territory; null where it is in none. */
  readonly territory: string | null;
}

/** Names and twins of territories. */
export interface TerritoryTwins {
  /** Place in Sales Territories by the id of our territory. */
  readonly placeOf: ReadonlyMap<string, string>;
  /** Name of our territory by its id. */
  readonly nameOf: ReadonlyMap<string, string>;
}

/** Marks findings of this comparison among those of a run. */
export const elsewhereCode = 'ETM_ELSEWHERE';

/**
 * Accounts whose association in Sales Territories is another than our coverage says, by name, each as
 * a finding. One that is associated with our territory and with others besides is where it should
 * be; places without a territory of ours are none of our business.
 * @param placesOf places of each account in the active model
 */
export function associationDifferences(
  accounts: readonly HeldAccount[],
  placesOf: ReadonlyMap<string, ReadonlySet<string>>,
  { placeOf, nameOf }: TerritoryTwins
): Problem[] {
  const ourOf = new Map([...placeOf].map(([territory, place]) => [place, territory]));
  const named = (territory: string | null): string =>
    territory === null ? 'no territory' : (nameOf.get(territory) ?? territory);
  return accounts
    .flatMap(({ id, name, territory }) => {
      const place = territory === null ? undefined : placeOf.get(territory);
      const places = placesOf.get(id) ?? new Set<string>();
      if (place !== undefined && places.has(place)) return [];
      const there = [...places].flatMap((one) => ourOf.get(one) ?? []).map(named);
      if (place === undefined && there.length === 0) return [];
      const where = there.length === 0 ? 'no territory' : there.sort().join(' and ');
      return [
        {
          object: 'Evenfield_Coverage__c',
          record: id,
          field: 'Territory__c',
          code: elsewhereCode,
          message: `${name} (${id}) is in ${where} there and in ${named(territory)} here.`,
          cure: 'Nothing was changed. To follow Sales Territories, choose that territory on the coverage of the account (Override Territory); to follow Evenfield, put the account back there, or move it by a scenario.'
        }
      ];
    })
    .sort((a, b) => (a.message < b.message ? -1 : 1));
}
