import contestMarket from '@salesforce/label/c.Evenfield_Contest_Market';
import notKnown from '@salesforce/label/c.Evenfield_Not_Known';
import { filled, valueOf } from 'c/graphqlNodes';
import type { MarketNode } from './potentialQuery';

/** What is contested, as it is shown. */
export interface ShownFigure {
  readonly what: 'Potential' | 'Market Figure';
  readonly value: number | null;
  readonly source: string | null;
  /** YYYY-MM-DD. */
  readonly date: string | null;
}

export interface MarketFigure extends ShownFigure {
  readonly id: string;
  readonly contestLabel: string;
}

export function marketFigure(node: MarketNode): MarketFigure {
  const source = valueOf(node.Source__c);
  return {
    id: node.Id,
    what: 'Market Figure',
    value: valueOf(node.Potential__c),
    source,
    date: valueOf(node.Date__c),
    contestLabel: filled(contestMarket, source ?? notKnown)
  };
}
