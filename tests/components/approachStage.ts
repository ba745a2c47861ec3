/** What the service answers of a company whose results go by industry; figures by hand. */
export const approachReport = {
  today: '2026-05-16',
  from: '2024-05-16',
  by: 'territories',
  problems: 1,
  calls: 20,
  comparison: {
    accounts: 400,
    territories: 8,
    deals: 900,
    won: 300,
    approaches: [
      {
        name: 'geography',
        by: 'Billing State',
        known: 1,
        build: { groups: 8, balance: 0.95, travelHours: 40.4, hours: 300.2, moved: 0.71 },
        winRate: { value: -0.01, low: -0.02, high: 0.01 },
        dealSize: null,
        gain: 0
      },
      {
        name: 'industry',
        by: 'Industry',
        known: 0.9,
        build: { groups: 5, balance: 0.9, travelHours: 80, hours: 340, moved: 0.12 },
        winRate: { value: 0.06, low: 0.02, high: 0.08 },
        dealSize: null,
        gain: 55
      },
      {
        name: 'hybrid',
        by: 'Billing State and Industry',
        known: 0.9,
        build: null,
        winRate: { value: 0.05, low: 0.01, high: 0.08 },
        dealSize: null,
        gain: 50
      }
    ],
    named: { name: 'industry', sure: 0.97, chance: 0.01, words: 'Results go by industry.' },
    nearestToday: 'industry',
    left: [{ name: 'product', why: 'Of the accounts only 2 % say: Product Family bought most.' }]
  }
};

interface Request {
  readonly status: string;
  readonly answer?: string;
  readonly error?: string;
}

/** Rows of requests as the org answers, the newest first. */
export function approachAnswer(...requests: readonly Request[]): unknown {
  return {
    Evenfield_Request__c: {
      edges: requests.map(({ status, answer = null, error = null }, index) => ({
        node: {
          Id: `a045e000000000${String(index)}AAA`,
          Status__c: { value: status },
          Answer__c: { value: answer },
          Error__c: { value: error }
        }
      }))
    }
  };
}
