import { LightningElement, wire } from 'lwc';
import { graphql } from 'lightning/graphql';
import signedIn from '@salesforce/user/Id';
import title from '@salesforce/label/c.Evenfield_Selling';
import none from '@salesforce/label/c.Evenfield_Selling_None';
import help from '@salesforce/label/c.Evenfield_Selling_Help';
import figure from '@salesforce/label/c.Evenfield_Selling_Figure';
import value from '@salesforce/label/c.Evenfield_Selling_Value';
import between from '@salesforce/label/c.Evenfield_Selling_Between';
import cases from '@salesforce/label/c.Evenfield_Selling_Cases';
import team from '@salesforce/label/c.Evenfield_Selling_Team';
import says from '@salesforce/label/c.Evenfield_Selling_Says';
import noEnd from '@salesforce/label/c.Evenfield_Selling_No_End';
import countedWord from '@salesforce/label/c.Evenfield_Selling_Counted';
import type { GraphqlResult, PanelStateName } from 'c/graphqlNodes';
import { messageOf, nodesOf, stateOf } from 'c/graphqlNodes';
import type { SellingData, SellingTerritory } from './sellingRows';
import { sellingQuery, sellingTerritories } from './sellingRows';

/** A guest sells nothing. */
const userId = signedIn ?? '';

/** How the user sells, and the territories that she answers for, each figure with its interval against all territories. */
export default class SellingMetrics extends LightningElement {
  label = { title, help, figure, value, between, cases, team, says, counted: countedWord, noEnd };
  state: PanelStateName = 'loading';
  message = '';
  territories: readonly SellingTerritory[] = [];
  variables = { userId };

  @wire(graphql, { query: sellingQuery, variables: '$variables' })
  take(result: GraphqlResult<SellingData>): void {
    const nodes = nodesOf(result.data?.uiapi.query.Evenfield_Selling__c);
    this.state = stateOf(result, () => nodes.length === 0);
    this.message = this.state === 'error' ? messageOf(result) : none;
    this.territories = sellingTerritories(nodes);
  }
}
