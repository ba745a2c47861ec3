/**
 * The generated instance of `bench assign`: real towns by population, lognormal potential
 * (sigma 1.2), today's territories out of band by up to 40 % in six of ten, 10 % of accounts
 * locked, five skills needed by a fifth, families. Costs are hours a week: travel by visits, and a
 * move's one-time hours as 1/52.
 */
import { createHash } from 'node:crypto';
import type { Problem } from '../src/domain/assignment/solve/problem.ts';
import { seededRandom } from '../src/domain/assignment/solve/seeded-random.ts';
import type { DrawnPlaces } from './assign-places.ts';
import { startAssignment } from './assign-start.ts';

export interface InstanceSize {
  readonly accounts: number;
  readonly territories: number;
  readonly seed: number;
  /** Multiplies every cost of moving. */
  readonly moveFactor?: number;
}

const skillCount = 5;
/** Hours a week of a visit, service, and one-time hours of a move for tiers A, B, C. */
const visits = [0.5, 0.15, 0.05];
const service = [0.4, 0.15, 0.07];
const moveHours = [20, 8, 3];
/** Round trip at 45 miles an hour, shared among the stops of a day. */
const hoursPerMile = 2 / 45 / 3;

export function generateInstance(places: DrawnPlaces, size: InstanceSize): Problem {
  const { accounts, territories, seed } = size;
  const random = seededRandom(seed);
  const uniform = (): number => random.next() / 4294967296;
  const normal = (): number =>
    Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
  const draw = drawByWeight(places.weight, uniform);

  const base = scatter(places, territories, draw, normal, 6);
  const at = scatter(places, accounts, draw, normal, 8);
  const potential = new Float64Array(accounts);
  const workload = new Float64Array(accounts);
  const costPerMile = new Float64Array(accounts);
  const moveCost = new Float64Array(accounts);
  for (let i = 0; i < accounts; i += 1) {
    potential[i] = 10_000 * Math.exp(1.2 * normal());
    const rank = (potential[i] ?? 0) / 10_000;
    const tier = rank > 4.65 ? 0 : rank > 1.37 ? 1 : 2;
    const often = (visits[tier] ?? 0) * (0.7 + 0.6 * uniform());
    workload[i] = often * 1.2 + (service[tier] ?? 0) * (0.6 + 0.8 * uniform());
    costPerMile[i] = often * hoursPerMile;
    moveCost[i] = ((size.moveFactor ?? 1) * (moveHours[tier] ?? 0) * (0.5 + uniform())) / 52;
  }
  const family = new Int32Array(accounts).fill(-1);
  for (let i = 0, next = 0; i < accounts; i += 1)
    if (family[i] === -1 && uniform() < 0.03) {
      const members = 2 + Math.floor(uniform() * 3);
      for (let turn = 0; turn < members; turn += 1)
        family[turn === 0 ? i : Math.floor(uniform() * accounts)] = next;
      next += 1;
    }
  const skills = drawSkills(accounts, territories, uniform);
  const share = new Float64Array(territories);
  for (let k = 0; k < territories; k += 1) share[k] = uniform() < 0.1 ? 0.7 : 1;

  const draft = {
    accounts,
    territories,
    accountLatitude: at.latitude,
    accountLongitude: at.longitude,
    baseLatitude: base.latitude,
    baseLongitude: base.longitude,
    measures: [
      { name: 'workload', weight: workload, share, tolerance: 0.05, hard: true },
      { name: 'potential', weight: potential, share, tolerance: 0.05, hard: true }
    ],
    family,
    moveCost,
    costPerMile,
    skills
  };
  const current = startAssignment(draft, uniform);
  const locked = new Uint8Array(accounts);
  lockTenth(locked, family, current, uniform);
  return { ...draft, current, locked };
}

/** Ten accounts in a hundred; a family is locked only where it is in one territory. */
function lockTenth(
  locked: Uint8Array,
  family: Int32Array,
  current: Int32Array,
  uniform: () => number
): void {
  for (let i = 0; i < locked.length; i += 1)
    if ((family[i] ?? -1) < 0 && (current[i] ?? -1) >= 0 && uniform() < 0.11) locked[i] = 1;
}

function drawSkills(
  accounts: number,
  territories: number,
  uniform: () => number
): NonNullable<Problem['skills']> {
  const needed = new Int32Array(accounts);
  const offered = new Int32Array(territories);
  for (let k = 0; k < territories; k += 1) {
    for (let skill = 0; skill < skillCount; skill += 1)
      if (uniform() < 0.6) offered[k] = (offered[k] ?? 0) | (1 << skill);
    if (k === 0) offered[k] = (1 << skillCount) - 1;
  }
  for (let i = 0; i < accounts; i += 1)
    if (uniform() < 0.2) needed[i] = 1 << Math.floor(uniform() * skillCount);
  return { words: 1, needed, offered };
}

function drawByWeight(weight: Float64Array, uniform: () => number): () => number {
  const upTo = new Float64Array(weight.length);
  let whole = 0;
  weight.forEach((value, index) => {
    whole += value;
    upTo[index] = whole;
  });
  return () => {
    const wanted = uniform() * whole;
    let low = 0;
    let high = upTo.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((upTo[middle] ?? 0) > wanted) high = middle;
      else low = middle + 1;
    }
    return low;
  };
}

/** Spots around drawn places, `spread` miles in each direction as one standard deviation. */
function scatter(
  places: DrawnPlaces,
  count: number,
  draw: () => number,
  normal: () => number,
  spread: number
): { latitude: Float64Array; longitude: Float64Array } {
  const latitude = new Float64Array(count);
  const longitude = new Float64Array(count);
  for (let index = 0; index < count; index += 1) {
    const place = draw();
    const north = places.latitude[place] ?? 0;
    latitude[index] = north + (normal() * spread) / 69;
    longitude[index] =
      (places.longitude[place] ?? 0) +
      (normal() * spread) / (69 * Math.cos((north * Math.PI) / 180));
  }
  return { latitude, longitude };
}

/** SHA-256 of every array of the instance, the first sixteen digits. */
export function instanceHash(problem: Problem): string {
  const hash = createHash('sha256');
  const add = (value: unknown): void => {
    if (ArrayBuffer.isView(value))
      hash.update(new Uint8Array(value.buffer, value.byteOffset, value.byteLength));
    else if (Array.isArray(value)) value.forEach(add);
    else if (typeof value === 'object' && value !== null)
      for (const [key, part] of Object.entries(value)) {
        hash.update(key);
        add(part);
      }
    else hash.update(String(value));
  };
  add(problem);
  return hash.digest('hex').slice(0, 16);
}
