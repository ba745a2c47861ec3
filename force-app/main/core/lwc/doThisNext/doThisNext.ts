import { LightningElement, api, wire } from 'lwc';
import { gql, graphql } from 'lightning/graphql';
import title from '@salesforce/label/c.Evenfield_Do_This_Next';
import nothingYet from '@salesforce/label/c.Evenfield_Nothing_Yet';
import type { Connection, Field, GraphqlResult, PanelStateName } from 'c/graphqlNodes';
import { messageOf, nodesOf, stateOf, valueOf } from 'c/graphqlNodes';

interface NextStepData {
  readonly Evenfield_Coverage__c: Connection<{
    readonly Next_Step__c: Field<string>;
    readonly Next_Step_Reason__c: Field<string>;
  }>;
}

/** One line on top of an account: what to do next, and why. */
export default class DoThisNext extends LightningElement {
  @api recordId?: string;

  label = { title };
  state: PanelStateName = 'loading';
  message = '';
  step: string | null = null;
  reason: string | null = null;

  get variables(): { accountId: string | undefined } {
    return { accountId: this.recordId };
  }

  @wire(graphql, {
    query: gql`
      query nextStep($accountId: ID) {
        uiapi {
          query {
            Evenfield_Coverage__c(where: { Account__c: { eq: $accountId } }, first: 1) {
              edges {
                node {
                  Id
                  Next_Step__c {
                    value
                  }
                  Next_Step_Reason__c {
                    value
                  }
                }
              }
            }
          }
        }
      }
    `,
    variables: '$variables'
  })
  take(result: GraphqlResult<NextStepData>): void {
    this.state = stateOf(result, (data) => nodesOf(data.Evenfield_Coverage__c).length === 0);
    this.message = this.state === 'error' ? messageOf(result) : nothingYet;
    const row = nodesOf(result.data?.uiapi.query.Evenfield_Coverage__c)[0];
    this.step = valueOf(row?.Next_Step__c);
    this.reason = valueOf(row?.Next_Step_Reason__c);
  }
}
