import type { Word } from './source.ts';
import { wordsOf } from './source.ts';

/** Brackets and joiners of a WHERE or HAVING; each condition between them is a `test`. */
export type ShapeToken = '(' | ')' | 'AND' | 'OR' | 'NOT' | 'test';

/** Words that end a clause when they stand where a joiner could. */
const ENDS: ReadonlySet<string> = new Set([
  'GROUP',
  'ORDER',
  'LIMIT',
  'OFFSET',
  'HAVING',
  'FOR',
  'WITH',
  'UPDATE',
  'ALL'
]);

/** A clause's brackets, joiners and tests, and where in the query each stands. */
export interface ClauseShape {
  readonly tokens: readonly ShapeToken[];
  readonly offsets: readonly number[];
}

/**
 * The shapes of all WHERE and HAVING clauses of a query, sub-queries too, in the order of the
 * text. They are read from the text because the parser loses a NOT, with its bracket, where
 * one NOT stands directly inside another.
 */
export function clauseShapes(soql: string): ClauseShape[] {
  const words = wordsOf(soql);
  return words.flatMap((word, index) => {
    const keyword = word.text.toUpperCase();
    return keyword === 'WHERE' || keyword === 'HAVING' ? [shapeFrom(words, index + 1)] : [];
  });
}

function shapeFrom(words: readonly Word[], start: number): ClauseShape {
  const tokens: ShapeToken[] = [];
  const offsets: number[] = [];
  const shape = { tokens, offsets };
  const push = (token: ShapeToken, index: number): void => {
    tokens.push(token);
    offsets.push(words[index]?.offset ?? -1);
  };
  let at = start;
  let depth = 0;
  let operandDue = true;
  while (at < words.length) {
    const text = (words[at]?.text ?? '').toUpperCase();
    if (operandDue) {
      at += 1;
      if (text === '(') {
        push('(', at - 1);
        depth += 1;
      } else if (text === 'NOT') {
        push('NOT', at - 1);
      } else {
        push('test', at - 1);
        at = endOfTest(words, at);
        operandDue = false;
      }
      continue;
    }
    if (text === ')') {
      if (depth === 0) return shape;
      depth -= 1;
      push(')', at);
    } else if (text === 'AND' || text === 'OR') {
      push(text, at);
      operandDue = true;
    } else {
      return shape;
    }
    at += 1;
  }
  return shape;
}

/** Index of the word after a condition whose first word stands before `start`. */
function endOfTest(words: readonly Word[], start: number): number {
  let depth = 0;
  for (let at = start; at < words.length; at += 1) {
    const text = (words[at]?.text ?? '').toUpperCase();
    if (text === '(') depth += 1;
    else if (text === ')' && depth > 0) depth -= 1;
    else if (depth === 0 && (text === ')' || text === 'AND' || text === 'OR' || ENDS.has(text)))
      return at;
  }
  return words.length;
}
