import type { AdditiveModel } from './model/additive-model.ts';
import { driversAt, logOddsAt } from './model/additive-model.ts';
import type { Feature, FeatureTable } from './model/feature-table.ts';
import { chanceOf } from './model/feature-table.ts';

const mostReasons = 3;
/** Under half a point of a hundred is no reason worth a line. */
const leastPoints = 0.005;

/**
 * What raises one account's risk most, in words with numbers: by how many points the chance would
 * be lower without the signal's part of the sum. A signal that is not known is named as missing.
 */
export function churnWords(
  model: AdditiveModel,
  table: FeatureTable
): (account: number) => readonly string[] {
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
      .map(({ feature, points }) => {
        const own = table.features[feature];
        if (own === undefined) return '';
        return `${sayValue(own, values[feature] ?? NaN)}: ${(points * 100).toFixed(0)} points of the risk`;
      });
  };
}

function sayValue(feature: Feature, value: number): string {
  const name = feature.name.replace(/__c$/, '').replaceAll('_', ' ');
  if (Number.isNaN(value)) return `${name} is not known`;
  if (feature.kind === 'category') return `${name} is ${feature.labels[value] ?? 'not known'}`;
  return `${name} is ${value.toLocaleString('en-US', { maximumFractionDigits: 2 })}`;
}
