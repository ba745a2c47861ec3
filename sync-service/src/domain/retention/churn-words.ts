import type { AdditiveModel } from './model/additive-model.ts';
import { driversAt, logOddsAt } from './model/additive-model.ts';
import type { Feature, FeatureTable } from './model/feature-table.ts';
import { chanceOf } from './model/feature-table.ts';
import type { RiskSignal } from './risk-signal.ts';

const mostReasons = 3;
/** Under half a point of a hundred is no reason worth a line. */
const leastPoints = 0.005;

/**
 * What raises one account's risk most, in words with numbers: by how many points the chance would
 * be lower without the signal's part of the sum, and what it would be: that of a customer who is
 * average in this signal alone. A signal that is not known is named as missing.
 */
export function churnWords(
  model: AdditiveModel,
  table: FeatureTable
): (account: number) => readonly RiskSignal[] {
  return (account) => {
    const values = table.values.map((column) => column[account] ?? NaN);
    const { byFeature } = driversAt(model, values);
    const logOdds = logOddsAt(model, values);
    const chance = chanceOf(logOdds);
    return byFeature
      .map((part, feature) => ({ feature, points: chance - chanceOf(logOdds - part) }))
      .filter(({ points }) => points >= leastPoints)
      .sort((a, b) => b.points - a.points || a.feature - b.feature)
      .slice(0, mostReasons)
      .flatMap(({ feature, points }) => {
        const percent = (share: number): string => (share * 100).toFixed(0);
        const own = table.features[feature];
        if (own === undefined) return [];
        const value = values[feature] ?? NaN;
        return {
          code: Number.isNaN(value) ? 'Missing' : 'Mapped',
          words: `${sayValue(own, value)}: ${percent(points)} points of the risk, ${percent(chance - points)} % without it`
        };
      });
  };
}

function sayValue(feature: Feature, value: number): string {
  const name = feature.name.replace(/__c$/, '').replaceAll('_', ' ');
  if (Number.isNaN(value)) return `${name} is not known`;
  if (feature.kind === 'category') return `${name} is ${feature.labels[value] ?? 'not known'}`;
  return `${name} is ${value.toLocaleString('en-US', { maximumFractionDigits: 2 })}`;
}
