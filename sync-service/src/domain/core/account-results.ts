import type { Placement } from '../assignment/place-accounts.ts';
import { accountHealth, accountHealthFigures, riskBand } from '../retention/account-health.ts';
import type { RiskBand } from '../retention/account-health.ts';
import type { ChurnScores } from '../retention/measured-risk.ts';
import { healthReasons, healthWords } from '../retention/health-reasons.ts';
import { nextStep } from '../retention/next-step.ts';
import type { Reasons } from '../retention/reasons.ts';
import { inOneField } from '../retention/reasons.ts';
import { recurringRevenue } from '../retention/revenue-retention.ts';
import type { Potential } from '../territory/potential.ts';
import type { TerritoryTree } from '../territory/tree.ts';
import { workloadOf } from '../territory/workload.ts';
import { placeSources } from './columns.ts';
import { dayNumber } from './days.ts';
import type { Tier } from './policy.ts';
import { fieldScales, roundTo } from './rounding.ts';
import type { OrgSnapshot, ResultColumn } from './snapshot.ts';

/** What is worked out for each account besides its place. */
export interface AccountResults {
  readonly workloadHours: Float64Array;
  /** NaN where the account or the base has no place. */
  readonly travelHours: Float64Array;
  readonly columns: ReadonlyMap<string, ResultColumn>;
}

