import { tierWords } from 'c/quotaTiers';
import draftOf from '@salesforce/label/c.Evenfield_Quota_Draft_Of';
import ofFamily from '@salesforce/label/c.Evenfield_Quota_Of_Family';
import type { Connection, Field } from 'c/graphqlNodes';
import { filled, valueOf } from 'c/graphqlNodes';
import type { QuotaContestNode } from 'c/quotaContest';
import type { DraftedQuota } from 'c/quotaDraftList';
import type { GoalNode } from 'c/goalList';
import type { NextAlertNode, NextDealNode } from './nextActions';
import type { Fan, Standing } from './outlookDrawing';
import { arcPath, fanOf, markPath } from './outlookDrawing';

export interface OutlookNode {
  readonly Id: string;
  readonly Tier__c: Field<string>;
  readonly Product_Family__c?: Field<string>;
  readonly Status__c?: Field<string>;
  readonly Rationale__c?: Field<string>;
  readonly Amount__c: Field<number>;
  readonly Attained__c: Field<number>;
  readonly Attainment__c: Field<number>;
  readonly Pace__c: Field<number>;
  readonly P10__c: Field<number>;
  readonly P50__c: Field<number>;
  readonly P90__c: Field<number>;
  readonly Reach_Chance__c: Field<number>;
  readonly Period_Start__c: Field<string>;
  readonly Period_End__c: Field<string>;
  readonly Territory__r: {
    readonly Id: string;
    readonly Name: Field<string>;
    readonly Help_Asked__c?: Field<string>;
    readonly Help_Note__c?: Field<string>;
  } | null;
}

export interface OutlookData {
  readonly Evenfield_Quota__c: Connection<OutlookNode>;
  readonly Evenfield_Alert__c?: Connection<NextAlertNode>;
  readonly Evenfield_Activity_Goal__c?: Connection<GoalNode>;
  /** What was said of quotas of the running period and of drafts, as far as she may see it. */
  readonly Evenfield_Contest__c?: Connection<QuotaContestNode>;
  /** Her own open deals, those that should close first. */
  readonly Opportunity?: Connection<NextDealNode>;
}

/** A quota as it is drawn and told. */
export interface OutlookRow extends Standing {
  readonly id: string;
  readonly heading: string;
  readonly attainment: number | null;
  readonly reach: number | null;
  readonly whole: string;
  readonly done: string;
  /** Null where it is not known what is due. */
  readonly mark: string | null;
  readonly fan: Fan | null;
}

const order = Object.keys(tierWords);

const isDraft = (node: OutlookNode): boolean => valueOf(node.Status__c) === 'Draft';

/** Territory, kind of revenue, and the product family where the target is a part of it. */
function headingOf(node: OutlookNode): string {
  const tier = tierWords[valueOf(node.Tier__c) ?? ''] ?? '';
  const family = valueOf(node.Product_Family__c);
  return [valueOf(node.Territory__r?.Name), family === null ? tier : filled(ofFamily, tier, family)]
    .filter(Boolean)
    .join(' · ');
}

/** Quotas that are not published yet, by territory, kind and period. */
export function draftRows(nodes: readonly OutlookNode[]): DraftedQuota[] {
  return nodes
    .filter(isDraft)
    .map((node) => ({
      id: node.Id,
      label: filled(
        draftOf,
        headingOf(node),
        `${valueOf(node.Period_Start__c)} – ${valueOf(node.Period_End__c)}`
      ),
      amount: valueOf(node.Amount__c),
      rationale: valueOf(node.Rationale__c) ?? ''
    }))
    .sort((a, b) => a.label.localeCompare(b.label));
}

/** Quotas that count, by territory and kind of revenue. @param today as YYYY-MM-DD */
export function outlookRows(nodes: readonly OutlookNode[], today: string): OutlookRow[] {
  return nodes
    .filter((node) => !isDraft(node))
    .sort(
      (a, b) =>
        (valueOf(a.Territory__r?.Name) ?? '').localeCompare(valueOf(b.Territory__r?.Name) ?? '') ||
        order.indexOf(valueOf(a.Tier__c) ?? '') - order.indexOf(valueOf(b.Tier__c) ?? '')
    )
    .map((node) => {
      const amount = valueOf(node.Amount__c);
      const attained = valueOf(node.Attained__c);
      const pace = valueOf(node.Pace__c);
      const standing: Standing = {
        amount,
        attained,
        // Pace is what is attained over what is due by the season; nothing attained tells of no due.
        due: attained === null || pace === null || pace <= 0 ? null : attained / pace,
        low: valueOf(node.P10__c),
        likely: valueOf(node.P50__c),
        high: valueOf(node.P90__c),
        gone: goneOf(valueOf(node.Period_Start__c), valueOf(node.Period_End__c), today)
      };
      const attainment = valueOf(node.Attainment__c);
      const isMarked = standing.due !== null && amount !== null && amount > 0;
      return {
        ...standing,
        id: node.Id,
        heading: headingOf(node),
        attainment,
        reach: valueOf(node.Reach_Chance__c),
        whole: arcPath(1),
        done: arcPath(attainment ?? 0),
        mark: isMarked ? markPath((standing.due ?? 0) / (amount ?? 1)) : null,
        fan: fanOf(standing)
      };
    });
}

/** Share of a period's days that are gone, the running day included. */
function goneOf(start: string | null, end: string | null, today: string): number {
  const day = (text: string | null): number => Date.parse(text ?? '') / 86_400_000;
  const gone = (day(today) - day(start) + 1) / (day(end) - day(start) + 1);
  return Number.isFinite(gone) ? Math.min(1, Math.max(0, gone)) : 0;
}

/** A territory for which help may be asked, or was. */
export interface HelpTerritory {
  readonly id: string;
  readonly name: string;
  readonly asked: string | null;
  readonly note: string;
}

/** The territories of quotas, each once, by name. */
export function helpTerritories(nodes: readonly OutlookNode[]): HelpTerritory[] {
  const byId = new Map(
    nodes.flatMap(({ Territory__r: own }) => (own === null ? [] : [[own.Id, own] as const]))
  );
  return [...byId.values()]
    .map((own) => ({
      id: own.Id,
      name: valueOf(own.Name) ?? '',
      asked: valueOf(own.Help_Asked__c),
      note: valueOf(own.Help_Note__c) ?? ''
    }))
    .sort((a, b) => a.name.localeCompare(b.name));
}
