import { LightningElement, wire } from 'lwc';
import { gql, graphql } from 'lightning/graphql';
import title from '@salesforce/label/c.Evenfield_Goals';
import none from '@salesforce/label/c.Evenfield_Goals_None';
import type { GoalNode, GoalRow } from 'c/goalList';
import { goalRows } from 'c/goalList';
import type { Connection, GraphqlResult, PanelStateName } from 'c/graphqlNodes';
import { messageOf, nodesOf, stateOf } from 'c/graphqlNodes';

interface GoalData {
  readonly Evenfield_Activity_Goal__c: Connection<GoalNode>;
}

/** What this week and month ask of the user, in every territory that she answers for. */
export default class WeekGoals extends LightningElement {
  label = { title };
  state: PanelStateName = 'loading';
  message = '';
  rows: readonly GoalRow[] = [];

  @wire(graphql, {
    query: gql`
      query weekGoals {
        uiapi {
          query {
            Evenfield_Activity_Goal__c(first: 100) {
              edges {
                node {
                  Id
                  Activity__c {
                    value
                  }
                  Period__c {
                    value
                  }
                  Target__c {
                    value
                  }
                  Actual__c {
                    value
                  }
                  More__c {
                    value
                  }
                  Reason__c {
                    value
                  }
                  Territory__r {
                    Name {
                      value
                    }
                  }
                }
              }
            }
          }
        }
      }
    `
  })
  take(result: GraphqlResult<GoalData>): void {
    this.state = stateOf(result, (data) => nodesOf(data.Evenfield_Activity_Goal__c).length === 0);
    this.message = this.state === 'error' ? messageOf(result) : none;
    this.rows = goalRows(nodesOf(result.data?.uiapi.query.Evenfield_Activity_Goal__c));
  }

  get hasSeveral(): boolean {
    return new Set(this.rows.map(({ territory }) => territory)).size > 1;
  }
}
