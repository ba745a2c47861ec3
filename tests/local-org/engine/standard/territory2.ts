import type { StandardObject } from './standard-object.ts';

const accessLevels = 'None|Read|Edit|All';

/** Objects that an org has only where Sales Territories (Enterprise Territory Management) is on. */
export const territoryObjects: readonly StandardObject[] = [
  {
    name: 'Territory2Model',
    plural: 'Territory Models',
    prefix: '0MA',
    sharing: 'ReadWrite',
    fields: `
      Name string 80 required name
      DeveloperName string 80 required
      Description textarea 1000
      State picklist readonly default=Planning restricted :Planning|Active|Archived|Cloning|ActivationFailed|Activating|ArchivingFailed|Archiving|CloningFailed|Deleting|DeletionFailed
      ActivatedDate datetime readonly
      DeactivatedDate datetime readonly
      LastRunRulesEndDate datetime readonly`
  },
  {
    name: 'Territory2Type',
    plural: 'Territory Types',
    prefix: '0M5',
    sharing: 'ReadWrite',
    fields: `
      MasterLabel string 80 required name
      DeveloperName string 80 required
      Priority int 9,0 required
      Description textarea 1000`
  },
  {
    name: 'Territory2',
    plural: 'Territories',
    prefix: '0MI',
    sharing: 'ReadWrite',
    fields: `
      Name string 80 required name
      DeveloperName string 80 required
      Description textarea 1000
      ParentTerritory2Id reference >Territory2 relation=ParentTerritory2
      Territory2ModelId reference >Territory2Model relation=Territory2Model required once
      Territory2TypeId reference >Territory2Type relation=Territory2Type required restrict
      ForecastUserId reference >User relation=ForecastUser
      AccountAccessLevel picklist restricted :${accessLevels}
      OpportunityAccessLevel picklist restricted :${accessLevels}
      CaseAccessLevel picklist restricted :${accessLevels}
      ContactAccessLevel picklist restricted :${accessLevels}`
  },
  {
    name: 'ObjectTerritory2Association',
    plural: 'Object Territory Associations',
    prefix: '0TY',
    sharing: 'ReadWrite',
    fields: `
      ObjectId reference >Account,Lead children=ObjectTerritory2Associations relation=Object required once cascade
      SobjectType picklist readonly restricted :Account|Lead
      Territory2Id reference >Territory2 children=ObjectTerritory2Associations relation=Territory2 required once cascade
      AssociationCause picklist required once restricted :Territory2AssignmentRule|Territory2Manual`
  },
  {
    name: 'UserTerritory2Association',
    plural: 'User Territory Associations',
    prefix: '0TU',
    sharing: 'ReadWrite',
    fields: `
      UserId reference >User relation=User required once cascade
      Territory2Id reference >Territory2 children=UserTerritory2Associations relation=Territory2 required once cascade
      IsActive boolean readonly
      RoleInTerritory2 picklist once :Owner|Administrator|Sales Rep`
  },
  {
    name: 'Territory2ObjectExclusion',
    plural: 'Territory Object Exclusions',
    prefix: '0TE',
    sharing: 'ReadWrite',
    fields: `
      ObjectId reference >Account children=Territory2ObjectExclusions relation=Object required once cascade
      Territory2Id reference >Territory2 children=Territory2ObjectExclusions relation=Territory2 required once cascade
      Description string 255`
  },
  {
    name: 'ObjectTerritory2AssignmentRule',
    plural: 'Object Territory Assignment Rules',
    prefix: '0TR',
    sharing: 'ReadWrite',
    fields: `
      MasterLabel string 80 required name
      DeveloperName string 80 required
      Territory2ModelId reference >Territory2Model relation=Territory2Model required once
      ObjectType picklist required once restricted :Account|Lead
      BooleanFilter string 255
      IsActive boolean`
  },
  {
    name: 'ObjectTerritory2AssignmentRuleItem',
    plural: 'Object Territory Assignment Rule Items',
    prefix: '0TI',
    sharing: 'ReadWrite',
    fields: `
      RuleId reference >ObjectTerritory2AssignmentRule relation=Rule required once cascade
      Field picklist required
      Operation picklist required restricted :equals|notEqual|lessThan|greaterThan|lessOrEqual|greaterOrEqual|contains|notContain|startsWith
      SortOrder int 9,0 required
      Value string 1000`
  },
  {
    name: 'RuleTerritory2Association',
    plural: 'Rule Territory Associations',
    prefix: '0TB',
    sharing: 'ReadWrite',
    fields: `
      RuleId reference >ObjectTerritory2AssignmentRule relation=Rule readonly
      Territory2Id reference >Territory2 children=RuleTerritory2Associations relation=Territory2 readonly
      IsInherited picklist readonly restricted :false|true`
  },
  {
    name: 'Territory2AlignmentLog',
    plural: 'Territory Alignment Logs',
    prefix: '0TL',
    sharing: 'ReadWrite',
    fields: `
      Territory2ModelId reference >Territory2Model relation=Territory2Model readonly
      Territory2Id reference >Territory2 relation=Territory2 readonly
      RunAsId reference >User relation=RunAs readonly
      StartTime datetime readonly
      EndTime datetime readonly
      Status picklist readonly
      Filter textarea 1000 readonly`
  }
];

/** What the feature adds to objects that every org has. */
export const territoryFields: Readonly<Record<string, string>> = {
  Account: 'IsExcludedFromRealign boolean',
  Opportunity: `
    Territory2Id reference >Territory2 children=Opportunities relation=Territory2
    IsExcludedFromTerritory2Filter boolean`
};

const managed = new Set(territoryObjects.map(({ name }) => name.toLowerCase()));

/** Objects of Sales Territories, which all may read and only who manages territories may write. */
export function isTerritoryObject(name: string): boolean {
  return managed.has(name.toLowerCase());
}
