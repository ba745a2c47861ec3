import { grown } from '../../domain/core/column-memory.ts';
import type { AssetTable } from '../../domain/core/columns.ts';
import { ownText } from './account-slots.ts';

/** An asset as its row tells it; days since 1970, NaN for none. */
export interface AssetRow {
  /** Name of its product; null for none. */
  readonly product: string | null;
  readonly yearly: number;
  readonly installed: number;
  readonly ends: number;
}

/** Assets taken one after another into columns, 24 bytes each. */
export interface AssetRows {
  add(slot: number, row: AssetRow): void;
  /** The assets; as account each has the slot it was added with. */
  done(): AssetTable;
}

export function assetRows(): AssetRows {
  let room = 1024;
  let count = 0;
  let account = new Int32Array(room);
  let product = new Int32Array(room);
  let yearly = new Float64Array(room);
  let installed = new Float32Array(room);
  let ends = new Float32Array(room);
  const products = new Map<string, number>();
  const grow = (): void => {
    room *= 2;
    account = grown(account, new Int32Array(room));
    product = grown(product, new Int32Array(room));
    yearly = grown(yearly, new Float64Array(room));
    installed = grown(installed, new Float32Array(room));
    ends = grown(ends, new Float32Array(room));
  };
  const codeOf = (name: string | null): number => {
    if (name === null || name === '') return -1;
    const known = products.get(name);
    if (known !== undefined) return known;
    const code = products.size;
    products.set(ownText(name), code);
    return code;
  };
  return {
    add(slot, row) {
      if (count === room) grow();
      account[count] = slot;
      product[count] = codeOf(row.product);
      yearly[count] = row.yearly;
      installed[count] = row.installed;
      ends[count] = row.ends;
      count += 1;
    },
    // Cut to size, because each column changes hands with the memory it stands in.
    done: () => ({
      count,
      products: [...products.keys()],
      account: account.slice(0, count),
      product: product.slice(0, count),
      yearly: yearly.slice(0, count),
      installed: installed.slice(0, count),
      ends: ends.slice(0, count)
    })
  };
}

/** The same assets by account in place of slots, -1 where the account was not read. */
export function assetsByAccount(assets: AssetTable, indexBySlot: Int32Array): AssetTable {
  return { ...assets, account: assets.account.map((slot) => indexBySlot[slot] ?? -1) };
}
