import accountEffect from '@salesforce/label/c.Evenfield_Moves_Effect_Account';
import territoryEffect from '@salesforce/label/c.Evenfield_Moves_Effect_Territory';
import notKnown from '@salesforce/label/c.Evenfield_Not_Known';
import { filled } from 'c/graphqlNodes';

type Pair = readonly [number | null, number | null];
interface Side {
  readonly name: string;
  readonly hours: Pair;
  readonly potential: Pair;
}

/** What the service writes of a move; every part may be missing where the text was cut. */
interface Effects {
  readonly from?: Side;
  readonly to?: Side;
  readonly hours?: Pair;
  readonly miles?: Pair;
}

/** What changes for both territories by the whole scenario and for the account itself, a line each; none where nothing can be read. */
export function effectLines(text: string | null): string[] {
  const effects = parsed(text);
  const lines: string[] = [];
  for (const side of [effects.from, effects.to])
    if (side !== undefined)
      lines.push(
        filled(territoryEffect, side.name, ...words(side.hours, 1), ...words(side.potential, 0))
      );
  if (effects.hours !== undefined && effects.miles !== undefined)
    lines.push(filled(accountEffect, ...words(effects.hours, 1), ...words(effects.miles, 0)));
  return lines;
}

function parsed(text: string | null): Effects {
  try {
    return JSON.parse(text ?? '{}') as Effects;
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}

const words = (pair: Pair, digits: number): string[] =>
  pair.map((value) =>
    value === null
      ? notKnown
      : new Intl.NumberFormat(undefined, { maximumFractionDigits: digits }).format(value)
  );
