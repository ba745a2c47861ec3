/** Every number that people may change, and the only place that knows its default. */
import type { AccountComponent } from './account-components.ts';
import type { AlertRule } from '../alerts/alert.ts';
import { parseAlertMarks } from '../alerts/alert-marks.ts';
import type { GoalPolicy } from '../quota/goals/goal-policy.ts';
import { parseGoalPolicy } from '../quota/goals/goal-policy.ts';
import type { PiecewiseMap } from './piecewise.ts';
import type { ChurnMapping } from '../retention/churn-mapping.ts';
import { parseChurnMapping } from '../retention/churn-mapping.ts';
import type { SignalFields } from '../retention/signal-fields.ts';
import { parseSignalFields, withHeldFields } from '../retention/signal-fields.ts';
import { parsePiecewise } from './piecewise.ts';
import type { Problem } from './result.ts';

/** Tiers of accounts, the dearest first. */
export const tierNames = ['A', 'B', 'C'] as const;
export type Tier = (typeof tierNames)[number];
export type ByTier = Readonly<Record<Tier, number>>;

/** Components of a territory's health, in the order in which they are shown. */
export const healthComponents = [
  'Attainment',
  'Coverage',
  'Workload',
  'Potential',
  'Retention',
  'Pipeline',
  'Travel'
] as const;
export type HealthComponent = (typeof healthComponents)[number];

export interface Policy {
  /** IANA name. */
  readonly timeZone: string;
  readonly nightlyHour: number;
  readonly nightlyMinute: number;
  /** Share of the day's API calls that a run may use, 0 to 1. */
  readonly maxApiShare: number;
  readonly writeMode: 'Advisory' | 'Owner' | 'ETM';
  readonly familyFollowsParent: boolean;
  /** Account field that holds A, B or C; null means by potential. */
  readonly tierField: string | null;
  readonly tierAPotential: number;
  readonly tierBPotential: number;
  readonly cadenceDays: ByTier;
  readonly visitsPerWeek: ByTier;
  readonly visitHours: number;
  readonly serviceHoursPerWeek: ByTier;
  readonly stopsPerDay: number;
  readonly travelMilesPerHour: number;
  readonly travelCapHours: number;
  readonly fragmentMiles: number;
  /** Deviation from the fair share that counts as balanced, 0 to 1. */
  readonly tolerance: number;
  readonly weights: Readonly<Record<HealthComponent, number>>;
  readonly maps: Readonly<Record<HealthComponent, PiecewiseMap>>;
  readonly accountWeights: Readonly<Record<AccountComponent, number>>;
  readonly accountMaps: Readonly<Record<AccountComponent, PiecewiseMap>>;
  readonly riskHighBelow: number;
  readonly riskMediumBelow: number;
  readonly churnHorizonDays: number;
  readonly grrTarget: number;
  readonly nrrTarget: number;
  /** Revenue a year from which a customer is of high value; 0 for none. */
  readonly highValueFrom: number;
  /** Criteria as JSON of those who are besides; null for none. */
  readonly highValueRule: string | null;
  readonly pipelineTarget: number;
  /** Share of the period gone to share of the quota due; null means even. */
  readonly season: PiecewiseMap | null;
  /** Weight of imported potential beside look-alikes, 0 to 1. */
  readonly marketWeight: number;
  readonly runErrorKeepDays: number;
  /** Account fields that feed the churn model; null where nothing is mapped. */
  readonly churnMapping: ChurnMapping | null;
  /** Years of dated history that the weekly fit reads where nothing is mapped; 0 for no model. */
  readonly churnHistoryYears: number;
  /** Fields that feed signals of the churn model. */
  readonly signalFields: SignalFields;
  /** Where alerts open and close (docs/alerts.md). */
  readonly alertRules: readonly AlertRule[];
  /** Tiers of which alerts of single accounts are made. */
  readonly alertAccountTiers: readonly Tier[];
  /** What is asked of activities. */
  readonly goals: GoalPolicy;
  /** Thresholds beyond which a sign of a territory's verdict warns (docs/verdict.md). */
  readonly verdict: VerdictThresholds;
}

