/** Splits accounts into pieces of like work; a piece for each account, in the order of `members`. */

/**
 * By halving again and again across the longer side, each cut where the work divides as the pieces
 * do. Accounts without a place go to the lightest pieces.
 */
export function splitByPlace(
  members: readonly number[],
  work: Float64Array,
  latitude: Float64Array,
  longitude: Float64Array,
  pieces: number
): Int32Array {
  const result = new Int32Array(members.length).fill(-1);
  const placed = members
    .map((_, place) => place)
    .filter((place) => {
      const index = members[place] ?? 0;
      return !Number.isNaN(latitude[index] ?? NaN) && !Number.isNaN(longitude[index] ?? NaN);
    });
  const at = (values: Float64Array, place: number): number => values[members[place] ?? 0] ?? 0;
  const halve = (places: readonly number[], first: number, count: number): void => {
    if (count === 1 || places.length === 0) {
      for (const place of places) result[place] = first;
      return;
    }
    const left = Math.floor(count / 2);
    const side = longerSide(places, (place) => [at(latitude, place), at(longitude, place)]);
    const axis = side === 0 ? latitude : longitude;
    const sorted = [...places].sort((a, b) => at(axis, a) - at(axis, b) || a - b);
    const total = sorted.reduce((sum, place) => sum + at(work, place), 0);
    const cut = cutAt(
      sorted.map((place) => at(work, place)),
      (total * left) / count
    );
    halve(sorted.slice(0, cut), first, left);
    halve(sorted.slice(cut), first + left, count - left);
  };
  halve(placed, 0, pieces);
  fillLightest(result, members, work, pieces);
  return result;
}

/** 0 where the places spread further north to south than east to west, in miles. */
function longerSide(
  places: readonly number[],
  pointOf: (place: number) => [number, number]
): 0 | 1 {
  let [south, north, west, east] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const place of places) {
    const [latitude, longitude] = pointOf(place);
    south = Math.min(south, latitude);
    north = Math.max(north, latitude);
    west = Math.min(west, longitude);
    east = Math.max(east, longitude);
  }
  const narrowing = Math.cos((((south + north) / 2) * Math.PI) / 180);
  return north - south >= (east - west) * narrowing ? 0 : 1;
}

/** How many of the loads come nearest to a sum, from the first on. */
function cutAt(loads: readonly number[], wanted: number): number {
  let sum = 0;
  for (const [place, load] of loads.entries()) {
    if (sum + load / 2 >= wanted) return place;
    sum += load;
  }
  return loads.length;
}

/**
 * By work alone: who is in one territory today stays together up to a fair share, each piece
 * keeping one of today's territories, the largest first; the rest go, heaviest first, to the
 * lightest piece.
 */
export function splitByLoad(
  members: readonly number[],
  work: Float64Array,
  today: Int32Array,
  pieces: number
): Int32Array {
  const result = new Int32Array(members.length).fill(-1);
  const loadOf = (place: number): number => work[members[place] ?? 0] ?? 0;
  const fair = members.reduce((sum, _, place) => sum + loadOf(place), 0) / pieces;
  const byTerritory = Map.groupBy(
    members.map((_, place) => place).filter((place) => (today[members[place] ?? 0] ?? -1) >= 0),
    (place) => today[members[place] ?? 0] ?? -1
  );
  const largest = [...byTerritory]
    .sort(([a, one], [b, two]) => two.length - one.length || a - b)
    .slice(0, pieces);
  largest.forEach(([, places], piece) => {
    let load = 0;
    // The lightest first: most accounts stay.
    for (const place of [...places].sort((a, b) => loadOf(a) - loadOf(b) || a - b)) {
      if (load + loadOf(place) > fair) break;
      result[place] = piece;
      load += loadOf(place);
    }
  });
  fillLightest(result, members, work, pieces);
  return result;
}

/** Whoever has no piece yet goes, heaviest first, to the lightest (Graham 1969). */
function fillLightest(
  result: Int32Array,
  members: readonly number[],
  work: Float64Array,
  pieces: number
): void {
  const load = new Float64Array(pieces);
  result.forEach((piece, place) => {
    if (piece >= 0) load[piece] = (load[piece] ?? 0) + (work[members[place] ?? 0] ?? 0);
  });
  const left = [...result.keys()]
    .filter((place) => (result[place] ?? -1) < 0)
    .sort((a, b) => (work[members[b] ?? 0] ?? 0) - (work[members[a] ?? 0] ?? 0) || a - b);
  for (const place of left) {
    let lightest = 0;
    for (let piece = 1; piece < pieces; piece += 1)
      if ((load[piece] ?? 0) < (load[lightest] ?? 0)) lightest = piece;
    result[place] = lightest;
    load[lightest] = (load[lightest] ?? 0) + (work[members[place] ?? 0] ?? 0);
  }
}
