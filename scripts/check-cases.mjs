/**
 * Checks the bound of a dump of `bench assign --dump FILE` by its cases, from its numbers alone, with
 * nothing of ours imported. Usage: node scripts/check-cases.mjs FILE
 */
import { readFileSync } from 'node:fs';

const { problem, plan } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const { accounts: N, territories: K, measures, current, locked, family, skills } = problem;
const M = measures.length;
const rad = Math.PI / 180;

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
const families = new Map();
for (let i = 0; i < N; i += 1) {
  const key = family[i] < 0 ? `alone ${i}` : family[i];
  if (!families.has(key)) families.set(key, []);
  families.get(key).push(i);
}
const ends = measures.map(({ weight, share, tolerance }) => {
  const total = weight.reduce((sum, one) => sum + one, 0);
  const shares = share.reduce((sum, one) => sum + one, 0);
  return share.map((one) => [1 - tolerance, 1 + tolerance].map((x) => (one / shares) * total * x));
});
const bandsPart = (band, k) =>
  measures.reduce((sum, _, m) => sum - band[m] * ends[m][k][band[m] > 0 ? 1 : 0], 0);
const isAllowed = (members, k) => {
  const lock = members.find((i) => locked[i]);
  return lock === undefined ? members.every((i) => offers(i, k)) : k === current[lock];
};
const priced = (members, k, band) =>
  members.reduce(
    (sum, i) => sum + cost(i, k) + band.reduce((p, x, m) => p + x * measures[m].weight[i], 0),
    0
  );
/** The bound at prices, and of each family where it is cheapest, for how much, and the next best. */
function dual({ band }) {
  const own = Array.from({ length: K }, (_, k) => band.slice(k * M, (k + 1) * M));
  let total = own.reduce((sum, prices, k) => sum + bandsPart(prices, k), 0);
  const best = new Map();
  for (const members of families.values()) {
    const two = { first: -1, least: Infinity, second: Infinity };
    for (let k = 0; k < K; k += 1) {
      const value = isAllowed(members, k) ? priced(members, k, own[k]) : Infinity;
      if (value < two.least) Object.assign(two, { first: k, least: value, second: two.least });
      else if (value < two.second) two.second = value;
    }
    best.set(members, two);
    total += two.least;
  }
  return { own, best, total };
}
const plain = dual(plan.prices);
let bound = plain.total;
if (plan.cases !== null) {
  const placed = dual(plan.cases.prices);
  bound = placed.total;
  let least = Infinity;
  for (const { account, at, territory, band } of plan.cases.elsewhere) {
    const giant = [...families.values()].find((members) => members.includes(account));
    bound += priced(giant, at, placed.own[at]) - placed.best.get(giant).least;
    for (let k = 0; k < K; k += 1) {
      if (k === at || !isAllowed(giant, k)) continue;
      const place = territory.indexOf(k);
      const prices = place < 0 ? plain.own[k] : band.slice(place * M, (place + 1) * M);
      let sum = plain.total + bandsPart(prices, k) - bandsPart(plain.own[k], k);
      for (const [members, two] of plain.best) {
        if (members !== giant && !isAllowed(members, k)) continue;
        const stays = members === giant || members.some((i) => locked[i]);
        const elsewhere = stays ? Infinity : two.first === k ? two.second : two.least;
        sum += Math.min(priced(members, k, prices), elsewhere) - two.least;
      }
      least = Math.min(least, sum);
    }
  }
  bound = Math.min(bound, least, plan.objective);
}
const isSame = Math.abs(bound - plan.bound) <= 1e-9 * Math.max(1, Math.abs(bound));
console.log(JSON.stringify({ bound, told: plan.bound, isSame, withoutCases: plain.total }));
process.exitCode = isSame ? 0 : 1;