export interface VerdictThresholds {
  /** Attained over what is due. */
  readonly pace: number;
  /** Share of accounts touched within their cadence. */
  readonly coverage: number;
  /** Gap between the share touched and the share attained. */
  readonly mismatch: number;
  /** Workload over effective capacity. */
  readonly load: number;
  /** Owners who left within twelve months. */
  readonly turnover: number;
  /** Travel over workload. */
  readonly travel: number;
  /** Won over potential. */
  readonly saturation: number;
  /** Change of the mean potential of an account, either way. */
  readonly marketChange: number;
}

const defaultNumbers = {
  Nightly_Hour__c: 2,
  Nightly_Minute__c: 0,
  Max_API_Share__c: 0.5,
  Tier_A_Potential__c: 250_000,
  Tier_B_Potential__c: 50_000,
  Cadence_Days_A__c: 30,
  Cadence_Days_B__c: 60,
  Cadence_Days_C__c: 90,
  Visits_A__c: 0.5,
  Visits_B__c: 0.2,
  Visits_C__c: 0.05,
  Visit_Hours__c: 1,
  Service_Hours_A__c: 0.25,
  Service_Hours_B__c: 0.1,
  Service_Hours_C__c: 0.02,
  Stops_per_Day__c: 4,
  Travel_Miles_per_Hour__c: 40,
  Travel_Cap_Hours__c: 8,
  Fragment_Miles__c: 60,
  Tolerance__c: 0.1,
  Weight_Attainment__c: 0.25,
  Weight_Coverage__c: 0.15,
  Weight_Workload__c: 0.15,
  Weight_Potential__c: 0.1,
  Weight_Retention__c: 0.15,
  Weight_Pipeline__c: 0.1,
  Weight_Travel__c: 0.1,
  Account_Weight_Engagement__c: 0.3,
  Account_Weight_Spend__c: 0.2,
  Account_Weight_Service__c: 0.15,
  Account_Weight_Relationship__c: 0.15,
  Account_Weight_Contract__c: 0.2,
  Risk_High_Below__c: 40,
  Risk_Medium_Below__c: 65,
  Churn_Horizon_Days__c: 90,
  Churn_History_Years__c: 0,
  GRR_Target__c: 0.9,
  NRR_Target__c: 1,
  High_Value_From__c: 0,
  Pipeline_Target__c: 3,
  Market_Weight__c: 0,
  Run_Error_Keep_Days__c: 90,
  Verdict_Pace__c: 0.8,
  Verdict_Coverage__c: 0.8,
  Verdict_Mismatch__c: 0.3,
  Verdict_Load__c: 1.1,
  Verdict_Turnover__c: 1,
  Verdict_Travel__c: 0.35,
  Verdict_Saturation__c: 0.8,
  Verdict_Market_Change__c: 0.1
} as const;

const defaultMaps = {
  Map_Attainment__c: '0:0;0.5:25;0.8:60;1:90;1.2:100',
  Map_Coverage__c: '0:0;0.5:40;0.8:80;1:100',
  Map_Workload__c: '0:100;0.1:80;0.25:50;0.5:20;1:0',
  Map_Potential__c: '0:100;0.1:80;0.25:50;0.5:20;1:0',
  Map_Retention__c: '0.5:0;0.8:40;0.95:80;1:100',
  Map_Pipeline__c: '0:0;0.5:40;1:90;1.5:100',
  Map_Travel__c: '0:100;0.15:90;0.3:60;0.5:20;0.7:0',
  Map_Engagement__c: '0:100;1:80;2:40;4:0',
  Map_Spend__c: '0:0;0.5:30;1:70;1.5:100',
  Map_Service__c: '0:100;1:80;3:40;6:0',
  Map_Relationship__c: '0:10;1:60;3:100',
  Map_Contract__c: '0:20;30:40;90:70;180:100'
} as const;

type NumberField = keyof typeof defaultNumbers;
type MapField = keyof typeof defaultMaps;

