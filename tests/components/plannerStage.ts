/** A draft of 1,000 over two territories below one, as the service answers it; figures by hand. */
export const plannedReport = {
  status: 'Planned',
  spread: 0.25,
  shortfall: null,
  blame: null,
  levels: [
    { level: 1, territories: 1, amount: 1000, beyond: 0 },
    { level: 2, territories: 2, amount: 1100, beyond: 100 }
  ],
  currency: { isoCode: 'USD', decimals: 2 },
  digest: 'a',
  leftOff: 0,
  rows: [
    {
      key: 'north',
      name: 'North',
      parent: null,
      isLeaf: false,
      amount: 1000,
      original: 1000,
      overrideReason: null,
      overAssigned: 100,
      pooled: 0,
      bottomUp: 550,
      gap: 450,
      hours: null,
      loadRatio: null,
      spread: 0.25,
      rationale: 'Quota 1,000.00 USD. Those below carry 1,100.00 USD.'
    },
    {
      key: 'n1',
      name: 'Maine',
      parent: 'north',
      isLeaf: true,
      amount: 600,
      original: 700,
      overrideReason: 'A key account is leaving',
      overAssigned: null,
      pooled: null,
      bottomUp: 550,
      gap: 50,
      hours: { deals: 12, needed: 24, available: 20 },
      loadRatio: 0.9,
      spread: null,
      rationale: 'Quota 600.00 USD.'
    },
    {
      key: 'n2',
      name: 'Vermont',
      parent: 'north',
      isLeaf: true,
      amount: 500,
      original: 400,
      overrideReason: null,
      overAssigned: null,
      pooled: null,
      bottomUp: null,
      gap: null,
      hours: null,
      loadRatio: null,
      spread: null,
      rationale: 'Quota 500.00 USD.'
    }
  ]
};

/** What the draft was asked for. */
export const plannedRequest = {
  target: 1000,
  tier: 'Renewal',
  start: '2027-01-01',
  end: '2027-03-31',
  step: 'Whole',
  weights: { lastResult: 2, potential: 1, pipeline: 0, capacity: 1 },
  mostRise: 0.3,
  mostFall: null,
  overAssignment: 0.1,
  floor: null,
  hoursPerDeal: null,
  pool: 'The pool',
  currency: 'USD',
  overrides: [{ key: 'n1', amount: 600, reason: 'A key account is leaving' }]
};

export const refusedReport = {
  ...plannedReport,
  status: 'Refused',
  spread: null,
  shortfall: -400,
  blame: { key: 'north', name: 'North' },
  levels: [],
  rows: []
};

interface Request {
  readonly id?: string;
  readonly kind?: string;
  readonly status: string;
  readonly target?: string;
  readonly asked?: unknown;
  readonly words?: string;
  readonly report?: unknown;
  readonly error?: string;
}

export const draftId = 'a045e0000000001AAA';
export const planned: Request = {
  id: draftId,
  status: 'Done',
  asked: plannedRequest,
  words: '2 territories carry 1,100.00 USD.',
  report: plannedReport
};

/** Rows of requests as the org answers, the newest first. */
export function plannerAnswer(...requests: readonly Request[]): unknown {
  const json = (value: unknown): string | null =>
    value === undefined ? null : JSON.stringify(value);
  return {
    Evenfield_Request__c: {
      edges: requests.map((request, index) => ({
        node: {
          Id: request.id ?? `a045e000000009${String(index)}AAA`,
          Kind__c: { value: request.kind ?? 'Quota plan' },
          Status__c: { value: request.status },
          Target__c: { value: request.target ?? null },
          Filter__c: { value: json(request.asked) },
          Result__c: { value: request.words ?? null },
          Answer__c: { value: json(request.report) },
          Error__c: { value: request.error ?? null }
        }
      }))
    }
  };
}
