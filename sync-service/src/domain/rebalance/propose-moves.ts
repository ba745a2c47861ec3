import { compileSound } from '../assignment/solve/check-problem.ts';
import { explainAccount } from '../assignment/solve/explain.ts';
import type { Plan, Progress } from '../assignment/solve/plan.ts';
import { noPrices } from '../assignment/solve/prices.ts';
import { solve } from '../assignment/solve/solve.ts';
import { computeRun } from '../core/compute-run.ts';
import type { OrgSnapshot } from '../core/snapshot.ts';
import type { Elsewhere } from './elsewhere.ts';
import { elsewhere } from './elsewhere.ts';
import type { Spoken } from './move-words.ts';
import { costsInWords, reasonOf } from './move-words.ts';
import { hoursIn, milesIn, planFigures } from './plan-figures.ts';
import type { RebalanceQuestion } from './question.ts';
import type { ProposedMove, RebalanceAnswer, Stay } from './rebalance-answer.ts';
import { rebalanceProblem } from './rebalance-problem.ts';
import type { RebalanceProblem } from './rebalance-problem.ts';
import { withinBudget } from './within-budget.ts';

export interface ProposeOptions {
  readonly onProgress?: (progress: Progress) => void;
  readonly cancelled?: () => boolean;
  readonly nodeBudget?: number;
}

/** Accounts of which it is said why they stay. */
const mostStays = 200;
const mostRounds = 3;

/**
 * Answers a scenario's question: the moves, each with its reasons, figures before and after, and
 * how near that is to the best possible. Same input, same answer.
 * @returns null where fewer than two territories or no account take part
 * @throws UnsoundProblemError for data that no plan could fit
 */
export function proposeMoves(
  snapshot: OrgSnapshot,
  question: RebalanceQuestion,
  options: ProposeOptions = {}
): RebalanceAnswer | null {
  const run = computeRun(snapshot);
  const first = rebalanceProblem(snapshot, run.coverage, question);
  if (first === null) return null;
  const isSolved = question.design !== 'Chosen Moves';
  const { asked, plan, after } = isSolved
    ? solvedPlan(snapshot, run.coverage, question, first, options)
    : chosenPlan(snapshot, first);
  const { problem } = asked;
  const instance = compileSound(problem);
  const before = planFigures(snapshot, asked, problem.current);
  const forced = new Set<number>();
  const required = problem.required ?? new Int32Array(0);
  for (let pair = 0; pair + 1 < required.length; pair += 2) forced.add(required[pair] ?? -1);
  const spoken: Spoken = {
    snapshot,
    asked,
    instance,
    plan,
    before: before.rows,
    isChosen: (place) => forced.has(place),
    elsewhere: () => null
  };
  const places = Array.from({ length: problem.accounts }, (_, place) => place);
  const moved = places.filter((place) => plan.territory[place] !== problem.current[place]);
  const asks = isSolved ? elsewhere(instance, plan, question.seed) : null;
  const told = { ...spoken, elsewhere: forLargest(spoken, moved, asks) };
  const moves = moved.map((place) => moveOf(told, place, before, after));
  return {
    moves,
    stays: staysOf(spoken, places),
    before: before.rows,
    after: after.rows,
    objective: isSolved ? plan.objective : null,
    bound: isSolved && Number.isFinite(plan.bound) ? plan.bound : null,
    gap: isSolved ? plan.gap : null,
    quality: isSolved ? qualityOf(plan) : 'Moves that people chose; nothing was searched.',
    notes: [
      ...asked.notes,
      ...plan.violations.map(
        ({ kind, name, territory, actual, least, most }) =>
          `${asked.participants[territory]?.territory.name ?? 'The whole'}: ${kind} ${name} is ${actual.toFixed(1)}, wanted ${least.toFixed(1)} to ${most.toFixed(1)}.`
      )
    ]
  };
}

/** So many exchanges are tried for the words of all moves. */
const mostExchanges = 20_000_000;

