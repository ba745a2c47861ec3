import { gql } from 'lightning/graphql';
import type { Connection, Field } from 'c/graphqlNodes';

/** So many reviews come with a request. */
export const mostReviews = 200;

export interface GoalNode {
  readonly Id: string;
  readonly What__c: Field<string>;
  readonly Measure__c: Field<string>;
  readonly Sense__c: Field<string>;
  readonly Target__c: Field<number>;
  readonly Actual__c: Field<number>;
  readonly Due__c: Field<string>;
  readonly Status__c: Field<string>;
  readonly Note__c: Field<string>;
  readonly Person__r: { readonly Name: Field<string> } | null;
}

export interface ReviewNode {
  readonly Id: string;
  readonly Territory__c: Field<string>;
  readonly Territory_Label__c: Field<string>;
  readonly Kind__c: Field<string>;
  readonly Part__c: Field<string>;
  readonly Period_Start__c: Field<string>;
  readonly Period_End__c: Field<string>;
  readonly Measured_On__c: Field<string>;
  readonly Quota__c: Field<number>;
  readonly Attained__c: Field<number>;
  readonly Attainment__c: Field<number>;
  readonly Pace__c: Field<number>;
  readonly Open_Pipeline__c: Field<number>;
  readonly Accounts__c: Field<number>;
  readonly Workload_Hours__c: Field<number>;
  readonly Capacity_Hours__c: Field<number>;
  readonly Health__c: Field<number>;
  readonly GRR__c: Field<number>;
  readonly NRR__c: Field<number>;
  readonly Alerts__c: Field<number>;
  readonly Closed__c: Field<number>;
  readonly Win_Rate__c: Field<number>;
  readonly Win_Rate_Low__c: Field<number>;
  readonly Win_Rate_High__c: Field<number>;
  readonly Calls__c: Field<number>;
  readonly Calls_Goal__c?: Field<number>;
  readonly Meetings__c: Field<number>;
  readonly Meetings_Goal__c?: Field<number>;
  readonly Emails__c: Field<number>;
  readonly Emails_Goal__c?: Field<number>;
  readonly New_Leads__c?: Field<number>;
  readonly New_Leads_Goal__c?: Field<number>;
  readonly Proposals__c?: Field<number>;
  readonly Proposals_Goal__c?: Field<number>;
  readonly Notes__c: Field<string>;
  readonly Opened__c: Field<boolean>;
  readonly Review_Goals__r?: Connection<GoalNode> | null;
}

export interface MemberNode {
  readonly Id: string;
  readonly Territory__c: Field<string>;
  readonly User__c: Field<string>;
  readonly User__r: { readonly Name: Field<string> } | null;
}

export interface ReviewData {
  readonly Evenfield_Review__c: Connection<ReviewNode>;
  readonly Evenfield_Territory_Member__c?: Connection<MemberNode>;
}

/** What is asked for: the latest reviews, of all territories or of those whose name holds a text. */
export interface ReviewVariables {
  readonly reviews: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

export const reviewQuery = gql`
  query periodReviews($reviews: Evenfield_Review__c_Filter) {
    uiapi {
      query {
        Evenfield_Review__c(
          where: $reviews
          orderBy: { Period_End__c: { order: DESC } }
          first: 200
        ) {
          edges {
            node {
              Id
              Territory__c {
                value
              }
              Territory_Label__c {
                value
              }
              Kind__c {
                value
              }
              Part__c {
                value
              }
              Period_Start__c {
                value
              }
              Period_End__c {
                value
              }
              Measured_On__c {
                value
              }
              Quota__c {
                value
              }
              Attained__c {
                value
              }
              Attainment__c {
                value
              }
              Pace__c {
                value
              }
              Open_Pipeline__c {
                value
              }
              Accounts__c {
                value
              }
              Workload_Hours__c {
                value
              }
              Capacity_Hours__c {
                value
              }
              Health__c {
                value
              }
              GRR__c {
                value
              }
              NRR__c {
                value
              }
              Alerts__c {
                value
              }
              Closed__c {
                value
              }
              Win_Rate__c {
                value
              }
              Win_Rate_Low__c {
                value
              }
              Win_Rate_High__c {
                value
              }
              Calls__c {
                value
              }
              Calls_Goal__c {
                value
              }
              Meetings__c {
                value
              }
              Meetings_Goal__c {
                value
              }
              Emails__c {
                value
              }
              Emails_Goal__c {
                value
              }
              New_Leads__c {
                value
              }
              New_Leads_Goal__c {
                value
              }
              Proposals__c {
                value
              }
              Proposals_Goal__c {
                value
              }
              Notes__c {
                value
              }
              Opened__c {
                value
              }
              Review_Goals__r(first: 50, orderBy: { Due__c: { order: ASC } }) {
                edges {
                  node {
                    Id
                    What__c {
                      value
                    }
                    Measure__c {
                      value
                    }
                    Sense__c {
                      value
                    }
                    Target__c {
                      value
                    }
                    Actual__c {
                      value
                    }
                    Due__c {
                      value
                    }
                    Status__c {
                      value
                    }
                    Note__c {
                      value
                    }
                    Person__r {
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
        Evenfield_Territory_Member__c(where: { Role__c: { in: ["Owner", "Cover"] } }, first: 200) {
          edges {
            node {
              Id
              Territory__c {
                value
              }
              User__c {
                value
              }
              User__r {
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
`;
