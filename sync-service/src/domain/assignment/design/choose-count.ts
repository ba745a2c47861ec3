import { faultList } from '../input/input-fault.ts';

export interface CountRequest {
  /** Hours a week of all accounts, without travel. */
  readonly workload: number;
  /** Hours a week that one person has when fully ramped. */
  readonly capacity: number;
  /** Share of the capacity to plan with; the rest is for what comes up. Above 0, at most 1. */
  readonly fill: number;
  /**
   * Hours a week of travel with so many territories, from a trial design or an estimate; it falls
   * as territories grow in number.
   */
  readonly travelHours: (territories: number) => number;
  readonly most: number;
}

export interface ChosenCount {
  readonly territories: number;
  readonly travelHours: number;
  /** Hours ÷ (territories × capacity). */
  readonly used: number;
  /** False where even `most` territories hold more than the fill. */
  readonly enough: boolean;
}

/**
 * The smallest number of territories whose people have the hours for workload and travel. Travel is
 * asked for few numbers: it starts at what the workload alone takes and doubles its step.
 * @throws UnsoundInputError
 */
export function chooseCount(request: CountRequest): ChosenCount {
  const { workload, capacity, fill, travelHours, most } = request;
  const list = faultList();
  list.amount(workload, 'Request', 'workload');
  if (!(capacity > 0 && capacity < Infinity))
    list.report(
      'noCapacity',
      'Request',
      'capacity',
      `capacity is ${String(capacity)} hours a week.`
    );
  if (!(fill > 0 && fill <= 1))
    list.report(
      'outOfRange',
      'Request',
      'fill',
      `fill is ${String(fill)}, not above 0 and at most 1.`
    );
  if (!(Number.isInteger(most) && most >= 1))
    list.report('outOfRange', 'Request', 'most', `most is ${String(most)}, not a count.`);
  list.settle();
  const asked = new Map<number, number>();
  const travel = (count: number): number => {
    const known = asked.get(count) ?? travelHours(count);
    asked.set(count, known);
    return known;
  };
  const fits = (count: number): boolean =>
    workload + travel(count) <= count * capacity * fill * (1 + 1e-12);
  const found = (count: number, enough: boolean): ChosenCount => ({
    territories: count,
    travelHours: travel(count),
    used: (workload + travel(count)) / (count * capacity),
    enough
  });
  let below = Math.max(0, Math.ceil(workload / (capacity * fill)) - 1);
  if (below >= most) return found(most, fits(most));
  let above = below + 1;
  for (let step = 1; !fits(above); step *= 2) {
    if (above === most) return found(most, false);
    below = above;
    above = Math.min(most, above + step);
  }
  while (above - below > 1) {
    const middle = (above + below) >> 1;
    if (fits(middle)) above = middle;
    else below = middle;
  }
  return found(above, true);
}
