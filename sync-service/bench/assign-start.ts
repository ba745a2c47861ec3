import { milesBetween } from '../src/domain/territory/miles.ts';
import type { Problem } from '../src/domain/assignment/solve/problem.ts';

type Draft = Omit<Problem, 'current' | 'locked'>;
const near = 24;

/**
 * Today's territories: mostly the nearest that has the skills, yet six in ten are off their fair
 * share by up to 40 % and the rest by up to 3 %. Made without the engine: a handicap in miles for
 * each territory is raised while it is above its wanted load and lowered while below.
 */
export function startAssignment(draft: Draft, uniform: () => number): Int32Array {
  const { accounts, territories, skills } = draft;
  const [workload, potential] = draft.measures;
  if (workload === undefined || potential === undefined || skills === undefined)
    throw new Error('the start needs two measures and skills');
  const wanted = wantedLoads(draft, uniform);
  const choice = nearestAllowed(draft);
  const handicap = new Float64Array(territories);
  const current = new Int32Array(accounts).fill(-1);
  let whole = 0;
  for (const weight of workload.weight) whole += weight;
  const load = new Float64Array(territories);
  const step = new Float64Array(territories).fill(20);
  for (let turn = 0; turn < 120; turn += 1) {
    load.fill(0);
    for (let i = 0; i < accounts; i += 1) {
      let best = -1;
      let least = Infinity;
      for (let slot = i * near; slot < (i + 1) * near; slot += 1) {
        const k = choice.territory[slot] ?? -1;
        if (k < 0) break;
        const miles = (choice.miles[slot] ?? 0) + (handicap[k] ?? 0);
        if (miles < least) {
          least = miles;
          best = k;
        }
      }
      current[i] = best;
      if (best >= 0) load[best] = (load[best] ?? 0) + (workload.weight[i] ?? 0);
    }
    for (let k = 0; k < territories; k += 1) {
      const off = (load[k] ?? 0) / (whole * (wanted[k] ?? 1)) - 1;
      const turned = off > 0 !== (step[k] ?? 0) > 0;
      const size = Math.min(60, Math.max(0.02, Math.abs(step[k] ?? 0) * (turned ? 0.5 : 1.2)));
      step[k] = off > 0 ? size : -size;
      handicap[k] = (handicap[k] ?? 0) + (step[k] ?? 0) * Math.min(1, Math.abs(off) * 5);
    }
  }
  return current;
}

function wantedLoads(draft: Draft, uniform: () => number): Float64Array {
  const share = draft.measures[0]?.share ?? new Float64Array(0);
  const wanted = share.map((value) => {
    const wide = uniform() < 0.6 ? 0.4 : 0.03;
    return value * (1 + wide * (2 * uniform() - 1));
  });
  const whole = wanted.reduce((sum, value) => sum + value, 0);
  return wanted.map((value) => value / whole);
}

function nearestAllowed(draft: Draft): { territory: Int16Array; miles: Float32Array } {
  const { accounts, territories, skills } = draft;
  const territory = new Int16Array(accounts * near).fill(-1);
  const miles = new Float32Array(accounts * near);
  const zone = zonesOf(draft);
  for (let i = 0; i < accounts; i += 1) {
    const needed = skills?.needed[i] ?? 0;
    let have = 0;
    const offer = (k: number): void => {
      if ((needed & ~(skills?.offered[k] ?? 0)) !== 0) return;
      const away = milesBetween(
        draft.accountLatitude[i] ?? 0,
        draft.accountLongitude[i] ?? 0,
        draft.baseLatitude[k] ?? 0,
        draft.baseLongitude[k] ?? 0
      );
      let slot = have < near ? have : near;
      while (slot > 0 && (miles[i * near + slot - 1] ?? 0) > away) {
        if (slot < near) {
          miles[i * near + slot] = miles[i * near + slot - 1] ?? 0;
          territory[i * near + slot] = territory[i * near + slot - 1] ?? 0;
        }
        slot -= 1;
      }
      if (slot < near) {
        miles[i * near + slot] = away;
        territory[i * near + slot] = k;
        have = Math.min(near, have + 1);
      }
    };
    for (const k of zone(i)) offer(k);
    if (have < Math.min(4, territories)) for (let k = 0; k < territories; k += 1) offer(k);
  }
  return { territory, miles };
}

/** The territories worth looking at for an account: the 48 nearest to the middle of its cell of half a degree. */
function zonesOf(draft: Draft): (account: number) => Int32Array {
  const { territories, baseLatitude, baseLongitude } = draft;
  const known = new Map<number, Int32Array>();
  return (account) => {
    const row = Math.round((draft.accountLatitude[account] ?? 0) * 2);
    const column = Math.round((draft.accountLongitude[account] ?? 0) * 2);
    const key = row * 1000 + column;
    let list = known.get(key);
    if (list === undefined) {
      const miles = Float64Array.from({ length: territories }, (_, k) =>
        milesBetween(row / 2, column / 2, baseLatitude[k] ?? 0, baseLongitude[k] ?? 0)
      );
      list = Int32Array.from({ length: territories }, (_, k) => k)
        .sort((a, b) => (miles[a] ?? 0) - (miles[b] ?? 0))
        .slice(0, 80);
      known.set(key, list);
    }
    return list;
  };
}
