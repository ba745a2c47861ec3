import { LightningElement, wire } from 'lwc';
import { graphql } from 'lightning/graphql';
import signedIn from '@salesforce/user/Id';
import title from '@salesforce/label/c.Evenfield_Outlook';
import none from '@salesforce/label/c.Evenfield_Outlook_None';
import help from '@salesforce/label/c.Evenfield_Outlook_Help';
import due from '@salesforce/label/c.Evenfield_Outlook_Due';
import attained from '@salesforce/label/c.Evenfield_Attained';
import attainment from '@salesforce/label/c.Evenfield_Attainment';
import target from '@salesforce/label/c.Evenfield_Target';
import low from '@salesforce/label/c.Evenfield_Forecast_Low';
import likely from '@salesforce/label/c.Evenfield_Forecast_Likely';
import high from '@salesforce/label/c.Evenfield_Forecast_High';
import reach from '@salesforce/label/c.Evenfield_Reach_Chance';
import type { GraphqlResult, PanelStateName } from 'c/graphqlNodes';
import { messageOf, nodesOf, stateOf } from 'c/graphqlNodes';
import type { OutlookData, OutlookRow } from './outlookRows';
import { outlookQuery, outlookRows } from './outlookRows';

/** A guest answers for nothing. */
const userId = signedIn ?? '';

/** Where the user stands with the quotas of her territories, and where the period is likely to end. */
export default class QuotaOutlook extends LightningElement {
  label = { title, help, due, attained, attainment, target, low, likely, high, reach };
  state: PanelStateName = 'loading';
  message = '';
  rows: readonly OutlookRow[] = [];
  variables = { userId };

  @wire(graphql, { query: outlookQuery, variables: '$variables' })
  take(result: GraphqlResult<OutlookData>): void {
    const nodes = nodesOf(result.data?.uiapi.query.Evenfield_Quota__c);
    this.state = stateOf(result, () => nodes.length === 0);
    this.message = this.state === 'error' ? messageOf(result) : none;
    this.rows = outlookRows(nodes, new Date().toISOString().slice(0, 10));
  }
}
