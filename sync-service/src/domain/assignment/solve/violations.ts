import { isPermittedUnlocked } from './block-cost.ts';
import type { Instance } from './instance.ts';
import { milesApart } from './great-circle.ts';
import type { Violation } from './plan.ts';

/** Beyond this fraction of a limit it counts as violated; less is rounding. */
const rounding = 1e-9;

/** Loads of a plan on every band (K × M), from scratch. */
export function planLoads(instance: Instance, territory: Int32Array): Float64Array {
  const { bands, accountAt, baseAt } = instance;
  const load = new Float64Array(instance.territories * bands.count);
  for (let account = 0; account < territory.length; account += 1) {
    const k = territory[account] ?? 0;
    for (let m = 0; m < bands.count; m += 1) {
      const perMile = bands.perMile[m]?.[account] ?? 0;
      const miles = perMile > 0 ? milesApart(accountAt, account, baseAt, k) : 0;
      const at = k * bands.count + m;
      load[at] = (load[at] ?? 0) + (bands.weight[m]?.[account] ?? 0) + perMile * miles;
    }
  }
  return load;
}

/** Every hard limit that a plan does not meet, by name. */
export function findViolations(instance: Instance, territory: Int32Array): Violation[] {
  return [
    ...bandViolations(instance, territory),
    ...budgetViolations(instance, territory),
    ...apartViolations(instance, territory),
    ...forcedViolations(instance, territory)
  ];
}

function bandViolations(instance: Instance, territory: Int32Array): Violation[] {
  const { bands } = instance;
  const found: Violation[] = [];
  planLoads(instance, territory).forEach((actual, at) => {
    const m = at % bands.count;
    if (bands.penalty[m] !== Infinity) return;
    const least = bands.lower[at] ?? 0;
    const most = bands.upper[at] ?? Infinity;
    const slack = rounding * Math.max(least, Math.min(most, 1e300), 1e-300);
    if (actual > most + slack || actual < least - slack)
      found.push({
        kind: bands.kinds[m] ?? 'band',
        name: bands.names[m] ?? '',
        territory: Math.floor(at / bands.count),
        actual,
        least,
        most,
        leastPossible: null,
        accounts: []
      });
  });
  return found;
}

function budgetViolations(instance: Instance, territory: Int32Array): Violation[] {
  return instance.budgets.flatMap(({ name, amount, most }) => {
    let actual = 0;
    for (let account = 0; account < territory.length; account += 1) {
      const from = instance.problem.current[account] ?? -1;
      if (from >= 0 && from !== territory[account]) actual += amount[account] ?? 0;
    }
    if (actual <= most * (1 + rounding)) return [];
    return [
      {
        kind: 'budget',
        name,
        territory: -1,
        actual,
        least: 0,
        most,
        leastPossible: null,
        accounts: []
      }
    ];
  });
}

function apartViolations(instance: Instance, territory: Int32Array): Violation[] {
  const pairs = instance.problem.apart ?? new Int32Array(0);
  const found: Violation[] = [];
  for (let pair = 0; pair + 1 < pairs.length; pair += 2) {
    const one = pairs[pair] ?? 0;
    const other = pairs[pair + 1] ?? 0;
    const k = territory[one] ?? -1;
    if (k === territory[other])
      found.push({
        kind: 'apart',
        name: 'apart',
        territory: k,
        actual: 2,
        least: 0,
        most: 1,
        leastPossible: null,
        accounts: [one, other]
      });
  }
  return found;
}

/** Locks and required pairs win over skills, radius and forbidden pairs; what they break is named. */
function forcedViolations(instance: Instance, territory: Int32Array): Violation[] {
  const { blocks, fixed } = instance;
  const found: Violation[] = [];
  for (let block = 0; block < blocks.count; block += 1) {
    const k = fixed[block] ?? -1;
    if (k < 0 || isPermittedUnlocked(instance, block, k)) continue;
    const accounts = [...blocks.member.subarray(blocks.start[block], blocks.start[block + 1])];
    found.push({
      kind: 'forced',
      name: 'lock or required pair',
      territory: territory[accounts[0] ?? 0] ?? k,
      actual: 1,
      least: 0,
      most: 0,
      leastPossible: null,
      accounts
    });
  }
  return found;
}
