import type { Word } from './source.ts';
import { wordsOf } from './source.ts';

/** A query whose FROM names one object alone, and the relationships that were listed after it. */
export interface SingleFrom {
  readonly soql: string;
  /** Relationship paths from the query's object, by the lower-case alias. */
  readonly aliases: ReadonlyMap<string, readonly string[]>;
}

/**
 * Takes the relationships out of `FROM Contact c, c.Account a`: what they name is reached by its
 * path. Blanks take their place, so that offsets stay those of the query as it was written.
 */
export function singleFrom(soql: string): SingleFrom {
  const aliases = new Map<string, readonly string[]>();
  const words = wordsOf(soql);
  const from = mainFrom(words);
  const object = words[from + 1];
  if (from < 0 || object === undefined) return { soql, aliases };
  const second = words[from + 2];
  const isNamed =
    second !== undefined && /^\w+$/.test(second.text) && words[from + 3]?.text === ',';
  const roots = new Set([object.text.toLowerCase()]);
  if (isNamed) roots.add(second.text.toLowerCase());
  let at = from + (isNamed ? 3 : 2);
  const start = words[at]?.offset ?? 0;
  let end = start;
  while (words[at]?.text === ',') {
    const path = (words[at + 1]?.text ?? '').split('.');
    const first = (path[0] ?? '').toLowerCase();
    const before = roots.has(first) ? [] : aliases.get(first);
    if (path.length < 2 || before === undefined) return { soql, aliases: new Map() };
    const steps = [...before, ...path.slice(1)];
    const next = words[at + 2];
    const bears =
      next !== undefined && /^\w+$/.test(next.text) && !ENDS.has(next.text.toUpperCase());
    aliases.set((bears ? next.text : (steps.at(-1) ?? '')).toLowerCase(), steps);
    const last = words[at + (bears ? 2 : 1)];
    end = (last?.offset ?? 0) + (last?.text.length ?? 0);
    at += bears ? 3 : 2;
  }
  if (end === start) return { soql, aliases };
  return { soql: soql.slice(0, start) + ' '.repeat(end - start) + soql.slice(end), aliases };
}

const ENDS: ReadonlySet<string> = new Set([
  'WHERE',
  'WITH',
  'GROUP',
  'ORDER',
  'LIMIT',
  'OFFSET',
  'FOR',
  'USING',
  'UPDATE'
]);

function mainFrom(words: readonly Word[]): number {
  let depth = 0;
  return words.findIndex((word) => {
    if (word.text === '(') depth += 1;
    else if (word.text === ')') depth -= 1;
    return depth === 0 && word.text.toUpperCase() === 'FROM';
  });
}
