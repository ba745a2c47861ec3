/** The tree of a formula field's text. */
export type Formula =
  | { readonly kind: 'number' | 'text'; readonly value: string }
  | { readonly kind: 'field'; readonly path: string }
  | { readonly kind: 'call'; readonly name: string; readonly parameters: readonly Formula[] }
  | {
      readonly kind: 'operation';
      readonly operator: string;
      readonly left: Formula;
      readonly right: Formula;
    };

const TOKEN =
  /\s+|\/\*[\s\S]*?\*\/|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|\d+(?:\.\d+)?|\.\d+|[$A-Za-z_][\w$]*(?:\.[A-Za-z_]\w*)*|<>|!=|<=|>=|==|&&|\|\||[-+*/^&=<>!(),]/y;

/** From the loosest to the tightest. */
const LEVELS: readonly (readonly string[])[] = [
  ['||'],
  ['&&'],
  ['=', '==', '<>', '!=', '<', '>', '<=', '>='],
  ['+', '-', '&'],
  ['*', '/']
];

/** @throws Error where the text is no formula of the supported kind */
export function readFormula(text: string): Formula {
  const reader = { text, tokens: tokensOf(text), at: 0 };
  const tree = readLevel(reader, 0);
  if (reader.at < reader.tokens.length) throw bad(reader);
  return tree;
}

interface Reader {
  readonly text: string;
  readonly tokens: readonly string[];
  at: number;
}

function tokensOf(text: string): string[] {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const at = TOKEN.lastIndex;
    const match = TOKEN.exec(text);
    if (match === null) throw new Error(`formula not understood at ${String(at)}: ${text}`);
    if (!/^(\s|\/\*)/.test(match[0])) tokens.push(match[0]);
  }
  return tokens;
}

function bad(reader: Reader): Error {
  return new Error(`formula not understood: ${reader.text}`);
}

function readLevel(reader: Reader, level: number): Formula {
  const operators = LEVELS[level];
  if (operators === undefined) return readUnary(reader);
  let left = readLevel(reader, level + 1);
  for (;;) {
    const operator = reader.tokens[reader.at];
    if (operator === undefined || !operators.includes(operator)) return left;
    reader.at += 1;
    left = { kind: 'operation', operator, left, right: readLevel(reader, level + 1) };
  }
}

function readUnary(reader: Reader): Formula {
  const token = reader.tokens[reader.at];
  if (token === '-' || token === '+') {
    reader.at += 1;
    const zero: Formula = { kind: 'number', value: '0' };
    return { kind: 'operation', operator: token, left: zero, right: readUnary(reader) };
  }
  if (token === '!') {
    reader.at += 1;
    return { kind: 'call', name: 'NOT', parameters: [readUnary(reader)] };
  }
  return readPrimary(reader);
}

function readPrimary(reader: Reader): Formula {
  const token = reader.tokens[reader.at];
  if (token === undefined) throw bad(reader);
  reader.at += 1;
  if (token === '(') {
    const inner = readLevel(reader, 0);
    expect(reader, ')');
    return inner;
  }
  if (/^[\d.]/.test(token)) return { kind: 'number', value: token };
  if (/^["']/.test(token))
    return { kind: 'text', value: token.slice(1, -1).replaceAll(/\\(.)/g, '$1') };
  if (!/^[$A-Za-z_]/.test(token)) throw bad(reader);
  if (reader.tokens[reader.at] !== '(') return { kind: 'field', path: token };
  reader.at += 1;
  const parameters: Formula[] = [];
  while (reader.tokens[reader.at] !== ')') {
    if (parameters.length > 0) expect(reader, ',');
    parameters.push(readLevel(reader, 0));
  }
  reader.at += 1;
  return { kind: 'call', name: token.toUpperCase(), parameters };
}

function expect(reader: Reader, token: string): void {
  if (reader.tokens[reader.at] !== token) throw bad(reader);
  reader.at += 1;
}
