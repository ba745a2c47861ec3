type Values = Readonly<Record<string, unknown>>;

const value = (one: unknown): unknown => ({ value: one });
const node = (id: string, fields: Values): unknown => ({
  node: {
    Id: id,
    ...Object.fromEntries(Object.entries(fields).map(([name, one]) => [name, value(one)]))
  }
});

const goals = {
  edges: [
    {
      node: {
        Id: 'g1',
        What__c: value('=HYPERLINK("x")'),
        Measure__c: value('Attained'),
        Sense__c: value('At Least'),
        Target__c: value(1000),
        Actual__c: value(250),
        Due__c: value('2026-10-31'),
        Status__c: value('Open'),
        Note__c: value(null),
        Person__r: { Name: value('Ana Ruiz') }
      }
    },
    {
      node: {
        Id: 'g2',
        What__c: value('Fewer alerts'),
        Measure__c: value('Open Alerts'),
        Sense__c: value('At Most'),
        Target__c: value(1),
        Actual__c: value(3),
        Due__c: value('2026-09-15'),
        Status__c: value('Missed'),
        Note__c: value('Talk with service'),
        Person__r: { Name: value('Ana Ruiz') }
      }
    }
  ]
};

const september = { Kind__c: 'Month', Period_Start__c: '2026-09-01', Period_End__c: '2026-09-30' };
const august = { Kind__c: 'Month', Period_Start__c: '2026-08-01', Period_End__c: '2026-08-31' };
const third = { Kind__c: 'Quarter', Period_Start__c: '2026-07-01', Period_End__c: '2026-09-30' };
const north = { Territory__c: 't1', Territory_Label__c: 'North', Measured_On__c: '2026-10-01' };
const south = { Territory__c: 't2', Territory_Label__c: 'South', Measured_On__c: '2026-10-01' };
const results = { Part__c: 'Results', Notes__c: 'Said before', Opened__c: false };

/** North with two months, a quarter and how its person sold; South with one month. */
export const reviewAnswer = {
  Evenfield_Review__c: {
    edges: [
      {
        node: {
          ...(
            node('r1', {
              ...north,
              ...september,
              ...results,
              Quota__c: 1000,
              Attained__c: 800,
              Attainment__c: 0.8,
              Pace__c: 0.9,
              Open_Pipeline__c: 500,
              Accounts__c: 40,
              Workload_Hours__c: 48,
              Capacity_Hours__c: 40,
              Health__c: 61.5,
              GRR__c: 0.9,
              NRR__c: 1.1,
              Alerts__c: 2
            }) as { node: object }
          ).node,
          Review_Goals__r: goals
        }
      },
      node('r2', {
        ...north,
        ...september,
        Part__c: 'Selling',
        Opened__c: false,
        Closed__c: 10,
        Win_Rate__c: 0.5,
        Win_Rate_Low__c: 0.24,
        Win_Rate_High__c: 0.76,
        Calls__c: 30,
        Calls_Goal__c: 40,
        Meetings__c: 12,
        Emails__c: null,
        New_Leads__c: 5,
        Proposals__c: 3,
        Proposals_Goal__c: 4
      }),
      node('r3', {
        ...north,
        ...august,
        ...results,
        Notes__c: null,
        Quota__c: 1000,
        Attained__c: 900,
        Attainment__c: 0.9,
        Health__c: 70,
        Accounts__c: 41,
        Alerts__c: 0
      }),
      node('r4', {
        ...north,
        ...august,
        Part__c: 'Selling',
        Opened__c: false,
        Closed__c: 8,
        Win_Rate__c: 0.25,
        Win_Rate_Low__c: 0.07,
        Win_Rate_High__c: 0.59
      }),
      node('r5', { ...north, ...third, ...results, Attained__c: 2500 }),
      node('r6', { ...south, ...september, ...results, Attained__c: 10 })
    ]
  },
  Evenfield_Territory_Member__c: {
    edges: [
      {
        node: {
          Id: 'm1',
          Territory__c: value('t1'),
          User__c: value('0055e0000000001AAA'),
          User__r: { Name: value('Ana Ruiz') }
        }
      }
    ]
  }
};
