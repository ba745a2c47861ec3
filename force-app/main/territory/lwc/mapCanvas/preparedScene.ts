import type { Clusters, Place } from 'c/mapGeometry';
import { clustersOf, middleOf, placeOf, vectorOf } from 'c/mapGeometry';
import type { Boundary } from 'c/mapModel';
import type { GeoLibrary, Projection } from './geoLibrary';
import { projectionAround } from './geoLibrary';
import type { PlanePoint } from './drawnLine';
import type { Scene, SceneMark, SceneOutline } from './scene';
import type { Extent } from './viewport';

/** Areas of one colour, drawn as one. */
export interface ColouredPath {
  readonly colour: string;
  readonly path: Path2D;
}

/** A scene in the plane: paths that are made once and drawn at every zoom. */
export interface PreparedScene {
  readonly scene: Scene;
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly extent: Extent;
  readonly graticule: Path2D;
  readonly lines: Path2D;
  readonly strongLines: Path2D;
  readonly fills: readonly ColouredPath[];
  readonly hatched: Path2D;
  readonly ringed: Path2D;
  readonly outlines: readonly { readonly outline: SceneOutline; readonly path: Path2D }[];
  readonly marks: readonly { readonly mark: SceneMark; readonly x: number; readonly y: number }[];
  /** Clusters for a grid whose cells are `2 ** -level` units wide times `cellPixels`. */
  clusters(level: number): Clusters;
}

/** Side of a cluster's cell in pixels at the least scale of its level. */
export const cellPixels = 44;

/** Places of the accounts in the plane; made once for the same accounts. */
export interface Ground {
  readonly library: GeoLibrary;
  readonly projection: Projection;
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly extent: Extent;
  readonly rings: Map<Boundary, Path2D>;
}

/** Chooses the middle of the map and projects every account. */
export function groundOf(library: GeoLibrary, { points, marks }: Scene): Ground {
  const sample: Place[] = [];
  const step = Math.max(1, Math.floor(points.count / 5_000));
  for (let index = 0; index < points.count; index += step)
    sample.push([points.longitude[index] ?? 0, points.latitude[index] ?? 0]);
  for (const { place } of marks) sample.push(place);
  const middle =
    sample.length === 0
      ? ([-96, 38] as const)
      : placeOf(middleOf(sample.map((place) => vectorOf(...place))));
  const projection = projectionAround(library, middle[0], middle[1]);
  const x = new Float64Array(points.count);
  const y = new Float64Array(points.count);
  for (let index = 0; index < points.count; index += 1) {
    const point = projection([points.longitude[index] ?? NaN, points.latitude[index] ?? NaN]);
    x[index] = point?.[0] ?? NaN;
    y[index] = point?.[1] ?? NaN;
  }
  return { library, projection, x, y, extent: middleExtent(x, y), rings: new Map() };
}

/** Places in the plane; those that cannot be shown, right across the globe, are left out. */
export function planeOf({ projection }: Ground, places: readonly Place[]): [number, number][] {
  return places.flatMap(([longitude, latitude]) => {
    const point = projection([longitude, latitude]);
    return point === null ? [] : [point];
  });
}

/** Points of the plane as places; those beyond the globe are left out. */
export function placesAt({ projection }: Ground, points: readonly PlanePoint[]): Place[] {
  return points.flatMap(([x, y]) => {
    const place = projection.invert([x, y]);
    return place === null ? [] : [place];
  });
}

/** The box around nearly all: one account across the sea does not make the rest small. */
function middleExtent(x: Float64Array, y: Float64Array): Extent {
  const bounds = (values: Float64Array): [number, number] => {
    const sorted = values.filter((value) => !Number.isNaN(value)).sort();
    const at = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))] ?? 0;
    const [low, high] = [at(0.005), at(0.995)];
    const room = Math.max(5, (high - low) * 0.05);
    return [Math.max(at(0), low - room), Math.min(at(1), high + room)];
  };
  if (x.length === 0) return { west: -450, east: 450, north: -300, south: 300 };
  const [west, east] = bounds(x);
  const [north, south] = bounds(y);
  return { west, east, north, south };
}

export function preparedScene(ground: Ground, scene: Scene): PreparedScene {
  const { library, projection } = ground;
  const graticule = new Path2D();
  library.geoPath(projection, graticule)(library.geoGraticule10());
  const fills = new Map<string, Path2D>();
  const hatched = new Path2D();
  const ringed = new Path2D();
  for (const { boundary, colour, isHatched, isRinged } of scene.areas) {
    if (colour !== null) addTo(fills, colour).addPath(ringsPath(ground, boundary));
    if (isHatched) hatched.addPath(ringsPath(ground, boundary));
    if (isRinged) ringed.addPath(ringsPath(ground, boundary));
  }
  const outlines = scene.outlines.map((outline) => {
    const path = cornersPath(projection, outline.corners);
    if (outline.isHatched) hatched.addPath(path);
    return { outline, path };
  });
  const levels = new Map<number, Clusters>();
  return {
    scene,
    x: ground.x,
    y: ground.y,
    extent: ground.extent,
    graticule,
    lines: joined(ground, scene.lines),
    strongLines: joined(ground, scene.strongLines),
    fills: [...fills].map(([colour, path]) => ({ colour, path })),
    hatched,
    ringed,
    outlines,
    marks: scene.marks.flatMap((mark) => {
      const point = projection([mark.place[0], mark.place[1]]);
      return point === null ? [] : [{ mark, x: point[0], y: point[1] }];
    }),
    clusters(level) {
      const known = levels.get(level);
      if (known !== undefined) return known;
      const made = clustersOf(ground.x, ground.y, scene.territory, cellPixels / 2 ** level);
      levels.set(level, made);
      return made;
    }
  };
}

function addTo(paths: Map<string, Path2D>, colour: string): Path2D {
  const path = paths.get(colour) ?? new Path2D();
  paths.set(colour, path);
  return path;
}

function joined(ground: Ground, boundaries: readonly Boundary[]): Path2D {
  const path = new Path2D();
  for (const boundary of boundaries) path.addPath(ringsPath(ground, boundary));
  return path;
}

function ringsPath({ projection, rings }: Ground, boundary: Boundary): Path2D {
  const known = rings.get(boundary);
  if (known !== undefined) return known;
  const path = new Path2D();
  for (const ring of boundary.rings) {
    for (let place = 0; place < ring.length; place += 2) {
      const point = projection([ring[place] ?? 0, ring[place + 1] ?? 0]);
      if (point === null) continue;
      if (place === 0) path.moveTo(point[0], point[1]);
      else path.lineTo(point[0], point[1]);
    }
    path.closePath();
  }
  rings.set(boundary, path);
  return path;
}

function cornersPath(projection: Projection, corners: readonly Place[]): Path2D {
  const path = new Path2D();
  corners.forEach((corner, index) => {
    const point = projection([corner[0], corner[1]]);
    if (point === null) return;
    if (index === 0) path.moveTo(point[0], point[1]);
    else path.lineTo(point[0], point[1]);
  });
  path.closePath();
  return path;
}
