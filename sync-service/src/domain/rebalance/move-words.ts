import { blockCost, blockLoad } from '../assignment/solve/block-cost.ts';
import { pricedCost } from '../assignment/solve/cheapest-territories.ts';
import type { Instance } from '../assignment/solve/instance.ts';
import { explainAccount } from '../assignment/solve/explain.ts';
import type { Plan } from '../assignment/solve/plan.ts';
import type { OrgSnapshot } from '../core/snapshot.ts';
import type { Elsewhere } from './elsewhere.ts';
import { milesIn } from './plan-figures.ts';
import type { MeasureName } from './question.ts';
import type { ReasonCode, TerritoryFigures } from './rebalance-answer.ts';
import { handoverHours } from './rebalance-problem.ts';
import type { RebalanceProblem } from './rebalance-problem.ts';

/** What the solver's prices say about one move. */
export interface MoveReason {
  readonly code: ReasonCode;
  readonly reason: string;
  /** Territory number of the problem; −1 where nothing else is permitted. */
  readonly next: number;
  readonly nextBestReason: string;
  readonly staysIf: string;
  readonly staysAt: number | null;
}

/** What words are made of. */
export interface Spoken {
  readonly snapshot: OrgSnapshot;
  readonly asked: RebalanceProblem;
  readonly instance: Instance;
  readonly plan: Plan;
  readonly before: readonly TerritoryFigures[];
  readonly isChosen: (place: number) => boolean;
  /** Plans with the account elsewhere; null where only prices are asked, as for the many of a large plan. */
  readonly elsewhere: (place: number) => Elsewhere | null;
}

const measureWords: Readonly<Record<string, string>> = {
  workload: 'work',
  potential: 'potential',
  revenue: 'revenue',
  accounts: 'accounts'
};
/** Less than this is said to be nothing. */
const leastHours = 0.005;
const inWords = (measure: string): string => measureWords[measure] ?? measure;

/** Why an account moves, what would be next best, and what would have kept it, from prices and limits. */
export function reasonOf(spoken: Spoken, place: number): MoveReason {
  const { asked, instance, plan } = spoken;
  const from = asked.problem.current[place] ?? -1;
  const to = plan.territory[place] ?? -1;
  const name = (k: number): string => asked.participants[k]?.territory.name ?? 'no territory';
  const block = instance.blocks.of[place] ?? 0;
  const cause = causeOf(spoken, place, from, to);
  const best = nextBest(spoken, place);
  const lead =
    pricedCost(instance, plan.prices, block, from) - pricedCost(instance, plan.prices, block, to);
  const isForced = (instance.fixed[block] ?? -1) >= 0;
  const isEmpty = (asked.participants[from]?.hours ?? 0) === 0;
  const asks = isForced || isEmpty ? null : spoken.elsewhere(place);
  const staysAt =
    isForced || isEmpty ? null : asks === null ? Math.max(0, lead) : asks.keepsAt(place);
  return {
    ...cause,
    next: best.k,
    nextBestReason:
      best.k < 0
        ? best.others
        : `${best.k === from ? `To stay in ${name(from)} is the next best` : `Next best is ${name(best.k)}`}${best.others}: ${whyNot(spoken, block, to, best.k, best.more)}.`,
    staysIf: isForced
      ? 'It would stay if the move were not chosen.'
      : isEmpty
        ? `It would stay if somebody worked in ${name(from)}.`
        : staysAt === null
          ? 'It would stay if it were frozen; no other account was found that could go in its stead.'
          : `It would stay if staying were cheaper by ${hours(staysAt)}, or if it were frozen.`,
    staysAt
  };
}

/** Hours a plan may cost more and still be called as good. */
const asGood = 0.05;

/** The territory, other than the one that it goes to, that costs the whole least; by prices alone where no plans are asked for. */
function nextBest(
  spoken: Spoken,
  place: number
): { k: number; more: number | null; others: string } {
  const { asked, instance, plan } = spoken;
  const asks = spoken.elsewhere(place);
  const none = 'No other territory is allowed to hold the account.';
  if (asks === null) {
    const { next } = explainAccount(instance, plan, place);
    return { k: next, more: null, others: next < 0 ? none : '' };
  }
  const candidates = asks.candidates(place);
  const found = candidates
    .flatMap((k) => {
      const more = asks.costsMore(place, k);
      return more === null ? [] : [{ k, more }];
    })
    .sort((a, b) => a.more - b.more || a.k - b.k);
  const [first, ...rest] = found;
  if (first === undefined)
    return {
      k: -1,
      more: null,
      others:
        candidates.length === 0
          ? none
          : 'In every other territory that was tried a limit would be missed, whichever other account went in exchange.'
    };
  const names = rest
    .filter(({ more }) => more < first.more + asGood)
    .map(({ k }) => asked.participants[k]?.territory.name ?? '');
  return {
    ...first,
    others: names.length === 0 ? '' : ` (${names.join(' and ')} would do as well)`
  };
}

