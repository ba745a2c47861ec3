import { roundTo } from '../../core/rounding.ts';
import { fromUnits } from '../units.ts';
import { loadRatio, spreadOf } from './fairness.ts';
import type { PlanLevel } from './plan-levels.ts';
import { planLevels } from './plan-levels.ts';
import type { Plan, QuotaRow, Refusal } from './plan.ts';
import type { QuotaNode, SettingRules } from './quota-node.ts';
import type { StatedIn } from './rationale.ts';
import { grouped, hoursOf, rationaleOf } from './rationale.ts';

/** A row of a draft as a page or a person reads it. Amounts in the stated currency. */
export interface PlannedQuota {
  readonly key: string;
  readonly name: string;
  readonly parent: string | null;
  readonly isLeaf: boolean;
  readonly amount: number;
  /** What the plan would give without any override. */
  readonly original: number | null;
  readonly overrideReason: string | null;
  readonly overAssigned: number | null;
  readonly pooled: number | null;
  /** Sum of account targets; null where not one is known. */
  readonly bottomUp: number | null;
  /** Amount less bottom-up. */
  readonly gap: number | null;
  /** Deals that the amount takes, with the hours for them and those that there are; null where one is not known. */
  readonly hours: {
    readonly deals: number;
    readonly needed: number;
    readonly available: number;
  } | null;
  /** Of the territory's accounts today; null for one with others below it, and where none is known. */
  readonly potential: number | null;
  /** Quota over potential against the company's; null without potential. */
  readonly loadRatio: number | null;
  /** As the plan's spread, of the territories below; null for a leaf. */
  readonly spread: number | null;
  readonly rationale: string;
  /** The amount by period, where a year is laid on several. */
  readonly parts?: readonly number[];
}

export interface PlanAnswer {
  readonly status: 'Planned' | 'Refused';
  readonly words: string;
  readonly rows: readonly PlannedQuota[];
  /** Distance of the quartiles of the load ratios over their middle; null for fewer than two. */
  readonly spread: number | null;
  /** By how much a refused plan misses, in the stated currency. */
  readonly shortfall: number | null;
  /** The territory that a refusal is to be blamed on. */
  readonly blame: { readonly key: string; readonly name: string } | null;
  /** What each level of the tree carries, the company's first. */
  readonly levels: readonly PlanLevel[];
  readonly currency: StatedIn;
}

/** A plan, or why there is none, in words and amounts. */
export function planAnswer(
  nodes: readonly QuotaNode[],
  plan: Plan,
  rules: SettingRules,
  currency: StatedIn
): PlanAnswer {
  const money = (units: number): number => fromUnits(units, currency.decimals);
  if ('refusal' in plan)
    return {
      status: 'Refused',
      words: refusalWords(plan.refusal, nodes, currency),
      rows: [],
      spread: null,
      shortfall: plan.refusal.shortfall === null ? null : money(plan.refusal.shortfall),
      blame: { key: plan.refusal.key, name: nameOf(plan.refusal.key, nodes) },
      levels: [],
      currency
    };
  const isAbove = new Set(nodes.map(({ parent }) => parent));
  const leaves = plan.rows.flatMap((row, at) => (isAbove.has(at) ? [] : [{ row, at }]));
  const company = {
    quota: leaves.reduce((sum, { row, at }) => sum + known(nodes[at]?.potential) * row.amount, 0),
    potential: leaves.reduce((sum, { at }) => sum + (nodes[at]?.potential ?? 0), 0)
  };
  const ratios = plan.rows.map((row, at) =>
    isAbove.has(at) ? null : loadRatio(row.amount, nodes[at]?.potential ?? null, company)
  );
  const below = ratiosBelow(nodes, ratios);
  const rows = plan.rows.flatMap((row, at): PlannedQuota[] => {
    const node = nodes[at];
    if (node === undefined) return [];
    return [
      {
        key: row.key,
        name: node.name,
        parent: nodes[node.parent]?.key ?? null,
        isLeaf: !isAbove.has(at),
        amount: money(row.amount),
        original: row.original === null ? null : money(row.original),
        overrideReason: row.overrideReason,
        overAssigned: row.overAssigned === null ? null : money(row.overAssigned),
        pooled: row.pooled === null ? null : money(row.pooled),
        bottomUp: row.bottomUp === null ? null : money(row.bottomUp),
        gap: row.gap === null ? null : money(row.gap),
        hours: hoursTold(row, node, rules),
        potential: node.potential === null ? null : money(node.potential),
        loadRatio: ratios[at] ?? null,
        spread: spreadOf(below[at] ?? [])?.relative ?? null,
        rationale: rationaleOf(row, node, rules, currency)
      }
    ];
  });
  const spread = spreadOf(ratios)?.relative ?? null;
  const said = spread === null ? '' : ` Load ratios spread by ${grouped(spread * 100, 1)} %.`;
  return {
    status: 'Planned',
    words: `${String(leaves.length)} territories carry ${told(
      leaves.reduce((sum, { row }) => sum + row.amount, 0),
      currency
    )}.${said}`,
    rows,
    spread,
    shortfall: null,
    blame: null,
    levels: planLevels(
      nodes,
      plan.rows.map(({ amount }) => amount),
      currency.decimals
    ),
    currency
  };
}

function hoursTold(
  row: Pick<QuotaRow, 'amount'>,
  node: QuotaNode,
  rules: SettingRules
): PlannedQuota['hours'] {
  const hours = hoursOf(row, node, rules);
  return hours === null
    ? null
    : {
        deals: roundTo(hours.deals, 1),
        needed: roundTo(hours.hoursNeeded, 1),
        available: roundTo(hours.hoursAvailable, 1)
      };
}

/** Load ratios of the leaves below each territory; none below a leaf. */
function ratiosBelow(
  nodes: readonly QuotaNode[],
  ratios: readonly (number | null)[]
): (number | null)[][] {
  const below: (number | null)[][] = nodes.map(() => []);
  ratios.forEach((ratio, leaf) => {
    if (ratio === null) return;
    for (let above = nodes[leaf]?.parent ?? -1; above >= 0; above = nodes[above]?.parent ?? -1)
      below[above]?.push(ratio);
  });
  return below;
}

/** 1 where it is known, so that a ratio is held against quotas of known potential alone. */
function known(value: number | null | undefined): 0 | 1 {
  return value === null || value === undefined ? 0 : 1;
}

function told(units: number, { isoCode, decimals }: StatedIn): string {
  return `${grouped(fromUnits(units, decimals), decimals)} ${isoCode}`;
}

const refusals: Readonly<Record<Refusal['reason'], string>> = {
  TARGET_TOO_LOW: 'The target is lower than floors, limits of fall and overrides add up to',
  TARGET_TOO_HIGH: 'The target is higher than limits of rise and overrides let anybody carry',
  OVERRIDE_IMPOSSIBLE: 'The override cannot be met by those below',
  FLOOR_IMPOSSIBLE: 'The floor lies above what is allowed at most',
  NO_REASON: 'An override has no reason',
  INVALID: 'An amount is below 0, or no whole number of the smallest unit'
};

function refusalWords(
  { reason, key, shortfall }: Refusal,
  nodes: readonly QuotaNode[],
  currency: StatedIn
): string {
  const by =
    shortfall === null
      ? ''
      : ` It must be ${shortfall > 0 ? 'raised' : 'lowered'} by ${told(Math.abs(shortfall), currency)}.`;
  return `${refusals[reason]} (${nameOf(key, nodes)}).${by}`;
}

function nameOf(key: string, nodes: readonly QuotaNode[]): string {
  return nodes.find((node) => node.key === key)?.name ?? key;
}
