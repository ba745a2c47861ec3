import type { ColourScale } from 'c/mapModel';
import type { Kind } from './measures';

/** A class of the scale: its colour, and the values from and up to; null is open. */
export interface LegendEntry {
  readonly key: string;
  readonly style: string;
  readonly from: number | null;
  readonly to: number | null;
  readonly hasFrom: boolean;
  readonly hasTo: boolean;
  readonly format: string;
  readonly digits: number;
}

/** Classes lowest first. */
export function legendOf(scale: ColourScale | null, kind: Kind): LegendEntry[] {
  return (scale?.colours ?? []).map((colour, place) => {
    const from = scale?.limits[place - 1] ?? null;
    const to = scale?.limits[place] ?? null;
    return {
      key: String(place),
      style: `background:${colour};display:inline-block;width:1rem;height:1rem;border:1px solid #747474;vertical-align:middle`,
      from,
      to,
      hasFrom: from !== null,
      hasTo: to !== null,
      format: kind === 'number' || kind === 'text' ? 'decimal' : kind,
      digits: kind === 'currency' ? 0 : 1
    };
  });
}
