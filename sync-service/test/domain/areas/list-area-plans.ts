import type { AreaProblem } from '../../../src/domain/assignment/areas/area-problem.ts';

const rad = Math.PI / 180;

/** Great-circle miles in the form of Vincenty, not by the engine's chord. */
function miles(a: readonly [number, number], b: readonly [number, number]): number {
  const d = (b[1] - a[1]) * rad;
  const [p, q] = [a[0] * rad, b[0] * rad];
  const y = Math.hypot(
    Math.cos(q) * Math.sin(d),
    Math.cos(p) * Math.sin(q) - Math.sin(p) * Math.cos(q) * Math.cos(d)
  );
  const x = Math.sin(p) * Math.sin(q) + Math.cos(p) * Math.cos(q) * Math.cos(d);
  return 3958.7613 * Math.atan2(y, x);
}

export function piecesOf(problem: AreaProblem, territory: ArrayLike<number>, k: number): number {
  const open = new Set<number>();
  for (let i = 0; i < problem.areas; i += 1) if (territory[i] === k) open.add(i);
  let pieces = 0;
  while (open.size > 0) {
    pieces += 1;
    const queue = [...open].slice(0, 1);
    for (const here of queue) {
      open.delete(here);
      for (let at = 0; at < problem.borders.length; at += 2) {
        const [a = -1, b = -1] = [problem.borders[at], problem.borders[at + 1]];
        const next = a === here ? b : b === here ? a : -1;
        if (open.has(next) && !queue.includes(next)) queue.push(next);
      }
    }
  }
  return pieces;
}

export interface JudgedAreas {
  /** Every territory has areas, all in one piece, and locks hold. */
  readonly whole: boolean;
  /** Σ of what is beyond each band as a fraction of the fair share. */
  readonly violation: number;
  readonly cost: number;
}

/** Judges a plan from the definitions: shares equal to `share`, centres at the weighted mean place. */
export function judgeAreas(problem: AreaProblem, territory: ArrayLike<number>): JudgedAreas {
  const { areas, territories: K, measures } = problem;
  const own = Array.from({ length: areas }, (_, i) => i);
  let whole = true;
  for (let k = 0; k < K; k += 1) whole &&= piecesOf(problem, territory, k) === 1;
  for (const i of own)
    if (problem.locked?.[i] === 1) whole &&= territory[i] === problem.current?.[i];
  let violation = 0;
  for (const { weight, share, tolerance } of measures) {
    const total = own.reduce((sum, i) => sum + (weight[i] ?? 0), 0);
    const shares = share.reduce((sum, x) => sum + x, 0);
    for (let k = 0; k < K; k += 1) {
      const fair = (total * (share[k] ?? 0)) / shares;
      const load = own.reduce((sum, i) => sum + (territory[i] === k ? (weight[i] ?? 0) : 0), 0);
      const beyond = Math.max(0, load - fair * (1 + tolerance), fair * (1 - tolerance) - load);
      if (beyond > 1e-9 * fair) violation += beyond / fair;
    }
  }
  let cost = 0;
  for (let k = 0; k < K; k += 1) {
    const members = own.filter((i) => territory[i] === k);
    const at = (i: number): [number, number] => [
      problem.latitude[i] ?? NaN,
      problem.longitude[i] ?? NaN
    ];
    const weight = (i: number): number => problem.measures[0]?.weight[i] ?? 0;
    const sum = [0, 0, 0];
    for (const i of members) {
      const [lat, lon] = at(i);
      sum[0] = (sum[0] ?? 0) + weight(i) * Math.cos(lat * rad) * Math.cos(lon * rad);
      sum[1] = (sum[1] ?? 0) + weight(i) * Math.cos(lat * rad) * Math.sin(lon * rad);
      sum[2] = (sum[2] ?? 0) + weight(i) * Math.sin(lat * rad);
    }
    const [x = 0, y = 0, z = 0] = sum;
    const base: [number, number] = problem.baseLatitude
      ? [problem.baseLatitude[k] ?? NaN, problem.baseLongitude?.[k] ?? NaN]
      : [Math.atan2(z, Math.hypot(x, y)) / rad, Math.atan2(y, x) / rad];
    for (const i of members) cost += weight(i) * miles(at(i), base);
  }
  for (let at = 0; at < problem.borders.length; at += 2)
    if (territory[problem.borders[at] ?? 0] !== territory[problem.borders[at + 1] ?? 0])
      cost += problem.cutCost ?? 0;
  return { whole, violation, cost };
}

/** The best of all plans in one piece: least violation, then least cost; null where there is none. */
export function bestAreaPlan(problem: AreaProblem): JudgedAreas | null {
  const { areas, territories: K } = problem;
  const territory = new Int32Array(areas);
  let best: JudgedAreas | null = null;
  for (let code = 0; code < K ** areas; code += 1) {
    for (let i = 0, rest = code; i < areas; i += 1, rest = Math.floor(rest / K))
      territory[i] = rest % K;
    const judged = judgeAreas(problem, territory);
    if (!judged.whole) continue;
    if (
      best === null ||
      judged.violation < best.violation - 1e-9 ||
      (judged.violation < best.violation + 1e-9 && judged.cost < best.cost)
    )
      best = judged;
  }
  return best;
}
