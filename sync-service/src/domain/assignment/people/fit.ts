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

/** Everything that counts for or against a person in a territory, needs left to `lackedNeeds`. */
export function fitParts(
  person: Person,
  seat: Seat,
  index: number,
  weights: PeopleWeights
): FitPart[] {
  const parts: FitPart[] = [];
  const add = (kind: FitKind, cost: number, amount: number, words: string): void => {
    parts.push({ kind, cost, amount, words });
  };
  const needs = [...seat.needsSkills, ...seat.needsLanguages];
  const lacked = lackedNeeds(person, seat);
  const has = needs.filter((need) => !lacked.includes(need));
  if (has.length > 0) add('need', 0, has.length, `has ${listed(has)}, which it needs`);
  for (const skill of seat.wantsSkills)
    if (person.skills.includes(skill)) add('want', 0, 1, `has ${skill}, which it wants`);
    else add('want', weights.missingWant, 1, `lacks ${skill}, which it wants`);
  const short = seat.wantsYears - person.years;
  if (short > 0)
    add(
      'experience',
      short * weights.missingYear,
      short,
      `has ${plural(person.years, 'year')} of experience where ${number(seat.wantsYears)} are wanted`
    );
  const miles = milesBetween(person.latitude, person.longitude, seat.latitude, seat.longitude);
  if (!Number.isNaN(miles))
    add(
      'home',
      miles * weights.mile,
      miles,
      `lives ${plural(Math.round(miles), 'mile')} from its base`
    );
  const spare = person.capacity * person.ramp - seat.hours;
  if (spare < 0)
    add(
      'load',
      -spare * weights.hourOver,
      -spare,
      `would be ${plural(-spare, 'hour')} a week above what fits`
    );
  else if (spare > 0)
    add(
      'load',
      spare * weights.hourIdle,
      spare,
      `would have ${plural(spare, 'hour')} a week to spare`
    );
  const knows = Math.min(person.knows.get(index) ?? 0, weights.mostKnown);
  if (knows > 0)
    add(
      'customers',
      -knows * weights.customerKnown,
      person.knows.get(index) ?? 0,
      `knows ${plural(person.knows.get(index) ?? 0, 'customer')} there`
    );
  const wish = person.wishes.get(index) ?? 0;
  if (wish !== 0)
    add('wish', -wish * weights.wish, wish, wish > 0 ? 'would like it' : 'would rather not');
  if (person.holds === index) add('staying', -weights.staying, 1, 'holds it today');
  return parts;
}

/** Σ of the parts. */
export function fitCost(person: Person, seat: Seat, index: number, weights: PeopleWeights): number {
  return fitParts(person, seat, index, weights).reduce((sum, { cost }) => sum + cost, 0);
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
