import { roundTo } from '../../core/rounding.ts';
import type { Period } from '../../core/snapshot.ts';
import type { PlanAnswer, PlannedQuota } from './plan-answer.ts';
import { planAnswer } from './plan-answer.ts';
import type { Plan, QuotaRow } from './plan.ts';
import { planQuotas } from './plan.ts';
import type { QuotaNode, SettingRules } from './quota-node.ts';
import type { StatedIn } from './rationale.ts';
import { grouped } from './rationale.ts';
import { layOverrides } from './lay-overrides.ts';
import { onParts } from './season.ts';

/** A period of a plan: the tree with that period's figures, and what came of it. */
export interface PlannedPart {
  readonly period: Period;
  readonly answer: PlanAnswer;
}

export interface YearQuestion {
  /** One period, or several that a target is laid on by the season. */
  readonly parts: readonly Period[];
  /** The tree with a period's figures, overrides and floors of the whole plan included. */
  readonly nodesOf: (part: Period) => readonly QuotaNode[];
  /** Whole smallest units of the whole plan. */
  readonly target: number;
  /** Share of the year by month, the plan's first month first. */
  readonly season: readonly number[];
  readonly rules: SettingRules;
  readonly currency: StatedIn;
}

/**
 * A plan of one period, or of several: target, overrides and floors are laid on them by the season, each part is
 * split down the tree by its own figures, and what a territory carries in all is their sum, so that
 * levels and periods both add up. Where one period cannot be planned none is.
 */
export function planYear(question: YearQuestion): {
  readonly whole: PlanAnswer;
  readonly parts: readonly PlannedPart[];
} {
  const { parts, nodesOf, target, season, rules, currency } = question;
  const bySeason = (units: number): number[] =>
    parts.length === 1 ? [units] : onParts(units, season, parts);
  const targets = bySeason(target);
  const [firstPart] = parts;
  const overrides = layOverrides(
    firstPart === undefined ? [] : nodesOf(firstPart),
    targets,
    bySeason
  );
  const planned = parts.map((period, at) => {
    const nodes = nodesOf(period).map((node): QuotaNode => {
      const units = overrides.get(node.key)?.[at];
      const floor = node.floor === null ? null : (bySeason(node.floor)[at] ?? 0);
      return node.override === null || units === undefined
        ? { ...node, floor }
        : { ...node, floor, override: { ...node.override, amount: units } };
    });
    const plan = planQuotas(nodes, targets[at] ?? 0, rules);
    return { period, nodes, plan, answer: planAnswer(nodes, plan, rules, currency) };
  });
  const [first] = planned;
  if (first === undefined) throw new Error('A plan has one period at least.');
  if (planned.length === 1) return { whole: first.answer, parts: planned };
  const refused = planned.find(({ answer }) => answer.status === 'Refused');
  if (refused !== undefined) {
    const { period, answer } = refused;
    return { whole: { ...answer, words: `${told(period)}: ${answer.words}` }, parts: [] };
  }
  const sum = summed(planned.map(({ plan }) => ('rows' in plan ? plan.rows : [])));
  const whole = planAnswer(first.nodes, sum, rules, currency);
  const rows = whole.rows.map((row, at) => {
    const amounts = planned.map(({ answer }) => answer.rows[at]?.amount ?? 0);
    const words = amounts.map((amount, part) => {
      const period = parts[part];
      const money = `${grouped(amount, currency.decimals)} ${currency.isoCode}`;
      return period === undefined ? money : `${told(period)} ${money}`;
    });
    return {
      ...row,
      parts: amounts,
      hours: hoursTogether(planned.map(({ answer }) => answer.rows[at]?.hours ?? null)),
      rationale: `In all ${grouped(row.amount, currency.decimals)} ${currency.isoCode}, by the season of what was won: ${words.join('; ')}.`
    };
  });
  return { whole: { ...whole, rows }, parts: planned };
}

/** Rows of several periods as one: amounts add up, and what is not known of one is not known. */
function summed(plans: readonly (readonly QuotaRow[])[]): Plan {
  const [first = []] = plans;
  return {
    rows: first.map((row, at): QuotaRow => {
      const all = plans.flatMap((rows) => rows[at] ?? []);
      const sumOf = (read: (one: QuotaRow) => number | null): number | null =>
        all.reduce<number | null>((sum, one) => {
          const own = read(one);
          return sum === null || own === null ? null : sum + own;
        }, 0);
      return {
        ...row,
        amount: sumOf(({ amount }) => amount) ?? 0,
        original: sumOf(({ original }) => original),
        bottomUp: sumOf(({ bottomUp }) => bottomUp),
        gap: sumOf(({ gap }) => gap),
        overAssigned: sumOf(({ overAssigned }) => overAssigned),
        pooled: sumOf(({ pooled }) => pooled),
        limit: null
      };
    })
  };
}

function hoursTogether(parts: readonly PlannedQuota['hours'][]): PlannedQuota['hours'] {
  return parts.reduce((sum, part) =>
    sum === null || part === null
      ? null
      : {
          deals: roundTo(sum.deals + part.deals, 1),
          needed: roundTo(sum.needed + part.needed, 1),
          available: roundTo(sum.available + part.available, 1)
        }
  );
}

function told({ start, end }: Period): string {
  return `${start} to ${end}`;
}
