import { describe, expect, it } from '@jest/globals';
import { computeRun } from '../../../src/domain/core/compute-run.ts';
import { parsePolicy } from '../../../src/domain/core/policy.ts';
import type { SignFigures } from '../../../src/domain/territory/verdict-signs.ts';
import { signsOf, verdictSigns } from '../../../src/domain/territory/verdict-signs.ts';
import { verdictOf } from '../../../src/domain/territory/verdict.ts';
import { owner, snapshotOf, stateRule, territory, user } from '../org-builder.ts';

const { policy } = parsePolicy(null);

/** Nothing wrong: 36 of 40 touched, 95 % of what is due attained, 30 hours of work for 40 of people. */
const sound: SignFigures = {
  hasOwner: true,
  ownersLeft: 0,
  pace: 0.95,
  attainment: 0.475,
  coverageShare: 0.9,
  touchedInTime: 36,
  withCadence: 40,
  overdueA: 0,
  workloadHours: 30,
  effectiveCapacity: 40,
  travelHours: 6,
  travelShare: 0.2,
  wonOfPotential: 400_000,
  potential: 1_000_000,
  withPotential: 40,
  accounts: 40,
  before: { date: '2026-02-28', potentialPerAccount: 25_000, accounts: 40 }
};

const sign = (code: string, more: Partial<SignFigures>) => {
  const found = signsOf({ ...sound, ...more }, policy).find((one) => one.code === code);
  if (found === undefined) throw new Error(`no sign ${code}`);
  return found;
};

describe('each sign, by hand', () => {
  /** Code, what is worse than sound, figure, level; thresholds are the policy's defaults. */
  const worked: readonly (readonly [string, Partial<SignFigures>, number, string])[] = [
    ['TURNOVER', {}, 0, 'Sound'],
    ['TURNOVER', { ownersLeft: 1 }, 1, 'Sound'],
    ['TURNOVER', { ownersLeft: 2 }, 2, 'Watch'],
    ['TURNOVER', { ownersLeft: 3 }, 3, 'Act'],
    ['TURNOVER', { hasOwner: false }, 0, 'Act'],
    ['ATTAINMENT', { pace: 0.8 }, 0.8, 'Sound'],
    ['ATTAINMENT', { pace: 0.79 }, 0.79, 'Watch'],
    ['ATTAINMENT', { pace: 0.6 }, 0.6, 'Watch'],
    ['ATTAINMENT', { pace: 0.59 }, 0.59, 'Act'],
    ['NEGLECT', { coverageShare: 0.8 }, 0.8, 'Sound'],
    ['NEGLECT', { coverageShare: 0.7 }, 0.7, 'Watch'],
    ['NEGLECT', { coverageShare: 0.5 }, 0.5, 'Act'],
    // 44 / 40 is on the threshold of 1.1; 50 / 40 is 1.25; 56 / 40 passes 1.1 times 1.25.
    ['OVERLOAD', { workloadHours: 44 }, 1.1, 'Sound'],
    ['OVERLOAD', { workloadHours: 50 }, 1.25, 'Watch'],
    ['OVERLOAD', { workloadHours: 56 }, 1.4, 'Act'],
    // 0.9 touched less 0.5 attained; 1.3 attained counts as 1, less 0.3 touched.
    ['ACTIVITY', { pace: 0.5 }, 0.4, 'Watch'],
    ['ACTIVITY', { coverageShare: 0.3, pace: 1.3 }, 0.7, 'Act'],
    ['TRAVEL', { travelShare: 0.35 }, 0.35, 'Sound'],
    ['TRAVEL', { travelShare: 0.4 }, 0.4, 'Watch'],
    ['TRAVEL', { travelShare: 0.5 }, 0.5, 'Act'],
    ['SATURATION', { wonOfPotential: 850_000 }, 0.85, 'Watch'],
    ['SATURATION', { wonOfPotential: 970_000 }, 0.97, 'Act'],
    // 1,000,000 of 40 accounts is 25,000 each, as before; 21,250 is 15 % less, 31,250 a quarter more.
    ['MARKET', {}, 0, 'Sound'],
    ['MARKET', { potential: 850_000 }, 0.15, 'Watch'],
    ['MARKET', { potential: 1_250_000 }, 0.25, 'Act']
  ];

  it.each(worked)('%s of %j is %d: %s', (code, more, figure, level) => {
    const found = sign(code, more);
    expect([found.figure, found.level]).toEqual([expect.closeTo(figure, 9), level]);
    expect(found.nextStep === null).toBe(level === 'Sound');
  });

  it('says its evidence with the numbers that it was made of', () => {
    expect(sign('NEGLECT', { coverageShare: 0.5, touchedInTime: 20, overdueA: 4 }).evidence).toBe(
      '20 of 40 accounts were touched within their cadence (50 %); 80 % is asked. 4 of tier A are overdue.'
    );
    expect(sign('OVERLOAD', { workloadHours: 50 }).evidence).toBe(
      '50.0 hours of work a week for 40.0 hours of people (125 %).'
    );
    expect(sign('MARKET', { potential: 850_000 }).evidence).toBe(
      'An account has 15 % less potential on average than on 2026-02-28.'
    );
  });

  const unknown: readonly (readonly [string, Partial<SignFigures>])[] = [
    ['ATTAINMENT', { pace: null, attainment: null }],
    ['NEGLECT', { coverageShare: null }],
    ['OVERLOAD', { effectiveCapacity: 0 }],
    ['ACTIVITY', { pace: null }],
    ['ACTIVITY', { coverageShare: null }],
    ['TRAVEL', { travelShare: null }],
    ['SATURATION', { withPotential: 0, potential: 0 }],
    ['MARKET', { before: null }],
    // 40 accounts now and 30 then: the mean tells of moves.
    ['MARKET', { before: { date: '2026-02-28', potentialPerAccount: 25_000, accounts: 30 } }]
  ];
  it.each(unknown)('%s without its data is named as not measured', (code, more) => {
    const found = sign(code, more);
    expect([found.level, found.figure, found.nextStep]).toEqual(['Not measured', null, null]);
    expect(found.evidence).not.toBe('');
  });
});

