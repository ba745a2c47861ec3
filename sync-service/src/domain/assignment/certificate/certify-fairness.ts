import { seededRandom } from '../dense/seeded-random.ts';
import { faultList } from '../input/input-fault.ts';
import { compileSound } from '../solve/check-problem.ts';
import type { Instance } from '../solve/instance.ts';
import { costOfPlan } from '../solve/objective.ts';
import type { Problem } from '../solve/problem.ts';
import { findViolations, planLoads } from '../solve/violations.ts';
import type { ChainRecord } from './chain-record.ts';
import { addSample, chainRecord, forgetOldest, pooledMean, splitRHat } from './chain-record.ts';
import type { PlanSet } from './plan-set.ts';
import { planSet } from './plan-set.ts';
import type { PlanWalk } from './plan-walk.ts';
import { startWalk } from './plan-walk.ts';
import { softnessLadder } from './softness-ladder.ts';
import type { TemperedChain } from './tempered-chain.ts';
import {
  resetChain,
  scatterChain,
  stepsOf,
  sweepChain,
  temperedChain,
  usefulRungs
} from './tempered-chain.ts';

export interface CertificateOptions {
  readonly seed: number;
  /** Plans count whose objective is at most this fraction above the best; 0.02 where left out. */
  readonly within?: number;
  /** Objective of the best plan known; by default that of the plan itself. */
  readonly bestObjective?: number;
  /** Samples wanted of each chain; more are taken until the chains agree well. */
  readonly samples?: number;
  /** Most steps of all walks of each chain. */
  readonly mostSteps?: number;
  /** Names of measures of which less is better for a rep; of others more is. */
  readonly lessIsBetter?: readonly string[];
  /** Asked now and then; true ends the sampling with what there is. */
  readonly stop?: () => boolean;
}

/** How one rep fares in one measure. */
export interface RepShare {
  readonly territory: number;
  /** Load in the plan. */
  readonly load: number;
  /** Mean load over the sampled plans. */
  readonly meanLoad: number;
  /** Shares of the sampled plans that treat the rep better than the plan does, the same, worse. */
  readonly better: number;
  readonly same: number;
  readonly worse: number;
  /** Standard error of `better`, by batch means. */
  readonly error: number;
}

export interface FairnessCertificate {
  /** Shares of each rep; none where the certificate does not hold, as they would say nothing. */
  readonly measures: readonly { readonly name: string; readonly reps: readonly RepShare[] }[];
  readonly within: number;
  readonly mostCost: number;
  /** Samples of both chains. */
  readonly samples: number;
  readonly steps: number;
  /** Split R̂ of the worst load. */
  readonly rHat: number;
  /** Both chains agree (R̂ below 1.05) on as many samples as wanted. */
  readonly holds: boolean;
  /** Why nothing is certified; null where the certificate holds. */
  readonly reason: string | null;
}

const agreed = 1.05;
/** What is sampled on for while there are steps left (Vehtari and others, 2021, Bayesian Analysis 16:667). */
const agreedWell = 1.01;
const batchSize = 50;
const usualSamples = 4000;
const usualSteps = 120_000_000;
/** Of the samples so far, forgotten each time that the chains have not agreed. */
const forgotten = 0.25;
/** Sweeps before the first sample, so that nobody's start is counted. */
const sweepsBefore = 200;

/**
 * Whether a plan favours anybody: of all plans that meet the same hard limits and cost at most so
 * much more than the best, the share that treats each rep better or worse. Sampled uniformly by two
 * chains from unlike starts; the same for the same seed, unless `stop` ends it.
 * @throws UnsoundInputError, or UnsoundProblemError for data that no plan could fit
 */
