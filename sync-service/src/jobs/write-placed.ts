import { byHand, byRule, placedKey } from '../domain/rebalance/plan-places.ts';
import type { PlacedObject, Values } from '../domain/rebalance/touched-record.ts';
import { placedFields, sameValues } from '../domain/rebalance/touched-record.ts';
import type { OrgConnection } from '../salesforce/connection.ts';
import { readPlaced } from '../salesforce/records/placed-rows.ts';
import type { RowsToWrite } from '../salesforce/write-types.ts';
import { writeRows } from '../salesforce/write-rows.ts';
import type { Refusals } from './write-touched.ts';

/** A row of Sales Territories as it is and as it should be; null for no row. */
export interface PlacedWish {
  readonly key: string;
  readonly object: PlacedObject;
  readonly accountId: string;
  /** The id that the row has now. */
  readonly id: string | null;
  readonly now: Values | null;
  readonly target: Values | null;
}

/**
 * Makes and ends associations: what is to be there is created before anything ends, exclusions
 * come and go, then rules run over the accounts whose rule-made associations are to end or to come
 * back, and last what was made by hand and is to end is deleted. An account of which one row is
 * refused is left at that point.
 * @returns why a row could not be written, by its key
 * @throws OrgError
 */
export async function writePlaced(
  connection: OrgConnection,
  wishes: readonly PlacedWish[]
): Promise<Refusals> {
  const refusals: Refusals = new Map();
  const stopped = new Set<string>();
  const open = wishes.filter(({ now, target }) => !sameValues(now, target));
  const write = async (
    chosen: readonly PlacedWish[],
    work: (some: readonly PlacedWish[]) => RowsToWrite
  ): Promise<void> => {
    const some = chosen.filter(({ accountId }) => !stopped.has(accountId));
    if (some.length === 0) return;
    for (const failure of (await writeRows(connection, work(some))).failures) {
      const wish = some[failure.row];
      if (wish === undefined) continue;
      stopped.add(wish.accountId);
      refusals.set(wish.key, `${wish.object}: ${failure.message ?? failure.code ?? 'refused'}`);
    }
  };
  const create =
    (object: PlacedObject) =>
    (some: readonly PlacedWish[]): RowsToWrite => ({
      object,
      operation: 'insert',
      columns: placedFields[object],
      rows: some.map(({ target }) => placedFields[object].map((name) => target?.[name] ?? null))
    });
  const end =
    (object: PlacedObject) =>
    (some: readonly PlacedWish[]): RowsToWrite => ({
      object,
      operation: 'delete',
      columns: ['Id'],
      rows: some.map(({ id }) => [id])
    });
  const association = open.filter(({ object }) => object === 'ObjectTerritory2Association');
  const exclusion = open.filter(({ object }) => object === 'Territory2ObjectExclusion');
  const cause = (values: Values | null): unknown => values?.['AssociationCause'] ?? null;
  await write(
    association.filter(({ now, target }) => now === null && cause(target) === byHand),
    create('ObjectTerritory2Association')
  );
  await write(
    exclusion.filter(({ now }) => now === null),
    create('Territory2ObjectExclusion')
  );
  await write(
    exclusion.filter(({ target }) => target === null),
    end('Territory2ObjectExclusion')
  );
  const ruled = association.filter(
    ({ now, target }) => cause(now) === byRule || cause(target) === byRule
  );
  // Rules run over an account when it is saved; the value that it has already changes nothing else.
  await write(ruled, (some) => ({
    object: 'Account',
    operation: 'update',
    rules: 'run',
    columns: ['Id', 'IsExcludedFromRealign'],
    rows: some.map(({ accountId }) => [accountId, false])
  }));
  const looked = ruled.filter(({ accountId }) => !stopped.has(accountId));
  const after = await readPlaced(connection, [
    ...new Set(looked.map(({ accountId }) => accountId))
  ]);
  for (const { key, accountId, target } of looked) {
    const now = after.get(accountId)?.find((one) => placedKey(one) === key)?.values ?? null;
    if (sameValues(now, target)) continue;
    stopped.add(accountId);
    refusals.set(
      key,
      target === null
        ? 'ObjectTerritory2Association: the rule still holds the account in its territory'
        : 'ObjectTerritory2Association: no rule puts the account there any more'
    );
  }
  await write(
    association.filter(({ now, target }) => target === null && cause(now) === byHand),
    end('ObjectTerritory2Association')
  );
  return refusals;
}