describe('the verdict', () => {
  const verdict = (more: Partial<SignFigures>) => verdictOf(signsOf({ ...sound, ...more }, policy));

  it('tells all eight signs, the gravest first', () => {
    const { signs, level } = verdict({ travelShare: 0.5, pace: 0.7 });
    expect(signs.map((one) => one.code).sort()).toEqual([...verdictSigns].sort());
    expect(signs.slice(0, 2).map((one) => `${one.level} ${one.code}`)).toEqual([
      'Act TRAVEL',
      'Watch ATTAINMENT'
    ]);
    expect(level).toBe('Act');
  });

  it('is sound where nothing warns, and says so', () => {
    expect(verdict({})).toMatchObject({
      level: 'Sound',
      summary: '0 of 8 signs measured warn.',
      nextStep: null
    });
  });

  it('watches one sign or two, and acts on three', () => {
    expect(verdict({ travelShare: 0.4 }).level).toBe('Watch');
    expect(verdict({ travelShare: 0.4, ownersLeft: 2 }).level).toBe('Watch');
    expect(verdict({ travelShare: 0.4, ownersLeft: 2, workloadHours: 48 }).level).toBe('Act');
  });

  it('says nothing sound of what is hardly measured', () => {
    const hardly = {
      pace: null,
      attainment: null,
      coverageShare: null,
      travelShare: null,
      withPotential: 0,
      potential: 0,
      before: null
    };
    expect(verdict(hardly)).toMatchObject({
      level: 'Not measured',
      summary: '0 of 2 signs measured warn, 6 not measured.'
    });
    expect(verdict({ ...hardly, hasOwner: false }).level).toBe('Act');
  });

  it('names nobody', () => {
    const person = user('u1');
    const result = computeRun(
      snapshotOf({
        accounts: [{ state: 'NY' }],
        territories: [territory('t1')],
        members: [
          owner('t1', 40),
          owner('t1', 40, { id: 'gone', userId: 'u2', end: '2026-03-31' }),
          owner('t1', 40, { id: 'long gone', userId: 'u2', end: '2025-05-15' })
        ],
        rules: [stateRule('t1', 'NY', 1)],
        users: [person, user('u2')]
      })
    );
    const values = result.territories[0]?.values ?? {};
    const words = JSON.stringify(values);
    // Of two who left, one did within the twelve months before 2026-05-16.
    expect(words).toContain('1 owner left within twelve months.');
    expect(words).not.toContain(person.name);
    expect(words).not.toContain('Person u2');
    expect(values['Verdict__c']).toBe('Act');
    expect(String(values['Verdict_Signs__c']).split('\n')).toHaveLength(8);
  });
});
