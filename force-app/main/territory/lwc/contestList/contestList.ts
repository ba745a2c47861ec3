import { LightningElement, wire } from 'lwc';
import { graphql } from 'lightning/graphql';
import { updateRecord } from 'lightning/uiRecordApi';
import userId from '@salesforce/user/Id';
import mayDecide from '@salesforce/customPermission/Evenfield_Decide_Contest';
import title from '@salesforce/label/c.Evenfield_Contest_List';
import empty from '@salesforce/label/c.Evenfield_Contest_List_Empty';
import count from '@salesforce/label/c.Evenfield_Contest_List_Count';
import shown from '@salesforce/label/c.Evenfield_Contest_Shown';
import proposed from '@salesforce/label/c.Evenfield_Contest_Proposed';
import accept from '@salesforce/label/c.Evenfield_Contest_Accept';
import reject from '@salesforce/label/c.Evenfield_Contest_Reject';
import own from '@salesforce/label/c.Evenfield_Contest_Own';
import answerNeeded from '@salesforce/label/c.Evenfield_Contest_Answer_Needed';
import failed from '@salesforce/label/c.Evenfield_Contest_Failed';
import decided from '@salesforce/label/c.Evenfield_Contest_Decided';
import type { GraphqlResult, PanelStateName } from 'c/graphqlNodes';
import { filled, messageOf, nodesOf, stateOf } from 'c/graphqlNodes';
import { refusalWords } from 'c/ruleCriteria';
import type { ContestData } from './contestQuery';
import { contestQuery } from './contestQuery';
import type { ContestRow, Verdict } from './contestRows';
import { contestRow, inOrder, statusWords } from './contestRows';

/** What people contest, for those who decide on it. */
export default class ContestList extends LightningElement {
  label = { title, shown, proposed, accept, reject, own };
  state: PanelStateName = 'loading';
  message = '';
  rows: readonly ContestRow[] = [];
  answers: Readonly<Record<string, string>> = {};
  deciding: string | null = null;
  fault = '';
  outcome = '';
  moveFocus = false;
  refresh: (() => Promise<unknown>) | null = null;

  @wire(graphql, { query: contestQuery })
  take(result: GraphqlResult<ContestData>): void {
    this.refresh = result.refresh ?? null;
    this.state = stateOf(result, (data) => nodesOf(data.Evenfield_Contest__c).length === 0);
    this.message = this.state === 'error' ? messageOf(result) : empty;
    this.rows = inOrder(nodesOf(result.data?.uiapi.query.Evenfield_Contest__c).map(contestRow));
  }

  renderedCallback(): void {
    if (!this.moveFocus) return;
    this.moveFocus = false;
    (this.refs?.['outcome'] as HTMLElement | undefined)?.focus();
  }

  get shown(): (ContestRow & { canDecide: boolean; isOwn: boolean; given: string })[] {
    return this.rows.map((row) => {
      const isOwn = row.byId === userId;
      return {
        ...row,
        isOwn: isOwn && row.isOpen && mayDecide === true,
        canDecide: row.isOpen && !isOwn && mayDecide === true,
        given: this.answers[row.id] ?? ''
      };
    });
  }

  get countText(): string {
    const open = this.rows.filter(({ isOpen }) => isOpen).length;
    return filled(count, String(open), String(this.rows.length));
  }

  get isDeciding(): boolean {
    return this.deciding !== null;
  }

  changeAnswer(event: Event): void {
    const input = event.target as HTMLInputElement;
    this.answers = { ...this.answers, [input.dataset['id'] ?? '']: input.value };
  }

  async decide(event: Event): Promise<void> {
    const button = event.currentTarget as HTMLButtonElement;
    const row = this.rows.find(({ id }) => id === button.value);
    if (row === undefined) return;
    const verdict = button.dataset['verdict'] as Verdict;
    const answer = (this.answers[row.id] ?? '').trim();
    this.outcome = '';
    this.fault = '';
    if (verdict === 'Rejected' && answer === '') {
      this.fault = answerNeeded;
      return;
    }
    this.deciding = row.id;
    try {
      await updateRecord({
        fields: {
          Id: row.id,
          Status__c: verdict,
          Answer__c: answer === '' ? null : answer,
          Decided_By__c: userId ?? '',
          Decided_At__c: new Date().toISOString()
        }
      });
    } catch (error) {
      this.fault = filled(failed, refusalWords(error));
      this.deciding = null;
      return;
    }
    await this.refresh?.();
    this.deciding = null;
    this.outcome = filled(decided, row.account, statusWords[verdict] ?? verdict);
    this.moveFocus = true;
  }
}
