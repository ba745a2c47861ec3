import { LightningElement, api, wire } from 'lwc';
import { graphql } from 'lightning/graphql';
import { createRecord } from 'lightning/uiRecordApi';
import mayApprove from '@salesforce/customPermission/Evenfield_Approve_Rebalance';
import ask from '@salesforce/label/c.Evenfield_Preflight_Ask';
import heading from '@salesforce/label/c.Evenfield_Preflight';
import none from '@salesforce/label/c.Evenfield_Preflight_None';
import waiting from '@salesforce/label/c.Evenfield_Preflight_Waiting';
import working from '@salesforce/label/c.Evenfield_Preflight_Working';
import clear from '@salesforce/label/c.Evenfield_Preflight_Clear';
import obstacles from '@salesforce/label/c.Evenfield_Preflight_Obstacles';
import lines from '@salesforce/label/c.Evenfield_Preflight_Lines';
import again from '@salesforce/label/c.Evenfield_Preflight_Again';
import lookedAt from '@salesforce/label/c.Evenfield_Preflight_Looked_At';
import type { GraphqlResult, PanelStateName } from 'c/graphqlNodes';
import { messageOf, nodesOf, stateOf, valueOf } from 'c/graphqlNodes';
import { refusalWords } from 'c/ruleCriteria';
import type { CheckAnswer } from './checkAnswer';
import { checkAnswer } from './checkAnswer';
import type { CheckData } from './checkQuery';
import { checkQuery } from './checkQuery';

const refreshMilliseconds = 2000;

/** What applying the scenario would look at before it writes, asked for beforehand by who may approve. */
export default class PreflightCheck extends LightningElement {
  @api rebalanceId: string | null = null;

  label = { ask, heading, none, clear, obstacles, lines, again, lookedAt };
  state: PanelStateName = mayApprove === true ? 'loading' : 'noAccess';
  message = '';
  status: string | null = null;
  asked: string | null = null;
  answer: CheckAnswer | null = null;
  fault = '';
  isAsking = false;
  timer: ReturnType<typeof setInterval> | null = null;
  refresh: (() => Promise<unknown>) | null = null;

  get query(): unknown {
    return this.rebalanceId === null || mayApprove !== true ? undefined : checkQuery;
  }

  get variables(): Readonly<Record<string, string | null>> {
    return { target: this.rebalanceId };
  }

  @wire(graphql, { query: '$query', variables: '$variables' })
  take(result: GraphqlResult<CheckData>): void {
    if (mayApprove !== true) return;
    this.refresh = result.refresh ?? this.refresh;
    const state = stateOf(result, () => false);
    // One answer that failed says nothing of what is shown; the next may tell.
    if (this.state === 'ready' && state !== 'ready') return;
    this.state = state;
    this.message = messageOf(result);
    if (state !== 'ready') return;
    const [row] = nodesOf(result.data?.uiapi.query.Evenfield_Request__c);
    this.status = valueOf(row?.Status__c);
    this.asked = valueOf(row?.CreatedDate);
    this.fault = valueOf(row?.Error__c) ?? '';
    this.read(valueOf(row?.Answer__c));
    if (this.isUnderWay) this.follow();
    else this.stopTimer();
  }

  read(text: string | null): void {
    this.answer = null;
    if (text === null) return;
    try {
      this.answer = checkAnswer(text);
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      this.fault = error.message;
    }
  }

  disconnectedCallback(): void {
    this.stopTimer();
  }

  get isUnderWay(): boolean {
    return this.status === 'Requested' || this.status === 'Working';
  }

  get cannotAsk(): boolean {
    return this.isAsking || this.isUnderWay;
  }

  get statusText(): string {
    if (this.status === 'Requested') return waiting;
    if (this.status === 'Working') return working;
    return this.status === null ? none : '';
  }

  get obstacles(): readonly string[] {
    return this.answer?.obstacles ?? [];
  }

  get hasObstacles(): boolean {
    return this.obstacles.length > 0;
  }

  async check(): Promise<void> {
    if (this.rebalanceId === null) return;
    this.isAsking = true;
    this.fault = '';
    try {
      await createRecord({
        apiName: 'Evenfield_Request__c',
        fields: {
          Kind__c: 'Preflight',
          Status__c: 'Requested',
          Target__c: this.rebalanceId,
          Filter__c: '{}'
        }
      });
      await this.refresh?.();
    } catch (error) {
      this.fault = refusalWords(error);
    } finally {
      this.isAsking = false;
    }
  }

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