/** The default of each number and map of the policy, by API name. */
export const policyDefaults: Readonly<Record<NumberField | MapField, number | string>> = {
  ...defaultNumbers,
  ...defaultMaps
};

/**
 * The policy from the org's one active row, by API name. Blanks take their defaults; what cannot
 * be used takes its default too and becomes a problem.
 * @param row null where the org has no active policy
 */
export function parsePolicy(row: Readonly<Record<string, unknown>> | null): {
  policy: Policy;
  problems: Problem[];
} {
  const problems: Problem[] = [];
  const given = row ?? {};
  const record = text(given['Key__c']) ?? text(given['Id']) ?? 'policy';
  const complain = (field: string, message: string, cure: string): void => {
    problems.push({
      object: 'Evenfield_Policy__c',
      record,
      field,
      code: 'POLICY_INVALID',
      message,
      cure
    });
  };
  const number = (field: NumberField, low = 0, high = Infinity): number => {
    const value = given[field];
    if (value === null || value === undefined || value === '') return defaultNumbers[field];
    const parsed = Number(value);
    if (Number.isFinite(parsed) && parsed >= low && parsed <= high) return parsed;
    complain(
      field,
      `${String(value)} is no number from ${low} to ${high}; ${defaultNumbers[field]} is used.`,
      `Correct ${field} of the active policy.`
    );
    return defaultNumbers[field];
  };
  const map = (field: MapField): PiecewiseMap => {
    const value = text(given[field]);
    const parsed = parsePiecewise(value ?? defaultMaps[field]);
    if (parsed !== null) return parsed;
    complain(
      field,
      `"${value ?? ''}" is no map; the default is used.`,
      `Write ${field} as figure:score pairs with rising figures, such as ${defaultMaps[field]}.`
    );
    return parsePiecewise(defaultMaps[field]) ?? { figures: [0], scores: [0] };
  };
  const timeZone = text(given['Time_Zone__c']) ?? 'UTC';
  const zoneKnown = isTimeZone(timeZone);
  if (!zoneKnown)
    complain(
      'Time_Zone__c',
      `"${timeZone}" is no time zone; UTC is used.`,
      'Use an IANA name such as America/New_York.'
    );
  const seasonText = text(given['Season__c']);
  const season = seasonText === null ? null : parsePiecewise(seasonText);
  if (seasonText !== null && season === null)
    complain(
      'Season__c',
      `"${seasonText}" is no season; an even one is used.`,
      'Write it as pairs of the share of the period gone and the share due, such as 0.5:0.4;1:1.'
    );
  const churn = parseChurnMapping(
    text(given['Churn_Label__c']),
    text(given['Churn_Signals__c']),
    record
  );
  problems.push(...churn.problems);
  const alerts = parseAlertMarks(text(given['Alert_Marks__c']), record);
  problems.push(...alerts.problems);
  const goals = parseGoalPolicy(given, record);
  problems.push(...goals.problems);
  const signals = parseSignalFields(text(given['Signal_Fields__c']), record);
  problems.push(...signals.problems);
  const mode = text(given['Write_Mode__c']);
  const policy: Policy = {
    timeZone: zoneKnown ? timeZone : 'UTC',
    nightlyHour: number('Nightly_Hour__c', 0, 23),
    nightlyMinute: number('Nightly_Minute__c', 0, 59),
    maxApiShare: number('Max_API_Share__c', 0, 1),
    writeMode: mode === 'Owner' || mode === 'ETM' ? mode : 'Advisory',
    familyFollowsParent: given['Family_Follows_Parent__c'] !== false,
    tierField: text(given['Tier_Field__c']),
    tierAPotential: number('Tier_A_Potential__c'),
    tierBPotential: number('Tier_B_Potential__c'),
    cadenceDays: {
      A: number('Cadence_Days_A__c'),
      B: number('Cadence_Days_B__c'),
      C: number('Cadence_Days_C__c')
    },
    visitsPerWeek: { A: number('Visits_A__c'), B: number('Visits_B__c'), C: number('Visits_C__c') },
    visitHours: number('Visit_Hours__c'),
    serviceHoursPerWeek: {
      A: number('Service_Hours_A__c'),
      B: number('Service_Hours_B__c'),
      C: number('Service_Hours_C__c')
    },
    stopsPerDay: number('Stops_per_Day__c', 1),
    travelMilesPerHour: number('Travel_Miles_per_Hour__c', 1),
    travelCapHours: number('Travel_Cap_Hours__c'),
    fragmentMiles: number('Fragment_Miles__c', 0.001),
    tolerance: number('Tolerance__c', 0, 1),
    weights: {
      Attainment: number('Weight_Attainment__c'),
      Coverage: number('Weight_Coverage__c'),
      Workload: number('Weight_Workload__c'),
      Potential: number('Weight_Potential__c'),
      Retention: number('Weight_Retention__c'),
      Pipeline: number('Weight_Pipeline__c'),
      Travel: number('Weight_Travel__c')
    },
    maps: {
      Attainment: map('Map_Attainment__c'),
      Coverage: map('Map_Coverage__c'),
      Workload: map('Map_Workload__c'),
      Potential: map('Map_Potential__c'),
      Retention: map('Map_Retention__c'),
      Pipeline: map('Map_Pipeline__c'),
      Travel: map('Map_Travel__c')
    },
    accountWeights: {
      Engagement: number('Account_Weight_Engagement__c'),
      Spend: number('Account_Weight_Spend__c'),
      Service: number('Account_Weight_Service__c'),
      Relationship: number('Account_Weight_Relationship__c'),
      Contract: number('Account_Weight_Contract__c')
    },
    accountMaps: {
      Engagement: map('Map_Engagement__c'),
      Spend: map('Map_Spend__c'),
      Service: map('Map_Service__c'),
      Relationship: map('Map_Relationship__c'),
      Contract: map('Map_Contract__c')
    },
    riskHighBelow: number('Risk_High_Below__c', 0, 100),
    riskMediumBelow: number('Risk_Medium_Below__c', 0, 100),
    churnHorizonDays: number('Churn_Horizon_Days__c'),
    grrTarget: number('GRR_Target__c', 0.000001),
    nrrTarget: number('NRR_Target__c', 0.000001),
    highValueFrom: number('High_Value_From__c'),
    highValueRule: text(given['High_Value_Rule__c']),
    pipelineTarget: number('Pipeline_Target__c', 0.000001),
    season,
    marketWeight: number('Market_Weight__c', 0, 1),
    runErrorKeepDays: number('Run_Error_Keep_Days__c'),
    churnMapping: churn.mapping === null ? null : withHeldFields(churn.mapping, signals.fields),
    churnHistoryYears: number('Churn_History_Years__c', 0, 20),
    signalFields: signals.fields,
    alertRules: alerts.rules,
    alertAccountTiers: tiersOf(text(given['Alert_Account_Tiers__c']), complain),
    goals: goals.goals,
    verdict: {
      pace: number('Verdict_Pace__c'),
      coverage: number('Verdict_Coverage__c', 0, 1),
      mismatch: number('Verdict_Mismatch__c', 0, 1),
      load: number('Verdict_Load__c'),
      turnover: number('Verdict_Turnover__c'),
      travel: number('Verdict_Travel__c', 0, 1),
      saturation: number('Verdict_Saturation__c'),
      marketChange: number('Verdict_Market_Change__c')
    }
  };
  return { policy, problems };
}

/** Tiers that the policy names; tier A where it names none, or what is none. */
function tiersOf(
  named: string | null,
  complain: (field: string, message: string, cure: string) => void
): Tier[] {
  if (named === null) return ['A'];
  const words = named.split(',').map((word) => word.trim().toUpperCase());
  const tiers = tierNames.filter((tier) => words.includes(tier));
  if (words.every((word) => tiers.some((tier) => tier === word))) return tiers;
  complain(
    'Alert_Account_Tiers__c',
    `"${named}" names what is no tier; A is used.`,
    'Write tiers separated by commas, such as A, B.'
  );
  return ['A'];
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
