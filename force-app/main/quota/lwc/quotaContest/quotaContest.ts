import { LightningElement, api } from 'lwc';
import userId from '@salesforce/user/Id';
import contestQuota from '@salesforce/label/c.Evenfield_Contest_Quota';
import formOf from '@salesforce/label/c.Evenfield_Contest_Quota_Form';
import amountLabel from '@salesforce/label/c.Evenfield_Contest_Quota_Amount';
import saidOfTier from '@salesforce/label/c.Evenfield_Contest_Quota_Said';
import sent from '@salesforce/label/c.Evenfield_Contest_Quota_Sent';
import waits from '@salesforce/label/c.Evenfield_Contest_Waits_Own';
import type { Contested } from 'c/contestForm';
import type { ContestNode, Said } from 'c/contestSaid';
import { saidOf } from 'c/contestSaid';
import type { Field } from 'c/graphqlNodes';
import { filled, valueOf } from 'c/graphqlNodes';

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

  label = { amountLabel, waits };
  contested: ContestedQuota | null = null;
  outcome = '';
  movesFocus = false;

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

  get formContested(): Contested {
    const { contested } = this;
    return {
      about: contested?.id ?? '',
      fields: {
        Quota__c: contested?.id ?? '',
        What__c: 'Quota',
        Shown_Value__c: contested?.amount ?? null
      }
    };
  }

  renderedCallback(): void {
    if (!this.movesFocus) return;
    this.movesFocus = false;
    (this.refs?.['outcome'] as HTMLElement | undefined)?.focus();
  }

  openForm(event: Event): void {
    const id = (event.currentTarget as HTMLElement).dataset['quota'];
    this.contested = this.quotas.find((quota) => quota.id === id) ?? null;
    this.outcome = '';
  }

  closeForm(): void {
    this.contested = null;
    this.movesFocus = true;
  }

  takeSent(): void {
    this.outcome = sent;
    this.closeForm();
    this.dispatchEvent(new CustomEvent('sent'));
  }
}
