import { LightningElement, api } from 'lwc';
import drafts from '@salesforce/label/c.Evenfield_Quota_Drafts';
import draftHelp from '@salesforce/label/c.Evenfield_Quota_Drafts_Help';
import type { DraftedQuota } from './draftedQuota';

export type { DraftedQuota } from './draftedQuota';

/** Quotas that are not published yet, each with its reasons. */
export default class QuotaDraftList extends LightningElement {
  @api rows: readonly DraftedQuota[] = [];

  label = { drafts, draftHelp };
}
