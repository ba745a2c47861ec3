import type { StandardObject } from './standard-object.ts';

const industries =
  'Agriculture|Apparel|Banking|Biotechnology|Chemicals|Communications|Construction|Consulting|Education|Electronics|Energy|Engineering|Entertainment|Environmental|Finance|Food & Beverage|Government|Healthcare|Hospitality|Insurance|Machinery|Manufacturing|Media|Not For Profit|Recreation|Retail|Shipping|Technology|Telecommunications|Transportation|Utilities|Other';
const ratings = 'Hot|Warm|Cold';
const cleanStatuses =
  'Matched|Different|Acknowledged|NotFound|Inactive|Pending|SelectMatch|Skipped';
const leadSources = 'Web|Phone Inquiry|Partner Referral|Purchased List|Other';

/** Objects of the sales process, with the fields that real orgs have from the start. */
export const salesObjects: readonly StandardObject[] = [
  {
    name: 'Account',
    plural: 'Accounts',
    prefix: '001',
    sharing: 'Private',
    owned: true,
    merges: true,
    fields: `
      Name string 255 required name
      Type picklist :Prospect|Customer - Direct|Customer - Channel|Channel Partner / Reseller|Installation Partner|Technology Partner|Other
      ParentId reference >Account children=ChildAccounts relation=Parent
      address Billing
      address Shipping
      Phone phone 40
      Fax phone 40
      AccountNumber string 40
      Website url 255
      Sic string 20
      Industry picklist :${industries}
      AnnualRevenue currency 18,0
      NumberOfEmployees int 8,0
      Ownership picklist :Public|Private|Subsidiary|Other
      TickerSymbol string 20
      Description textarea 32000
      Rating picklist :${ratings}
      Site string 80
      Jigsaw string 20
      JigsawCompanyId string 20 readonly relation=JigsawCompany
      AccountSource picklist :${leadSources}
      SicDesc string 80
      CleanStatus picklist :${cleanStatuses}
      DunsNumber string 9
      Tradestyle string 255
      NaicsCode string 8
      NaicsDesc string 120
      YearStarted string 4
      LastActivityDate date readonly`
  },
  {
    name: 'Contact',
    plural: 'Contacts',
    prefix: '003',
    sharing: 'ControlledByParent',
    owned: true,
    merges: true,
    person: true,
    fields: `
      AccountId reference >Account children=Contacts relation=Account cascade
      Salutation picklist :Mr.|Ms.|Mrs.|Dr.|Prof.|Mx.
      address Mailing
      Phone phone 40
      MobilePhone phone 40
      ReportsToId reference >Contact children=ReportsTo__r relation=ReportsTo
      Email email 80 lookup
      Title string 128
      Department string 80
      LeadSource picklist :${leadSources}
      Description textarea 32000
      AssistantName string 40
      AssistantPhone phone 40
      Birthdate date
      CleanStatus picklist :${cleanStatuses}
      EmailBouncedDate datetime
      EmailBouncedReason string 255
      Fax phone 40
      HomePhone phone 40
      OtherPhone phone 40
      Jigsaw string 20
      LastActivityDate date readonly`
  },
  {
    name: 'Lead',
    plural: 'Leads',
    prefix: '00Q',
    sharing: 'Private',
    owned: true,
    merges: true,
    person: true,
    fields: `
      Title string 128
      Company string 255 required
      Street textarea 255
      City string 40
      State string 80
      PostalCode string 20
      Country string 80
      Latitude double 18,15
      Longitude double 18,15
      Phone phone 40
      Email email 80 lookup
      LeadSource picklist :${leadSources}
      Status picklist required default=first :Open - Not Contacted|Working - Contacted|Closed - Converted|Closed - Not Converted
      Industry picklist :${industries}
      Rating picklist :${ratings}
      AnnualRevenue currency 18,0
      NumberOfEmployees int 8,0
      IsConverted boolean readonly
      ConvertedDate date readonly
      ConvertedAccountId reference >Account relation=ConvertedAccount readonly
      ConvertedContactId reference >Contact relation=ConvertedContact readonly
      ConvertedOpportunityId reference >Opportunity relation=ConvertedOpportunity readonly`
  },
  {
    name: 'Opportunity',
    plural: 'Opportunities',
    prefix: '006',
    sharing: 'Private',
    owned: true,
    fields: `
      AccountId reference >Account children=Opportunities relation=Account cascade
      IsPrivate boolean
      ContactId reference >Contact children=Opportunities once
      Name string 120 required name lookup
      Description textarea 32000
      StageName picklist required :Prospecting|Qualification|Needs Analysis|Value Proposition|Id. Decision Makers|Perception Analysis|Proposal/Price Quote|Negotiation/Review|Closed Won|Closed Lost
      Amount currency 18,2
      Probability percent 3,0
      ExpectedRevenue currency 18,2 readonly
      TotalOpportunityQuantity double 18,2
      CloseDate date required
      Type picklist :New Business|Existing Business|Renewal|Existing Customer - Upgrade|Existing Customer - Replacement|Existing Customer - Downgrade|New Customer
      NextStep string 255
      LeadSource picklist :${leadSources}
      IsClosed boolean readonly
      IsWon boolean readonly
      ForecastCategory picklist readonly :Omitted|Pipeline|BestCase|MostLikely|Forecast|Closed
      CampaignId reference >Campaign children=Opportunities relation=Campaign
      HasOpportunityLineItem boolean readonly
      Pricebook2Id reference >Pricebook2 children=Opportunities relation=Pricebook2
      LastActivityDate date readonly
      FiscalQuarter int 9,0 readonly
      FiscalYear int 9,0 readonly
      LastStageChangeDate datetime readonly`
  },
  {
    name: 'OpportunityCompetitor',
    plural: 'Opportunity: Competitor',
    prefix: '00J',
    sharing: 'ControlledByParent',
    fields: `
      OpportunityId reference >Opportunity children=OpportunityCompetitors relation=Opportunity master required
      CompetitorName string 40
      Strengths string 1000
      Weaknesses string 1000`
  },
  {
    name: 'OpportunityHistory',
    plural: 'Opportunity: Stage Histories',
    prefix: '008',
    sharing: 'ControlledByParent',
    fields: `
      OpportunityId reference >Opportunity children=OpportunityHistories relation=Opportunity master readonly
      StageName picklist readonly
      Amount currency 18,2 readonly
      ExpectedRevenue currency 18,2 readonly
      CloseDate date readonly
      Probability percent 3,0 readonly
      ForecastCategory picklist readonly :Omitted|Pipeline|BestCase|MostLikely|Forecast|Closed
      PrevAmount currency 18,2 readonly
      PrevCloseDate date readonly`
  },
  {
    name: 'OpportunityStage',
    plural: 'Opportunity Stages',
    prefix: '01J',
    sharing: 'ReadWrite',
    fields: `
      MasterLabel string 255 name
      ApiName string 255
      IsActive boolean
      SortOrder int 9,0
      IsClosed boolean
      IsWon boolean
      ForecastCategory picklist :Omitted|Pipeline|BestCase|MostLikely|Forecast|Closed
      DefaultProbability percent 3,0`
  },
  {
    name: 'OpportunityLineItem',
    plural: 'Opportunity Products',
    prefix: '00k',
    sharing: 'ControlledByParent',
    fields: `
      OpportunityId reference >Opportunity children=OpportunityLineItems relation=Opportunity master required
      PricebookEntryId reference >PricebookEntry children=OpportunityLineItems relation=PricebookEntry
      Product2Id reference >Product2 children=OpportunityLineItems relation=Product2
      Name string 376 readonly name
      Quantity double 12,2 required
      UnitPrice currency 18,2
      TotalPrice currency 18,2
      ServiceDate date
      Description string 255`
  },
  {
    name: 'Product2',
    plural: 'Products',
    prefix: '01t',
    sharing: 'ReadWrite',
    fields: `
      Name string 255 required name
      ProductCode string 255
      Description textarea 4000
      IsActive boolean
      Family picklist :Hardware|Software|Service|None`
  },
  {
    name: 'Pricebook2',
    plural: 'Price Books',
    prefix: '01s',
    sharing: 'ReadWrite',
    fields: `
      Name string 255 required name
      IsActive boolean
      IsStandard boolean readonly
      Description string 255`
  },
  {
    name: 'PricebookEntry',
    plural: 'Price Book Entries',
    prefix: '01u',
    sharing: 'ReadWrite',
    fields: `
      Name string 255 readonly name
      Pricebook2Id reference >Pricebook2 children=PricebookEntries relation=Pricebook2 required
      Product2Id reference >Product2 children=PricebookEntries relation=Product2 required
      UnitPrice currency 18,2 required
      IsActive boolean
      UseStandardPrice boolean
      ProductCode string 255 readonly`
  },
  {
    name: 'Campaign',
    plural: 'Campaigns',
    prefix: '701',
    sharing: 'ReadWrite',
    owned: true,
    fields: `
      Name string 80 required name
      ParentId reference >Campaign children=ChildCampaigns relation=Parent
      Type picklist :Conference|Webinar|Trade Show|Public Relations|Partners|Referral Program|Advertisement|Direct Mail|Email|Telemarketing|Other
      Status picklist :Planned|In Progress|Completed|Aborted
      StartDate date
      EndDate date
      IsActive boolean
      Description textarea 32000`
  }
];
