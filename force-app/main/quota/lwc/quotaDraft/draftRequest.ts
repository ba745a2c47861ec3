export interface Override {
  /** Key of the territory. */
  readonly key: string;
  readonly amount: number;
  readonly reason: string;
}

export interface Weights {
  readonly lastResult: number;
  readonly potential: number;
  readonly pipeline: number;
  readonly capacity: number;
}

/** What is asked of a plan, as the request's Filter holds it. Shares are 0 to 1; null is no limit. */
export interface DraftRequest {
  readonly target: number;
  readonly tier: string;
  /** Key of the territory whose quota is split below it; left out for the whole company. */
  readonly root?: string;
  /** Left out for the whole tier. */
  readonly productFamily?: string;
  readonly start: string;
  readonly end: string;
  /** What the period is cut into: Whole, Quarters or Months. */
  readonly step: string;
  readonly weights: Weights;
  readonly mostRise: number | null;
  readonly mostFall: number | null;
  readonly overAssignment: number;
  /** Least of each territory that has none below it, an amount; null for no floor. */
  readonly floor: number | null;
  /** Selling hours that a deal takes; null where they are not to be told. */
  readonly hoursPerDeal: number | null;
  readonly pool: string;
  readonly currency: string;
  readonly overrides: readonly Override[];
}

/** What the service takes where nothing is said; target and period are for people to say. */
export const emptyRequest: DraftRequest = {
  target: NaN,
  tier: 'New',
  start: '',
  end: '',
  step: 'Whole',
  weights: { lastResult: 1, potential: 1, pipeline: 1, capacity: 1 },
  mostRise: null,
  mostFall: null,
  overAssignment: 0,
  floor: null,
  hoursPerDeal: null,
  pool: 'The pool',
  currency: 'USD',
  overrides: []
};

/** A request as it was written, completed by what the service takes; null for what is none. */
export function readRequest(text: string | null): DraftRequest | null {
  let given: unknown;
  try {
    given = JSON.parse(text ?? 'null');
  } catch {
    return null;
  }
  if (typeof given !== 'object' || given === null) return null;
  const request = given as Partial<DraftRequest>;
  return {
    ...emptyRequest,
    ...request,
    weights: { ...emptyRequest.weights, ...request.weights }
  };
}

/** Whether two requests ask for the same. */
export function isSame(one: DraftRequest, other: DraftRequest): boolean {
  return told(one) === told(other);
}

function told({ weights, overrides, ...rest }: DraftRequest): string {
  const sorted = [...overrides].sort((a, b) => (a.key < b.key ? -1 : 1));
  return JSON.stringify([
    rest.target,
    rest.tier,
    rest.productFamily ?? null,
    rest.root ?? null,
    rest.start,
    rest.end,
    rest.step,
    weights.lastResult,
    weights.potential,
    weights.pipeline,
    weights.capacity,
    rest.mostRise,
    rest.mostFall,
    rest.overAssignment,
    rest.floor,
    rest.hoursPerDeal,
    rest.pool,
    rest.currency,
    sorted.map(({ key, amount, reason }) => [key, amount, reason])
  ]);
}
