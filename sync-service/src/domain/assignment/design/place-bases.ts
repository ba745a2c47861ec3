import type { CentresProblem } from '../centres/centres-problem.ts';
import { solveCentres } from '../centres/solve-centres.ts';
import { faultList, UnsoundInputError } from '../input/input-fault.ts';
import { milesApart, spherePoints } from '../solve/great-circle.ts';

export interface BasesRequest {
  /** Degrees of each account (N), NaN for no place. */
  readonly latitude: Float64Array;
  readonly longitude: Float64Array;
  /** Load of each account (N), 0 or more; what capacity is about. */
  readonly load: Float64Array;
  readonly territories: number;
  /** A base holds share × total × (1 + tolerance). */
  readonly tolerance: number;
  readonly seed: number;
  readonly nodes?: number;
}

export interface PlacedBases {
  /** Degrees of each base (K). */
  readonly latitude: Float64Array;
  readonly longitude: Float64Array;
  /** Base of each account by its group in the trial (N); −1 without a place. */
  readonly group: Int32Array;
}

/** Points that the table of distances is made for: accounts are gathered by place until they fit. */
const mostPoints = 1200;
const usualNodes = 3_000_000;

/**
 * Places a given number of bases so that accounts are near and no base has more than it can hold:
 * a capacitated p-median over points of about equal load, each the accounts of one small cell (a
 * heavy cell is several points).
 * @throws UnsoundInputError
 */
export function placeBases(request: BasesRequest): PlacedBases {
  check(request);
  const cells = gather(request);
  const { territories: K } = request;
  const demand = Float64Array.from(cells.point, ({ load }) => load);
  const total = demand.reduce((sum, own) => sum + own, 0);
  const biggest = demand.reduce((most, own) => Math.max(most, own), 0);
  const room = Math.max((total / K) * (1 + request.tolerance), biggest, total / K + biggest / 2);
  const problem: CentresProblem = {
    points: cells.point.length,
    centres: K,
    distance: distances(cells.point),
    demand,
    capacity: new Float64Array(cells.point.length).fill(room)
  };
  const result = solveCentres(problem, { seed: request.seed, nodes: request.nodes ?? usualNodes });
  if (!result.ok)
    throw new UnsoundInputError([
      { code: 'noCapacity', record: '', field: 'territories', message: `${result.message}.` }
    ]);
  const { base, group } = result.design;
  const groupOf = new Int32Array(cells.cellOf.length);
  groupOf.fill(-1);
  cells.cellOf.forEach((cell, account) => {
    if (cell >= 0) groupOf[account] = group[cells.firstPoint[cell] ?? 0] ?? -1;
  });
  return {
    latitude: Float64Array.from(base, (at) => cells.point[at]?.latitude ?? NaN),
    longitude: Float64Array.from(base, (at) => cells.point[at]?.longitude ?? NaN),
    group: groupOf
  };
}

interface Point {
  readonly latitude: number;
  readonly longitude: number;
  readonly load: number;
}

interface Cells {
  readonly point: readonly Point[];
  /** Cell of each account, −1 without a place; first point of each cell. */
  readonly cellOf: Int32Array;
  readonly firstPoint: readonly number[];
}

/** Cells of the least size (in degrees, doubled until it does) that make few enough points. */
function gather(request: BasesRequest): Cells {
  for (let size = 1 / 1024; ; size *= 2) {
    const cells = cellsOf(request, size);
    if (cells.point.length <= Math.max(mostPoints, 2 * request.territories) || size > 90)
      return cells;
  }
}

function cellsOf({ latitude, longitude, load, territories }: BasesRequest, size: number): Cells {
  const index = new Map<string, number>();
  const sums: { load: number; weight: number; x: number; y: number }[] = [];
  const cellOf = Int32Array.from(latitude, (north, account) => {
    const east = longitude[account] ?? NaN;
    if (Number.isNaN(north + east)) return -1;
    const key = `${String(Math.floor(north / size))},${String(Math.floor(east / size))}`;
    let cell = index.get(key);
    if (cell === undefined) {
      cell = sums.length;
      index.set(key, cell);
      sums.push({ load: 0, weight: 0, x: 0, y: 0 });
    }
    const sum = sums[cell];
    if (sum !== undefined) {
      const weight = (load[account] ?? 0) + 1e-9;
      sum.load += load[account] ?? 0;
      sum.weight += weight;
      sum.x += weight * north;
      sum.y += weight * east;
    }
    return cell;
  });
  const total = sums.reduce((sum, cell) => sum + cell.load, 0);
  const portion = total / Math.max(mostPoints / 2, 2 * territories);
  const point: Point[] = [];
  const firstPoint = sums.map((cell) => {
    const first = point.length;
    const portions = Math.max(1, portion > 0 ? Math.round(cell.load / portion) : 1);
    for (let turn = 0; turn < portions; turn += 1)
      point.push({
        latitude: cell.x / cell.weight,
        longitude: cell.y / cell.weight,
        load: cell.load / portions
      });
    return first;
  });
  return { point, cellOf, firstPoint };
}

function distances(points: readonly Point[]): Float64Array {
  const count = points.length;
  const at = spherePoints(
    Float64Array.from(points, ({ latitude }) => latitude),
    Float64Array.from(points, ({ longitude }) => longitude)
  );
  const table = new Float64Array(count * count);
  for (let i = 0; i < count; i += 1)
    for (let j = 0; j < i; j += 1) {
      const miles = milesApart(at, i, at, j);
      table[i * count + j] = miles;
      table[j * count + i] = miles;
    }
  return table;
}

function check({ latitude, longitude, load, territories, tolerance }: BasesRequest): void {
  const list = faultList();
  if (latitude.length === 0) list.report('nothingToDo', '', 'accounts', 'There are no accounts.');
  if (longitude.length !== latitude.length || load.length !== latitude.length)
    list.report('wrongLength', '', 'load', 'Places and loads are not of the same number.');
  if (!(Number.isInteger(territories) && territories >= 1))
    list.report(
      'nothingToDo',
      '',
      'territories',
      `${String(territories)} territories cannot be made.`
    );
  list.amount(tolerance, 'Request', 'tolerance');
  let placed = 0;
  latitude.forEach((north, account) => {
    const record = `Account ${String(account)}`;
    list.place(north, longitude[account], record);
    list.amount(load[account], record, 'load');
    if (!Number.isNaN(north + (longitude[account] ?? NaN))) placed += 1;
  });
  if (placed < territories)
    list.report(
      'tooMany',
      '',
      'territories',
      `${String(territories)} bases need as many accounts with a place; there are ${String(placed)}.`
    );
  list.settle();
}