function causeOf(
  spoken: Spoken,
  place: number,
  from: number,
  to: number
): { code: ReasonCode; reason: string } {
  const { asked, instance, plan, before, isChosen } = spoken;
  const fromName = asked.participants[from]?.territory.name ?? 'no territory';
  const toName = asked.participants[to]?.territory.name ?? 'no territory';
  if (isChosen(place)) return { code: 'CHOSEN', reason: `Chosen: from ${fromName} to ${toName}.` };
  if ((asked.participants[from]?.hours ?? 0) === 0)
    return { code: 'NO_PEOPLE', reason: `Nobody works in ${fromName}; ${toName} takes it over.` };
  const block = instance.blocks.of[place] ?? 0;
  const band = strongestBand(instance, plan, block, from, to);
  const cheaper = blockCost(instance, block, from) - blockCost(instance, block, to);
  if (band === null)
    return cheaper > 0
      ? {
          code: 'CHEAPER',
          reason: `${toName} costs ${hours(cheaper)} less: ${milesWords(spoken, place, from, to)}, the hand-over counted.`
        }
      : {
          code: 'WHOLE_ACCOUNTS',
          reason: `Whole accounts do not divide: this one makes room in ${fromName} for the others to be within their limits.`
        };
  const off = before[band.territory]?.deviations[band.name as MeasureName] ?? 0;
  const what = inWords(band.name);
  if (band.territory === from)
    return {
      code: 'RELIEVES',
      reason:
        off > 0
          ? `${fromName} is ${percent(off)} above its fair share of ${what}; the move takes ${load(band.name, band.load)} from it, and ${toName} has room.`
          : `${fromName} takes in other accounts up to its limit on ${what}; the move takes ${load(band.name, band.load)} from it, and ${toName} has room.`
    };
  return {
    code: 'FILLS',
    reason:
      off < 0
        ? `${toName} is ${percent(-off)} below its fair share of ${what}; the move brings it ${load(band.name, band.load)}, which ${fromName} can spare.`
        : `${toName} gives other accounts up, down to its limit on ${what}; the move brings it ${load(band.name, band.load)}, which ${fromName} can spare.`
  };
}

/** The band whose price speaks most for leaving `from` or for coming to `to`. */
function strongestBand(
  instance: Instance,
  plan: Plan,
  block: number,
  from: number,
  to: number
): { name: string; territory: number; load: number } | null {
  const { count, names } = instance.bands;
  let best: { name: string; territory: number; load: number } | null = null;
  let most = 1e-9;
  for (let m = 0; m < count; m += 1)
    for (const [k, sign] of [
      [from, 1],
      [to, -1]
    ] as const) {
      const brings = blockLoad(instance, block, k, m);
      const weight = sign * (plan.prices.band[k * count + m] ?? 0) * brings;
      if (weight > most) {
        most = weight;
        best = { name: names[m] ?? '', territory: k, load: brings };
      }
    }
  return best;
}

/** Why `next` is not better than `to`: cost, or a limit there. */
function whyNot(
  spoken: Spoken,
  block: number,
  to: number,
  next: number,
  found: number | null
): string {
  const { instance, plan, asked } = spoken;
  const plain = blockCost(instance, block, next) - blockCost(instance, block, to);
  const priced =
    pricedCost(instance, plan.prices, block, next) - pricedCost(instance, plan.prices, block, to);
  const name = asked.participants[next]?.territory.name ?? '';
  if (found === null && priced < 0)
    return `it is ${hours(-priced)} cheaper at the limits’ prices, but whole accounts do not divide, and there they would not be within them`;
  const more = found ?? priced;
  if (more < leastHours) return 'it costs no more, as far as a search can tell';
  if (Math.abs(plain - more) < leastHours) return `it costs ${hours(more)} more`;
  if (plain > more)
    return `it costs ${hours(plain)} more, of which an exchange of others wins ${hours(plain - more)} back`;
  const band = strongestBand(instance, plan, block, next, to);
  const limit =
    band === null
      ? 'what limits then ask of others'
      : band.territory === next
        ? `${name}’s limit on ${inWords(band.name)}`
        : `what ${asked.participants[to]?.territory.name ?? ''} is short of in ${inWords(band.name)}`;
  const own =
    plain >= leastHours
      ? `it costs ${hours(plain)} more`
      : plain <= -leastHours
        ? `it would cost ${hours(-plain)} less`
        : 'it costs the same';
  return `${own}, and ${limit} makes that ${hours(more)} more`;
}

/** What the move costs, in words. */
export function costsInWords(spoken: Spoken, place: number): string {
  const { snapshot, asked } = spoken;
  const index = asked.accounts[place] ?? -1;
  const base = handoverHours[asked.tiers[place] ?? 'C'];
  const parts = [`hand-over of a tier ${asked.tiers[place] ?? 'C'} account: ${hours(base)} once`];
  const open = snapshot.figures.openPipelinePeriod[index] ?? 0;
  const renewal = snapshot.figures.renewalDay[index] ?? NaN;
  const since = snapshot.coverage.columns.get('Since__c');
  const day = since?.kind === 'date' ? (since.values[index] ?? NaN) : NaN;
  const today = Math.floor(Date.parse(`${snapshot.today}T00:00:00Z`) / 86_400_000);
  if (!Number.isNaN(day)) parts.push(`with its territory for ${String(today - day)} days`);
  if (open > 0)
    parts.push(`open deals that close in this period: ${Math.round(open).toLocaleString('en-US')}`);
  if (renewal >= today) parts.push(`contract ends in ${String(renewal - today)} days`);
  return `${sentence(parts.join('; '))}.`;
}

function milesWords(spoken: Spoken, place: number, from: number, to: number): string {
  const before = milesIn(spoken.snapshot, spoken.asked, place, from);
  const after = milesIn(spoken.snapshot, spoken.asked, place, to);
  return before === null || after === null
    ? 'its place is not known'
    : `${after.toFixed(0)} miles from its base instead of ${before.toFixed(0)}`;
}

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const hours = (value: number): string =>
  `${value >= 10 ? value.toFixed(0) : value >= 0.1 ? value.toFixed(1) : value.toPrecision(2)} hours`;
const percent = (value: number): string => `${(value * 100).toFixed(0)} %`;

function load(measure: string, amount: number): string {
  switch (measure) {
    case 'workload':
      return `${hours(amount)} a week`;
    case 'accounts':
      return `${amount.toFixed(0)} accounts`;
    default:
      return `${Math.round(amount).toLocaleString('en-US')} of ${inWords(measure)}`;
  }
}
