import { LightningElement, api, wire } from 'lwc';
import { graphql } from 'lightning/graphql';
import { createRecord } from 'lightning/uiRecordApi';
import userId from '@salesforce/user/Id';
import title from '@salesforce/label/c.Evenfield_Retention';
import nothingYet from '@salesforce/label/c.Evenfield_Nothing_Yet';
import churnRisk from '@salesforce/label/c.Evenfield_Churn_Risk';
import contraction from '@salesforce/label/c.Evenfield_Contraction_Risk';
import holding from '@salesforce/label/c.Evenfield_Holding_Signals';
import measured from '@salesforce/label/c.Evenfield_Measured';
import notMeasured from '@salesforce/label/c.Evenfield_Not_Measured';
import signals from '@salesforce/label/c.Evenfield_Signals';
import noSignals from '@salesforce/label/c.Evenfield_No_Signals';
import renewal from '@salesforce/label/c.Evenfield_Renewal_Date';
import lastTouch from '@salesforce/label/c.Evenfield_Last_Touch';
import health from '@salesforce/label/c.Evenfield_Account_Health';
import grr from '@salesforce/label/c.Evenfield_GRR';
import nrr from '@salesforce/label/c.Evenfield_NRR';
import notKnown from '@salesforce/label/c.Evenfield_Not_Known';
import made from '@salesforce/label/c.Evenfield_Play_Made';
import there from '@salesforce/label/c.Evenfield_Play_There';
import failed from '@salesforce/label/c.Evenfield_Play_Failed';
import type { GraphqlResult, PanelStateName } from 'c/graphqlNodes';
import { filled, messageOf, nodesOf, stateOf, valueOf } from 'c/graphqlNodes';
import type { Driver, OpenTask } from 'c/retentionDrivers';
import { localDay } from 'c/localDay';
import { driversOf } from 'c/retentionDrivers';
import type { RiskBand } from 'c/riskBands';
import { riskBand } from 'c/riskBands';
import type { RiskContestNode } from 'c/riskContest';
import { refusalWords } from 'c/ruleCriteria';
import type { RetentionData, RetentionNode } from './retentionQuery';
import { retentionQuery } from './retentionQuery';

/** Whether the customer is about to leave, why, and what is known of the contract. */
export default class RetentionPanel extends LightningElement {
  @api recordId?: string;

  label = {
    title,
    churnRisk,
    contraction,
    signals,
    noSignals,
    holding,
    renewal,
    lastTouch,
    health,
    grr,
    nrr
  };
  state: PanelStateName = 'loading';
  message = '';
  row: RetentionNode | null = null;
  openTasks: readonly OpenTask[] = [];
  contests: readonly RiskContestNode[] = [];
  isSaving = false;
  fault = '';
  outcome = '';
  movesFocus = false;
  refresh: (() => Promise<unknown>) | null = null;

  get variables(): { accountId: string | undefined } {
    return { accountId: this.recordId };
  }

  @wire(graphql, {
    query: retentionQuery,
    variables: '$variables'
  })
  take(result: GraphqlResult<RetentionData>): void {
    this.state = stateOf(result, (data) => nodesOf(data.Evenfield_Coverage__c).length === 0);
    this.message = this.state === 'error' ? messageOf(result) : nothingYet;
    this.refresh = result.refresh ?? null;
    const data = result.data?.uiapi.query;
    this.row = nodesOf(data?.Evenfield_Coverage__c)[0] ?? null;
    this.contests = nodesOf(data?.Evenfield_Contest__c);
    this.openTasks = nodesOf(data?.Task).map((task) => ({
      id: task.Id,
      subject: valueOf(task.Subject) ?? ''
    }));
  }

  renderedCallback(): void {
    if (!this.movesFocus) return;
    this.movesFocus = false;
    (this.refs?.['outcome'] as HTMLElement | undefined)?.focus();
  }

  get band(): RiskBand {
    return riskBand(valueOf(this.row?.Risk_Band__c));
  }

  get bandText(): string {
    return this.band.text;
  }

  get bandIcon(): string {
    return this.band.icon;
  }

  get measuredText(): string {
    return valueOf(this.row?.Risk_Measured__c) === true ? measured : notMeasured;
  }

