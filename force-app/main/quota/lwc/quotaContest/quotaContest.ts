import { LightningElement, api } from 'lwc';
import { createRecord } from 'lightning/uiRecordApi';
import userId from '@salesforce/user/Id';
import contestQuota from '@salesforce/label/c.Evenfield_Contest_Quota';
import formOf from '@salesforce/label/c.Evenfield_Contest_Quota_Form';
import amountLabel from '@salesforce/label/c.Evenfield_Contest_Quota_Amount';
import saidOfTier from '@salesforce/label/c.Evenfield_Contest_Quota_Said';
import sent from '@salesforce/label/c.Evenfield_Contest_Quota_Sent';
import reasonLabel from '@salesforce/label/c.Evenfield_Contest_Reason';
import send from '@salesforce/label/c.Evenfield_Contest_Send';
import cancel from '@salesforce/label/c.Evenfield_Contest_Cancel';
import incomplete from '@salesforce/label/c.Evenfield_Contest_Incomplete';
import failed from '@salesforce/label/c.Evenfield_Contest_Failed';
import waits from '@salesforce/label/c.Evenfield_Contest_Waits_Own';
import type { ContestNode, Said } from 'c/contestSaid';
import { saidOf } from 'c/contestSaid';
import type { Field } from 'c/graphqlNodes';
import { filled, valueOf } from 'c/graphqlNodes';
import { refusalWords } from 'c/ruleCriteria';

export interface QuotaContestNode extends ContestNode {
  readonly Quota__c: Field<string>;
}

/** A published quota that can be contested. */
export interface ContestedQuota {
  readonly id: string;
  /** Kind of revenue, in words. */
  readonly label: string;
  readonly amount: number | null;
}

interface QuotaRow extends ContestedQuota {
  readonly contestLabel: string;
  readonly said: readonly (Said & { readonly proposedLabel: string })[];
  readonly waits: boolean;
  readonly canContest: boolean;
}

/** Published quotas and what was said of them. Sends `sent` once a contest is written. */
export default class QuotaContest extends LightningElement {
  @api quotas: readonly ContestedQuota[] = [];
  @api contests: readonly QuotaContestNode[] = [];

  label = { amountLabel, reasonLabel, send, cancel, waits };
  contested: ContestedQuota | null = null;
  /** Tells one opening of the form from another, so that what is sent twice is one contest. */
  openedAt = 0;
  amount = '';
  reason = '';
  isSaving = false;
  fault = '';
  outcome = '';
  moveFocus: 'amount' | 'outcome' | null = null;

  get rows(): QuotaRow[] {
    return this.quotas.map((quota) => {
      const said = this.contests
        .filter((node) => valueOf(node.Quota__c) === quota.id)
        .map((node) => ({ ...saidOf(node), proposedLabel: filled(saidOfTier, quota.label) }));
      // One word at a time: the next one can be said when the first is answered.
      const isWaiting = said.some((one) => one.isOpen && one.by === userId);
      return {
        ...quota,
        contestLabel: filled(contestQuota, quota.label),
        said,
        waits: isWaiting,
        canContest: !isWaiting && this.contested === null
      };
    });
  }

  get formTitle(): string {
    return this.contested === null ? '' : filled(formOf, this.contested.label);
  }

  renderedCallback(): void {
    if (this.moveFocus === null) return;
    const name = this.moveFocus;
    this.moveFocus = null;
    (this.refs?.[name] as HTMLElement | undefined)?.focus();
  }

  openForm(event: Event): void {
    const id = (event.currentTarget as HTMLElement).dataset['quota'];
    this.contested = this.quotas.find((quota) => quota.id === id) ?? null;
    this.openedAt = Date.now();
    this.amount = '';
    this.reason = '';
    this.fault = '';
    this.outcome = '';
    this.moveFocus = 'amount';
  }

  changeAmount(event: Event): void {
    this.amount = (event.target as HTMLInputElement).value;
  }

  changeReason(event: Event): void {
    this.reason = (event.target as HTMLInputElement).value;
  }

  closeForm(): void {
    this.contested = null;
    this.moveFocus = 'outcome';
  }

  async send(): Promise<void> {
    const { contested } = this;
    const value = this.amount.trim() === '' ? NaN : Number(this.amount);
    const words = this.reason.trim();
    if (contested === null || !(value >= 0) || !Number.isFinite(value) || words === '') {
      this.fault = incomplete;
      return;
    }
    this.fault = '';
    this.isSaving = true;
    try {
      await createRecord({
        apiName: 'Evenfield_Contest__c',
        fields: {
          Key__c: `${contested.id}:${userId ?? ''}:${String(this.openedAt)}`,
          Quota__c: contested.id,
          What__c: 'Quota',
          Shown_Value__c: contested.amount,
          Proposed_Value__c: value,
          Reason__c: words,
          Status__c: 'Open'
        }
      });
    } catch (error) {
      this.fault = filled(failed, refusalWords(error));
      this.isSaving = false;
      return;
    }
    this.isSaving = false;
    this.outcome = sent;
    this.closeForm();
    this.dispatchEvent(new CustomEvent('sent'));
  }
}
