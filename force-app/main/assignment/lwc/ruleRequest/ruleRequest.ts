import { LightningElement, api, wire } from 'lwc';
import { graphql } from 'lightning/graphql';
import { createRecord, updateRecord } from 'lightning/uiRecordApi';
import type { GraphqlResult } from 'c/graphqlNodes';
import { filled, nodesOf, valueOf } from 'c/graphqlNodes';
import { refusalWords } from 'c/ruleCriteria';
import { label } from 'c/ruleLabels';
import type { RequestData } from './requestQuery';
import { requestQuery } from './requestQuery';

const refreshMilliseconds = 1000;
/** What `Filter__c` takes. */
const longestFilter = 131_072;

/**
 * Asks the service by a request and follows it, one at a time. Sends `asked` when it begins, then
 * `answered` with the answer's text and words, or `unanswered` with the reason.
 */
export default class RuleRequest extends LightningElement {
  label = label;
  requestId: string | undefined = undefined;
  status = '';
  isAsking = false;
  timer: ReturnType<typeof setInterval> | null = null;
  refresh: (() => Promise<unknown>) | null = null;

  get variables(): { requestId: string | undefined } {
    return { requestId: this.requestId };
  }

  @wire(graphql, { query: requestQuery, variables: '$variables' })
  take(result: GraphqlResult<RequestData>): void {
    this.refresh = result.refresh ?? null;
    const row = nodesOf(result.data?.uiapi.query.Evenfield_Request__c)[0];
    if (row === undefined || row.Id !== this.requestId || !this.isAsking) return;
    this.status = valueOf(row.Status__c) ?? '';
    if (this.status === 'Requested' || this.status === 'Working') {
      this.follow();
      return;
    }
    const text = valueOf(row.Answer__c);
    if (this.status === 'Done' && text !== null)
      this.end('answered', { text, words: valueOf(row.Result__c) ?? '' });
    else if (this.status === 'Cancelled') this.end('unanswered', label.stopped);
    else this.end('unanswered', `${label.failed}: ${valueOf(row.Error__c) ?? ''}`);
  }

  disconnectedCallback(): void {
    this.stopTimer();
  }

  get statusText(): string {
    return this.status === 'Working' ? label.working : label.asked;
  }

  /** Asks with this filter; what came before is no longer followed. */
  @api async ask(filter: string): Promise<void> {
    if (filter.length > longestFilter) {
      const words = filled(label.tooLong, String(filter.length), String(longestFilter));
      this.end('unanswered', words);
      return;
    }
    this.isAsking = true;
    this.requestId = undefined;
    this.status = 'Requested';
    this.dispatchEvent(new CustomEvent('asked'));
    try {
      const record = await createRecord({
        apiName: 'Evenfield_Request__c',
        fields: { Kind__c: 'Rules preview', Status__c: 'Requested', Filter__c: filter }
      });
      if (!this.isConnected) return;
      this.requestId = record.id;
      this.follow();
    } catch (error) {
      this.end('unanswered', refusalWords(error));
    }
  }

  /** Cancels what the service has not answered yet. */
  @api async cancel(): Promise<void> {
    if (!this.isAsking) return;
    const id = this.requestId;
    this.end('unanswered', label.stopped);
    if (id === undefined) return;
    try {
      await updateRecord({ fields: { Id: id, Status__c: 'Cancelled' } });
    } catch (error) {
      this.end('unanswered', refusalWords(error));
    }
  }

  end(name: 'answered' | 'unanswered', detail: unknown): void {
    this.isAsking = false;
    this.requestId = undefined;
    this.stopTimer();
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }

  /** Looks again and again while the page is there. */
  follow(): void {
    if (this.timer !== null || !this.isConnected) return;
    this.timer = setInterval(() => {
      void this.refresh?.();
    }, refreshMilliseconds);
  }

  stopTimer(): void {
    if (this.timer !== null) clearInterval(this.timer);
    this.timer = null;
  }
}
