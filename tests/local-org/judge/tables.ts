/**
 * The rows that the judged queries run over, as tables: one line a row, cells between bars, an
 * empty cell is null. A cell that bears the key of another row (`a1`, `c3`) names it.
 * The clock stands at 2026-03-11T02:30Z, which is 22:30 on 10 March in New York, two days after
 * the clocks went forward there; several instants lie a second before and at a border.
 */
export const accounts = String.raw`
key|Name|ParentId|Type|Industry|AnnualRevenue|NumberOfEmployees|Rating|BillingCity|BillingState|BillingPostalCode|BillingCountry|BillingLatitude|BillingLongitude|OwnerId|Colors__c|Grade__c|Opened__c|Seen__c|Active__c|Score__c|Code__c|Site
a1|Acme||Customer - Direct|Technology|1000000|120|Hot|Austin|TX|78701|US|30.2672|-97.7431|admin|Red;Blue|A1|2024-01-15|2026-03-11T03:59:59Z|true|10.5|Ab1|HQ
a2|Acme East|a1|Customer - Direct|Technology|500000|40|Warm|Boston|MA|02108|US|42.3601|-71.0589|manager|Red|B2|2024-02-29|2026-03-11T04:00:00Z|true|10.5|aB1|
a3|Acme East Labs|a2|Prospect|Technology|250000|12||Boston|MA|02110|US|42.3555|-71.0565|rep|Green;Blue|B2|2024-12-31|2026-03-10T03:59:59Z|false|-3.25||Lab
a4|Acme East Labs Annex|a3|Prospect||||Cold|Cambridge|MA|02139|US|42.3736|-71.1097|rep|||2025-01-01|2026-03-10T04:00:00Z|true|0||
a5|Acme Annex Cellar|a4|Other||0|1||Cambridge|MA||US|||rep2|Teal|C3|2025-03-31|2026-03-08T04:59:59Z|false|||
a6|Acme Cellar Vault|a5|||75000|3||||||||rep2|||2025-04-01|2026-03-08T05:00:00Z|true|2.75|x9|
a7|beta Corp||Prospect|Banking|750000|90|Cold|New York|NY|10001|US|40.7128|-74.006|manager|Red;Green;Blue|A1|2025-06-30|2026-01-01T04:59:59Z|true|99.99|B7|North
a8|Beta Holding|a7|Customer - Channel|Banking|750000|90|Hot|New York|NY|10002|US|40.7157|-73.9863|manager|Green|A1|2025-07-01|2026-01-01T05:00:00Z|false|7|b7|South
a9|BETA labs|a7|Prospect|Biotechnology|||Warm|Newark|NJ|07102|US|40.7357|-74.1724|rep||C3|2025-09-30|2026-04-01T03:59:59Z|true|7||
a10|Café Zürich||Customer - Direct|Food & Beverage|120000.75|15|Warm|Zürich|ZH|8001|CH|47.3769|8.5417|admin|Red;Teal|C3|2025-10-01|2026-04-01T04:00:00Z|true|3.14|zü1|
a11|CAFÉ NOIR||Prospect|Food & Beverage|80000|6|Cold|Paris||75001|FR|48.8566|2.3522|admin|Teal|B2|2025-12-31|2025-12-31T23:30:00Z|false|3.14||
a12|Élan Vital||Customer - Direct|Healthcare|640000|55|Hot|Lyon||69001|FR|45.764|4.8357|rep|Green;Teal|A1|2026-01-01|2025-06-15T12:00:00Z|true|41||
a13|élan parts|a12|Other|Manufacturing|20000|4||Lyon||69002|FR|45.75|4.85|rep|||2026-01-31|2025-03-09T06:59:59Z|false|||
a14|100% Pure||Prospect|Consulting|330000|25|Warm|Denver|CO|80202|US|39.7392|-104.9903|rep2|Red;Green|B2|2026-02-01|2025-03-09T07:00:00Z|true|15||
a15|100 Percent||Prospect|Consulting|330000|25|Cold|Denver|CO|80203|US|39.7312|-104.9826|rep2|Red|B2|2026-02-28|2025-11-02T05:30:00Z|true|15||
a16|Under_Score||Other|Education|90000|11||Salem|OR|97301|US|44.9429|-123.0351|admin|Blue||2026-03-01|2025-11-02T06:30:00Z|false|-20|under_1|
a17|UnderXScore||Other|Education|95000|12||Salem|MA|01970|US|42.5195|-70.8967|admin|Blue||2026-03-07|2025-11-02T04:00:00Z|true|-20.5||
a18|O'Brien & Sons||Customer - Direct|Construction|410000|60|Hot|Chicago|IL|60601|US|41.8857|-87.6228|manager|Red;Green;Blue;Teal|A1|2026-03-08|2026-03-01T00:00:00Z|true|55.5||
a19|Back\slash Ltd||Prospect|Construction|415000|61|Warm|Chicago|IL|60602|US|41.8832|-87.629|manager||C3|2026-03-09|2026-02-28T23:59:59Z|false|55.5||
a20|Gamma||Customer - Channel|Energy|2500000|800|Hot|Houston|TX|77002|US|29.7589|-95.3677|admin|Green|A1|2026-03-10|2026-02-01T12:34:56Z|true|1000||Dock
a21|Gamma West|a20|Customer - Channel|Energy|2500000|800|Hot|Phoenix|AZ|85001|US|33.4484|-112.074|admin|Red;Green|A1|2026-03-11|2026-03-10T23:00:00Z|true|1000||
a22|Gamma North|a20|Prospect|Energy|1|0|Cold|Anchorage|AK|99501|US|61.2181|-149.9003|rep|Blue;Teal|B2|2026-03-12|2026-03-12T00:00:00Z|false|0||
a23|Delta|||||||||||||rep|||2026-03-14||false|||
a24|delta|||||||||||||rep2|||2026-03-15||false|||
a25|Zed||Prospect|Utilities|60000|9|Cold|Tokyo||100-0001|JP|35.6762|139.6503|outsider|Red;Teal|C3|2026-03-31|2026-03-31T14:59:59Z|true|8||
a26|東京電機||Prospect|Electronics|990000|210|Warm|東京||100-0002|JP|35.6804|139.769|outsider|Blue|A1|2026-04-01|2026-03-31T15:00:00Z|true|88||
a27|Quay Nine||Other|Shipping|45000|7||Sydney|NSW|2000|AU|-33.8688|151.2093|rep|Green|B2|2026-06-30|2026-06-30T13:59:59Z|false|12||
a28|Quay Ten||Other|Shipping|45000|7||Suva|||FJ|-18.1248|178.4501|rep|Green|B2|2026-07-01|2026-07-01T00:00:00Z|true|12||
a29|Line One||Prospect|Media|31000|5|Warm|Apia|||WS|-13.8507|-171.7514|rep2|Red;Blue|C3|2026-12-31|2026-12-31T23:59:59Z|true|13||
a30|Line Two||Prospect|Media|31000.5|5|Cold|Reykjavík|||IS|64.1466|-21.9426|rep2|Red;Blue|C3|2027-01-01|2027-01-01T00:00:00Z|false|13.5||
a31|Tie||Prospect|Retail|10000|2|Hot|Reno|NV|89501|US|39.5296|-119.8138|manager||A1|2025-03-10|2025-03-10T04:00:00Z|true|1||
a32|Tie||Customer - Direct|Retail|10000|2|Warm|Reno|NV|89502|US|39.5|-119.78|manager||B2|2025-03-11|2025-03-11T04:00:00Z|true|1||
a33|Tie||Other|Retail|10000|2|Cold|Reno|NV|89503|US|39.54|-119.84|admin||C3|2025-03-12|2025-03-12T04:00:00Z|false|1||
a34|New York Deli||Prospect|Food & Beverage|15000|3|Cold|new york|ny|10003|US|40.7316|-73.9893|rep|Red||2024-03-10|2024-03-10T12:00:00Z|true|6||
a35|Pole||Other|Environmental|5|1|||||AQ|-90|0|admin|||2023-01-01|2023-01-01T00:00:00Z|false|0.01||
a36|Leap||Prospect|Hospitality|29000|29|Warm|Galway|||IE|53.2707|-9.0568|rep|Red;Green;Blue||2020-02-29|2020-02-29T12:00:00Z|true|29||
`;

