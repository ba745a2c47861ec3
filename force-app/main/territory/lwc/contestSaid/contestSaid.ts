import open from '@salesforce/label/c.Evenfield_Contest_Open';
import accepted from '@salesforce/label/c.Evenfield_Contest_Accepted';
import rejected from '@salesforce/label/c.Evenfield_Contest_Rejected';
import saidBy from '@salesforce/label/c.Evenfield_Contest_Said_By';
import decidedBy from '@salesforce/label/c.Evenfield_Contest_Decided_By';
import answerWas from '@salesforce/label/c.Evenfield_Contest_Answer_Was';
import notKnown from '@salesforce/label/c.Evenfield_Not_Known';
import type { Field } from 'c/graphqlNodes';
import { filled, valueOf } from 'c/graphqlNodes';

interface Named {
  readonly Name: Field<string>;
}

export interface ContestNode {
  readonly Id: string;
  /** Left out where no amount is proposed. */
  readonly Proposed_Value__c?: Field<number>;
  readonly Reason__c: Field<string>;
  readonly Status__c: Field<string>;
  readonly Answer__c: Field<string>;
  readonly Decided_At__c: Field<string>;
  readonly Decided_By__r: Named | null;
  readonly CreatedDate: Field<string>;
  readonly CreatedById: Field<string>;
  readonly CreatedBy: Named | null;
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

/** A contest for people. */
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
