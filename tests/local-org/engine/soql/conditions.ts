import type {
  Condition,
  HavingClause,
  LiteralType,
  Query,
  WhereClause
} from '@jetstreamapp/soql-parser-js';
import { malformed } from './errors.ts';
import type { CallExpression } from './functions.ts';
import { callOf } from './functions.ts';

/** A value as written: the text with quotes, its kind, and n of `LAST_N_DAYS:n`. */
export interface Literal {
  readonly kind: LiteralType;
  readonly text: string;
  readonly count: number;
}

export type Operator =
  '=' | '!=' | '<' | '<=' | '>' | '>=' | 'LIKE' | 'IN' | 'NOT IN' | 'INCLUDES' | 'EXCLUDES';

export interface Test {
  readonly kind: 'test';
  readonly left: string | CallExpression;
  readonly operator: Operator;
  readonly values: readonly Literal[];
  readonly query: Query | null;
}

export type ConditionTree =
  | Test
  | { readonly kind: 'and' | 'or'; readonly items: readonly ConditionTree[] }
  | { readonly kind: 'not'; readonly item: ConditionTree };

type Token = '(' | ')' | 'AND' | 'OR' | 'NOT' | Test;

/**
 * Builds the tree of a WHERE or HAVING from the parser's chain. As in Salesforce's grammar, AND
 * and OR never stand side by side without brackets, and NOT stands alone or in brackets.
 * @throws SalesforceError MALFORMED_QUERY
 */
export function conditionTree(soql: string, clause: WhereClause | HavingClause): ConditionTree {
  const tokens: Token[] = [];
  flatten(clause, tokens);
  const reader = { soql, tokens, at: 0 };
  const tree = readChain(reader);
  if (reader.at < tokens.length) throw malformed(soql, null, "unexpected token: ')'");
  return tree;
}

function flatten(clause: WhereClause | HavingClause, tokens: Token[]): void {
  let node: WhereClause | HavingClause | undefined = clause;
  while (node !== undefined) {
    const left: unknown = node.left;
    const operator: string | undefined = 'operator' in node ? node.operator : undefined;
    const bare = node.left === null || !('operator' in node.left);
    const open = (left as { openParen?: number } | null)?.openParen ?? 0;
    for (let index = 0; index < open; index += 1) tokens.push('(');
    if (!bare && node.left !== null && 'operator' in node.left) {
      tokens.push(testOf(node.left));
      const close = (left as { closeParen?: number }).closeParen ?? 0;
      for (let index = 0; index < close; index += 1) tokens.push(')');
    }
    if (operator !== undefined) tokens.push(operator.toUpperCase() as 'AND' | 'OR' | 'NOT');
    node = 'right' in node ? node.right : undefined;
  }
}

type Written = Exclude<Condition, { openParen: number; operator?: never }>;

function testOf(condition: Written | { field: string; operator: string; valueQuery: Query }): Test {
  const operator = condition.operator.toUpperCase().replace('<>', '!=') as Operator;
  const left = 'fn' in condition ? callOf(condition.fn) : condition.field;
  if ('valueQuery' in condition)
    return { kind: 'test', left, operator, values: [], query: condition.valueQuery };
  const texts = Array.isArray(condition.value) ? condition.value : [condition.value];
  const kinds = condition.literalType;
  const counts = 'dateLiteralVariable' in condition ? condition.dateLiteralVariable : 0;
  const values = texts.map((text, index) => ({
    text,
    kind: (Array.isArray(kinds) ? kinds[index] : kinds) ?? 'STRING',
    count: (Array.isArray(counts) ? counts[index] : counts) ?? 0
  }));
  return { kind: 'test', left, operator, values, query: null };
}

interface Reader {
  readonly soql: string;
  readonly tokens: readonly Token[];
  at: number;
}

function readChain(reader: Reader): ConditionTree {
  if (reader.tokens[reader.at] === 'NOT') {
    reader.at += 1;
    return refuseMore(reader, { kind: 'not', item: readSimple(reader) });
  }
  const items = [readSimple(reader)];
  const joiner = reader.tokens[reader.at];
  if (joiner !== 'AND' && joiner !== 'OR') return items[0] as ConditionTree;
  while (reader.tokens[reader.at] === joiner) {
    reader.at += 1;
    items.push(readSimple(reader));
  }
  return refuseMore(reader, { kind: joiner === 'AND' ? 'and' : 'or', items });
}

function refuseMore(reader: Reader, tree: ConditionTree): ConditionTree {
  const next = reader.tokens[reader.at];
  if (next === 'AND' || next === 'OR') throw unexpected(reader, next);
  return tree;
}

function readSimple(reader: Reader): ConditionTree {
  const token = reader.tokens[reader.at];
  if (token === undefined) throw malformed(reader.soql, null, 'unexpected token: <EOF>');
  reader.at += 1;
  if (typeof token === 'object') return token;
  if (token !== '(') throw unexpected(reader, token);
  const inner = readChain(reader);
  if (reader.tokens[reader.at] !== ')')
    throw malformed(reader.soql, null, 'unexpected token: <EOF>');
  reader.at += 1;
  return inner;
}

function unexpected(reader: Reader, token: string): Error {
  return malformed(reader.soql, token, `unexpected token: '${token}'`);
}