export const contacts = String.raw`
key|FirstName|LastName|AccountId|ReportsToId|Email|Phone|Title|Department|LeadSource|MailingCity|MailingCountry|Salutation
c1|Ann|Able|a1||ann.able@acme.example|(512) 555-0101|CEO|Board|Web|Austin|US|Ms.
c2|Bob|Baker|a1|c1|bob.baker@acme.example|(512) 555-0102|CFO|Finance|Web|Austin|US|Mr.
c3|Cy|Cole|a1|c2|cy.cole@acme.example||Clerk|Finance|Phone Inquiry|Austin|US|
c4|Di|Dunn|a1|c3||(512) 555-0104|Clerk||Other||US|
c5|Ed|Eads|a1|c4|ed.eads@acme.example|||Finance||Dallas|US|Dr.
c6|Flo|Fry|a1|c5|flo.fry@acme.example||Intern|Finance|Web|Dallas|US|
c7|Gus|Able|a2||gus.able@acme.example|(617) 555-0107|Director|Sales|Partner Referral|Boston|US|Mr.
c8|Hal|able|a2|c7|HAL.ABLE@ACME.EXAMPLE||Rep|sales|Partner Referral|Boston|US|
c9|Ida|Innes|a6||ida@vault.example||Guard|||||
c10|Jo|Jones|a7||jo.jones@beta.example|(212) 555-0110|VP|Sales|Web|New York|US|Mx.
c11|Kim|Jones|a7|c10|kim.jones@beta.example||Rep|Sales|Purchased List|New York|US|
c12|Lea|Jones|a8||lea.jones@beta.example||Rep|Sales|Web|new york|US|
c13|José|Núñez|a10||jose@cafe.example|+41 44 555 01 13|Chef|Kitchen|Web|Zürich|CH|
c14|Zoë|Ångström|a10|c13|zoe@cafe.example||Baker|kitchen|Other|Zürich|CH|Prof.
c15|Max|O'Brien|a18||max@obrien.example||Owner|Board|Phone Inquiry|Chicago|US|
c16|Moe|O'Brien|a18|c15|moe@obrien.example||Owner|Board||Chicago|US|
c17|Ned|North|a20||ned@gamma.example||Trader|Trading|Web|Houston|US|
c18|Ona|North|a21|c17|ona@gamma.example||Trader|Trading|Web|Phoenix|US|
c19||Solo|||solo@nowhere.example|||||||
c20|Pia|Park|||pia@nowhere.example||Freelancer||Other||KR|
c21|太郎|山田|a26||taro@denki.example||課長|営業|Web|東京|JP|
c22|Ray|Reed|a31||ray@tie.example||Buyer|Stock|Purchased List|Reno|US|
c23|Roy|Reed|a32||roy@tie.example||Buyer|Stock|Purchased List|Reno|US|
c24|Rex|Reed|a33||rex@tie.example||Buyer|Stock||Reno|US|
`;

