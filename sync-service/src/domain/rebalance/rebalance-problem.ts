import { ultimateParents } from '../assignment/families.ts';
import type { Measure, Problem } from '../assignment/solve/problem.ts';
import { dayNumber } from '../core/days.ts';
import type { Tier } from '../core/policy.ts';
import type { OrgSnapshot, ResultColumn } from '../core/snapshot.ts';
import { familiesKept } from './families-kept.ts';
import type { Fixing } from './fixing.ts';
import { fixingOf } from './fixing.ts';
import type { Participant } from './participants.ts';
import { participantsOf } from './participants.ts';
import type { MeasureName, RebalanceQuestion } from './question.ts';
import type { Supposed } from './suppose.ts';
import { findTerritory, suppose } from './suppose.ts';

/** An org as an assignment problem, and the way back from its numbers to the org. */
export interface RebalanceProblem {
  readonly problem: Problem;
  /** By the problem's territory number. */
  readonly participants: readonly Participant[];
  /** The snapshot's account number by the problem's. */
  readonly accounts: Int32Array;
  readonly tiers: readonly Tier[];
  /** By the problem's account number; null where it may move. */
  readonly fixing: readonly (Fixing | null)[];
  readonly measures: readonly { readonly name: MeasureName; readonly tolerance: number }[];
  /** Won in twelve months and potential of each account, the what-ifs worked in. */
  readonly revenue: Float64Array;
  readonly potential: Float64Array;
  readonly supposed: Supposed;
  /** What was asked and cannot be, in words. */
  readonly notes: readonly string[];
}

/** Hours that a change of hands takes, once: a base by tier (design: "Disruption"). */
export const handoverHours: Readonly<Record<Tier, number>> = { A: 12, B: 6, C: 2 };
const weeksOfYear = 52;
const renewalNearDays = 90;
const longestTenureYears = 5;

/** Hours of a move, once: by tier, and half again each for full tenure, open deals and a renewal near. */
export function moveHours(
  tier: Tier,
  tenureYears: number,
  hasOpenDeals: boolean,
  renewalInDays: number
): number {
  const tenure = Number.isNaN(tenureYears)
    ? 0
    : Math.min(Math.max(tenureYears, 0), longestTenureYears) / longestTenureYears;
  const isRenewalNear = renewalInDays >= 0 && renewalInDays <= renewalNearDays;
  return (
    handoverHours[tier] * (1 + 0.5 * tenure + (hasOpenDeals ? 0.5 : 0) + (isRenewalNear ? 0.5 : 0))
  );
}

/**
 * Makes the problem: leaves at work in scope whose people have hours, or whose people leave; the
 * accounts in them; hours, potential, revenue or number to be shared by hours of capacity; costs
 * in hours a week, a move's hours counted whole for the smallest change and as 1/52 for a fresh design.
 * @param coverage results of a run, by column
 * @param hours hours a week of each account of the problem where a plan before this one puts it; null for those of today
 * @returns null where fewer than two territories or no account take part
 */
