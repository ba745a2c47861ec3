import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { UnsoundInputError } from '../../../src/domain/assignment/input/input-fault.ts';
import {
  gainOfColumn,
  leastCostMatching
} from '../../../src/domain/assignment/people/least-cost-matching.ts';
import type {
  PeopleProblem,
  Person,
  Seat
} from '../../../src/domain/assignment/people/people-problem.ts';
import { usualWeights } from '../../../src/domain/assignment/people/people-problem.ts';
import { hireFor, placePeople } from '../../../src/domain/assignment/people/place-people.ts';

const runs = { numRuns: 200, seed: 20261126 };

/** Least cost by trying every way to give each row a column or none. */
function leastCost(
  rows: number,
  columns: number,
  cost: ArrayLike<number>,
  without: ArrayLike<number>
): number {
  const taken = new Set<number>();
  const from = (row: number): number => {
    if (row === rows) return 0;
    let best = (without[row] ?? 0) + from(row + 1);
    for (let c = 0; c < columns; c += 1) {
      if (taken.has(c)) continue;
      taken.add(c);
      best = Math.min(best, (cost[row * columns + c] ?? 0) + from(row + 1));
      taken.delete(c);
    }
    return best;
  };
  return from(0);
}

const table = fc
  .record({ rows: fc.integer({ min: 1, max: 5 }), columns: fc.integer({ min: 0, max: 6 }) })
  .chain(({ rows, columns }) => {
    const cell = fc.oneof(
      { weight: 4, arbitrary: fc.integer({ min: -20, max: 40 }) },
      { weight: 1, arbitrary: fc.constant(Infinity) }
    );
    const list = (length: number, of: fc.Arbitrary<number>) =>
      fc.array(of, { minLength: length, maxLength: length }).map((all) => Float64Array.from(all));
    return fc.record({
      rows: fc.constant(rows),
      columns: fc.constant(columns),
      cost: list(rows * columns, cell),
      without: list(rows, fc.integer({ min: -5, max: 50 })),
      added: list(rows, cell)
    });
  });

describe('a least-cost matching', () => {
  it('costs the least of all matchings, and its prices prove it', () => {
    fc.assert(
      fc.property(table, ({ rows, columns, cost, without }) => {
        const found = leastCostMatching(rows, columns, cost, without);
        expect(found.cost).toBeCloseTo(leastCost(rows, columns, cost, without), 9);
        const taken = [...found.column].filter((c) => c >= 0);
        expect(new Set(taken).size).toBe(taken.length);
        found.columnPrice.forEach((price, c) => {
          expect(price).toBeLessThanOrEqual(0);
          if (found.row[c] === -1) expect(price).toBe(0);
          for (let r = 0; r < rows; r += 1)
            expect((cost[r * columns + c] ?? 0) - (found.rowPrice[r] ?? 0) - price).toBeGreaterThan(
              -1e-9
            );
        });
      }),
      runs
    );
  });

  it('tells what one more column is worth without matching anew', () => {
    fc.assert(
      fc.property(table, ({ rows, columns, cost, without, added }) => {
        const found = leastCostMatching(rows, columns, cost, without);
        const wider = new Float64Array(rows * (columns + 1));
        for (let r = 0; r < rows; r += 1) {
          wider.set(cost.subarray(r * columns, (r + 1) * columns), r * (columns + 1));
          wider[r * (columns + 1) + columns] = added[r] ?? 0;
        }
        expect(gainOfColumn(found, rows, columns, cost, without, added)).toBeCloseTo(
          leastCost(rows, columns, cost, without) - leastCost(rows, columns + 1, wider, without),
          9
        );
      }),
      runs
    );
  });
});

const person = (name: string, rest: Partial<Person> = {}): Person => ({
  name,
  skills: [],
  languages: [],
  years: 5,
  latitude: 40,
  longitude: -100,
  capacity: 40,
  ramp: 1,
  holds: -1,
  knows: new Map(),
  wishes: new Map(),
  ...rest
});

const seat = (name: string, rest: Partial<Seat> = {}): Seat => ({
  name,
  needsSkills: [],
  needsLanguages: [],
  wantsSkills: [],
  wantsYears: 0,
  latitude: 40,
  longitude: -100,
  hours: 40,
  ...rest
});