export const campaigns = String.raw`
key|Name|ParentId|Type|Status|StartDate|EndDate|IsActive
m1|Spring||Webinar|Completed|2026-02-01|2026-02-28|false
m2|Spring Follow-up|m1|Email|In Progress|2026-03-01|2026-03-31|true
m3|Fair||Trade Show|Planned|2026-05-05||true
m4|Letters|m3|Direct Mail||||false
`;

export const opportunities = String.raw`
key|Name|AccountId|StageName|Amount|CloseDate|Type|LeadSource|OwnerId|CampaignId|IsPrivate|TotalOpportunityQuantity|NextStep
o1|Acme Roof|a1|Prospecting|1000|2026-03-10|New Business|Web|admin|m1|false|1|Call
o2|Acme Wall|a1|Qualification|2500.5|2026-03-11|New Business|Web|admin|m1|false|2|
o3|Acme Door|a1|Closed Won|4000|2026-01-15|Existing Business|Phone Inquiry|manager||false|3|
o4|Acme Lost|a1|Closed Lost||2025-12-31|Renewal||manager||false||
o5|East Roof|a2|Needs Analysis|1200|2026-04-01|New Business|Web|rep|m2|false|4|Visit
o6|East Wall|a2|Value Proposition|1200|2026-04-02|New Business|Other|rep|m2|true|5|visit
o7|Labs Kit|a3|Id. Decision Makers|300.25|2026-06-30|Renewal|Web|rep||false||
o8|Beta Vault|a7|Perception Analysis|90000|2026-07-01|New Business|Partner Referral|manager|m3|false|10|Sign
o9|Beta Safe|a7|Proposal/Price Quote|90000|2026-09-30|New Business|Partner Referral|manager|m3|false|11|Sign
o10|Beta Lock|a8|Negotiation/Review|45000|2026-12-31|Renewal|Partner Referral|rep2||false|1|
o11|Beta Key|a8|Closed Won|45000|2025-11-30|Renewal|Purchased List|rep2||false|1|
o12|Café Oven|a10|Closed Won|7000.1|2025-10-01|New Business|Web|admin||false|2|
o13|Café Mixer|a10|Closed Won|7000.2|2026-02-28|New Business|Web|admin||false|2|
o14|Café Sink|a11|Closed Lost|50|2026-03-01||Other|admin||true||
o15|Élan Bed|a12|Prospecting||2026-03-31|New Business||rep|m1|false||
o16|Pure Water|a14|Qualification|0|2026-05-05|New Business|Web|rep2||false|100|
o17|Score Book|a16|Prospecting|-100|2024-02-29|Renewal|Other|admin||false|-1|
o18|Sons Brick|a18|Closed Won|15000|2026-03-09|Existing Business|Phone Inquiry|manager||false|1500|
o19|Sons Beam|a18|Closed Won|25000|2026-03-08|Existing Business|Phone Inquiry|manager||false|50|
o20|Sons Nail|a18|Closed Lost|99.99|2026-03-07|Existing Business||manager||false|10000|
o21|Gamma Rig|a20|Negotiation/Review|1000000|2027-01-01|New Business|Partner Referral|admin|m3|false|1|Board
o22|Gamma Pipe|a20|Closed Won|500000|2025-06-30|New Business|Partner Referral|admin||false|7|
o23|West Pipe|a21|Closed Won|500000|2025-07-01|Renewal||admin||false|7|
o24|North Drill|a22|Closed Lost|1|2025-03-31|New Business|Other|rep||false||
o25|Orphan||Prospecting|10|2026-03-12||Web|rep||false||
o26|Orphan Two||Qualification||2026-03-17|Renewal|Web|rep2||true||
o27|Denki Chip|a26|Value Proposition|33000|2026-03-15|New Business|Web|outsider||false|330|
o28|Tie Knot|a31|Closed Won|100|2026-02-01|New Business|Web|manager||false|1|
o29|Tie Knot|a32|Closed Won|100|2026-02-01|Renewal|Web|manager||false|1|
o30|Tie Knot|a33|Closed Won|100|2026-02-01|Renewal|Other|admin||false|1|
`;