export function rebalanceProblem(
  snapshot: OrgSnapshot,
  coverage: ReadonlyMap<string, ResultColumn>,
  question: RebalanceQuestion,
  hours: Float64Array | null = null
): RebalanceProblem | null {
  const texts = textsOf(coverage);
  const held = texts('Territory__c');
  const supposed = suppose(snapshot, question.whatIfs, held);
  const participants = participantsOf(snapshot, supposed, question, held);
  const placeOf = new Map(participants.map(({ territory }, place) => [territory.id, place]));
  const members: number[] = [];
  for (let index = 0; index < snapshot.accounts.count; index += 1)
    if (placeOf.has(held[index] ?? '')) members.push(index);
  if (participants.length < 2 || members.length === 0) return null;
  const accounts = Int32Array.from(members);
  const tier = texts('Tier__c');
  const tiers = members.map((index): Tier => {
    const value = tier[index];
    return value === 'A' || value === 'B' ? value : 'C';
  });
  const current = Int32Array.from(members, (index) => placeOf.get(held[index] ?? '') ?? -1);
  const fixing = fixingOf(snapshot, question, members, held, participants);
  const notes = [...supposed.unknown, ...supposed.ends];
  if (question.whatIfs.some(({ kind }) => kind === 'rotation'))
    notes.push('A rotation is of people: ask for a scenario of people to territories.');
  const required = requiredPairs(snapshot, question, supposed, members, current, placeOf, notes);
  const isForced = new Set<number>();
  for (let pair = 0; pair + 1 < required.length; pair += 2) isForced.add(required[pair] ?? -1);
  const potential = scaled(coverage, 'Potential__c', members, supposed.factor);
  const revenue = scaled(coverage, 'Won_12_Months__c', members, supposed.factor);
  const wanted = question.measures.map(({ name, tolerance }) => ({
    name,
    tolerance: tolerance ?? snapshot.policy.tolerance
  }));
  const { policy } = snapshot;
  const visitTravel = (place: number): number =>
    (policy.visitsPerWeek[tiers[place] ?? 'C'] * 2) /
    policy.travelMilesPerHour /
    policy.stopsPerDay;
  const todayHours = members.reduce(
    (sum, index) => sum + atLeastZero(numberAt(coverage, 'Workload_Hours__c', index)),
    0
  );
  const hoursAt = (place: number): number =>
    hours?.[place] ?? numberAt(coverage, 'Workload_Hours__c', members[place] ?? -1);
  const hoursOf = Float64Array.from(participants, (one) => one.hours);
  const share = hoursOf.some((value) => value > 0) ? hoursOf : hoursOf.fill(1);
  const measureOf = (name: MeasureName, tolerance: number): Measure => {
    const band = { name, share, tolerance, hard: true };
    const pick = (read: (place: number) => number): Float64Array =>
      Float64Array.from(members, (_, place) => atLeastZero(read(place)));
    switch (name) {
      case 'workload':
        return {
          ...band,
          // Hours from the base that an account has, or in a later round is to have: travel is capped, so miles would overstate it.
          weight: pick((place) => hoursAt(place)),
          // The bands of today's work, so that "before" is what the night writes.
          total: todayHours
        };
      case 'potential':
        return { ...band, weight: potential };
      case 'revenue':
        return { ...band, weight: revenue };
      case 'accounts':
        return { ...band, weight: pick(() => 1) };
    }
  };
  const measures = wanted
    .map(({ name, tolerance }) => measureOf(name, tolerance))
    .filter(({ weight }) => weight.some((value) => value > 0));
  const { ultimateParent } = ultimateParents(snapshot.accounts);
  const fixed = fixing.map((why, place) => (isForced.has(place) ? null : why));
  const problem: Problem = {
    accounts: members.length,
    territories: participants.length,
    accountLatitude: Float64Array.from(members, (i) => snapshot.accounts.latitude[i] ?? NaN),
    accountLongitude: Float64Array.from(members, (i) => snapshot.accounts.longitude[i] ?? NaN),
    baseLatitude: Float64Array.from(participants, (one) => one.territory.baseLatitude ?? NaN),
    baseLongitude: Float64Array.from(participants, (one) => one.territory.baseLongitude ?? NaN),
    measures,
    current,
    locked: Uint8Array.from(fixed, (why) => (why === null ? 0 : 1)),
    family: familiesKept(members, current, ultimateParent, policy.familyFollowsParent, isForced),
    moveCost: Float64Array.from(
      members,
      (index, place) =>
        moveHours(
          tiers[place] ?? 'C',
          tenureOf(snapshot, index),
          (snapshot.figures.openPipelinePeriod[index] ?? 0) > 0,
          (snapshot.figures.renewalDay[index] ?? NaN) - dayNumber(snapshot.today)
        ) / (question.design === 'Fresh Design' ? weeksOfYear : 1)
    ),
    costPerMile: Float64Array.from(members, (_, place) => visitTravel(place)),
    ...(required.length === 0 ? {} : { required: Int32Array.from(required) }),
    ...budgetOf(question, revenue)
  };
  return {
    problem,
    participants,
    accounts,
    tiers,
    fixing: fixed,
    measures: wanted,
    revenue,
    potential,
    supposed,
    notes
  };
}

function budgetOf(
  question: RebalanceQuestion,
  revenue: Float64Array
): Pick<Problem, 'budget'> | Record<string, never> {
  const { mostAccounts, mostRevenue } = question;
  if (mostAccounts === null && mostRevenue === null) return {};
  return {
    budget: {
      ...(mostAccounts === null ? {} : { accounts: mostAccounts }),
      ...(mostRevenue === null ? {} : { revenue: { amount: revenue, most: mostRevenue } })
    }
  };
}

/** Pairs account, territory that must be: moves that people chose, and all of a territory that merges into another. */
function requiredPairs(
  snapshot: OrgSnapshot,
  question: RebalanceQuestion,
  supposed: Supposed,
  members: readonly number[],
  current: Int32Array,
  placeOf: ReadonlyMap<string, number>,
  notes: string[]
): number[] {
  const placeOfAccount = new Map(
    members.map((index, place) => [snapshot.accounts.ids[index] ?? '', place])
  );
  const wanted = new Map<number, number>();
  for (const [from, to] of supposed.into) {
    const heir = placeOf.get(to);
    if (heir === undefined) continue;
    current.forEach((at, place) => {
      if (at === placeOf.get(from)) wanted.set(place, heir);
    });
  }
  for (const { account, to } of question.chosen) {
    const place = placeOfAccount.get(account);
    const target = placeOf.get(findTerritory(supposed.territories, to)?.id ?? '');
    if (place === undefined || target === undefined)
      notes.push(`The chosen move of ${account} to ${to} is outside of the scenario.`);
    else wanted.set(place, target);
  }
  return [...wanted].flat();
}

function textsOf(
  coverage: ReadonlyMap<string, ResultColumn>
): (name: string) => readonly (string | null)[] {
  return (name) => {
    const column = coverage.get(name);
    return column?.kind === 'text' ? column.values : [];
  };
}

function numberAt(
  coverage: ReadonlyMap<string, ResultColumn>,
  name: string,
  index: number
): number {
  const column = coverage.get(name);
  return column?.kind === 'number' ? (column.values[index] ?? NaN) : NaN;
}

function scaled(
  coverage: ReadonlyMap<string, ResultColumn>,
  name: string,
  members: readonly number[],
  factor: Float64Array
): Float64Array {
  return Float64Array.from(
    members,
    (index) => atLeastZero(numberAt(coverage, name, index)) * (factor[index] ?? 1)
  );
}

/** Years in the present territory; NaN where it is not known. */
function tenureOf(snapshot: OrgSnapshot, index: number): number {
  const since = snapshot.coverage.columns.get('Since__c');
  const day = since?.kind === 'date' ? (since.values[index] ?? NaN) : NaN;
  return (dayNumber(snapshot.today) - day) / 365.25;
}

const atLeastZero = (value: number): number => (value > 0 ? value : 0);