/** Health, risk, potential, workload and next step of every account, as coverage columns. */
export function accountResults(
  snapshot: OrgSnapshot,
  tree: TerritoryTree,
  placement: Placement,
  owners: readonly (string | null)[],
  tiers: readonly Tier[],
  potential: Potential,
  churn: ChurnScores | null = null,
  contraction: Float64Array | null = null
): AccountResults {
  const { accounts, figures, policy } = snapshot;
  const { count } = accounts;
  const today = dayNumber(snapshot.today);
  const scales = fieldScales.Evenfield_Coverage__c;
  const texts = (): (string | null)[] => new Array<string | null>(count).fill(null);
  const numbers = (): Float64Array => new Float64Array(count).fill(NaN);
  const workloadHours = numbers();
  const travelHours = numbers();
  const health = numbers();
  const band: (RiskBand | null)[] = new Array<RiskBand | null>(count).fill(null);
  const measured = new Uint8Array(count);
  const signals = [texts(), texts(), texts()];
  const signalCodes = texts();
  const holding = texts();
  const mended = texts();
  const whiteSpace = numbers();
  const share = numbers();
  const code = texts();
  const step = texts();
  const stepReason = texts();
  const words = healthWords(policy);
  for (let index = 0; index < count; index += 1) {
    const tier = tiers[index] ?? 'C';
    const territory = tree.territories[placement.territory[index] ?? -1];
    const work = workloadOf(
      policy,
      tier,
      territory?.baseLatitude ?? NaN,
      territory?.baseLongitude ?? NaN,
      accounts.latitude[index] ?? NaN,
      accounts.longitude[index] ?? NaN
    );
    workloadHours[index] = work.hours;
    travelHours[index] = work.travelHours;
    const known = accountHealthFigures(figures, index, policy, tier, today);
    const result = accountHealth(known, policy);
    health[index] = result.score === null ? NaN : roundTo(result.score, scales.Health__c);
    const judged = churn !== null && !Number.isNaN(churn.risk[index] ?? NaN) ? churn : null;
    measured[index] = judged === null ? 0 : 1;
    const risk = judged?.band[index] ?? riskBand(result.score, policy);
    band[index] = risk;
    const reasons =
      judged?.reasons(index) ?? healthReasons(result, figures, index, policy, tier, words);
    signals.forEach((column, place) => {
      column[index] = reasons.raises[place]?.words.slice(0, 255) ?? null;
    });
    signalCodes[index] = codesOf(reasons.raises);
    holding[index] = inOneField(reasons.holds);
    mended[index] = reasons.mended?.slice(0, 255) ?? null;
    const expected = potential.amount[index] ?? NaN;
    const won = figures.won12[index] ?? 0;
    whiteSpace[index] = Math.max(0, expected - won);
    share[index] = expected > 0 ? won / expected : NaN;
    const todo = nextStep({
      figures,
      index,
      policy,
      tier,
      band: risk,
      firstSignal: reasons.raises[0]?.words ?? null,
      hasTerritory: territory !== undefined,
      whiteSpace: whiteSpace[index] ?? 0,
      potential: expected,
      today
    });
    code[index] = todo.code;
    step[index] = todo.step;
    stepReason[index] = todo.reason;
  }
  const text = (values: (string | null)[]): ResultColumn => ({ kind: 'text', values });
  const textBy = (textOf: (index: number) => string | null): ResultColumn => {
    const values = texts();
    for (let index = 0; index < count; index += 1) values[index] = textOf(index);
    return text(values);
  };
  const labels = tree.territories.map(({ name }) => name.slice(0, 80));
  const at = (index: number): number => placement.territory[index] ?? -1;
  const number = (values: Float64Array, places: number): ResultColumn => ({
    kind: 'number',
    values: values.map((value) => roundTo(value, places))
  });
  const wonPeriod = figures.wonPeriodNew.map(
    (won, index) =>
      won + (figures.wonPeriodRenewal[index] ?? 0) + (figures.wonPeriodUpsell[index] ?? 0)
  );
  const columns = new Map<string, ResultColumn>([
    ['Territory__c', textBy((index) => tree.territories[at(index)]?.id ?? null)],
    ['Territory_Label__c', textBy((index) => labels[at(index)] ?? null)],
    ['Territory_Owner__c', textBy((index) => owners[at(index)] ?? null)],
    ['Since__c', { kind: 'date', values: placement.since }],
    ['Source__c', text(placement.source)],
    ['Reason__c', text(placement.reason)],
    ['Finding_Code__c', text(placement.findingCode)],
    ['Finding__c', text(placement.finding)],
    ['Tier__c', text([...tiers])],
    [
      'Place_Source__c',
      textBy((index) => placeSources[accounts.placeSource[index] ?? -1] ?? 'None')
    ],
    ['Health__c', { kind: 'number', values: health }],
    ['Risk_Band__c', text(band)],
    ['Risk_Measured__c', { kind: 'flag', values: measured }],
    ['Churn_Risk__c', number(churn?.risk ?? numbers(), scales.Churn_Risk__c)],
    ['Contraction_Risk__c', number(contraction ?? numbers(), scales.Contraction_Risk__c)],
    ['Signal_1__c', text(signals[0] ?? [])],
    ['Signal_2__c', text(signals[1] ?? [])],
    ['Signal_3__c', text(signals[2] ?? [])],
    ['Signal_Codes__c', text(signalCodes)],
    ['Holding_Signals__c', text(holding)],
    ['If_Mended__c', text(mended)],
    ['Renewal_Date__c', { kind: 'date', values: Float64Array.from(figures.renewalDay) }],
    ['Last_Touch__c', { kind: 'date', values: Float64Array.from(figures.lastTouchDay) }],
    ['Potential__c', number(potential.amount, scales.Potential__c)],
    ['Potential_Source__c', text(potential.source)],
    ['White_Space__c', number(whiteSpace, scales.White_Space__c)],
    ['Share_of_Wallet__c', number(share, scales.Share_of_Wallet__c)],
    ['Workload_Hours__c', number(workloadHours, scales.Workload_Hours__c)],
    ['Next_Step_Code__c', text(code)],
    ['Next_Step__c', text(step)],
    ['Next_Step_Reason__c', text(stepReason)],
    ['Open_Pipeline__c', number(figures.openPipeline, scales.Open_Pipeline__c)],
    ['Won_12_Months__c', number(figures.won12, scales.Won_12_Months__c)],
    ['Won_Period__c', number(wonPeriod, scales.Won_Period__c)],
    ['Recurring_Revenue__c', number(recurringRevenue(figures), scales.Recurring_Revenue__c)]
  ]);
  columns.set('Potential_Date__c', {
    kind: 'date',
    values: potentialDates(snapshot, columns, today)
  });
  return { workloadHours, travelHours, columns };
}

/** Codes of signals in one field; null for none. */
function codesOf(raises: Reasons['raises']): string | null {
  const [first, ...others] = raises;
  if (first === undefined) return null;
  return others.reduce<string>((codes, { code }) => `${codes};${code}`, first.code);
}

/** The day on which the potential took its value: today where it differs from what the org holds, else the day it has. */
function potentialDates(
  snapshot: OrgSnapshot,
  columns: ReadonlyMap<string, ResultColumn>,
  today: number
): Float64Array {
  const now = columns.get('Potential__c');
  const before = snapshot.coverage.columns.get('Potential__c');
  const dates = snapshot.coverage.columns.get('Potential_Date__c');
  return Float64Array.from({ length: snapshot.accounts.count }, (_, index) => {
    const value = now?.kind === 'number' ? (now.values[index] ?? NaN) : NaN;
    if (Number.isNaN(value)) return NaN;
    const same = before?.kind === 'number' && before.values[index] === value;
    const day = dates?.kind === 'date' ? (dates.values[index] ?? NaN) : NaN;
    return same && !Number.isNaN(day) ? day : today;
  });
}