const skills = ['medical', 'public'];
const somebody = fc
  .record({
    skills: fc.subarray(skills),
    languages: fc.subarray(['Spanish']),
    years: fc.integer({ min: 0, max: 9 }),
    longitude: fc.integer({ min: -103, max: -97 }),
    ramp: fc.constantFrom(0.5, 1),
    holds: fc.integer({ min: -1, max: 0 }),
    knows: fc.integer({ min: 0, max: 30 }),
    wish: fc.constantFrom(-1, 0, 1)
  })
  .map(({ knows, wish, ...rest }) =>
    person('P', { ...rest, knows: new Map([[0, knows]]), wishes: new Map([[0, wish]]) })
  );
const somewhere = fc
  .record({
    needsSkills: fc.subarray(skills),
    needsLanguages: fc.subarray(['Spanish']),
    wantsSkills: fc.subarray(skills),
    wantsYears: fc.integer({ min: 0, max: 9 }),
    longitude: fc.integer({ min: -103, max: -97 }),
    hours: fc.integer({ min: 10, max: 60 })
  })
  .map((rest) => seat('S', rest));
const team: fc.Arbitrary<PeopleProblem> = fc.record({
  people: fc.array(somebody, { minLength: 1, maxLength: 5 }),
  seats: fc.array(somewhere, { minLength: 1, maxLength: 4 })
});

/** Cost of a pair from the words of the problem; Infinity where a need is lacking. */
function pairCost(who: Person, where: Seat, s: number): number {
  const w = usualWeights;
  const lacks = (needed: readonly string[], has: readonly string[]): number =>
    needed.filter((need) => !has.includes(need)).length;
  if (lacks(where.needsSkills, who.skills) + lacks(where.needsLanguages, who.languages) > 0)
    return Infinity;
  const spare = who.capacity * who.ramp - where.hours;
  const half = Math.sin((((who.longitude - where.longitude) / 2) * Math.PI) / 180);
  const cos = Math.cos((40 * Math.PI) / 180);
  const miles = 2 * 3958.7613 * Math.asin(cos * Math.abs(half));
  return (
    w.mile * miles +
    w.missingWant * lacks(where.wantsSkills, who.skills) +
    w.missingYear * Math.max(0, where.wantsYears - who.years) +
    (spare < 0 ? -spare * w.hourOver : spare * w.hourIdle) -
    w.customerKnown * Math.min(w.mostKnown, who.knows.get(s) ?? 0) -
    w.wish * (who.wishes.get(s) ?? 0) -
    (who.holds === s ? w.staying : 0)
  );
}

