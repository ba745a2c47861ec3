import { LightningElement, api, wire } from 'lwc';
import { gql, graphql } from 'lightning/graphql';
import title from '@salesforce/label/c.Evenfield_Retention';
import nothingYet from '@salesforce/label/c.Evenfield_Nothing_Yet';
import high from '@salesforce/label/c.Evenfield_Risk_High';
import medium from '@salesforce/label/c.Evenfield_Risk_Medium';
import low from '@salesforce/label/c.Evenfield_Risk_Low';
import unknown from '@salesforce/label/c.Evenfield_Risk_Unknown';
import churnRisk from '@salesforce/label/c.Evenfield_Churn_Risk';
import measured from '@salesforce/label/c.Evenfield_Measured';
import notMeasured from '@salesforce/label/c.Evenfield_Not_Measured';
import signals from '@salesforce/label/c.Evenfield_Signals';
import noSignals from '@salesforce/label/c.Evenfield_No_Signals';
import renewal from '@salesforce/label/c.Evenfield_Renewal_Date';
import lastTouch from '@salesforce/label/c.Evenfield_Last_Touch';
import health from '@salesforce/label/c.Evenfield_Account_Health';
import grr from '@salesforce/label/c.Evenfield_GRR';
import nrr from '@salesforce/label/c.Evenfield_NRR';
import type { Connection, Field, GraphqlResult, PanelStateName } from 'c/graphqlNodes';
import { messageOf, nodesOf, stateOf, valueOf } from 'c/graphqlNodes';

interface RetentionNode {
  readonly Risk_Band__c: Field<string>;
  readonly Risk_Measured__c: Field<boolean>;
  readonly Churn_Risk__c: Field<number>;
  readonly Signal_1__c: Field<string>;
  readonly Signal_2__c: Field<string>;
  readonly Signal_3__c: Field<string>;
  readonly Health__c: Field<number>;
  readonly Renewal_Date__c: Field<string>;
  readonly Last_Touch__c: Field<string>;
  readonly Territory__r: { readonly GRR__c: Field<number>; readonly NRR__c: Field<number> } | null;
}

interface RetentionData {
  readonly Evenfield_Coverage__c: Connection<RetentionNode>;
}

/** A band has words and a shape of its own; colour carries nothing alone. */
const bands: Readonly<Record<string, readonly [string, string]>> = {
  High: [high, 'utility:warning'],
  Medium: [medium, 'utility:info'],
  Low: [low, 'utility:success'],
  Unknown: [unknown, 'utility:question']
};

/** Whether the customer is about to leave, why, and what is known of the contract. */
export default class RetentionPanel extends LightningElement {
  @api recordId?: string;

  label = { title, churnRisk, signals, noSignals, renewal, lastTouch, health, grr, nrr };
  state: PanelStateName = 'loading';
  message = '';
  row: RetentionNode | null = null;

  get variables(): { accountId: string | undefined } {
    return { accountId: this.recordId };
  }

  @wire(graphql, {
    query: gql`
      query retention($accountId: ID) {
        uiapi {
          query {
            Evenfield_Coverage__c(where: { Account__c: { eq: $accountId } }, first: 1) {
              edges {
                node {
                  Id
                  Risk_Band__c {
                    value
                  }
                  Risk_Measured__c {
                    value
                  }
                  Churn_Risk__c {
                    value
                  }
                  Signal_1__c {
                    value
                  }
                  Signal_2__c {
                    value
                  }
                  Signal_3__c {
                    value
                  }
                  Health__c {
                    value
                  }
                  Renewal_Date__c {
                    value
                  }
                  Last_Touch__c {
                    value
                  }
                  Territory__r {
                    GRR__c {
                      value
                    }
                    NRR__c {
                      value
                    }
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
  take(result: GraphqlResult<RetentionData>): void {
    this.state = stateOf(result, (data) => nodesOf(data.Evenfield_Coverage__c).length === 0);
    this.message = this.state === 'error' ? messageOf(result) : nothingYet;
    this.row = nodesOf(result.data?.uiapi.query.Evenfield_Coverage__c)[0] ?? null;
  }

  get band(): readonly [string, string] {
    return bands[valueOf(this.row?.Risk_Band__c) ?? 'Unknown'] ?? [unknown, 'utility:question'];
  }

  get bandText(): string {
    return this.band[0];
  }

  get bandIcon(): string {
    return this.band[1];
  }

  get measuredText(): string {
    return valueOf(this.row?.Risk_Measured__c) === true ? measured : notMeasured;
  }

  /** Null unless the chance is measured on the org's own data: a band is no percentage. */
  get risk(): number | null {
    return valueOf(this.row?.Risk_Measured__c) === true ? valueOf(this.row?.Churn_Risk__c) : null;
  }

  get hasRisk(): boolean {
    return this.risk !== null;
  }

  get signals(): string[] {
    const { row } = this;
    return [row?.Signal_1__c, row?.Signal_2__c, row?.Signal_3__c].flatMap(
      (field) => valueOf(field) ?? []
    );
  }

  get hasSignals(): boolean {
    return this.signals.length > 0;
  }

  get health(): number | null {
    return valueOf(this.row?.Health__c);
  }

  get renewal(): string | null {
    return valueOf(this.row?.Renewal_Date__c);
  }

  get lastTouch(): string | null {
    return valueOf(this.row?.Last_Touch__c);
  }

  get seesTerritory(): boolean {
    return (this.row?.Territory__r ?? null) !== null;
  }

  get grr(): number | null {
    return valueOf(this.row?.Territory__r?.GRR__c);
  }

  get nrr(): number | null {
    return valueOf(this.row?.Territory__r?.NRR__c);
  }
}
