import type { StandardObject } from './standard-object.ts';

const level = 'picklist :Read|Edit|All';
const levelOrNone = 'picklist :None|Read|Edit';
const roles =
  'picklist :Account Manager|Channel Manager|Executive Sponsor|Lead Qualifier|Pre-Sales Consultant|Sales Manager|Sales Rep';

/** Who works with the owner of an account or opportunity. */
export const teamObjects: readonly StandardObject[] = [
  {
    name: 'AccountTeamMember',
    plural: 'Account Team Members',
    prefix: '01M',
    sharing: 'ControlledByParent',
    fields: `
      AccountId reference >Account children=AccountTeamMembers relation=Account master required
      UserId reference >User children=AccountTeams relation=User required once
      TeamMemberRole ${roles}
      AccountAccessLevel ${level}
      OpportunityAccessLevel ${levelOrNone}
      CaseAccessLevel ${levelOrNone}
      ContactAccessLevel ${levelOrNone}`
  },
  {
    name: 'OpportunityTeamMember',
    plural: 'Opportunity Team Members',
    prefix: '00q',
    sharing: 'ControlledByParent',
    fields: `
      OpportunityId reference >Opportunity children=OpportunityTeamMembers relation=Opportunity master required
      UserId reference >User children=OpportunityTeams relation=User required once
      TeamMemberRole ${roles}
      OpportunityAccessLevel ${level}`
  }
];
