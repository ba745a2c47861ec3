import { seededRandom } from '../../../src/domain/assignment/dense/seeded-random.ts';
import type { Feature, LabelledTable } from '../../../src/domain/retention/model/feature-table.ts';
import { chanceOf } from '../../../src/domain/retention/model/feature-table.ts';

const features: readonly Feature[] = [
  { name: 'silence', kind: 'number', monotone: 1, labels: [] },
  { name: 'usage', kind: 'number', monotone: -1, labels: [] },
  { name: 'noise', kind: 'number', monotone: 0, labels: [] },
  { name: 'plan', kind: 'category', monotone: 0, labels: ['month', 'year', 'unused'] }
];

/** The chance that is planted: log-odds by silence, usage and plan, and by both of the first two high. */
export function plantedChance(silence: number, usage: number, plan: number): number {
  const odds =
    -2.5 + 0.6 * silence - 0.4 * usage + (plan === 0 ? 1 : 0) + (silence > 3 && usage < 2 ? 1 : 0);
  return chanceOf(odds);
}

/** Customers whose outcomes are drawn from a known chance; one value in twenty is not known. */
export function plantedCustomers(
  count: number,
  seed: number
): { table: LabelledTable; chances: Float64Array } {
  const random = seededRandom(seed);
  const silence = Float64Array.from({ length: count }, () => random() * 6);
  const usage = Float64Array.from({ length: count }, () => random() * 6);
  const noise = Float64Array.from({ length: count }, () => random());
  const plan = Float64Array.from({ length: count }, () => (random() < 0.5 ? 0 : 1));
  const chances = silence.map((own, row) => plantedChance(own, usage[row] ?? 0, plan[row] ?? 0));
  const churned = Uint8Array.from(chances, (chance) => (random() < chance ? 1 : 0));
  const holed = (column: Float64Array): Float64Array =>
    column.map((value) => (random() < 0.05 ? NaN : value));
  return {
    table: {
      count,
      features,
      values: [holed(silence), holed(usage), holed(noise), holed(plan)],
      churned,
      weights: new Float64Array(count).fill(1)
    },
    chances
  };
}
