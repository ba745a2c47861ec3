import type { AccountTable } from '../core/columns.ts';
import type { OrgUser } from '../core/snapshot.ts';

/** Accounts that look like one customer and are in several hands. */
export interface Duplicate {
  readonly name: string;
  readonly place: string;
  readonly accountIds: readonly string[];
  readonly owners: readonly string[];
}

const legalForms =
  /\b(inc|incorporated|llc|ltd|limited|corp|corporation|co|company|gmbh|plc|lp|llp)\b/g;

/** A name without case, punctuation, accents and legal form: "Acme, Inc." and "ACME Inc" are one. */
export function plainName(name: string): string {
  return name
    .normalize('NFKD')
    .replaceAll(/\p{Diacritic}/gu, '')
    .toLowerCase()
    .replaceAll(/[^\p{Letter}\p{Number}]+/gu, ' ')
    .replaceAll(legalForms, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

/** Accounts of one plain name within a hundredth of a degree (about a kilometre), with different owners. */
export function findDuplicates(
  accounts: AccountTable,
  users: ReadonlyMap<string, OrgUser>
): Duplicate[] {
  const groups = new Map<string, number[]>();
  for (let index = 0; index < accounts.count; index += 1) {
    const name = plainName(accounts.names[index] ?? '');
    const north = accounts.latitude[index] ?? NaN;
    if (name === '' || Number.isNaN(north)) continue;
    const key = `${name}|${north.toFixed(2)}|${(accounts.longitude[index] ?? NaN).toFixed(2)}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [index]);
    else group.push(index);
  }
  return [...groups].flatMap(([key, group]): Duplicate[] => {
    const owners = [
      ...new Set(group.map((index) => accounts.owner.dictionary[accounts.owner.codes[index] ?? -1]))
    ];
    if (group.length < 2 || owners.length < 2) return [];
    const [, north = '', east = ''] = key.split('|');
    return [
      {
        name: accounts.names[group[0] ?? -1] ?? '',
        place: `${north}, ${east}`,
        accountIds: group.map((index) => accounts.ids[index] ?? ''),
        owners: owners.map((id) => users.get(id ?? '')?.name ?? 'nobody')
      }
    ];
  });
}