describe('people to territories', () => {
  it('are placed at the least cost of all ways to place them', () => {
    fc.assert(
      fc.property(team, (problem) => {
        const { people, seats } = problem;
        const cost = seats.flatMap((where, s) => people.map((who) => pairCost(who, where, s)));
        const vacant = seats.map(({ hours }) => usualWeights.vacant + hours);
        const plan = placePeople(problem);
        expect(plan.cost).toBeCloseTo(leastCost(seats.length, people.length, cost, vacant), 6);
        const sum = plan.people.reduce((all, { cost: own }) => all + own, 0);
        const open = plan.vacancies.reduce((all, { seat: s }) => all + (vacant[s] ?? 0), 0);
        expect(sum + open).toBeCloseTo(plan.cost, 6);
        for (const { person: p, seat: s, next } of plan.people) {
          if (s >= 0) expect(cost[s * people.length + p]).toBeLessThan(Infinity);
          if (next >= 0) expect(cost[next * people.length + p]).toBeLessThan(Infinity);
        }
      }),
      runs
    );
  });

  it('are told a next best, and exactly what it would cost more', () => {
    fc.assert(
      fc.property(team, (problem) => {
        const { people, seats } = problem;
        const plan = placePeople(problem);
        const vacant = seats.map(({ hours }) => usualWeights.vacant + hours);
        for (const { person: p, next, nextCosts } of plan.people) {
          if (next < 0) continue;
          const cost = seats.flatMap((where, s) =>
            people.map((who, q) =>
              (s === next) === (q === p) ? pairCost(who, where, s) : Infinity
            )
          );
          const forced =
            leastCost(
              seats.length,
              people.length,
              cost.map((own, at) =>
                Math.floor(at / people.length) !== next && at % people.length !== p
                  ? pairCost(
                      people[at % people.length] ?? person(''),
                      seats[Math.floor(at / people.length)] ?? seat(''),
                      Math.floor(at / people.length)
                    )
                  : own
              ),
              vacant.map((own, s) => (s === next ? 1e6 : own))
            ) - plan.cost;
          expect(forced).toBeCloseTo(nextCosts, 6);
        }
      }),
      { ...runs, numRuns: 60 }
    );
  });

  it('name the hire that helps most, by what the whole would gain', () => {
    fc.assert(
      fc.property(team, (problem) => {
        const plan = placePeople(problem);
        const gains = problem.seats.map((where) => {
          const hired = { ...problem, people: [...problem.people, hireFor(where)] };
          return plan.cost - placePeople(hired).cost;
        });
        const best = Math.max(0, ...gains);
        expect(plan.hires[0]?.gain ?? 0).toBeCloseTo(best, 6);
        for (const { seat: s, gain } of plan.hires) expect(gain).toBeCloseTo(gains[s] ?? NaN, 6);
      }),
      { ...runs, numRuns: 60 }
    );
  });

  it('are told why, what is next, and what stays vacant', () => {
    const plan = placePeople({
      people: [
        person('Ana', {
          skills: ['medical'],
          languages: ['Spanish'],
          holds: 0,
          knows: new Map([[0, 3]])
        }),
        person('Bo', { years: 1, ramp: 0.7 })
      ],
      seats: [
        seat('Border', { needsSkills: ['medical'], needsLanguages: ['Spanish'] }),
        seat('Plains', { wantsYears: 3, hours: 30 }),
        seat('Coast', { needsSkills: ['public'] })
      ]
    });
    expect([...plan.personOf]).toEqual([0, 1, -1]);
    expect(plan.people[0]?.words).toBe(
      'Ana holds Border: holds it today, knows 3 customers there and has medical and Spanish, which it needs. Next best is Plains, which Bo holds; the whole would cost 63.4 more.'
    );
    expect(plan.people[1]?.words).toMatch(
      /^Bo holds Plains\. Against it: (has 1 year of experience where 3 are wanted and would be 2 hours a week above what fits|would be 2 hours .* wanted)\.$/
    );
    expect(plan.vacancies).toEqual([
      { seat: 2, qualified: [], words: 'Coast is vacant: nobody has public.' }
    ]);
    expect(plan.hires[0]).toMatchObject({
      seat: 2,
      gain: 60,
      words: 'A hire near Coast with public for 40 hours a week would make the whole better by 60.'
    });
  });

  it('keep required pairs, and name what these override', () => {
    const plan = placePeople({
      people: [person('Ana'), person('Bo', { skills: ['medical'] })],
      seats: [seat('Border', { needsSkills: ['medical'] }), seat('Plains')],
      required: [[0, 0]]
    });
    expect([...plan.personOf]).toEqual([0, 1]);
    expect(plan.people[0]).toMatchObject({ lacks: ['medical'], next: -1 });
    expect(plan.people[0]?.words).toContain('It needs medical, which Ana lacks.');
  });
});

describe('people and territories that make no sense', () => {
  const good: PeopleProblem = {
    people: [person('Ana'), person('Bo')],
    seats: [seat('A'), seat('B')]
  };
  const cases: [string, PeopleProblem, { record: string; field: string }][] = [
    ['nobody', { ...good, people: [] }, { record: '', field: 'people' }],
    ['no territory', { ...good, seats: [] }, { record: '', field: 'seats' }],
    [
      'hours that are no number',
      { ...good, seats: [seat('A', { hours: NaN })] },
      { record: 'A', field: 'hours' }
    ],
    [
      'a ramp above 1',
      { ...good, people: [person('Ana', { ramp: 1.2 })] },
      { record: 'Ana', field: 'ramp' }
    ],
    [
      'an unknown territory today',
      { ...good, people: [person('Ana', { holds: 7 })] },
      { record: 'Ana', field: 'holds' }
    ],
    [
      'two people required in one territory',
      {
        ...good,
        required: [
          [0, 0],
          [1, 0]
        ]
      },
      { record: 'A', field: 'required' }
    ],
    [
      'one person required in two territories',
      {
        ...good,
        required: [
          [0, 0],
          [0, 1]
        ]
      },
      { record: 'Ana', field: 'required' }
    ],
    [
      'a pair both required and forbidden',
      { ...good, required: [[0, 0]], forbidden: [[0, 0]] },
      { record: 'Ana', field: 'forbidden' }
    ]
  ];
  it.each(cases)('are refused with record and field: %s', (_, problem, fault) => {
    let error: unknown;
    try {
      placePeople(problem);
    } catch (caught) {
      error = caught;
    }
    expect(error).toBeInstanceOf(UnsoundInputError);
    expect((error as UnsoundInputError).faults[0]).toMatchObject(fault);
  });
});
