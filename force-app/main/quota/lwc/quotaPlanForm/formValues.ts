import needsTarget from '@salesforce/label/c.Evenfield_Planner_Needs_Target';
import needsPeriod from '@salesforce/label/c.Evenfield_Planner_Needs_Period';
import needsOrder from '@salesforce/label/c.Evenfield_Planner_Needs_Order';
import needsNumber from '@salesforce/label/c.Evenfield_Planner_Needs_Number';
import needsFall from '@salesforce/label/c.Evenfield_Planner_Needs_Fall';
import type { DraftRequest } from 'c/quotaDraft';
import { emptyRequest } from 'c/quotaDraft';

/** The form's texts as people type them; limits and over-assignment in percent, empty for no limit. */
export interface FormValues {
  readonly target: string;
  readonly tier: string;
  readonly productFamily: string;
  readonly start: string;
  readonly end: string;
  readonly step: string;
  readonly lastResult: string;
  readonly potential: string;
  readonly pipeline: string;
  readonly capacity: string;
  readonly mostRise: string;
  readonly mostFall: string;
  readonly overAssignment: string;
  /** An amount, not a share. */
  readonly floor: string;
  readonly hoursPerDeal: string;
  readonly pool: string;
  readonly currency: string;
}

export type FormReading =
  | { readonly request: DraftRequest; readonly fault: '' }
  | { readonly request: null; readonly fault: string };

const numbers = [
  'lastResult',
  'potential',
  'pipeline',
  'capacity',
  'mostRise',
  'mostFall',
  'overAssignment',
  'floor',
  'hoursPerDeal'
] as const;

/** The form of a request. */
export function valuesOf(request: DraftRequest): FormValues {
  const { weights } = request;
  return {
    target: Number.isNaN(request.target) ? '' : String(request.target),
    tier: request.tier,
    productFamily: request.productFamily ?? '',
    start: request.start,
    end: request.end,
    step: request.step,
    lastResult: String(weights.lastResult),
    potential: String(weights.potential),
    pipeline: String(weights.pipeline),
    capacity: String(weights.capacity),
    mostRise: percentOf(request.mostRise),
    mostFall: percentOf(request.mostFall),
    overAssignment: percentOf(request.overAssignment),
    floor: request.floor === null ? '' : String(request.floor),
    hoursPerDeal: request.hoursPerDeal === null ? '' : String(request.hoursPerDeal),
    pool: request.pool,
    currency: request.currency
  };
}

/** The request that a form asks for, without overrides, or what is wrong with the form. */
export function requestOf(values: FormValues): FormReading {
  const fault = faultOf(values);
  if (fault !== '') return { request: null, fault };
  return {
    fault: '',
    request: {
      target: Number(values.target),
      tier: values.tier,
      ...(values.productFamily.trim() === '' ? {} : { productFamily: values.productFamily.trim() }),
      start: values.start,
      end: values.end,
      step: values.step,
      weights: {
        lastResult: Number(values.lastResult),
        potential: Number(values.potential),
        pipeline: Number(values.pipeline),
        capacity: Number(values.capacity)
      },
      mostRise: shareOf(values.mostRise),
      mostFall: shareOf(values.mostFall),
      overAssignment: shareOf(values.overAssignment) ?? 0,
      floor: values.floor.trim() === '' ? null : Number(values.floor),
      // None at all would say that deals take no time.
      hoursPerDeal: Number(values.hoursPerDeal) > 0 ? Number(values.hoursPerDeal) : null,
      pool: values.pool.trim() === '' ? emptyRequest.pool : values.pool.trim(),
      currency: values.currency.trim() === '' ? emptyRequest.currency : values.currency.trim(),
      overrides: []
    }
  };
}

function faultOf(values: FormValues): string {
  if (values.target.trim() === '' || !(Number(values.target) >= 0)) return needsTarget;
  if (values.start === '' || values.end === '') return needsPeriod;
  if (values.end < values.start) return needsOrder;
  if (numbers.some((name) => !(Number(values[name]) >= 0))) return needsNumber;
  return Number(values.mostFall) > 100 ? needsFall : '';
}

/** Rounded, because a share times 100 has a tail. */
function percentOf(share: number | null): string {
  return share === null ? '' : String(Number((share * 100).toFixed(6)));
}

function shareOf(percent: string): number | null {
  return percent.trim() === '' ? null : Number((Number(percent) / 100).toFixed(8));
}
