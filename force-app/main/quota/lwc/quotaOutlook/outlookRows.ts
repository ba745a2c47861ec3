import { tierWords } from 'c/quotaTiers';
import type { Connection, Field } from 'c/graphqlNodes';
import { valueOf } from 'c/graphqlNodes';
import type { GoalNode } from 'c/goalList';
import type { NextAlertNode, NextDealNode } from './nextActions';
import type { Fan, Standing } from './outlookDrawing';
import { arcPath, fanOf, markPath } from './outlookDrawing';

export interface OutlookNode {
  readonly Id: string;
  readonly Tier__c: Field<string>;
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

/** Quotas by territory and kind of revenue. @param today as YYYY-MM-DD */
export function outlookRows(nodes: readonly OutlookNode[], today: string): OutlookRow[] {
  return [...nodes]
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
        heading: [valueOf(node.Territory__r?.Name), tierWords[valueOf(node.Tier__c) ?? '']]
          .filter(Boolean)
          .join(' · '),
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
