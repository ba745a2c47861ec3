import type { CurrencyRates } from '../core/currency.ts';
import { toCorporate } from '../core/currency.ts';
import { roundTo } from '../core/rounding.ts';

/** Decimals of the currencies that do not have two (ISO 4217, minor units). */
const minorUnits: ReadonlyMap<string, number> = new Map([
  ...'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'
    .split(' ')
    .map((code): [string, number] => [code, 0]),
  ...'BHD IQD JOD KWD LYD OMR TND'.split(' ').map((code): [string, number] => [code, 3]),
  ['CLF', 4],
  ['UYW', 4]
]);

/**
 * Decimal places of a currency.
 * @param ofOrg `CurrencyType.DecimalPlaces` by ISO code: what an org says of its currency comes first
 */
export function decimalsOf(isoCode: string, ofOrg: Readonly<Record<string, number>> = {}): number {
  return ofOrg[isoCode] ?? minorUnits.get(isoCode) ?? 2;
}

/** An amount as a whole number of the currency's smallest unit, half away from zero. */
export function toUnits(amount: number, decimals: number): number {
  return roundTo(roundTo(amount, decimals) * 10 ** decimals, 0);
}

/** Units back as an amount. */
export function fromUnits(units: number, decimals: number): number {
  return roundTo(units / 10 ** decimals, decimals);
}

/**
 * An amount of one currency in another at the rates of a day, rounded to the decimals of the other.
 * @param day whole days since 1970; for an opportunity its close date
 * @returns NaN where one of the two has no rate
 */
export function converted(
  amount: number,
  from: string,
  to: string,
  day: number,
  rates: CurrencyRates | null,
  ofOrg: Readonly<Record<string, number>> = {}
): number {
  const factor = toCorporate(rates);
  return roundTo((amount * factor(from, day)) / factor(to, day), decimalsOf(to, ofOrg));
}

/**
 * Whole units shared out by weight so that they add up to the total: the largest remainders get
 * what rounding leaves (method of Hamilton), ties by key. A total below zero is shared alike.
 * @param weights 0 or more; all of them 0 means equal shares
 */
export function sharedOut(
  total: number,
  weights: readonly number[],
  keys: readonly string[]
): number[] {
  const sum = weights.reduce((all, weight) => all + weight, 0);
  const size = Math.abs(total);
  const exact = weights.map((weight) =>
    sum > 0 ? size * (weight / sum) : size / Math.max(1, weights.length)
  );
  const whole = exact.map(Math.floor);
  const left = size - whole.reduce((all, part) => all + part, 0);
  const order = [...weights.keys()]
    .filter((at) => sum === 0 || (weights[at] ?? 0) > 0)
    .sort((a, b) => {
      const difference = (exact[b] ?? 0) - (whole[b] ?? 0) - ((exact[a] ?? 0) - (whole[a] ?? 0));
      return Math.abs(difference) > 1e-9 ? difference : (keys[a] ?? '') < (keys[b] ?? '') ? -1 : 1;
    });
  for (let given = 0; given < left && order.length > 0; given += 1) {
    const at = order[given % order.length] ?? 0;
    whole[at] = (whole[at] ?? 0) + 1;
  }
  for (let taken = 0; taken < -left && order.length > 0; taken += 1) {
    const at = order[order.length - 1 - (taken % order.length)] ?? 0;
    whole[at] = (whole[at] ?? 0) - 1;
  }
  return total < 0 ? whole.map((part) => (part === 0 ? 0 : -part)) : whole;
}
