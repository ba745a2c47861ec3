import { checkPeople } from './check-people.ts';
import type { FitPart } from './fit.ts';
import { fitCost, fitParts, lackedNeeds, listed } from './fit.ts';
import { nextBest } from './next-best.ts';
import type { Matching } from './least-cost-matching.ts';
import { gainOfColumn, leastCostMatching } from './least-cost-matching.ts';
import type { PeopleProblem, PeopleWeights, Person, Seat } from './people-problem.ts';
import { usualWeights } from './people-problem.ts';
import { wordsOf } from './placing-words.ts';

export interface PlacedPerson {
  readonly person: number;
  /** Index of the territory, −1 for none. */
  readonly seat: number;
  readonly cost: number;
  /** What speaks for (cost below 0) and against, the weightiest first. */
  readonly parts: readonly FitPart[];
  /** Needs that a required pair overrides. */
  readonly lacks: readonly string[];
  /** The next best territory for this person, −1 for none, and what the whole would cost more with it. */
  readonly next: number;
  readonly nextCosts: number;
  /** Whether `nextCosts` is exact; among many it is a lower limit. */
  readonly nextIsExact: boolean;
  readonly words: string;
}

export interface Vacancy {
  readonly seat: number;
  /** People who have all that it needs; they are worth more elsewhere. */
  readonly qualified: readonly number[];
  readonly words: string;
}

/** A hire made to measure for one territory, and how much better the whole would be. */
export interface UsefulHire {
  readonly seat: number;
  readonly gain: number;
  readonly words: string;
}

export interface PeoplePlan {
  readonly people: readonly PlacedPerson[];
  /** Person of each territory, −1 for vacant. */
  readonly personOf: Int32Array;
  readonly vacancies: readonly Vacancy[];
  /** The hires that would help most, best first. */
  readonly hires: readonly UsefulHire[];
  /** Σ of what fits and does not, vacancies included; no other placing costs less. */
  readonly cost: number;
}

const mostHires = 5;
/** Hires are weighed for this many territories, those that cost most today first. */
const mostWeighed = 60;

/** People and territories that no required pair has settled, with their costs. */
interface Open {
  readonly problem: PeopleProblem;
  readonly weights: PeopleWeights;
  readonly people: readonly number[];
  readonly seats: readonly number[];
  /** Seats × people of this table; Infinity where needs or a forbidden pair rule it out. */
  readonly cost: Float64Array;
  readonly vacant: Float64Array;
}

/**
 * Who should hold which territory: the least total cost of all ways to give each territory one
 * person or none. Exact.
 * @throws UnsoundInputError that names record and field
 */
export function placePeople(problem: PeopleProblem): PeoplePlan {
  checkPeople(problem);
  const open = openPart(problem);
  const matching = leastCostMatching(open.seats.length, open.people.length, open.cost, open.vacant);
  const seatOf = new Int32Array(problem.people.length).fill(-1);
  const personOf = new Int32Array(problem.seats.length).fill(-1);
  const give = (person: number, seat: number): void => {
    seatOf[person] = seat;
    personOf[seat] = person;
  };
  for (const [person, seat] of problem.required ?? []) give(person, seat);
  matching.column.forEach((column, row) => {
    if (column >= 0) give(open.people[column] ?? -1, open.seats[row] ?? -1);
  });
  const people = problem.people.map((_, person) =>
    placed(open, matching, person, seatOf[person] ?? -1, personOf)
  );
  const fixedCost = [...new Map(problem.required ?? []).keys()].reduce(
    (sum, person) => sum + (people[person]?.cost ?? 0),
    0
  );
  return {
    people,
    personOf,
    vacancies: [...personOf].flatMap((person, seat) =>
      person < 0 ? [vacancyOf(problem, seat)] : []
    ),
    hires: usefulHires(open, matching),
    cost: matching.cost + fixedCost
  };
}

function openPart(problem: PeopleProblem): Open {
  const weights = problem.weights ?? usualWeights;
  const required = problem.required ?? [];
  const settledPeople = new Set(required.map(([person]) => person));
  const settledSeats = new Set(required.map(([, seat]) => seat));
  const left = (count: number, settled: ReadonlySet<number>): number[] =>
    Array.from({ length: count }, (_, index) => index).filter((index) => !settled.has(index));
  const people = left(problem.people.length, settledPeople);
  const seats = left(problem.seats.length, settledSeats);
  const forbidden = new Set(
    (problem.forbidden ?? []).map(([person, seat]) => seat * problem.people.length + person)
  );
  const cost = new Float64Array(seats.length * people.length);
  seats.forEach((seat, row) => {
    people.forEach((person, column) => {
      cost[row * people.length + column] = forbidden.has(seat * problem.people.length + person)
        ? Infinity
        : pairCost(problem, weights, person, seat);
    });
  });
  const vacant = Float64Array.from(
    seats,
    (seat) => weights.vacant + weights.vacantHour * (problem.seats[seat]?.hours ?? 0)
  );
  return { problem, weights, people, seats, cost, vacant };
}

