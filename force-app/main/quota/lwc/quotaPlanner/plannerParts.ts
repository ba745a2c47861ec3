import type { Connection, Field } from 'c/graphqlNodes';
import { nodesOf, valueOf } from 'c/graphqlNodes';
import type { DraftRequest } from 'c/quotaDraft';
import type { PlannerData } from './plannerQuery';

export interface TerritoryNode {
  readonly Id: string;
  readonly Key__c: Field<string>;
  readonly Name: Field<string>;
  readonly Parent__c: Field<string>;
}

/** A published quota of a whole tier. */
export interface QuotaNode {
  readonly Territory__c: Field<string>;
  readonly Tier__c: Field<string>;
  readonly Period_Start__c: Field<string>;
  readonly Period_End__c: Field<string>;
  readonly Amount__c: Field<number>;
}

export interface PartsData {
  readonly Evenfield_Territory__c?: Connection<TerritoryNode>;
  readonly Evenfield_Quota__c?: Connection<QuotaNode>;
}

/** A territory with others below it, which a plan can begin with. */
export interface Part {
  readonly key: string;
  readonly name: string;
  /** By its newest published quota; null where it has none. */
  readonly suggested: Pick<DraftRequest, 'target' | 'tier' | 'start' | 'end'> | null;
}

/** Begins the Target of what is asked with the right to a part alone; the service knows it by this. */
const mark = 'part:';

/** Target of a request about a part, or about a draft of one. */
export function partTarget(named: string): string {
  return `${mark}${named}`;
}

/** What a Target names, whoever asked. */
export function namedBy(target: string | null): string | null {
  return target?.startsWith(mark) === true ? target.slice(mark.length) : target;
}

/** Parts that the user sees, those with none above that she sees first, then by name. */
export function partsOf(data: PlannerData): Part[] {
  const territories = nodesOf(data.Evenfield_Territory__c);
  const quotas = nodesOf(data.Evenfield_Quota__c);
  const seen = new Set(territories.map(({ Id }) => Id));
  const withBelow = new Set(territories.map(({ Parent__c }) => valueOf(Parent__c)));
  return territories
    .filter(({ Id, Key__c }) => withBelow.has(Id) && (valueOf(Key__c) ?? '') !== '')
    .map((node) => {
      const quota = quotas.find(({ Territory__c }) => valueOf(Territory__c) === node.Id);
      return {
        isUppermost: !seen.has(valueOf(node.Parent__c) ?? ''),
        key: valueOf(node.Key__c) ?? '',
        name: valueOf(node.Name) ?? '',
        suggested:
          quota === undefined
            ? null
            : {
                target: valueOf(quota.Amount__c) ?? NaN,
                tier: valueOf(quota.Tier__c) ?? 'New',
                start: valueOf(quota.Period_Start__c) ?? '',
                end: valueOf(quota.Period_End__c) ?? ''
              }
      };
    })
    .sort((a, b) => Number(b.isUppermost) - Number(a.isUppermost) || a.name.localeCompare(b.name))
    .map(({ isUppermost: _, ...part }) => part);
}
