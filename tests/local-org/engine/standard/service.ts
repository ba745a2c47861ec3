import type { StandardObject } from './standard-object.ts';

/** Objects of service and of what people did. */
export const serviceObjects: readonly StandardObject[] = [
  {
    name: 'Asset',
    plural: 'Assets',
    prefix: '02i',
    sharing: 'Private',
    owned: true,
    fields: `
      Name string 255 required name
      AccountId reference >Account children=Assets relation=Account cascade
      ContactId reference >Contact children=Assets relation=Contact
      Product2Id reference >Product2 children=Assets relation=Product2
      SerialNumber string 80
      InstallDate date
      PurchaseDate date
      UsageEndDate date
      Status picklist :Shipped|Installed|Registered|Obsolete|Purchased
      Price currency 18,2
      Quantity double 12,2
      Description textarea 32000`
  },
  {
    name: 'Contract',
    plural: 'Contracts',
    prefix: '800',
    sharing: 'Private',
    owned: true,
    fields: `
      AccountId reference >Account children=Contracts relation=Account required restrict
      ContractNumber autonumber 30 name
      Status picklist default=Draft :Draft|In Approval Process|Activated
      StartDate date
      EndDate date
      ContractTerm int 4,0
      OwnerExpirationNotice picklist restricted :15|30|45|60|90|120
      ActivatedDate datetime readonly
      StatusCode picklist readonly :Draft|InApproval|Activated
      Description textarea 32000`
  },
  {
    name: 'Case',
    plural: 'Cases',
    prefix: '500',
    sharing: 'Private',
    owned: true,
    fields: `
      CaseNumber autonumber 30 name lookup
      ContactId reference >Contact children=Cases relation=Contact
      AccountId reference >Account children=Cases relation=Account restrict
      Type picklist :Mechanical|Electrical|Electronic|Structural|Other
      Status picklist :New|Working|Escalated|Closed
      Reason picklist :Installation|Equipment Complexity|Performance|Breakdown|Other
      Origin picklist :Email|Phone|Web
      Subject string 255
      Priority picklist :High|Medium|Low
      Description textarea 32000
      IsClosed boolean readonly
      ClosedDate datetime readonly
      IsEscalated boolean`
  },
  {
    name: 'Task',
    plural: 'Tasks',
    prefix: '00T',
    sharing: 'ControlledByParent',
    owned: true,
    fields: `
      WhoId reference >Contact,Lead children=Tasks relation=Who
      WhatId reference >Account,Opportunity,Case,Asset,Contract,Campaign children=Tasks relation=What
      Subject string 255 name
      ActivityDate date
      Status picklist :Not Started|In Progress|Completed|Waiting on someone else|Deferred
      Priority picklist :High|Normal|Low
      AccountId reference >Account relation=Account readonly
      IsClosed boolean readonly
      IsHighPriority boolean readonly
      Description textarea 32000
      TaskSubtype picklist :Task|Email|ListEmail|Cadence|Call
      CallDurationInSeconds int 8,0
      CompletedDateTime datetime readonly
      IsRecurrence boolean
      IsArchived boolean readonly`
  },
  {
    name: 'ActivityHistory',
    plural: 'Activity History',
    prefix: '',
    sharing: 'ControlledByParent',
    view: true,
    owned: true,
    fields: `
      WhoId reference >Contact,Lead relation=Who readonly
      WhatId reference >Account,Opportunity,Case,Asset,Contract,Campaign relation=What readonly
      Subject string 255 name readonly
      ActivityDate date readonly
      Status picklist readonly :Not Started|In Progress|Completed|Waiting on someone else|Deferred
      Priority picklist readonly :High|Normal|Low
      AccountId reference >Account children=ActivityHistories relation=Account readonly
      IsClosed boolean readonly
      IsTask boolean readonly
      Description textarea 32000 readonly`
  },
  {
    name: 'Event',
    plural: 'Events',
    prefix: '00U',
    sharing: 'ControlledByParent',
    owned: true,
    fields: `
      WhoId reference >Contact,Lead children=Events relation=Who
      WhatId reference >Account,Opportunity,Case,Asset,Contract,Campaign children=Events relation=What
      Subject string 255 name
      Location string 255
      IsAllDayEvent boolean
      ActivityDateTime datetime
      ActivityDate date
      DurationInMinutes int 8,0
      StartDateTime datetime
      EndDateTime datetime
      EndDate date readonly
      AccountId reference >Account relation=Account readonly
      Description textarea 32000
      IsPrivate boolean
      ShowAs picklist :Busy|OutOfOffice|Free
      EventSubtype picklist :Event
      IsArchived boolean readonly`
  }
];