/** Plans with the account elsewhere are tried for the moves of most hours, as many as there is time for. */
function forLargest(
  { snapshot, asked, plan }: Spoken,
  moved: readonly number[],
  asks: Elsewhere | null
): Spoken['elsewhere'] {
  const most = Math.max(1, Math.floor(mostExchanges / asked.problem.accounts));
  const hours = (place: number): number =>
    hoursIn(snapshot, asked, place, plan.territory[place] ?? -1);
  const largest = new Set(
    moved.length <= most
      ? moved
      : [...moved].sort((a, b) => hours(b) - hours(a) || a - b).slice(0, most)
  );
  return (place) => (largest.has(place) ? asks : null);
}

function qualityOf(plan: Plan): string {
  if (plan.gap !== null)
    return plan.gap < 0.0005
      ? 'Within 0.1 % of the best possible.'
      : `Within ${(plan.gap * 100).toFixed(1)} % of the best possible.`;
  return `${String(plan.violations.length)} limits are not met by the best plan found, so no share of the best possible can be said.`;
}

interface Planned {
  readonly asked: RebalanceProblem;
  readonly plan: Plan;
  readonly after: Figures;
}

/**
 * An account's hours depend on the base that it is visited from, so each round solves with the hours
 * that the plan before gives, until all are in band by those or nothing is gained.
 */
function solvedPlan(
  snapshot: OrgSnapshot,
  coverage: Parameters<typeof rebalanceProblem>[1],
  question: RebalanceQuestion,
  first: RebalanceProblem,
  options: ProposeOptions
): Planned {
  const outOfBand = ({ after }: Planned): number =>
    after.rows.filter(({ isInBand }) => !isInBand).length;
  const solveOne = (asked: RebalanceProblem): Planned => {
    const found = solve(asked.problem, { seed: question.seed, ...options });
    const plan = withinBudget(compileSound(asked.problem), found);
    return { asked, plan, after: planFigures(snapshot, asked, plan.territory) };
  };
  let best = solveOne(first);
  for (let round = 1; round < mostRounds && outOfBand(best) > 0; round += 1) {
    if (options.cancelled?.() === true) break;
    const { asked, plan } = best;
    const hours = Float64Array.from(plan.territory, (territory, place) =>
      hoursIn(snapshot, asked, place, territory)
    );
    const again = rebalanceProblem(snapshot, coverage, question, hours);
    if (again === null) break;
    const next = solveOne(again);
    if (outOfBand(next) >= outOfBand(best)) break;
    best = next;
  }
  return best;
}

function chosenPlan(snapshot: OrgSnapshot, asked: RebalanceProblem): Planned {
  const { problem } = asked;
  const territory = problem.current.slice();
  const required = problem.required ?? new Int32Array(0);
  for (let pair = 0; pair + 1 < required.length; pair += 2)
    territory[required[pair] ?? -1] = required[pair + 1] ?? -1;
  const plan: Plan = {
    territory,
    objective: 0,
    bound: 0,
    gap: null,
    prices: noPrices(problem.territories, problem.measures.length, 0),
    cases: null,
    violations: [],
    counters: { newtonSteps: 0, nodes: 0, rounds: 0, accepted: 0 }
  };
  return { asked, plan, after: planFigures(snapshot, asked, territory) };
}

type Figures = ReturnType<typeof planFigures>;

