import type { TextColumn } from '../../core/columns.ts';
import { accountColumn, numberAt, textAt } from '../../core/column-access.ts';
import { dayNumber } from '../../core/days.ts';
import { fieldScales, roundTo } from '../../core/rounding.ts';
import type { Problem } from '../../core/result.ts';
import { sharedTexts } from '../../core/shared-texts.ts';
import type { OrgSnapshot, ResultColumn } from '../../core/snapshot.ts';
import type { RiskBand } from '../account-health.ts';
import { highValue } from '../high-value.ts';
import { whiteSpaceWords } from './account-white-space.ts';
import { bestCustomers } from './best-customers.ts';
import { ownedProducts } from './ownership.ts';
import { prospectLikeness } from './prospect-likeness.ts';
import { referralReadiness } from './referral-readiness.ts';

/**
 * How accounts can grow, as coverage columns: what look-alikes own, who can be asked for a referral,
 * which prospects are like the best customers, and who is of high value.
 * @param results columns of health and risk
 * @param expansion measured chance to grow by account; null where none is measured
 */
export function growthColumns(
  snapshot: OrgSnapshot,
  results: ReadonlyMap<string, ResultColumn>,
  expansion: Float64Array | null = null
): { readonly columns: ReadonlyMap<string, ResultColumn>; readonly problems: readonly Problem[] } {
  const { accounts, figures, assets = null } = snapshot;
  const { count } = accounts;
  const industry = textOf(accountColumn(accounts, 'Industry'));
  const none = (): (string | null)[] => new Array<string | null>(count).fill(null);
  const space =
    assets === null
      ? none()
      : whiteSpaceWords(ownedProducts(assets, count, dayNumber(snapshot.today)), industry);
  const prospects = prospectLikeness(bestCustomers(snapshot), figures);
  const referral = referrals(snapshot, results);
  const valued = highValue(snapshot);
  return {
    columns: new Map<string, ResultColumn>([
      ['White_Space_Products__c', { kind: 'text', values: space }],
      ['Referral_Ready__c', { kind: 'flag', values: referral.ready }],
      ['Referral_Reasons__c', { kind: 'text', values: referral.reasons }],
      ['Likeness__c', { kind: 'number', values: prospects.likeness }],
      ['Likeness_Reasons__c', { kind: 'text', values: prospects.reasons }],
      ['Cluster__c', { kind: 'text', values: clusters(snapshot, industry) }],
      [
        'Expansion_Chance__c',
        {
          kind: 'number',
          values: (expansion ?? new Float64Array(count).fill(NaN)).map((chance) =>
            roundTo(chance, fieldScales.Evenfield_Coverage__c.Expansion_Chance__c)
          )
        }
      ],
      ['High_Value__c', { kind: 'flag', values: valued.marked }]
    ]),
    problems: valued.problems
  };
}

const textOf = (column: ReturnType<typeof accountColumn>): TextColumn | null =>
  column?.kind === 'text' ? column : null;

function referrals(
  { accounts, figures, today, policy: { signalFields } }: OrgSnapshot,
  results: ReadonlyMap<string, ResultColumn>
): { ready: Uint8Array; reasons: (string | null)[] } {
  const health = results.get('Health__c');
  const bands = results.get('Risk_Band__c');
  const ready = new Uint8Array(accounts.count);
  const reasons = new Array<string | null>(accounts.count).fill(null);
  const day = dayNumber(today);
  const shared = sharedTexts();
  const answers =
    signalFields.satisfaction === null ? null : accountColumn(accounts, signalFields.satisfaction);
  for (let index = 0; index < accounts.count; index += 1) {
    const isCustomer = (figures.won12[index] ?? 0) > 0 || (figures.recurringNow[index] ?? 0) > 0;
    if (!isCustomer) continue;
    const score = health?.kind === 'number' ? (health.values[index] ?? NaN) : NaN;
    const said = referralReadiness({
      health: Number.isNaN(score) ? null : score,
      band: bandAt(bands, index),
      lastTouch: figures.lastTouchDay[index] ?? NaN,
      today: day,
      wasCustomer: (figures.wonPrior12[index] ?? 0) > 0 || (figures.recurringStart[index] ?? 0) > 0,
      escalatedCases: figures.escalatedCases[index] ?? 0,
      ...(signalFields.satisfaction === null ? {} : { promoterScore: numberAt(answers, index) })
    });
    ready[index] = said.isReady ? 1 : 0;
    reasons[index] = shared(said.reasons.slice(0, 255));
  }
  return { ready, reasons };
}

function bandAt(bands: ResultColumn | undefined, index: number): RiskBand {
  const band = bands?.kind === 'text' ? bands.values[index] : null;
  return band === 'Low' || band === 'Medium' || band === 'High' ? band : 'Unknown';
}

/** "Energy, Texas"; what of the two is known, null where neither is. */
function clusters({ accounts }: OrgSnapshot, industry: TextColumn | null): (string | null)[] {
  const state = textOf(accountColumn(accounts, 'BillingState'));
  const known = new Map<string, string>();
  return Array.from({ length: accounts.count }, (_, index) => {
    const parts = [textAt(industry, index), textAt(state, index)].filter((part) => part !== null);
    if (parts.length === 0) return null;
    const text = parts.join(', ').slice(0, 120);
    // One string for all of a cluster, which spares memory.
    const held = known.get(text) ?? text;
    known.set(text, held);
    return held;
  });
}