export function certifyFairness(
  problem: Problem,
  territory: Int32Array,
  options: CertificateOptions
): FairnessCertificate {
  checkOptions(problem, territory, options);
  const instance = compileSound(problem);
  const within = options.within ?? 0.02;
  const own = costOfPlan(instance, territory).total;
  const best = Math.min(own, options.bestObjective ?? own);
  const mostCost = best + within * Math.abs(best);
  const nothing = whyNothing(instance, territory, own, mostCost);
  if (nothing !== null) return emptyCertificate(within, mostCost, nothing);
  const set = planSet(instance, mostCost);
  const watched = watchedValues(instance, territory, options.lessIsBetter ?? []);
  const { chains, tuning } = startChains(set, territory, options.seed, watched);
  const wanted = options.samples ?? usualSamples;
  const mostSteps = options.mostSteps ?? usualSteps;
  const records = chains.map(({ record }) => record);
  let rHat = Infinity;
  const taken = (): number => Math.min(...records.map(countOf));
  const goesOn = (): boolean =>
    (taken() < wanted || rHat >= agreedWell) &&
    chains.every(({ tempered }) => stepsOf(tempered) < mostSteps) &&
    options.stop?.() !== true;
  for (let round = batchSize * 4; goesOn(); round = Math.ceil(round * 1.25)) {
    if (rHat < Infinity) for (const record of records) forgetOldest(record, forgotten);
    for (const chain of chains) sampleChain(set, chain, watched, round, mostSteps);
    rHat = splitRHat(records);
  }
  if (taken() < batchSize)
    return emptyCertificate(
      within,
      mostCost,
      'The walk found too few plans within the limits in the steps it was given.'
    );
  const holds = rHat < agreed && taken() >= wanted;
  return {
    measures: problem.measures.map(({ name }, m) => ({
      name,
      reps: holds
        ? Array.from({ length: problem.territories }, (_, k) => repShare(records, watched, k, m))
        : []
    })),
    within,
    mostCost,
    samples: records.reduce((sum, record) => sum + countOf(record), 0),
    steps: chains.reduce((sum, { tempered }) => sum + stepsOf(tempered), tuning),
    rHat,
    holds,
    reason: holds ? null : whyNotYet(rHat, Math.min(taken(), wanted), wanted)
  };
}

/** Why sampling ended without an answer. */
function whyNotYet(rHat: number, taken: number, wanted: number): string {
  const sampled = `after ${String(taken)} of ${String(wanted)} samples of each`;
  return rHat < agreed
    ? `The two chains ended ${sampled}, so no share is given.`
    : `The two chains have not agreed ${sampled} (R̂ ${rHat.toFixed(2)}, wanted below ${String(agreed)}), so no share is given.`;
}

const countOf = ({ sums, batch, filled }: ChainRecord): number =>
  filled === batch ? sums.length * batch : (sums.length - 1) * batch;

/** What each sample is asked: loads (K × M), then 1 where better and 1 where worse. */
interface Watched {
  readonly territories: number;
  readonly measures: number;
  readonly bands: number;
  /** Loads of the plan, [k × measures + m]; differences below `same` are none. */
  readonly load: Float64Array;
  readonly same: Float64Array;
  /** 1 where more of the measure is better, −1 where less is. */
  readonly sign: Float64Array;
  readonly origin: Float64Array;
}

function watchedValues(
  instance: Instance,
  territory: Int32Array,
  lessIsBetter: readonly string[]
): Watched {
  const { problem, bands, territories: K } = instance;
  const M = problem.measures.length;
  const all = planLoads(instance, territory);
  const load = new Float64Array(K * M);
  const same = new Float64Array(K * M);
  for (let k = 0; k < K; k += 1)
    for (let m = 0; m < M; m += 1) {
      load[k * M + m] = all[k * bands.count + m] ?? 0;
      same[k * M + m] = 1e-9 * (1 + Math.abs(bands.target[k * bands.count + m] ?? 0));
    }
  const origin = new Float64Array(3 * K * M);
  origin.set(load);
  return {
    territories: K,
    measures: M,
    bands: bands.count,
    load,
    same,
    sign: Float64Array.from(problem.measures, ({ name }) => (lessIsBetter.includes(name) ? -1 : 1)),
    origin
  };
}

interface Chain {
  readonly tempered: TemperedChain;
  readonly record: ChainRecord;
  readonly sample: Float64Array;
}

