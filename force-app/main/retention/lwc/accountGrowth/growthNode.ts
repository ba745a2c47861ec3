import type { Field } from 'c/graphqlNodes';

/** What of an account's coverage tells how it can grow; left out by answers from before there was any. */
export interface GrowthNode {
  readonly White_Space_Products__c?: Field<string>;
  readonly White_Space__c?: Field<number>;
  readonly Share_of_Wallet__c?: Field<number>;
  readonly Potential_Source__c?: Field<string>;
  readonly Potential_Date__c?: Field<string>;
  readonly Expansion_Chance__c?: Field<number>;
  readonly High_Value__c?: Field<boolean>;
  readonly Referral_Ready__c?: Field<boolean>;
  readonly Referral_Reasons__c?: Field<string>;
  readonly Likeness__c?: Field<number>;
  readonly Likeness_Reasons__c?: Field<string>;
}
