import { valueOf } from 'c/graphqlNodes';
import type { Renewal } from 'c/renewalCalendar';
import { riskBandNames } from 'c/riskBands';
import type { RenewalNode, StakeNode, TerritoryNode } from './boardQuery';

export interface TerritoryRetention {
  readonly id: string;
  readonly name: string;
  readonly grr: number | null;
  readonly nrr: number | null;
  readonly grrTarget: number | null;
  readonly nrrTarget: number | null;
  readonly isGrossUnder: boolean;
  readonly isNetUnder: boolean;
  /** By quarter, tier and cohort, as the night wrote it. */
  readonly detail: string | null;
}

export type RetentionShow = 'all' | 'under';

/** Territories that have none below them, by name: nobody is ranked. */
export function territoryRetention(nodes: readonly TerritoryNode[]): TerritoryRetention[] {
  const isAbove = new Set(nodes.map((node) => valueOf(node.Parent__c)));
  const under = (value: number | null, target: number | null): boolean =>
    value !== null && target !== null && value < target;
  return nodes
    .filter((node) => !isAbove.has(node.Id))
    .map((node) => {
      const grr = valueOf(node.GRR__c);
      const nrr = valueOf(node.NRR__c);
      const grrTarget = valueOf(node.GRR_Target__c);
      const nrrTarget = valueOf(node.NRR_Target__c);
      return {
        id: node.Id,
        name: valueOf(node.Name) ?? '',
        grr,
        nrr,
        grrTarget,
        nrrTarget,
        isGrossUnder: under(grr, grrTarget),
        isNetUnder: under(nrr, nrrTarget),
        detail: valueOf(node.Retention_Detail__c)
      };
    })
    .sort((a, b) => a.name.localeCompare(b.name));
}

/** Rows that meet the filter; what is not known is under nothing. */
export function chosenRetention(
  rows: readonly TerritoryRetention[],
  show: RetentionShow
): TerritoryRetention[] {
  return rows.filter((row) => show === 'all' || row.isGrossUnder || row.isNetUnder);
}

/** What is at stake in one band. */
export interface Stake {
  readonly band: string;
  readonly accounts: number;
  /** Accounts whose band comes from a chance measured on the org's own data. */
  readonly measured: number;
  /** Recurring revenue a year; null where none of it is known. */
  readonly revenue: number | null;
  /** Accounts whose recurring revenue is not known. */
  readonly unknown: number;
}

/** Bands that have accounts, the worst first. */
export function stakes(nodes: readonly StakeNode[]): Stake[] {
  return riskBandNames.flatMap((band) => {
    const own = nodes
      .map(({ aggregate }) => aggregate)
      .filter((node) => (valueOf(node.Risk_Band__c) ?? 'Unknown') === band);
    const sum = (read: (node: StakeNode['aggregate']) => number | null): number =>
      own.reduce((all, node) => all + (read(node) ?? 0), 0);
    const accounts = sum((node) => valueOf(node.Id.count));
    const known = sum((node) => valueOf(node.Recurring_Revenue__c.count));
    if (accounts === 0) return [];
    return {
      band,
      accounts,
      measured: sum((node) =>
        valueOf(node.Risk_Measured__c) === true ? valueOf(node.Id.count) : 0
      ),
      revenue: known === 0 ? null : sum((node) => valueOf(node.Recurring_Revenue__c.sum)),
      unknown: accounts - known
    };
  });
}

/** A renewal as the calendar shows it: a band from the scorecard carries no chance. */
export function renewalOf(node: RenewalNode): Renewal {
  return {
    accountId: valueOf(node.Account__c) ?? '',
    account: valueOf(node.Account__r?.Name) ?? valueOf(node.Account__c) ?? '',
    territory: valueOf(node.Territory_Label__c) ?? '',
    day: valueOf(node.Renewal_Date__c) ?? '',
    band: valueOf(node.Risk_Band__c) ?? 'Unknown',
    chance: valueOf(node.Risk_Measured__c) === true ? valueOf(node.Churn_Risk__c) : null,
    revenue: valueOf(node.Recurring_Revenue__c)
  };
}
