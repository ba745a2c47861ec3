import { LightningElement, api } from 'lwc';
import proposed from '@salesforce/label/c.Evenfield_Planner_Proposed';
import proposedHelp from '@salesforce/label/c.Evenfield_Planner_Proposed_Help';
import territory from '@salesforce/label/c.Evenfield_Territory';
import before from '@salesforce/label/c.Evenfield_Planner_Before';
import after from '@salesforce/label/c.Evenfield_Planner_After';
import reason from '@salesforce/label/c.Evenfield_Planner_Reason';
import publishProposal from '@salesforce/label/c.Evenfield_Planner_Publish_Proposal';
import openProposal from '@salesforce/label/c.Evenfield_Planner_Open_Proposal';

/** New quotas that the night proposes. */
export interface Proposal {
  readonly id: string;
  readonly words: string;
  readonly changes: readonly {
    readonly key: string;
    readonly name: string;
    readonly cells: readonly { readonly key: string; readonly text: string }[];
  }[];
  /** How far the newest request about it is; empty where nobody asked. */
  readonly status: string;
  /** What came of that request, in words. */
  readonly outcome: string;
}

/** A proposal of the night. Sends `taken` with the kind of request that is asked for. */
export default class QuotaProposal extends LightningElement {
  @api proposal: Proposal | null = null;
  @api isBusy = false;

  label = {
    proposed,
    proposedHelp,
    territory,
    before,
    after,
    reason,
    publishProposal,
    openProposal
  };

  get status(): string {
    return this.proposal?.status ?? '';
  }

  get outcome(): string {
    return this.proposal?.outcome ?? '';
  }

  openIt(): void {
    this.dispatchEvent(new CustomEvent<string>('taken', { detail: 'Quota draft' }));
  }

  publishIt(): void {
    this.dispatchEvent(new CustomEvent<string>('taken', { detail: 'Quota publish' }));
  }
}
