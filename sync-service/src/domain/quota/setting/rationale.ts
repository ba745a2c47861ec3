import { fromUnits } from '../units.ts';
import type { HoursNeeded } from './hours.ts';
import { hoursFor } from './hours.ts';
import type { QuotaRow } from './plan.ts';
import type { MixTerm, QuotaNode, SettingRules } from './quota-node.ts';
import { mixTerms } from './quota-node.ts';

const words: Readonly<Record<MixTerm, string>> = {
  lastResult: 'result a year ago',
  potential: 'potential',
  pipeline: 'open pipeline',
  capacity: 'selling hours'
};

/** Currency that amounts are told in. */
export interface StatedIn {
  readonly isoCode: string;
  readonly decimals: number;
}

/** How a row's amount came about: every term with its amount, its share and what it counts. */
export function rationaleOf(
  row: QuotaRow,
  node: QuotaNode,
  rules: SettingRules,
  currency: StatedIn
): string {
  const money = (units: number): string =>
    `${grouped(fromUnits(units, currency.decimals), currency.decimals)} ${currency.isoCode}`;
  const sentences = [`Quota ${money(row.amount)}.`];
  if (row.overAssigned !== null) {
    sentences.push(
      `Those below carry ${money(row.amount + row.overAssigned)}, ${money(row.overAssigned)} of it over-assignment (${percent(rules.overAssignment)} by the policy).`
    );
    if (row.pooled !== null && row.pooled > 0)
      sentences.push(`${rules.poolName} covers ${money(row.pooled)} of vacant territories.`);
  }
  const { mix } = row;
  if (mix !== null) {
    const told = mixTerms.flatMap((term) => {
      const share = mix.shares[term];
      const figure = node[term];
      if (share === null || figure === null || mix.weights[term] === 0) return [];
      const amount = term === 'capacity' ? `${grouped(figure, 1)} hours` : money(figure);
      return [
        `${words[term]} ${amount}, ${percent(share)} of ${rules.wholeName ?? 'the company'}, counts ${percent(mix.weights[term])}`
      ];
    });
    sentences.push(
      told.length === 0
        ? 'Nothing is known of the territory, so it has the mean share.'
        : `${capital(told.join('; '))}.`
    );
    const missing = mixTerms.filter(
      (term) => mix.shares[term] === null && rules.weights[term] > 0 && told.length > 0
    );
    if (missing.length > 0)
      sentences.push(`Not known, so left out: ${missing.map((term) => words[term]).join(', ')}.`);
    if (node.ramp < 1) sentences.push(`New in the role: counts ${percent(node.ramp)}.`);
  }
  if (row.limit === 'Most')
    sentences.push(
      `Held at ${money(row.bounds.most)}, the most by the limit of ${percent(rules.mostRise ?? 0)} over the last result.`
    );
  if (row.limit === 'Least')
    sentences.push(`Held at ${money(row.bounds.least)}, the least by floor and limit of fall.`);
  if (row.limit === 'Override')
    sentences.push(
      row.original === null
        ? `Set by hand: ${row.overrideReason ?? ''}`
        : `Set by hand instead of ${money(row.original)}: ${row.overrideReason ?? ''}`
    );
  if (node.vacant) sentences.push(`Vacant: covered by ${rules.poolName}.`);
  const hours = hoursOf(row, node, rules);
  if (hours !== null)
    sentences.push(
      `${grouped(hours.deals, 1)} deals of ${grouped(rules.hoursPerDeal ?? 0, 1)} hours take ${grouped(hours.hoursNeeded, 1)} of ${grouped(hours.hoursAvailable, 1)} selling hours${hours.possible ? '' : ', more than there are'}.`
    );
  if (row.bottomUp !== null && row.gap !== null)
    sentences.push(
      `Account targets add up to ${money(row.bottomUp)}, ${row.gap >= 0 ? `${money(row.gap)} less` : `${money(-row.gap)} more`}.`
    );
  return sentences.join(' ');
}

/** What a leaf's amount takes in selling hours; null where that is not known, or not asked. */
export function hoursOf(
  row: Pick<QuotaRow, 'amount'>,
  { dealSize, winRate, capacity }: QuotaNode,
  { hoursPerDeal }: SettingRules
): HoursNeeded | null {
  return hoursFor(row.amount, dealSize ?? null, winRate ?? null, hoursPerDeal ?? null, capacity, 1);
}

/** 1234567.5 as 1,234,567.50; the same on every machine. */
export function grouped(amount: number, decimals: number): string {
  const [whole = '0', rest] = Math.abs(amount).toFixed(decimals).split('.');
  const sign = amount < 0 && Number(Math.abs(amount).toFixed(decimals)) !== 0 ? '-' : '';
  const text = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return `${sign}${text}${rest === undefined ? '' : `.${rest}`}`;
}

function percent(share: number): string {
  return `${grouped(share * 100, 1).replace(/[.]0$/, '')} %`;
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
