import type { StandardObject } from './standard-object.ts';

/**
 * Objects that an org has only where Opportunity Splits are set up, and where the history of an
 * opportunity's fields is tracked. History rows are the platform's alone; a test loads them.
 */
export const opportunityTrackingObjects: readonly StandardObject[] = [
  {
    name: 'OpportunitySplitType',
    plural: 'Opportunity Split Types',
    prefix: '149',
    sharing: 'ReadWrite',
    fields: `
      MasterLabel string 80 required name
      DeveloperName string 80 required
      IsActive boolean
      IsTotalValidated boolean
      SplitField string 40`
  },
  {
    name: 'OpportunitySplit',
    plural: 'Opportunity Splits',
    prefix: '1UE',
    sharing: 'ControlledByParent',
    fields: `
      OpportunityId reference >Opportunity children=OpportunitySplits relation=Opportunity master required
      SplitOwnerId reference >User relation=SplitOwner required once
      SplitPercentage percent 7,4 required
      SplitAmount currency 18,2 readonly
      SplitNote string 255
      SplitTypeId reference >OpportunitySplitType relation=SplitType required`
  },
  {
    name: 'OpportunityFieldHistory',
    plural: 'Opportunity Field History',
    prefix: '017',
    sharing: 'ControlledByParent',
    view: true,
    fields: `
      OpportunityId reference >Opportunity children=Histories relation=Opportunity master readonly
      Field picklist readonly :Owner|StageName|Amount|CloseDate
      OldValue string 255 readonly
      NewValue string 255 readonly`
  }
];
