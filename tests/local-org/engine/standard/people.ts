import type { StandardObject } from './standard-object.ts';

/** Users, roles, groups, profiles, permission sets, and the org itself. */
export const peopleObjects: readonly StandardObject[] = [
  {
    name: 'User',
    plural: 'Users',
    prefix: '005',
    sharing: 'Read',
    person: true,
    fields: `
      Username string 80 required unique
      CompanyName string 80
      Division string 80
      Department string 80
      Title string 80
      Street textarea 255
      City string 40
      State string 80
      PostalCode string 20
      Country string 80
      Latitude double 18,15
      Longitude double 18,15
      Email email 128 required
      Phone phone 40
      Alias string 8 required
      IsActive boolean
      TimeZoneSidKey string 40 required
      UserRoleId reference >UserRole children=Users relation=UserRole
      LocaleSidKey string 40 required
      LanguageLocaleKey string 40 required
      EmailEncodingKey string 40 required
      ProfileId reference >Profile children=Users relation=Profile required
      UserType string 40
      ManagerId reference >User children=ManagedUsers relation=Manager
      EmployeeNumber string 20
      FederationIdentifier string 512
      LastLoginDate datetime readonly`
  },
  {
    // Salesforce keeps a row of every user; here one comes with the first freezing.
    name: 'UserLogin',
    plural: 'User Logins',
    prefix: '0Yw',
    sharing: 'ReadWrite',
    fields: `
      UserId reference >User relation=User once
      IsFrozen boolean
      IsPasswordLocked boolean`
  },
  {
    name: 'UserRole',
    plural: 'Roles',
    prefix: '00E',
    sharing: 'ReadWrite',
    fields: `
      Name string 80 required name
      ParentRoleId reference >UserRole relation=ParentRole
      DeveloperName string 80
      RollupDescription string 80`
  },
  {
    name: 'Group',
    plural: 'Groups',
    prefix: '00G',
    sharing: 'ReadWrite',
    fields: `
      Name string 80 name
      DeveloperName string 80
      RelatedId reference >UserRole,User relation=Related
      Type picklist :Regular|Role|RoleAndSubordinates|RoleAndSubordinatesInternal|Queue|Organization
      OwnerId reference >User relation=Owner`
  },
  {
    name: 'GroupMember',
    plural: 'Group Members',
    prefix: '011',
    sharing: 'ReadWrite',
    fields: `
      GroupId reference >Group children=GroupMembers relation=Group required
      UserOrGroupId reference >User,Group required`
  },
  {
    name: 'Organization',
    plural: 'Organizations',
    prefix: '00D',
    sharing: 'ReadWrite',
    fields: `
      Name string 80 name
      TimeZoneSidKey string 40
      LanguageLocaleKey string 40
      DefaultLocaleSidKey string 40
      FiscalYearStartMonth int 2,0
      OrganizationType string 40
      InstanceName string 10
      IsSandbox boolean
      TrialExpirationDate datetime readonly
      NamespacePrefix string 15 readonly
      Country string 80`
  },
  {
    name: 'Period',
    plural: 'Periods',
    prefix: '026',
    sharing: 'ReadWrite',
    fields: `
      StartDate date
      EndDate date
      Type picklist :Year|Quarter|Month|Week
      Number int 9,0
      IsForecastPeriod boolean
      FullyQualifiedLabel string 255
      PeriodLabel string 255
      QuarterLabel string 255`
  },
  {
    name: 'Profile',
    plural: 'Profiles',
    prefix: '00e',
    sharing: 'ReadWrite',
    fields: `
      Name string 255 name
      Description string 255
      UserType string 40`
  },
  {
    name: 'PermissionSet',
    plural: 'Permission Sets',
    prefix: '0PS',
    sharing: 'ReadWrite',
    fields: `
      Name string 80 name
      Label string 80
      Description string 255
      IsOwnedByProfile boolean
      ProfileId reference >Profile relation=Profile`
  },
  {
    name: 'PermissionSetAssignment',
    plural: 'Permission Set Assignments',
    prefix: '0Pa',
    sharing: 'ReadWrite',
    fields: `
      AssigneeId reference >User children=PermissionSetAssignments relation=Assignee required
      PermissionSetId reference >PermissionSet children=Assignments relation=PermissionSet required
      IsActive boolean`
  },
  {
    name: 'RecordType',
    plural: 'Record Types',
    prefix: '012',
    sharing: 'ReadWrite',
    fields: `
      Name string 80 name
      DeveloperName string 80
      SobjectType string 40
      Description string 255
      IsActive boolean`
  },
  {
    name: 'CustomNotificationType',
    plural: 'Custom Notification Types',
    prefix: '0ML',
    sharing: 'ReadWrite',
    fields: `
      DeveloperName string 80
      MasterLabel string 80
      CustomNotifTypeName string 80 name
      Description string 255
      Desktop boolean
      Mobile boolean`
  },
  {
    name: 'AccountShare',
    plural: 'Account Shares',
    prefix: '00r',
    sharing: 'ControlledByParent',
    fields: `
      AccountId reference >Account children=Shares relation=Account required
      UserOrGroupId reference >User,Group required
      AccountAccessLevel picklist required :Read|Edit|All
      OpportunityAccessLevel picklist :None|Read|Edit
      CaseAccessLevel picklist :None|Read|Edit
      ContactAccessLevel picklist :None|Read|Edit
      RowCause picklist default=Manual :Owner|Manual|Team|Rule|ImplicitChild|ImplicitParent|Territory2AssociationManual`
  },
  {
    name: 'OpportunityShare',
    plural: 'Opportunity Shares',
    prefix: '00t',
    sharing: 'ControlledByParent',
    fields: `
      OpportunityId reference >Opportunity children=Shares relation=Opportunity required
      UserOrGroupId reference >User,Group required
      OpportunityAccessLevel picklist required :Read|Edit|All
      RowCause picklist default=Manual :Owner|Manual|Team|Rule|ImplicitChild|Territory2AssociationManual`
  }
];