function moveOf(spoken: Spoken, place: number, before: Figures, after: Figures): ProposedMove {
  const { snapshot, asked, plan } = spoken;
  const from = asked.problem.current[place] ?? -1;
  const to = plan.territory[place] ?? -1;
  const index = asked.accounts[place] ?? -1;
  const [old, fresh] = [asked.participants[from], asked.participants[to]];
  const reason = reasonOf(spoken, place);
  const both = (k: number): ProposedMove['effects']['from'] => ({
    name: asked.participants[k]?.territory.name ?? '',
    hours: [round(before.hours[k]), round(after.hours[k])],
    potential: [round(before.potential[k]), round(after.potential[k])]
  });
  const miles = [
    milesIn(snapshot, asked, place, from),
    milesIn(snapshot, asked, place, to)
  ] as const;
  const hours = [
    round(hoursIn(snapshot, asked, place, from)),
    round(hoursIn(snapshot, asked, place, to))
  ] as const;
  return {
    accountId: snapshot.accounts.ids[index] ?? '',
    accountName: snapshot.accounts.names[index] ?? '',
    from: old?.territory.id ?? '',
    to: fresh?.territory.id ?? '',
    fromName: old?.territory.name ?? '',
    toName: fresh?.territory.name ?? '',
    fromOwner: old?.ownerId ?? null,
    toOwner: fresh?.ownerId ?? null,
    reasonCode: reason.code,
    reason: reason.reason,
    effects: { from: both(from), to: both(to), hours, miles: [tenth(miles[0]), tenth(miles[1])] },
    costs: costsInWords(spoken, place),
    nextBest: asked.participants[reason.next]?.territory.id ?? null,
    nextBestReason: reason.nextBestReason,
    staysIf: reason.staysIf,
    staysAt: reason.staysAt,
    hours: hours[1],
    potential: asked.potential[place] ?? 0,
    revenue: asked.revenue[place] ?? 0,
    milesBefore: tenth(miles[0]),
    milesAfter: tenth(miles[1])
  };
}

/** Accounts that are held back, or that limits keep from a territory that would cost less, the largest first. */
function staysOf(spoken: Spoken, places: readonly number[]): Stay[] {
  const { snapshot, asked, plan, before } = spoken;
  const { problem } = asked;
  const isOver = (k: number): boolean =>
    Object.values(before[k]?.deviations ?? {}).some((value) => (value ?? 0) > 0) &&
    before[k]?.isInBand === false;
  const stays = places.flatMap((place): (Stay & { hours: number })[] => {
    const at = problem.current[place] ?? -1;
    if (plan.territory[place] !== at) return [];
    const why = whyStays(spoken, place, isOver(at));
    if (why === null) return [];
    const index = asked.accounts[place] ?? -1;
    return [
      {
        accountId: snapshot.accounts.ids[index] ?? '',
        accountName: snapshot.accounts.names[index] ?? '',
        territory: asked.participants[at]?.territory.name ?? '',
        why,
        hours: hoursIn(snapshot, asked, place, at)
      }
    ];
  });
  return stays
    .sort((a, b) => b.hours - a.hours || (a.accountId < b.accountId ? -1 : 1))
    .slice(0, mostStays)
    .map(({ hours: _, ...stay }) => stay);
}

const fixingWords = {
  locked: 'It is locked.',
  'chosen by a person': 'A person has chosen its territory.',
  frozen: 'It is frozen in this scenario.',
  'territory frozen': 'Its territory is frozen in this scenario.'
} as const;

function whyStays(spoken: Spoken, place: number, isOver: boolean): string | null {
  const { asked, instance, plan } = spoken;
  const fixing = asked.fixing[place] ?? null;
  if (fixing !== null) return isOver ? fixingWords[fixing] : null;
  const { reason, changesAt, next } = explainAccount(instance, plan, place);
  const elsewhere = asked.participants[next]?.territory.name ?? '';
  if (reason.kind === 'band')
    return `It would cost less elsewhere, but the limit on ${reason.name} of ${asked.participants[reason.territory]?.territory.name ?? ''} keeps it; it would go to ${elsewhere} if that were ${changesAt.toPrecision(2)} hours cheaper still.`;
  if (reason.kind === 'wholeAccounts')
    return `At the limits’ prices ${elsewhere} would be a little cheaper, but whole accounts do not divide, and there they would not be within them.`;
  return null;
}

const round = (value: number | undefined): number => Math.round((value ?? 0) * 100) / 100;
const tenth = (value: number | null): number | null =>
  value === null ? null : Math.round(value * 10) / 10;
