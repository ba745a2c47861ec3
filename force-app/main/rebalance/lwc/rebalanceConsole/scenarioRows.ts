import { gql } from 'lightning/graphql';
import type { Connection, Field } from 'c/graphqlNodes';
import { valueOf } from 'c/graphqlNodes';

export interface ScenarioNode {
  readonly Id: string;
  readonly Name: Field<string>;
  readonly Status__c: Field<string>;
  readonly Design__c: Field<string>;
  readonly Step__c: Field<string>;
  readonly Progress__c: Field<number>;
  readonly Quality__c: Field<string>;
  readonly Moves__c: Field<number>;
  readonly Moved_Hours__c: Field<number>;
  readonly Moved_Revenue__c: Pick<Field<number>, 'displayValue'>;
  readonly Out_Before__c: Field<number>;
  readonly Out_After__c: Field<number>;
  readonly Message__c: Field<string>;
}

export interface ScenarioData {
  readonly Evenfield_Rebalance__c: Connection<ScenarioNode>;
}

/** What may be done with a scenario next, by the side that people have of its status. */
export type Action = 'ask' | 'approve' | 'reject' | 'cancel' | 'apply' | 'rollBack';

const actionsByStatus: Readonly<Record<string, readonly Action[]>> = {
  Draft: ['ask', 'cancel'],
  Requested: ['cancel'],
  Computing: ['cancel'],
  Proposed: ['approve', 'reject', 'ask'],
  Approved: ['apply', 'reject'],
  Applying: ['apply', 'rollBack', 'cancel'],
  Applied: ['rollBack'],
  Rejected: ['ask'],
  Cancelled: ['ask', 'rollBack'],
  Failed: ['ask']
};
/** Status that a person sets, and the request that goes with it. */
export const statusOf: Readonly<Partial<Record<Action, string>>> = {
  ask: 'Requested',
  approve: 'Approved',
  reject: 'Rejected',
  cancel: 'Cancelled'
};
export const requestOf: Readonly<Partial<Record<Action, string>>> = {
  ask: 'Rebalance',
  apply: 'Apply',
  rollBack: 'Roll Back'
};
export const onlyApprovers: readonly Action[] = ['approve', 'apply', 'rollBack'];
const underWay = ['Requested', 'Computing', 'Applying', 'Rolling Back'];

export interface Scenario {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  readonly design: string;
  /** Whether it is about who holds which territory, not about accounts. */
  readonly isPeople: boolean;
  readonly isAccounts: boolean;
  readonly step: string;
  readonly percent: number;
  readonly quality: string;
  readonly moves: number | null;
  readonly hours: number | null;
  /** As the org writes it, with its currency. */
  readonly revenue: string | null;
  readonly outBefore: number | null;
  readonly outAfter: number | null;
  readonly message: string;
  readonly actions: readonly Action[];
  readonly isUnderWay: boolean;
}

export function scenarioRow(node: ScenarioNode): Scenario {
  const status = valueOf(node.Status__c) ?? 'Draft';
  return {
    id: node.Id,
    name: valueOf(node.Name) ?? '',
    status,
    design: valueOf(node.Design__c) ?? '',
    isPeople: valueOf(node.Design__c) === 'People',
    isAccounts: valueOf(node.Design__c) !== 'People',
    step: valueOf(node.Step__c) ?? '',
    percent: Math.round((valueOf(node.Progress__c) ?? 0) * 100),
    quality: valueOf(node.Quality__c) ?? '',
    moves: valueOf(node.Moves__c),
    hours: valueOf(node.Moved_Hours__c),
    revenue: node.Moved_Revenue__c.displayValue ?? null,
    outBefore: valueOf(node.Out_Before__c),
    outAfter: valueOf(node.Out_After__c),
    message: withoutLead(valueOf(node.Message__c) ?? '', valueOf(node.Quality__c) ?? ''),
    actions: actionsByStatus[status] ?? [],
    isUnderWay: underWay.includes(status)
  };
}

/** A message begins with the quality, which the page shows already. */
function withoutLead(message: string, quality: string): string {
  return quality !== '' && message.startsWith(quality)
    ? message.slice(quality.length).trim()
    : message;
}

/** The latest scenarios that the user may see. */
export const scenarioQuery: unknown = gql`
  query scenarios {
    uiapi {
      query {
        Evenfield_Rebalance__c(orderBy: { CreatedDate: { order: DESC } }, first: 50) {
          edges {
            node {
              Id
              Name {
                value
              }
              Status__c {
                value
              }
              Design__c {
                value
              }
              Step__c {
                value
              }
              Progress__c {
                value
              }
              Quality__c {
                value
              }
              Moves__c {
                value
              }
              Moved_Hours__c {
                value
              }
              Moved_Revenue__c {
                displayValue
              }
              Out_Before__c {
                value
              }
              Out_After__c {
                value
              }
              Message__c {
                value
              }
            }
          }
        }
      }
    }
  }
`;
