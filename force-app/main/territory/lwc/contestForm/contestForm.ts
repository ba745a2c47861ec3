import { LightningElement, api } from 'lwc';
import { createRecord } from 'lightning/uiRecordApi';
import userId from '@salesforce/user/Id';
import reasonLabel from '@salesforce/label/c.Evenfield_Contest_Reason';
import send from '@salesforce/label/c.Evenfield_Contest_Send';
import cancel from '@salesforce/label/c.Evenfield_Contest_Cancel';
import incomplete from '@salesforce/label/c.Evenfield_Contest_Incomplete';
import noReason from '@salesforce/label/c.Evenfield_Contest_No_Reason';
import failed from '@salesforce/label/c.Evenfield_Contest_Failed';
import { filled } from 'c/graphqlNodes';
import { refusalWords } from 'c/ruleCriteria';

/** What is contested: the record's id, and the contest's fields that say what was shown. */
export interface Contested {
  readonly about: string;
  readonly fields: Readonly<Record<string, string | number | null>>;
}

export interface ContestChoice {
  readonly value: string;
  readonly label: string;
}

/**
 * One opening of the form. With choices one of them is proposed, without an amount. Sends `sent`
 * once the contest is written, and `cancel`.
 */
export default class ContestForm extends LightningElement {
  @api heading = '';
  @api valueLabel = '';
  @api contested?: Contested;
  @api choices?: readonly ContestChoice[];

  label = { reasonLabel, send, cancel };
  /** Tells one opening of the form from another, so that what is sent twice is one contest. */
  openedAt = Date.now();
  value = '';
  reason = '';
  isSaving = false;
  fault = '';
  takesFocus = true;

  renderedCallback(): void {
    if (!this.takesFocus) return;
    this.takesFocus = false;
    (this.refs?.['value'] as HTMLElement | undefined)?.focus();
  }

  get hasChoices(): boolean {
    return this.options.length > 0;
  }

  get options(): readonly ContestChoice[] {
    return this.choices ?? [];
  }

  changeValue(event: Event): void {
    this.value = (event.target as HTMLInputElement | HTMLSelectElement).value;
  }

  changeReason(event: Event): void {
    this.reason = (event.target as HTMLTextAreaElement).value;
  }

  close(): void {
    this.dispatchEvent(new CustomEvent('cancel'));
  }

  /** The proposed fields; null where nothing that can be is proposed. */
  get proposed(): Readonly<Record<string, string | number>> | null {
    if (this.hasChoices) {
      const chosen = this.value === '' ? this.options[0]?.value : this.value;
      return chosen === undefined ? null : { Proposed_Band__c: chosen };
    }
    const amount = this.value.trim() === '' ? NaN : Number(this.value);
    return amount >= 0 && Number.isFinite(amount) ? { Proposed_Value__c: amount } : null;
  }

  async send(): Promise<void> {
    const { contested, proposed } = this;
    const words = this.reason.trim();
    if (contested === undefined || proposed === null || words === '') {
      this.fault = this.hasChoices ? noReason : incomplete;
      return;
    }
    this.fault = '';
    this.isSaving = true;
    try {
      await createRecord({
        apiName: 'Evenfield_Contest__c',
        fields: {
          Key__c: `${contested.about}:${userId ?? ''}:${String(this.openedAt)}`,
          ...contested.fields,
          ...proposed,
          Reason__c: words,
          Status__c: 'Open'
        }
      });
    } catch (error) {
      this.fault = filled(failed, refusalWords(error));
      return;
    } finally {
      this.isSaving = false;
    }
    this.dispatchEvent(new CustomEvent('sent'));
  }
}
