/** The file of boundaries as `scripts/build-boundaries.mjs` writes it. */
export interface BoundariesFile {
  readonly unit: number;
  readonly arcs: readonly string[];
  /** Id (FIPS code), name, rings. */
  readonly states: readonly (readonly [string, string, string])[];
  readonly counties: readonly (readonly [string, string, string])[];
}

/** A closed line: longitudes and latitudes by turns, in degrees. */
export type Ring = Float64Array;

export interface Boundary {
  /** FIPS code: two digits for a state, five for a county. */
  readonly id: string;
  readonly name: string;
  readonly rings: readonly Ring[];
}

export interface Boundaries {
  readonly states: readonly Boundary[];
  readonly counties: readonly Boundary[];
}

const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const valueOfDigit = new Map([...digits].map((digit, value) => [digit, value]));

/** States and counties with their lines. Neighbours share arcs, so that their borders are the same to the last digit. */
export function boundariesOf(file: BoundariesFile): Boundaries {
  const arcs = file.arcs.map((text) => arcOf(text, file.unit));
  const stateName = new Map(file.states.map(([id, name]) => [id, name]));
  return {
    states: file.states.map(([id, name, rings]) => ({ id, name, rings: ringsOf(rings, arcs) })),
    counties: file.counties.map(([id, name, rings]) => ({
      id,
      name: `${name}, ${stateName.get(id.slice(0, 2)) ?? ''}`,
      rings: ringsOf(rings, arcs)
    }))
  };
}

/** Whole numbers, zigzag, five bits a character; the sixth says that more follow. */
function numbersOf(text: string): number[] {
  const numbers: number[] = [];
  let value = 0;
  let factor = 1;
  for (const digit of text) {
    const bits = valueOfDigit.get(digit) ?? 0;
    value += (bits & 31) * factor;
    factor *= 32;
    if (bits < 32) {
      numbers.push(value % 2 === 1 ? -(value + 1) / 2 : value / 2);
      value = 0;
      factor = 1;
    }
  }
  return numbers;
}

function arcOf(text: string, unit: number): Float64Array {
  const arc = Float64Array.from(numbersOf(text));
  for (let place = 2; place < arc.length; place += 1)
    arc[place] = (arc[place] ?? 0) + (arc[place - 2] ?? 0);
  return arc.map((value) => value * unit);
}

/** Rings one after another: how many arcs, then each arc's number less the one before; below 0 it runs backward. */
function ringsOf(text: string, arcs: readonly Float64Array[]): Ring[] {
  const numbers = numbersOf(text);
  const rings: Ring[] = [];
  let last = 0;
  for (let place = 0; place < numbers.length;) {
    const count = numbers[place] ?? 0;
    const line: number[] = [];
    for (let step = 1; step <= count; step += 1) {
      last += numbers[place + step] ?? 0;
      addArc(line, arcs[last < 0 ? -last - 1 : last] ?? new Float64Array(), last < 0);
    }
    rings.push(Float64Array.from(line));
    place += count + 1;
  }
  return rings;
}

/** The first corner of an arc is the last of the one before. */
function addArc(line: number[], arc: Float64Array, isBackward: boolean): void {
  const corners = arc.length / 2;
  for (let step = line.length === 0 ? 0 : 1; step < corners; step += 1) {
    const corner = isBackward ? corners - 1 - step : step;
    line.push(arc[2 * corner] ?? 0, arc[2 * corner + 1] ?? 0);
  }
}
