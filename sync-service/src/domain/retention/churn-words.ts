import type { AdditiveModel } from './model/additive-model.ts';
import { driversOfTable } from './model/additive-model.ts';
import type { Binning } from './model/bins.ts';
import type { FeatureTable } from './model/feature-table.ts';
import { chanceOf } from './model/feature-table.ts';
import type { RiskSignal, SignalCode } from './risk-signal.ts';

const mostReasons = 3;
/** Under half a point of a hundred is no reason worth a line. */
const leastPoints = 0.005;

/** A signal's value in words, and what it is about. NaN is not known. */
export type SayValue = (binning: Binning, value: number) => RiskSignal;

/**
 * What raises one account's risk most, in words with numbers: by how many points the chance would
 * be lower without the signal's part of the sum, and what it would be: that of a customer who is
 * average in this signal alone. A signal that is not known is named as missing.
 */
export function churnWords(
  model: AdditiveModel,
  table: FeatureTable,
  say: SayValue = sayMapped
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
    return reasons
      .sort((a, b) => b.points - a.points || a.feature - b.feature)
      .slice(0, mostReasons)
      .flatMap(({ feature, points }) => {
        const binning = model.binnings[feature];
        if (binning === undefined) return [];
        const { code, words } = say(binning, table.values[feature]?.[account] ?? NaN);
        return {
          code,
          words: `${words}: ${percent(points)} points of the risk, ${percent(chance - points)} % without it`
        };
      });
  };
}

/** One for all: to make one is slow. */
const plainly = new Intl.NumberFormat('en-US', { maximumFractionDigits: 2 });

export function sayNumber(value: number): string {
  return plainly.format(value);
}

function sayMapped({ feature }: Binning, value: number): RiskSignal {
  const name = feature.name.replace(/__c$/, '').replaceAll('_', ' ');
  const code: SignalCode = Number.isNaN(value) ? 'Missing' : 'Mapped';
  if (Number.isNaN(value)) return { code, words: `${name} is not known` };
  const told =
    feature.kind === 'category' ? (feature.labels[value] ?? 'not known') : sayNumber(value);
  return { code, words: `${name} is ${told}` };
}
