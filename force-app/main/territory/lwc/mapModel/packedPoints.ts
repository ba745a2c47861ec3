/** Accounts with a place, as columns; a row's index is the account's number everywhere else. */
export interface MapPoints {
  readonly count: number;
  /** 15-character ids. */
  readonly ids: readonly string[];
  /** Degrees. */
  readonly longitude: Float64Array;
  readonly latitude: Float64Array;
  /** In the org's currency, hours a week; NaN where not known. */
  readonly potential: Float64Array;
  readonly workload: Float64Array;
  /** First three characters of the postal code, empty where not known. */
  readonly postal: readonly string[];
  /** 0 for tier A, 1 for B, 2 for C. */
  readonly tier: Uint8Array;
  /** Several rules claim the account; the account may not move. */
  readonly isOverlap: Uint8Array;
  readonly isLocked: Uint8Array;
  /** Index of the territory, -1 for none. */
  readonly territory: Int32Array;
}

/** A row of `Evenfield_Map_Points__c`: its text and the territory of its accounts, -1 for none. */
export interface PackedRow {
  readonly text: string;
  readonly territory: number;
}

const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const width = 36;
const steps = 2 ** 24;
const valueOfCode = new Int8Array(128).fill(-1);
[...digits].forEach((digit, value) => {
  valueOfCode[digit.charCodeAt(0)] = value;
});

/**
 * Unpacks rows as the service packs them (`docs/map.md` has the format).
 * @throws Error for a text that is no whole number of accounts
 */
export function unpackedPoints(rows: readonly PackedRow[]): MapPoints {
  const count = rows.reduce((sum, { text }) => sum + text.length / width, 0);
  if (!Number.isInteger(count) || rows.some(({ text }) => text.length % width !== 0))
    throw new Error(
      'A row of Evenfield_Map_Points__c is cut short; the next night writes it again.'
    );
  const points = {
    count,
    ids: new Array<string>(count),
    longitude: new Float64Array(count),
    latitude: new Float64Array(count),
    potential: new Float64Array(count),
    workload: new Float64Array(count),
    postal: new Array<string>(count),
    tier: new Uint8Array(count),
    isOverlap: new Uint8Array(count),
    isLocked: new Uint8Array(count),
    territory: new Int32Array(count)
  };
  let index = 0;
  for (const { text, territory } of rows)
    for (let at = 0; at < text.length; at += width) {
      points.ids[index] = text.slice(at, at + 15);
      points.latitude[index] = (numberAt(text, at + 15, 4) / steps) * 180 - 90;
      points.longitude[index] = (numberAt(text, at + 19, 4) / steps) * 360 - 180;
      points.potential[index] = numberAt(text, at + 23, 6);
      points.workload[index] = numberAt(text, at + 29, 3) / 100;
      const postal = text.slice(at + 32, at + 35);
      points.postal[index] = postal === '...' ? '' : postal;
      const flags = numberAt(text, at + 35, 1);
      points.tier[index] = flags & 3;
      points.isOverlap[index] = (flags >> 2) & 1;
      points.isLocked[index] = (flags >> 3) & 1;
      points.territory[index] = territory;
      index += 1;
    }
  return points;
}

/** NaN where a full stop stands. */
function numberAt(text: string, from: number, length: number): number {
  let value = 0;
  for (let place = from; place < from + length; place += 1) {
    const digit = valueOfCode[text.charCodeAt(place)] ?? -1;
    if (digit < 0) return NaN;
    value = value * 64 + digit;
  }
  return value;
}

const suffixDigits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';

/** The 18-character form of a record id: three digits that say which letters are capitals. */
export function fullId(id: string): string {
  let suffix = '';
  for (let block = 0; block < 15; block += 5) {
    let bits = 0;
    for (let place = 0; place < 5; place += 1)
      if (/[A-Z]/.test(id[block + place] ?? '')) bits += 1 << place;
    suffix += suffixDigits[bits] ?? '';
  }
  return id + suffix;
}
