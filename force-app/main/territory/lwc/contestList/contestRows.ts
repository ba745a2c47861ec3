import open from '@salesforce/label/c.Evenfield_Contest_Open';
import accepted from '@salesforce/label/c.Evenfield_Contest_Accepted';
import rejected from '@salesforce/label/c.Evenfield_Contest_Rejected';
import saidBy from '@salesforce/label/c.Evenfield_Contest_Said_By';
import answerWas from '@salesforce/label/c.Evenfield_Contest_Answer_Was';
import answerLabel from '@salesforce/label/c.Evenfield_Contest_Answer';
import acceptOne from '@salesforce/label/c.Evenfield_Contest_Accept_One';
import rejectOne from '@salesforce/label/c.Evenfield_Contest_Reject_One';
import ofFamily from '@salesforce/label/c.Evenfield_Quota_Of_Family';
import quotaName from '@salesforce/label/c.Evenfield_Contest_Quota_Name';
import better from '@salesforce/label/c.Evenfield_Health_Better';
import worse from '@salesforce/label/c.Evenfield_Health_Worse';
import ofRisk from '@salesforce/label/c.Evenfield_Risk_Contest_Proposed';
import ofHealth from '@salesforce/label/c.Evenfield_Health_Contest_Proposed';
import notKnown from '@salesforce/label/c.Evenfield_Not_Known';
import { filled, valueOf } from 'c/graphqlNodes';
import { riskBand } from 'c/riskBands';
import type { ContestNode } from './contestQuery';

export type Verdict = 'Accepted' | 'Rejected';

export interface ContestRow {
  readonly id: string;
  readonly account: string;
  readonly by: string;
  readonly byId: string | null;
  readonly text: string;
  readonly isOpen: boolean;
  readonly status: string;
  readonly shown: number | null;
  readonly hasShown: boolean;
  readonly source: string | null;
  readonly proposed: number | null;
  /** Words of what is proposed, where it is no amount. */
  readonly proposedText: string;
  readonly answer: string;
  readonly answerLabel: string;
  readonly acceptLabel: string;
  readonly rejectLabel: string;
}

export const statusWords: Readonly<Record<string, string>> = {
  Open: open,
  Accepted: accepted,
  Rejected: rejected
};

export function contestRow(node: ContestNode): ContestRow {
  const account = subjectOf(node);
  const by = valueOf(node.CreatedBy?.Name) ?? notKnown;
  const status = valueOf(node.Status__c) ?? 'Open';
  const answer = valueOf(node.Answer__c);
  const shown = valueOf(node.Shown_Value__c);
  return {
    id: node.Id,
    account,
    by,
    byId: valueOf(node.CreatedById),
    text: filled(
      saidBy,
      by,
      valueOf(node.CreatedDate)?.slice(0, 10) ?? notKnown,
      valueOf(node.Reason__c) ?? ''
    ),
    isOpen: status === 'Open',
    status: statusWords[status] ?? status,
    shown,
    hasShown: shown !== null,
    source: valueOf(node.Shown_Source__c),
    proposed: valueOf(node.Proposed_Value__c),
    proposedText: bandWords(valueOf(node.What__c), valueOf(node.Proposed_Band__c)),
    answer: answer === null ? '' : filled(answerWas, answer),
    answerLabel: filled(answerLabel, by, account),
    acceptLabel: filled(acceptOne, by, account),
    rejectLabel: filled(rejectOne, by, account)
  };
}

/** A band that is proposed of risk or health; empty where an amount is. */
function bandWords(what: string | null, band: string | null): string {
  if (band === null) return '';
  return what === 'Account Health'
    ? filled(ofHealth, band === 'Better' ? better : worse)
    : filled(ofRisk, riskBand(band).text);
}

/** The account, or the territory and kind of revenue of the quota. */
function subjectOf({ Account__r: account, Quota__r: quota }: ContestNode): string {
  if (!quota) return valueOf(account?.Name) ?? notKnown;
  const territory = valueOf(quota.Territory__r?.Name) ?? notKnown;
  const tier = valueOf(quota.Tier__c) ?? notKnown;
  const family = valueOf(quota.Product_Family__c);
  return filled(quotaName, territory, family === null ? tier : filled(ofFamily, tier, family));
}

/** Those that wait come first, the oldest of them before others; then what is decided, the newest first. */
export function inOrder(rows: readonly ContestRow[]): ContestRow[] {
  const waiting = rows.filter(({ isOpen }) => isOpen);
  return [...waiting.reverse(), ...rows.filter(({ isOpen }) => !isOpen)];
}
