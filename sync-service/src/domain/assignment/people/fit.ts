import { milesBetween } from '../../territory/miles.ts';
import type { PeopleWeights, Person, Seat } from './people-problem.ts';

export type FitKind =
  'need' | 'want' | 'experience' | 'home' | 'load' | 'customers' | 'wish' | 'staying';

/** One thing that speaks for (cost below 0) or against (above 0) a person in a territory. */
export interface FitPart {
  readonly kind: FitKind;
  readonly cost: number;
  /** Miles, years, hours or customers; 1 where it is yes or no. */
  readonly amount: number;
  readonly words: string;
}

/** Needs of a territory that a person lacks; any one rules the pair out. */
export function lackedNeeds(person: Person, seat: Seat): string[] {
  return [
    ...seat.needsSkills.filter((skill) => !person.skills.includes(skill)),
    ...seat.needsLanguages.filter((language) => !person.languages.includes(language))
  ];
}

type Add = (kind: FitKind, cost: number, amount: number, words: () => string) => void;

/** Tells `add` everything that has a cost; words are made only where they are asked for. */
function weigh(person: Person, seat: Seat, index: number, weights: PeopleWeights, add: Add): void {
  for (const skill of seat.wantsSkills)
    if (person.skills.includes(skill)) add('want', 0, 1, () => `has ${skill}, which it wants`);
    else add('want', weights.missingWant, 1, () => `lacks ${skill}, which it wants`);
  const short = seat.wantsYears - person.years;
  if (short > 0)
    add(
      'experience',
      short * weights.missingYear,
      short,
      () =>
        `has ${plural(person.years, 'year')} of experience where ${number(seat.wantsYears)} are wanted`
    );
  const miles = milesBetween(person.latitude, person.longitude, seat.latitude, seat.longitude);
  if (!Number.isNaN(miles))
    add(
      'home',
      miles * weights.mile,
      miles,
      () => `lives ${plural(Math.round(miles), 'mile')} from its base`
    );
  const spare = person.capacity * person.ramp - seat.hours;
  if (spare < 0)
    add(
      'load',
      -spare * weights.hourOver,
      -spare,
      () => `would be ${plural(-spare, 'hour')} a week above what fits`
    );
  else if (spare > 0)
    add(
      'load',
      spare * weights.hourIdle,
      spare,
      () => `would have ${plural(spare, 'hour')} a week to spare`
    );
  const knows = person.knows.get(index) ?? 0;
  if (knows > 0)
    add(
      'customers',
      -Math.min(knows, weights.mostKnown) * weights.customerKnown,
      knows,
      () => `knows ${plural(knows, 'customer')} there`
    );
  const wish = person.wishes.get(index) ?? 0;
  if (wish !== 0)
    add('wish', -wish * weights.wish, wish, () =>
      wish > 0 ? 'would like it' : 'would rather not'
    );
  if (person.holds === index) add('staying', -weights.staying, 1, () => 'holds it today');
}

/** Everything that counts for or against a person in a territory, and the needs that are met. */
export function fitParts(
  person: Person,
  seat: Seat,
  index: number,
  weights: PeopleWeights
): FitPart[] {
  const lacked = lackedNeeds(person, seat);
  const has = [...seat.needsSkills, ...seat.needsLanguages].filter(
    (need) => !lacked.includes(need)
  );
  const parts: FitPart[] =
    has.length === 0
      ? []
      : [
          { kind: 'need', cost: 0, amount: has.length, words: `has ${listed(has)}, which it needs` }
        ];
  weigh(person, seat, index, weights, (kind, cost, amount, words) => {
    parts.push({ kind, cost, amount, words: words() });
  });
  return parts;
}

/** Σ of the parts. */
export function fitCost(person: Person, seat: Seat, index: number, weights: PeopleWeights): number {
  let sum = 0;
  weigh(person, seat, index, weights, (_, cost) => {
    sum += cost;
  });
  return sum;
}

const number = (value: number): string => String(Math.round(value * 10) / 10);

const plural = (value: number, unit: string): string =>
  `${number(value)} ${unit}${Math.round(value * 10) === 10 ? '' : 's'}`;

/** "a", "a and b", "a, b and c". */
export function listed(words: readonly string[]): string {
  return words.length < 2
    ? (words[0] ?? '')
    : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;
}