export const cases = String.raw`
key|Subject|AccountId|ContactId|Status|Priority|Origin|Type|Reason|IsEscalated|OwnerId
s1|Leak|a1|c1|New|High|Web|Mechanical|Breakdown|false|admin
s2|leak again|a1|c2|Working|High|Phone|Mechanical|Breakdown|true|admin
s3|Noise|a1||Closed|Low|Email|Electrical||false|manager
s4|Smell|a2|c7|New|Medium|Web|Other|Installation|false|manager
s5|Heat|a7|c10|Escalated|High|Phone|Electronic|Performance|true|rep
s6|Cold|a7|c11|Closed|Medium|Phone|Electronic|Performance|false|rep
s7|Burnt|a10|c13|Working||Email|||false|rep2
s8|Crack|a18|c15|Closed|Low|Web|Structural|Installation|false|rep2
s9|Rust|a20|c17|New|Low|Email|Mechanical|Equipment Complexity|false|admin
s10|Question||c20|New|Medium|Web||Other|false|admin
s11|Nobody|||New||||Other|true|rep
s12|50% off|a14||Closed|Low|Email|Other||false|rep
`;

export const leads = String.raw`
key|FirstName|LastName|Company|Status|Rating|LeadSource|Industry|AnnualRevenue|State|Country|OwnerId|Email
l1|Al|Adams|Alpha|Open - Not Contacted|Hot|Web|Technology|1000|TX|US|admin|al@alpha.example
l2|Bo|Adams|Alpha|Working - Contacted|Hot|Web|Technology|2000|TX|US|admin|bo@alpha.example
l3|Cal|Burns|Bravo|Open - Not Contacted|Warm|Web|Banking||MA|US|manager|cal@bravo.example
l4|Dot|Burns|Bravo|Closed - Not Converted|Cold|Phone Inquiry|Banking|500|MA|US|manager|
l5|Eve|Cruz|Carga|Open - Not Contacted||Phone Inquiry||750||MX|rep|eve@carga.example
l6|Fay|Diaz|Delta|Working - Contacted|Warm|||||MX|rep|fay@delta.example
l7|Gil|Élie|Écho|Open - Not Contacted|Cold|Other|Media|300||FR|rep2|
l8||Foxtrot|Fox|Working - Contacted|Hot|Other|Media|300|||rep2|fox@fox.example
`;

