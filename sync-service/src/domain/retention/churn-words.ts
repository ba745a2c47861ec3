import type { AdditiveModel } from './model/additive-model.ts';
import { driversOfTable } from './model/additive-model.ts';
import type { Binning } from './model/bins.ts';
import type { FeatureTable } from './model/feature-table.ts';
import { chanceOf } from './model/feature-table.ts';
import type { RiskSignal, SignalCode } from './risk-signal.ts';

const mostReasons = 3;
/** Under half a point of a hundred is no reason worth a line. */
const leastPoints = 0.005;

/** Signals in words. */
export interface Wording {
  /** A signal's value, and what it is about. NaN is not known. */
  say(binning: Binning, value: number): RiskSignal;
  /** Whether a signal without a value is told even where it raises nothing: it could be known. */
  readonly tellsMissing: boolean;
}

/**
 * What raises one account's risk most, in words with numbers: by how many points the chance would
 * be lower without the signal's part of the sum, and what it would be: that of a customer who is
 * average in this signal alone. A signal that is not known is named as missing, and those that raise
 * nothing are named together where there is room.
 */
export function churnWords(
  model: AdditiveModel,
  table: FeatureTable,
  wording: Wording = mapped
): (account: number) => readonly RiskSignal[] {
  const driversAt = driversOfTable(model, table);
  const percent = (share: number): string => (share * 100).toFixed(0);
  return (account) => {
    const { byFeature, logOdds } = driversAt(account);
    const chance = chanceOf(logOdds);
    const reasons: { feature: number; points: number }[] = [];
    byFeature.forEach((part, feature) => {
      // A lower part never gives more points, so what does not raise the sum is no reason.
      if (!(part > 0)) return;
      const points = chance - chanceOf(logOdds - part);
      if (points >= leastPoints) reasons.push({ feature, points });
    });
    const told = reasons
      .sort((a, b) => b.points - a.points || a.feature - b.feature)
      .slice(0, mostReasons);
    const words = told.flatMap(({ feature, points }): RiskSignal[] => {
      const binning = model.binnings[feature];
      if (binning === undefined) return [];
      const own = wording.say(binning, table.values[feature]?.[account] ?? NaN);
      return [
        {
          code: own.code,
          words: `${own.words}: ${percent(points)} points of the risk, ${percent(chance - points)} % without it`
        }
      ];
    });
    if (!wording.tellsMissing || words.length === mostReasons) return words;
    const missing = model.binnings.flatMap(({ feature: { name } }, feature) =>
      Number.isNaN(table.values[feature]?.[account] ?? NaN) &&
      !told.some((reason) => reason.feature === feature)
        ? plainName(name)
        : []
    );
    return missing.length === 0
      ? words
      : [...words, { code: 'Missing', words: `Not known: ${missing.join(', ')}` }];
  };
}

/** One for all: to make one is slow. */
const plainly = new Intl.NumberFormat('en-US', { maximumFractionDigits: 2 });

export function sayNumber(value: number): string {
  return plainly.format(value);
}

const mapped: Wording = { say: sayMapped, tellsMissing: true };

const plainName = (field: string): string => field.replace(/__c$/, '').replaceAll('_', ' ');

function sayMapped({ feature }: Binning, value: number): RiskSignal {
  const name = plainName(feature.name);
  const code: SignalCode = Number.isNaN(value) ? 'Missing' : 'Mapped';
  if (Number.isNaN(value)) return { code, words: `${name} is not known` };
  const told =
    feature.kind === 'category' ? (feature.labels[value] ?? 'not known') : sayNumber(value);
  return { code, words: `${name} is ${told}` };
}
