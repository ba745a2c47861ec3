import { gql } from 'lightning/graphql';

/**
 * `outlookQuery` for who may not read opportunities: to her a query that names them is refused as a whole. A
 * test holds the two against each other.
 */
export const outlookQueryWithoutDeals: unknown = gql`
  query quotaOutlook($userId: ID) {
    uiapi {
      query {
        Evenfield_Quota__c(
          where: {
            and: [
              {
                Territory__c: {
                  inq: {
                    Evenfield_Territory_Member__c: {
                      and: [{ User__c: { eq: $userId } }, { Role__c: { in: ["Owner", "Cover"] } }]
                    }
                    ApiName: "Territory__c"
                  }
                }
              }
              { Period_End__c: { gte: { literal: TODAY } } }
              {
                or: [
                  {
                    and: [
                      { Status__c: { eq: "Published" } }
                      { Period_Start__c: { lte: { literal: TODAY } } }
                      { Product_Family__c: { eq: null } }
                    ]
                  }
                  { Status__c: { eq: "Draft" } }
                ]
              }
            ]
          }
          first: 100
        ) {
          edges {
            node {
              Id
              Tier__c {
                value
              }
              Product_Family__c {
                value
              }
              Status__c {
                value
              }
              Rationale__c {
                value
              }
              Amount__c {
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
              P10__c {
                value
              }
              P50__c {
                value
              }
              P90__c {
                value
              }
              Reach_Chance__c {
                value
              }
              Period_Start__c {
                value
              }
              Period_End__c {
                value
              }
              Territory__r {
                Id
                Name {
                  value
                }
                Help_Asked__c {
                  value
                }
                Help_Note__c {
                  value
                }
              }
            }
          }
        }
        Evenfield_Alert__c(
          where: {
            and: [
              {
                Territory__c: {
                  inq: {
                    Evenfield_Territory_Member__c: {
                      and: [{ User__c: { eq: $userId } }, { Role__c: { in: ["Owner", "Cover"] } }]
                    }
                    ApiName: "Territory__c"
                  }
                }
              }
              { Closed__c: { eq: null } }
              { Done__c: { eq: false } }
            ]
          }
          orderBy: { Opened__c: { order: ASC } }
          first: 100
        ) {
          edges {
            node {
              Id
              Severity__c {
                value
              }
              What__c {
                value
              }
              To_Do__c {
                value
              }
              Opened__c {
                value
              }
              Snoozed_Until__c {
                value
              }
            }
          }
        }
        Evenfield_Contest__c(
          where: {
            and: [
              { What__c: { eq: "Quota" } }
              { Quota__r: { Period_End__c: { gte: { literal: TODAY } } } }
            ]
          }
          orderBy: { CreatedDate: { order: DESC } }
          first: 200
        ) {
          edges {
            node {
              Id
              Quota__c {
                value
              }
              Proposed_Value__c {
                value
              }
              Reason__c {
                value
              }
              Status__c {
                value
              }
              Answer__c {
                value
              }
              Decided_At__c {
                value
              }
              Decided_By__r {
                Name {
                  value
                }
              }
              CreatedDate {
                value
              }
              CreatedById {
                value
              }
              CreatedBy {
                Name {
                  value
                }
              }
            }
          }
        }
        Evenfield_Activity_Goal__c(
          where: {
            Territory__c: {
              inq: {
                Evenfield_Territory_Member__c: {
                  and: [{ User__c: { eq: $userId } }, { Role__c: { in: ["Owner", "Cover"] } }]
                }
                ApiName: "Territory__c"
              }
            }
          }
          first: 100
        ) {
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
`;