/** Two chains, the first from the plan, the second from far away. */
function startChains(
  set: PlanSet,
  territory: Int32Array,
  seed: number,
  watched: Watched
): { readonly chains: readonly Chain[]; readonly tuning: number } {
  const values = 3 * watched.territories * watched.measures;
  const first = seededRandom(seed * 2);
  const tuned = startWalk(set, territory);
  const whole = softnessLadder(set, tuned, first);
  const { rungs, steps } = usefulRungs(set, territory, whole, first);
  const chains = [first, seededRandom(seed * 2 + 1)].map((random, index) => {
    const tempered = temperedChain(set, territory, rungs, random);
    if (index > 0) scatterChain(set, tempered);
    for (let sweep = 0; sweep < sweepsBefore; sweep += 1) sweepChain(set, tempered);
    return { tempered, record: chainRecord(values, batchSize), sample: new Float64Array(values) };
  });
  return { chains, tuning: tuned.steps + steps };
}

/** Takes so many samples, one a sweep, of the plans inside the set; ends at `mostSteps`. */
function sampleChain(
  set: PlanSet,
  { tempered, record, sample }: Chain,
  watched: Watched,
  count: number,
  mostSteps: number
): void {
  const { load, same, sign, measures: M, territories: K } = watched;
  for (let taken = 0; taken < count && stepsOf(tempered) < mostSteps;) {
    sweepChain(set, tempered);
    const walk = tempered.walks[0] as PlanWalk;
    if (walk.broken > 0 || walk.dear > 0) continue;
    taken += 1;
    for (let at = 0; at < K * M; at += 1) {
      const m = at % M;
      const now = walk.load[Math.floor(at / M) * watched.bands + m] as number;
      const gain = (now - (load[at] as number)) * (sign[m] as number);
      sample[at] = now;
      sample[K * M + at] = gain > (same[at] as number) ? 1 : 0;
      sample[2 * K * M + at] = gain < -(same[at] as number) ? 1 : 0;
    }
    addSample(record, sample, watched.origin);
  }
  resetChain(set, tempered);
}

function repShare(
  records: readonly ChainRecord[],
  { load, measures: M, territories: K }: Watched,
  k: number,
  m: number
): RepShare {
  const at = k * M + m;
  const { mean: better, error } = pooledMean(records, K * M + at);
  const { mean: worse } = pooledMean(records, 2 * K * M + at);
  return {
    territory: k,
    load: load[at] ?? 0,
    meanLoad: (load[at] ?? 0) + pooledMean(records, at).mean,
    better,
    same: Math.max(0, 1 - better - worse),
    worse,
    error
  };
}

function whyNothing(
  instance: Instance,
  territory: Int32Array,
  own: number,
  mostCost: number
): string | null {
  const [missed] = findViolations(instance, territory);
  if (missed !== undefined)
    return `The plan misses a hard limit (${missed.name}), so there is no set of plans like it.`;
  if (own > mostCost * (1 + 1e-9)) return 'The plan itself is dearer than the plans that count.';
  return null;
}

function emptyCertificate(within: number, mostCost: number, reason: string): FairnessCertificate {
  return {
    measures: [],
    within,
    mostCost,
    samples: 0,
    steps: 0,
    rHat: Infinity,
    holds: false,
    reason
  };
}

function checkOptions(
  problem: Problem,
  territory: Int32Array,
  { within, samples, mostSteps, bestObjective, lessIsBetter }: CertificateOptions
): void {
  const list = faultList();
  list.amount(within ?? 0, 'Request', 'within');
  list.amount(samples ?? 1, 'Request', 'samples');
  list.amount(mostSteps ?? 1, 'Request', 'mostSteps');
  if (bestObjective !== undefined && !Number.isFinite(bestObjective))
    list.report(
      'notANumber',
      'Request',
      'bestObjective',
      `bestObjective is ${String(bestObjective)}.`
    );
  if (territory.length !== problem.accounts)
    list.report(
      'wrongLength',
      '',
      'territory',
      `The plan has ${String(territory.length)} accounts, not ${String(problem.accounts)}.`
    );
  territory.forEach((k, account) => {
    if (k >= 0 && k < problem.territories) return;
    const record = `Account ${String(account)}`;
    list.report(
      'unknownRecord',
      record,
      'territory',
      `${record}: the plan names territory ${String(k)}; there are ${String(problem.territories)}.`
    );
  });
  for (const name of lessIsBetter ?? [])
    if (!problem.measures.some((measure) => measure.name === name))
      list.report('unknownRecord', name, 'lessIsBetter', `There is no measure ${name}.`);
  list.settle();
}
