import type { AccountGroups } from './account-groups.ts';
import type { NamedApproach } from './approach-shape.ts';
import type { Explained } from './explained-results.ts';

/** A hybrid is harder to run, so it must win nearly always. */
const hybridWins = 0.95;
/** Shuffled results show as much more often than this: then nothing is named. */
const mostChance = 0.05;

/**
 * The approach with the greatest gain. A hybrid is named only where it beats the best single one in
 * nearly all resamples. How sure: the share of resamples in which the named one is ahead of every
 * other single approach, and of the best single one for a hybrid.
 */
export function nameApproach(
  groupings: readonly AccountGroups[],
  explained: readonly Explained[],
  chance: number
): NamedApproach {
  const all = groupings.flatMap((groups, index) => {
    const told = explained[index];
    return told === undefined ? [] : [{ ...groups, ...told }];
  });
  const singles = all.filter(({ name }) => name !== 'hybrid').sort((a, b) => b.gain - a.gain);
  const [best, ...others] = singles;
  if (best === undefined)
    return { name: null, sure: 0, chance: 1, words: 'There is nothing to tell accounts apart by.' };
  const ahead = (one: Explained, than: readonly Explained[]): number =>
    share(one.gains, (gain, turn) => than.every(({ gains }) => gain > (gains[turn] ?? 0)));
  const hybrid = all.find(({ name }) => name === 'hybrid');
  const hybridSure = hybrid === undefined ? 0 : ahead(hybrid, [best]);
  const named = hybrid !== undefined && hybridSure >= hybridWins ? hybrid : best;
  const sure = named === hybrid ? hybridSure : ahead(best, others);
  if (chance > mostChance || named.gain <= 0)
    return {
      name: null,
      sure,
      chance,
      words: `No approach tells win rate and deal size apart better than chance would: shuffled results show as much in ${percent(chance)} of cases.`
    };
  const second = named === hybrid ? best : others[0];
  return {
    name: named.name,
    sure,
    chance,
    words: `Past results go by ${named.name} (${named.by}): it comes out first in ${percent(sure)} of resamples of the accounts${
      second === undefined ? '' : `, ${second.name} being next`
    }. Shuffled results show as much in ${chance <= 0.01 ? '1 % or fewer' : percent(chance)} of cases.`
  };
}

function share(values: Float64Array, holds: (value: number, turn: number) => boolean): number {
  let count = 0;
  values.forEach((value, turn) => {
    if (holds(value, turn)) count += 1;
  });
  return values.length === 0 ? 0 : count / values.length;
}

const percent = (value: number): string => `${String(Math.round(value * 100))} %`;
