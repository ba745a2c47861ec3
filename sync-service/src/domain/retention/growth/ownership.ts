import type { AssetTable } from '../../core/columns.ts';

/** Which products accounts own, each account's without copies: those of account i stand from offsets[i] to offsets[i + 1]. */
export interface OwnedProducts {
  /** Names, sorted. */
  readonly products: readonly string[];
  readonly offsets: Int32Array;
  /** Indices into `products`. */
  readonly owned: Int32Array;
}

/** Products beyond this many, the least owned, are left out. */
const mostProducts = 300;

/** What accounts own on a day; whatever order the assets come in. */
export function ownedProducts(assets: AssetTable, accounts: number, today: number): OwnedProducts {
  const pairs = ownedPairs(assets, accounts, today);
  const owners = assets.products.map(() => 0);
  for (const pair of pairs) {
    const product = pair % assets.products.length;
    owners[product] = (owners[product] ?? 0) + 1;
  }
  const name = (product: number): string => assets.products[product] ?? '';
  const chosen = [...owners.keys()]
    .filter((product) => (owners[product] ?? 0) > 0)
    .sort((a, b) => (owners[b] ?? 0) - (owners[a] ?? 0) || (name(a) < name(b) ? -1 : 1))
    .slice(0, mostProducts)
    .sort((a, b) => (name(a) < name(b) ? -1 : 1));
  const place = new Int32Array(assets.products.length).fill(-1);
  chosen.forEach((product, at) => {
    place[product] = at;
  });
  const offsets = new Int32Array(accounts + 1);
  const kept = pairs.filter((pair) => (place[pair % assets.products.length] ?? -1) >= 0);
  for (const pair of kept) {
    const after = Math.floor(pair / assets.products.length) + 1;
    offsets[after] = (offsets[after] ?? 0) + 1;
  }
  for (let account = 0; account < accounts; account += 1)
    offsets[account + 1] = (offsets[account + 1] ?? 0) + (offsets[account] ?? 0);
  return {
    products: chosen.map(name),
    offsets,
    owned: Int32Array.from(kept, (pair) => place[pair % assets.products.length] ?? -1)
  };
}

/** Account and product as one number, sorted, each once. */
function ownedPairs(assets: AssetTable, accounts: number, today: number): Float64Array {
  const pairs = new Float64Array(assets.count);
  let count = 0;
  for (let at = 0; at < assets.count; at += 1) {
    const account = assets.account[at] ?? -1;
    const product = assets.product[at] ?? -1;
    if (account < 0 || account >= accounts || product < 0) continue;
    // Where it is not known since when, it is owned; what is yet to come is not.
    if ((assets.installed[at] ?? NaN) > today || (assets.ends[at] ?? NaN) <= today) continue;
    pairs[count] = account * assets.products.length + product;
    count += 1;
  }
  const sorted = pairs.subarray(0, count).sort();
  return sorted.filter((pair, at) => at === 0 || pair !== sorted[at - 1]);
}
