/** Classes of a measure for filling: limits between them, lowest first, and a colour each. */
export interface ColourScale {
  readonly limits: readonly number[];
  readonly colours: readonly string[];
}

/** Light to dark blue; each step is told from the next by lightness alone. */
const steps = ['#dbe9f6', '#a9cce8', '#6aaed6', '#2f7fbc', '#0b4a8b'];

/** Up to five classes with as many areas each, as far as values differ; null where nothing is known. */
export function colourScale(values: readonly (number | null)[]): ColourScale | null {
  const known = values.filter((value) => value !== null).sort((a, b) => a - b);
  if (known.length === 0) return null;
  const limits = [1, 2, 3, 4]
    .map((step) => known[Math.floor((step * known.length) / 5)] ?? 0)
    .filter((limit, place, all) => limit > (place === 0 ? (known[0] ?? 0) : (all[place - 1] ?? 0)));
  const first = Math.floor((steps.length - limits.length) / 2);
  return { limits, colours: steps.slice(first, first + limits.length + 1) };
}

/** Class of a value: how many limits it reaches. */
export function classOf(scale: ColourScale, value: number): number {
  return scale.limits.filter((limit) => value >= limit).length;
}

/** A colour for each territory, far from that of the next in the list (hues a golden angle apart). */
export function territoryColour(index: number): string {
  return `hsl(${Math.round((index * 137.508) % 360)}, ${index % 2 === 0 ? 62 : 48}%, ${[52, 62, 44][index % 3] ?? 52}%)`;
}