  /** Null unless the chance is measured on the org's own data: a band is no percentage. */
  get risk(): number | null {
    return valueOf(this.row?.Risk_Measured__c) === true ? valueOf(this.row?.Churn_Risk__c) : null;
  }

  get hasRisk(): boolean {
    return this.risk !== null;
  }

  /** Of customers who stay, to buy less; written only where it is measured. */
  get contraction(): number | null {
    return valueOf(this.row?.Contraction_Risk__c);
  }

  get hasContraction(): boolean {
    return this.contraction !== null;
  }

  /** What lowers the risk, the strongest first. */
  get holding(): { readonly key: string; readonly text: string }[] {
    const words = valueOf(this.row?.Holding_Signals__c)?.split(' · ') ?? [];
    return words.map((text, place) => ({ key: String(place), text }));
  }

  get hasHolding(): boolean {
    return this.holding.length > 0;
  }

  /** What the risk would be with one signal mended. */
  get mended(): string | null {
    return valueOf(this.row?.If_Mended__c);
  }

  get signals(): string[] {
    const { row } = this;
    return [row?.Signal_1__c, row?.Signal_2__c, row?.Signal_3__c].flatMap(
      (field) => valueOf(field) ?? []
    );
  }

  /** The risk as it is shown, kept with what is said against it. */
  get riskText(): string {
    const percent = this.risk === null ? '' : ` (${(this.risk * 100).toFixed(0)} %)`;
    return `${this.bandText}${percent}; ${this.measuredText}`;
  }

  get healthText(): string {
    return `${health}: ${this.health === null ? notKnown : this.health.toFixed(1)}`;
  }

  async takeSent(): Promise<void> {
    await this.refresh?.();
  }

  get isAtRisk(): boolean {
    return ['High', 'Medium'].includes(valueOf(this.row?.Risk_Band__c) ?? '');
  }

  get drivers(): Driver[] {
    return driversOf(this.signals, valueOf(this.row?.Signal_Codes__c), this.isAtRisk, noSignals);
  }

  get hasDrivers(): boolean {
    return this.drivers.length > 0;
  }

  /** Tasks go to who answers for the territory, and to the user where nobody does. */
  get ownerName(): string | null {
    if (valueOf(this.row?.Territory_Owner__c) === userId) return null;
    return valueOf(this.row?.Territory_Owner__r?.Name);
  }

  /** Looks once more whether the task is open, so that neither a second click nor a second page makes another. */
  async play(event: CustomEvent<number>): Promise<void> {
    const driver = this.drivers[event.detail];
    if (driver === undefined || this.isSaving) return;
    this.isSaving = true;
    this.fault = '';
    this.outcome = '';
    await this.refresh?.();
    // Where the org did not answer, nobody knows whether the task is there.
    if (this.state !== 'ready') {
      this.isSaving = false;
      return;
    }
    if (this.openTasks.some(({ subject }) => subject === driver.play.subject)) {
      this.outcome = there;
    } else {
      try {
        await this.makeTask(driver);
        await this.refresh?.();
        this.outcome = made;
      } catch (error) {
        this.fault = filled(failed, refusalWords(error));
      }
    }
    this.isSaving = false;
    this.movesFocus = this.outcome !== '';
  }

  async makeTask({ words, play }: Driver): Promise<void> {
    const task = {
      WhatId: this.recordId ?? '',
      OwnerId: valueOf(this.row?.Territory_Owner__c) ?? userId ?? '',
      Subject: play.subject,
      Description: words,
      ActivityDate: localDay(new Date(), play.days),
      Status: 'Not Started',
      Priority: this.isAtRisk ? 'High' : 'Normal'
    };
    const { id } = await createRecord({ apiName: 'Task', fields: task });
    this.openTasks = [{ id, subject: play.subject }, ...this.openTasks];
  }

  get health(): number | null {
    return valueOf(this.row?.Health__c);
  }

  get renewal(): string | null {
    return valueOf(this.row?.Renewal_Date__c);
  }

  get lastTouch(): string | null {
    return valueOf(this.row?.Last_Touch__c);
  }

  get seesTerritory(): boolean {
    return (this.row?.Territory__r ?? null) !== null;
  }

  get grr(): number | null {
    return valueOf(this.row?.Territory__r?.GRR__c);
  }

  get nrr(): number | null {
    return valueOf(this.row?.Territory__r?.NRR__c);
  }
}
