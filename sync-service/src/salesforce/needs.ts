import { fieldScales } from '../domain/core/rounding.ts';
import { goalFields } from './records/activity-goals.ts';
import { alertFields } from './records/alerts.ts';
import { modelVersionFields } from './records/churn-model.ts';
import { personalQuotaFields, personalQuotaObject } from './records/personal-quotas.ts';
import {
  reviewFields,
  reviewGoalFields,
  reviewGoalObject,
  reviewObject
} from './records/reviews.ts';
import { sellingFields } from './records/selling.ts';
import { peoplesCoverage, writtenCoverage } from './records/coverage.ts';

/** What the integration user needs of an object. */
export interface ObjectNeed {
  readonly object: string;
  readonly reads: readonly string[];
  readonly writes: readonly string[];
  readonly creates: boolean;
}

const read = (object: string, fields: string): ObjectNeed => ({
  object,
  reads: fields.split(' '),
  writes: [],
  creates: false
});
const write = (
  object: string,
  reads: string,
  writes: readonly string[],
  creates: boolean
): ObjectNeed => ({ object, reads: reads.split(' '), writes, creates });

/** Every object and field that a sync touches; `doctor` tries each. */
export const needs: readonly ObjectNeed[] = [
  read(
    'Account',
    'Id Name ParentId OwnerId BillingLatitude BillingLongitude BillingPostalCode BillingState Industry NumberOfEmployees'
  ),
  read('Opportunity', 'AccountId Amount CloseDate IsClosed IsWon LeadSource Type'),
  read('Task', 'AccountId WhoId ActivityDate CompletedDateTime IsClosed Subject TaskSubtype'),
  read('Event', 'AccountId WhoId ActivityDate'),
  read('Case', 'AccountId ClosedDate CreatedDate IsEscalated IsClosed'),
  read('Contract', 'AccountId ActivatedDate EndDate StartDate Status'),
  read('Asset', 'AccountId InstallDate Price Product2Id Quantity UsageEndDate'),
  read('Contact', 'AccountId'),
  read('User', 'Name IsActive ManagerId'),
  read('Evenfield_Policy__c', 'Key__c Active__c Time_Zone__c Nightly_Hour__c'),
  read(
    'Evenfield_Territory_Member__c',
    'Territory__c User__c Role__c Start_Date__c End_Date__c Capacity_Hours__c Ramp__c Temporary_Hours__c Temporary_Start__c Temporary_End__c'
  ),
  read(
    'Evenfield_Contest__c',
    'Account__c Status__c Proposed_Value__c Decided_By__c Decided_At__c'
  ),
  read('Evenfield_Territory_Rule__c', 'Territory__c Order__c Criteria__c Active__c'),
  write(
    'Evenfield_Territory__c',
    'Key__c Parent__c Stage__c Base_Latitude__c Base_Longitude__c Temporary_Hours__c Temporary_Start__c Temporary_End__c',
    Object.keys(fieldScales.Evenfield_Territory__c),
    false
  ),
  write(
    'Evenfield_Coverage__c',
    ['Account__c', 'Key__c', ...Object.keys(peoplesCoverage)].join(' '),
    Object.keys(writtenCoverage),
    true
  ),
  write(
    'Evenfield_Quota__c',
    'Territory__c Tier__c Product_Family__c Period_Start__c Period_End__c',
    [
      ...Object.keys(fieldScales.Evenfield_Quota__c),
      ...'Key__c Status__c Amount__c Original__c Override_Reason__c Rationale__c Potential__c Plan__c'.split(
        ' '
      )
    ],
    true
  ),
  write(
    'Evenfield_Health_Snapshot__c',
    'Key__c Territory__c',
    ['Date__c', ...Object.keys(fieldScales.Evenfield_Health_Snapshot__c)],
    true
  ),
  write('Evenfield_Activity_Goal__c', 'Key__c Territory__c By_Hand__c', goalFields, true),
  write(
    personalQuotaObject,
    'OwnerId Person__c Tier__c Period_Start__c Period_End__c Amount__c',
    personalQuotaFields,
    false
  ),
  write('Evenfield_Selling__c', 'Key__c Territory__c', sellingFields, true),
  write(reviewObject, 'Key__c Territory__c Opened__c', reviewFields, true),
  write(
    reviewGoalObject,
    'Review__c Measure__c Sense__c Target__c Due__c',
    reviewGoalFields,
    false
  ),
  write('Evenfield_Alert__c', 'Key__c Snoozed_Until__c', alertFields, true),
  write('Evenfield_Model_Version__c', 'Key__c', modelVersionFields, true),
  write(
    'Evenfield_Map_Points__c',
    'Key__c Territory__c',
    ['Kind__c', 'Part__c', 'Accounts__c', 'Without_Place__c', 'Points__c'],
    true
  ),
  write(
    'Evenfield_Assignment_Change__c',
    'Key__c Account__c',
    ['At__c', 'From__c', 'To__c', 'Reason__c', 'Source__c'],
    true
  ),
  write(
    'Evenfield_Rebalance__c',
    'Name OwnerId Key__c Scope__c Root__c Design__c Parameters__c Seed__c',
    'Status__c Step__c Progress__c Heartbeat__c Message__c Cure__c Preflight__c Mode__c Undo_Until__c Applied_At__c Before__c After__c Stays__c Objective__c Bound__c Gap__c Quality__c Moves__c Moved_Hours__c Moved_Revenue__c Out_Before__c Out_After__c'.split(
      ' '
    ),
    true
  ),
  write(
    'Evenfield_Rebalance_Move__c',
    'Key__c Rebalance__c Account__c Challenge__c Challenge_Reason__c Challenge_Proposal__c Challenge_Status__c',
    'From__c To__c Account_Label__c From_Label__c To_Label__c From_Owner__c To_Owner__c Reason_Code__c Reason__c Effects__c Costs__c Next_Best__c Next_Best_Reason__c Keeps_If__c Keeps_At__c Hours__c Potential__c Revenue__c Miles_Before__c Miles_After__c Wave__c Wave_Date__c Verdict__c Outcome__c Outcome_Text__c Hold_Until__c Hold_Reason__c Applied_At__c'.split(
      ' '
    ),
    true
  ),
  write(
    'Evenfield_Undo__c',
    'Key__c Rebalance__c',
    'Move__c Account_Id__c Object__c Record_Id__c Natural_Key__c Operation__c Before__c Written__c Target__c Outcome__c Outcome_Text__c Undo_Until__c'.split(
      ' '
    ),
    true
  ),
  write(
    'Evenfield_Request__c',
    'Kind__c Target__c Filter__c',
    ['Status__c', 'Progress__c', 'Result__c', 'Answer__c', 'Error__c', 'Run__c'],
    true
  ),
  write(
    'Evenfield_Run__c',
    'Key__c',
    [
      'Kind__c',
      'Status__c',
      'Started__c',
      'Ended__c',
      'Read__c',
      'Changed__c',
      'Written__c',
      'Failed__c',
      'Message__c',
      'Cure__c'
    ],
    true
  ),
  write(
    'Evenfield_Run_Error__c',
    'Key__c Run__c',
    ['Object__c', 'Record_Id__c', 'Field__c', 'Code__c', 'Message__c', 'Cure__c', 'Resolved__c'],
    true
  )
];