export const tasks = String.raw`
key|Subject|WhoId|WhatId|Status|Priority|ActivityDate|OwnerId
t1|Call|c1|a1|Completed|Normal|2026-03-10|admin
t2|call back|c1|o1|Not Started|High|2026-03-11|admin
t3|Send quote|c10|o8|In Progress|High|2026-03-12|manager
t4|Send contract|c10|a7|Completed|Low|2026-03-01|manager
t5|Visit|c13|s7|Not Started|Normal||rep
t6|Lead call|l1||Not Started|Normal|2026-02-28|rep
t7|Lead mail|l3||Completed|Low|2026-03-09|rep2
t8|Plan|||Deferred|Normal|2026-04-01|rep2
t9|Review|c17|o21|Waiting on someone else|High|2026-03-31|admin
t10|Campaign check||m2|Not Started|Low|2026-03-15|admin
t11|Wait|c7|a2|Waiting on someone else||2026-03-08|manager
t12|Close file|c15|a18|Completed|High|2025-12-31|manager
`;

export const events = String.raw`
key|Subject|WhoId|WhatId|StartDateTime|DurationInMinutes|ShowAs|Location|IsPrivate|OwnerId
e1|Lunch|c1|a1|2026-03-10T16:00:00Z|60|Busy|Café|false|admin
e2|Demo|c10|o8|2026-03-11T03:30:00Z|30|Busy||false|manager
e3|demo|c11|o9|2026-03-11T04:00:00Z|45|OutOfOffice|Online|true|manager
e4|Fair|l1||2026-05-05T13:00:00Z|480|OutOfOffice|Hall 9|false|rep
e5|Repair|c13|s7|2026-03-09T07:15:00Z|15|Free|Zürich|false|rep2
e6|Board||a20|2025-12-31T23:59:00Z|90|Busy||false|admin
e7|Empty|||2024-02-29T12:00:00Z|5|Free||false|rep
`;

export const products = String.raw`
key|Name|ProductCode|Family|IsActive
p1|Anvil|AN-1|Hardware|true
p2|Anvil XL|AN-2|Hardware|false
p3|Backup|BK-1|Service|true
p4|Console|CO-1|Software|true
p5|console lite|co-2|Software|true
p6|Draft|||false
p7|Empty|EM_1|None|true
p8|Émeraude|EM%1|Hardware|true
`;

export const visits = String.raw`
key|Name|Account__c|Day__c|Mood__c|Cost__c
v1|First|a1|2026-03-09|Good|10
v2|Second|a1|2026-03-10|Bad|20.5
v3|Third|a1|2026-03-11|Good|
v4|Fourth|a7|2026-02-01||5
v5|Fifth|a10|2025-12-31|Good|7.25
v6|Sixth|||Bad|1
v7|Seventh|a2|2026-03-10|Good|0
`;
