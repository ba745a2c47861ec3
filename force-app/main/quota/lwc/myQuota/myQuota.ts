import { LightningElement, wire } from 'lwc';
import { graphql } from 'lightning/graphql';
import signedIn from '@salesforce/user/Id';
import title from '@salesforce/label/c.Evenfield_My_Quota';
import none from '@salesforce/label/c.Evenfield_My_Quota_None';
import overlay from '@salesforce/label/c.Evenfield_My_Quota_Overlay';
import help from '@salesforce/label/c.Evenfield_My_Quota_Help';
import attained from '@salesforce/label/c.Evenfield_Attained';
import target from '@salesforce/label/c.Evenfield_Target';
import attainment from '@salesforce/label/c.Evenfield_Attainment';
import pace from '@salesforce/label/c.Evenfield_Pace';
import type { GraphqlResult, PanelStateName } from 'c/graphqlNodes';
import { messageOf, nodesOf, stateOf } from 'c/graphqlNodes';
import type { MyQuotaData, MyQuotaRow } from './myQuotaRows';
import { myQuotaQuery, myQuotaRows } from './myQuotaRows';

/** A guest has no quota. */
const userId = signedIn ?? '';

/** The user's own quotas of the running periods: what she is credited with, of it overlay, and her pace. */
export default class MyQuota extends LightningElement {
  label = { title, help, overlay, attained, target, attainment, pace };
  state: PanelStateName = 'loading';
  message = '';
  rows: readonly MyQuotaRow[] = [];
  variables = { userId };

  @wire(graphql, { query: myQuotaQuery, variables: '$variables' })
  take(result: GraphqlResult<MyQuotaData>): void {
    const nodes = nodesOf(result.data?.uiapi.query.Evenfield_Personal_Quota__c);
    this.state = stateOf(result, () => nodes.length === 0);
    this.message = this.state === 'error' ? messageOf(result) : none;
    this.rows = myQuotaRows(nodes);
  }
}
