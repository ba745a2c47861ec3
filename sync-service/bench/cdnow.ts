/** CDNOW's sample of 2,357 customers: 39 weeks to fit, the next 39 to test, as Fader, Hardie and Lee (2005) cut it. */
import { readFileSync } from 'node:fs';
import type { BgNbd, PurchaseTable } from '../src/domain/retention/purchases/bg-nbd.ts';
import { expectedPurchases, fitBgNbd } from '../src/domain/retention/purchases/bg-nbd.ts';
import type { GammaGamma, SpendTable } from '../src/domain/retention/purchases/gamma-gamma.ts';
import { fitGammaGamma } from '../src/domain/retention/purchases/gamma-gamma.ts';

const cut = Date.UTC(1997, 8, 30) / 86_400_000;
const end = Date.UTC(1998, 5, 30) / 86_400_000;

export interface Cdnow {
  /** Weeks. */
  readonly purchases: PurchaseTable;
  readonly spend: SpendTable;
  /** Days with a purchase after the cut. */
  readonly later: Float64Array;
}

/** The file with columns customer, number in the sample, day (YYYYMMDD or YYYY-MM-DD), CDs, dollars, between commas or blanks; a day with purchases counts once. */
export function readCdnow(file: string): Cdnow {
  const customers = new Map<string, Map<number, number>>();
  for (const line of readFileSync(file, 'utf8').split(/\r?\n/)) {
    const [customer, , written = '', , dollars] = line.trim().split(/[\s,]+/);
    const date = written.replaceAll('-', '');
    if (customer === undefined || !/^\d{8}$/.test(date)) continue;
    const day = Date.UTC(+date.slice(0, 4), +date.slice(4, 6) - 1, +date.slice(6, 8)) / 86_400_000;
    const days = customers.get(customer) ?? new Map<number, number>();
    days.set(day, (days.get(day) ?? 0) + Number(dollars));
    customers.set(customer, days);
  }
  const rows = [...customers.values()].map((days) => {
    const all = [...days.keys()].sort((a, b) => a - b);
    const seen = all.filter((day) => day <= cut);
    const first = seen[0] ?? cut;
    const repeats = seen.slice(1);
    const amounts = repeats.map((day) => days.get(day) ?? 0);
    return {
      repeats: repeats.length,
      recency: ((seen.at(-1) ?? first) - first) / 7,
      age: (cut - first) / 7,
      mean: amounts.length === 0 ? 0 : amounts.reduce((sum, own) => sum + own, 0) / amounts.length,
      later: all.filter((day) => day > cut && day <= end).length
    };
  });
  const column = (read: (row: (typeof rows)[number]) => number): Float64Array =>
    Float64Array.from(rows, read);
  return {
    purchases: {
      repeats: column((row) => row.repeats),
      recency: column((row) => row.recency),
      age: column((row) => row.age)
    },
    spend: { purchases: column((row) => row.repeats), mean: column((row) => row.mean) },
    later: column((row) => row.later)
  };
}

export interface CdnowMeasures extends BgNbd {
  readonly customers: number;
  readonly logLikelihood: number;
  readonly rmse: number;
  readonly correlation: number;
  readonly gammaGamma: GammaGamma & { readonly logLikelihood: number };
}

/** Parameters, log-likelihoods, and how well 39 weeks foretell the next 39. */
export function measureCdnow(file: string): CdnowMeasures {
  const { purchases, spend, later } = readCdnow(file);
  const { model, logLikelihood } = fitBgNbd(purchases);
  const told = purchases.repeats.map((x, row) =>
    expectedPurchases(model, x, purchases.recency[row] ?? 0, purchases.age[row] ?? 0, 39)
  );
  const gammaGamma = fitGammaGamma(spend);
  const errors = told.reduce((sum, own, row) => sum + (own - (later[row] ?? 0)) ** 2, 0);
  return {
    customers: later.length,
    ...model,
    logLikelihood,
    rmse: Math.sqrt(errors / later.length),
    correlation: correlation(told, later),
    gammaGamma: { ...gammaGamma.model, logLikelihood: gammaGamma.logLikelihood }
  };
}

function correlation(a: Float64Array, b: Float64Array): number {
  const mean = (values: Float64Array): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const [meanA, meanB] = [mean(a), mean(b)];
  let both = 0;
  let ownA = 0;
  let ownB = 0;
  a.forEach((value, row) => {
    const [x, y] = [value - meanA, (b[row] ?? 0) - meanB];
    both += x * y;
    ownA += x * x;
    ownB += y * y;
  });
  return both / Math.sqrt(ownA * ownB);
}
