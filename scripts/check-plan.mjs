/**
 * Checks the dump FILE of `bench assign --dump FILE` from its numbers alone, with nothing of ours imported:
 * one territory each, locks, families, skills, bands, objective, and the lower bound at the prices
 * (check-cases.mjs proves a stronger one).
 */
import { readFileSync } from 'node:fs';

const { problem, plan } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const { accounts: N, territories: K, measures, current, locked, family, skills } = problem;
const M = measures.length;
const rad = Math.PI / 180;
const faults = [];

/** Haversine in miles; no place is no miles from anywhere. */
function miles(i, k) {
  const [a, b] = [problem.accountLatitude[i], problem.accountLongitude[i]];
  const [c, d] = [problem.baseLatitude[k], problem.baseLongitude[k]];
  if (a === null || b === null || c === null || d === null) return 0;
  const h =
    Math.sin(((c - a) * rad) / 2) ** 2 +
    Math.cos(a * rad) * Math.cos(c * rad) * Math.sin(((d - b) * rad) / 2) ** 2;
  return 2 * 3958.7613 * Math.asin(Math.min(1, Math.sqrt(h)));
}
const offers = (i, k) => {
  for (let w = 0; w < skills.words; w += 1)
    if (skills.needed[i * skills.words + w] & ~skills.offered[k * skills.words + w]) return false;
  return true;
};
const cost = (i, k) =>
  problem.costPerMile[i] * miles(i, k) +
  (current[i] >= 0 && current[i] !== k ? problem.moveCost[i] : 0);
/** A sum whose rounding is carried along (Kahan). */
function adder() {
  let sum = 0;
  let carry = 0;
  return {
    add(value) {
      const corrected = value - carry;
      const next = sum + corrected;
      carry = next - sum - corrected;
      sum = next;
    },
    total: () => sum
  };
}

const families = new Map();
for (let i = 0; i < N; i += 1) {
  const key = family[i] < 0 ? `alone ${i}` : family[i];
  if (!families.has(key)) families.set(key, []);
  families.get(key).push(i);
}
const load = measures.map(() => new Float64Array(K));
const objective = adder();
plan.territory.forEach((k, i) => {
  if (!(Number.isInteger(k) && k >= 0 && k < K)) faults.push(`account ${i} is in no territory`);
  if (locked[i] && k !== current[i]) faults.push(`locked account ${i} moved`);
  if (!locked[i] && !offers(i, k)) faults.push(`account ${i} lacks a skill in ${k}`);
  objective.add(cost(i, k));
  measures.forEach((measure, m) => (load[m][k] += measure.weight[i]));
});
for (const members of families.values())
  if (members.some((i) => plan.territory[i] !== plan.territory[members[0]]))
    faults.push(`the family of account ${members[0]} is split`);

const bound = adder();
measures.forEach((measure, m) => {
  const total = measure.weight.reduce((sum, weight) => sum + weight, 0);
  const shares = measure.share.reduce((sum, share) => sum + share, 0);
  for (let k = 0; k < K; k += 1) {
    const fair = (measure.share[k] / shares) * total;
    const [low, high] = [fair * (1 - measure.tolerance), fair * (1 + measure.tolerance)];
    if (load[m][k] < low * (1 - 1e-9) || load[m][k] > high * (1 + 1e-9))
      faults.push(`territory ${k} is out of band on ${measure.name}`);
    const price = plan.prices.band[k * M + m];
    bound.add(-price * (price > 0 ? high : low));
  }
});
for (const members of families.values()) {
  const lock = members.find((i) => locked[i]);
  let least = Infinity;
  for (let k = 0; k < K; k += 1) {
    if (lock === undefined ? !members.every((i) => offers(i, k)) : k !== current[lock]) continue;
    let sum = 0;
    for (const i of members) {
      sum += cost(i, k);
      for (let m = 0; m < M; m += 1) sum += plan.prices.band[k * M + m] * measures[m].weight[i];
    }
    least = Math.min(least, sum);
  }
  bound.add(least);
}
const near = (a, b) => Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(b));
if (!near(objective.total(), plan.objective)) faults.push(`objective is ${objective.total()}`);
if (plan.cases === null ? !near(bound.total(), plan.bound) : bound.total() > plan.bound)
  faults.push(`bound is ${bound.total()}, not ${plan.bound}`);
const gap = (objective.total() - bound.total()) / objective.total();
console.log(JSON.stringify({ objective: objective.total(), bound: bound.total(), gap, faults }));
process.exitCode = faults.length === 0 ? 0 : 1;