function pairCost(
  problem: PeopleProblem,
  weights: PeopleWeights,
  person: number,
  seat: number
): number {
  const who = problem.people[person];
  const where = problem.seats[seat];
  if (who === undefined || where === undefined || lackedNeeds(who, where).length > 0)
    return Infinity;
  return fitCost(who, where, seat, weights);
}

function placed(
  open: Open,
  matching: Matching,
  person: number,
  seat: number,
  personOf: Int32Array
): PlacedPerson {
  const { problem, weights, people, seats, cost } = open;
  const who = problem.people[person];
  const where = problem.seats[seat];
  const column = people.indexOf(person);
  const other =
    column < 0
      ? { row: -1, more: 0, exact: true }
      : nextBest(matching, seats.length, people.length, cost, open.vacant, column);
  const next = seats[other.row] ?? -1;
  const parts = who === undefined || where === undefined ? [] : fitParts(who, where, seat, weights);
  parts.sort((a, b) => Math.abs(b.cost) - Math.abs(a.cost));
  const lacks = who === undefined || where === undefined ? [] : lackedNeeds(who, where);
  const placedCost = parts.reduce((sum, part) => sum + part.cost, 0);
  return {
    person,
    seat,
    cost: placedCost,
    parts,
    lacks,
    next,
    nextCosts: other.more,
    nextIsExact: other.exact,
    words: wordsOf({
      problem,
      who,
      where,
      parts,
      lacks,
      settled: column < 0,
      next,
      more: `${other.exact ? '' : 'at least '}${String(Math.round(other.more * 10) / 10)}`,
      personOf
    })
  };
}

function vacancyOf({ people, seats, forbidden }: PeopleProblem, seat: number): Vacancy {
  const where = seats[seat];
  const barred = new Set(
    (forbidden ?? []).filter(([, other]) => other === seat).map(([person]) => person)
  );
  const qualified = people.flatMap((person, index) =>
    where !== undefined && !barred.has(index) && lackedNeeds(person, where).length === 0
      ? [index]
      : []
  );
  const needs = [...(where?.needsSkills ?? []), ...(where?.needsLanguages ?? [])];
  const name = where?.name ?? '';
  return {
    seat,
    qualified,
    words:
      qualified.length === 0
        ? `${name} is vacant: nobody has ${needs.length > 0 ? listed(needs) : 'leave to hold it'}.`
        : `${name} is vacant: ${listed(qualified.slice(0, 3).map((index) => people[index]?.name ?? ''))} could hold it but ${qualified.length === 1 ? 'is' : 'are'} worth more elsewhere.`
  };
}

/** For each of the dearest territories: somebody with all it asks for, living at its base, with the hours it takes. */
function usefulHires(open: Open, matching: Matching): UsefulHire[] {
  const { problem, weights, people, seats, cost, vacant } = open;
  const dear = seats
    .map((seat, row) => ({ seat, row, price: matching.rowPrice[row] ?? 0 }))
    .sort((a, b) => b.price - a.price || a.seat - b.seat)
    .slice(0, mostWeighed);
  return dear
    .flatMap(({ seat }) => {
      const where = problem.seats[seat];
      if (where === undefined) return [];
      const hire = hireFor(where);
      const added = Float64Array.from(seats, (other) => {
        const there = problem.seats[other];
        return there === undefined || lackedNeeds(hire, there).length > 0
          ? Infinity
          : fitCost(hire, there, other, weights);
      });
      const gain = gainOfColumn(matching, seats.length, people.length, cost, vacant, added);
      const has = [...hire.skills, ...hire.languages];
      return gain > 1e-9
        ? [
            {
              seat,
              gain,
              words: `A hire near ${where.name}${has.length > 0 ? ` with ${listed(has)}` : ''} for ${String(Math.round(where.hours * 10) / 10)} hours a week would make the whole better by ${String(Math.round(gain * 10) / 10)}.`
            }
          ]
        : [];
    })
    .sort((a, b) => b.gain - a.gain || a.seat - b.seat)
    .slice(0, mostHires);
}

/** Somebody made to measure, whom nobody knows yet. */
export function hireFor(seat: Seat): Person {
  return {
    name: `Hire for ${seat.name}`,
    skills: [...seat.needsSkills, ...seat.wantsSkills],
    languages: seat.needsLanguages,
    years: seat.wantsYears,
    latitude: seat.latitude,
    longitude: seat.longitude,
    capacity: seat.hours,
    ramp: 1,
    holds: -1,
    knows: new Map(),
    wishes: new Map()
  };
}
