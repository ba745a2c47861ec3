import open from '@salesforce/label/c.Evenfield_Contest_Open';
import accepted from '@salesforce/label/c.Evenfield_Contest_Accepted';
import rejected from '@salesforce/label/c.Evenfield_Contest_Rejected';
import saidBy from '@salesforce/label/c.Evenfield_Contest_Said_By';
import decidedBy from '@salesforce/label/c.Evenfield_Contest_Decided_By';
import answerWas from '@salesforce/label/c.Evenfield_Contest_Answer_Was';
import contestMarket from '@salesforce/label/c.Evenfield_Contest_Market';
import notKnown from '@salesforce/label/c.Evenfield_Not_Known';
import { filled, valueOf } from 'c/graphqlNodes';
import type { ContestNode, MarketNode } from './potentialQuery';

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

export interface Said {
  readonly id: string;
  readonly status: string;
  readonly isOpen: boolean;
  readonly by: string | null;
  readonly proposed: number | null;
  readonly text: string;
  /** The decision in words; empty while it is open. */
  readonly decision: string;
  readonly answer: string;
}

const statusWords: Readonly<Record<string, string>> = {
  Open: open,
  Accepted: accepted,
  Rejected: rejected
};

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

export function saidOf(node: ContestNode): Said {
  const status = valueOf(node.Status__c) ?? 'Open';
  const words = statusWords[status] ?? status;
  const answer = valueOf(node.Answer__c);
  return {
    id: node.Id,
    status: words,
    isOpen: status === 'Open',
    by: valueOf(node.CreatedById),
    proposed: valueOf(node.Proposed_Value__c),
    text: filled(
      saidBy,
      valueOf(node.CreatedBy?.Name) ?? notKnown,
      dayOf(valueOf(node.CreatedDate)),
      valueOf(node.Reason__c) ?? ''
    ),
    decision:
      status === 'Open'
        ? ''
        : filled(
            decidedBy,
            words,
            valueOf(node.Decided_By__r?.Name) ?? notKnown,
            dayOf(valueOf(node.Decided_At__c))
          ),
    answer: answer === null ? '' : filled(answerWas, answer)
  };
}

function dayOf(moment: string | null): string {
  return moment?.slice(0, 10) ?? notKnown;
}
