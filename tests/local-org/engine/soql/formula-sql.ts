import type { Clock } from './dates.ts';
import type { Formula } from './formula-reader.ts';
import { readFormula } from './formula-reader.ts';
import { textLiteral } from './sql-text.ts';
import { localDate, storedInstant } from './zone.ts';

/** What a formula is written out against: the field a path names, the clock, the running user. */
export interface FormulaContext {
  readonly clock: Clock;
  readonly userId: string;
  /** SQL and describe type of a field; null where there is none. */
  readonly field: (path: string) => { sql: string; type: string } | null;
}

type Kind = 'number' | 'text' | 'boolean' | 'date' | 'datetime';

interface Piece {
  readonly sql: string;
  readonly kind: Kind;
}

const NUMBERS: ReadonlySet<string> = new Set(['int', 'double', 'currency', 'percent', 'long']);

/**
 * SQL of a formula field. Blanks stay blank in arithmetic (formulaTreatBlanksAs BlankAsBlank).
 * @throws Error for a function or field that the local org does not know
 */
export function formulaSql(text: string, context: FormulaContext): string {
  return write(readFormula(text), context).sql;
}

function write(formula: Formula, context: FormulaContext): Piece {
  switch (formula.kind) {
    case 'number':
      return { sql: formula.value, kind: 'number' };
    case 'text':
      return { sql: formula.value === '' ? 'NULL' : textLiteral(formula.value), kind: 'text' };
    case 'field':
      return fieldPiece(formula.path, context);
    case 'call':
      return callPiece(formula.name, formula.parameters, context);
    case 'operation':
      return operationPiece(
        formula.operator,
        write(formula.left, context),
        write(formula.right, context)
      );
  }
}

function fieldPiece(path: string, context: FormulaContext): Piece {
  const upper = path.toUpperCase();
  if (upper === 'TRUE' || upper === 'FALSE')
    return { sql: upper === 'TRUE' ? '1' : '0', kind: 'boolean' };
  if (upper === 'NULL') return { sql: 'NULL', kind: 'text' };
  if (upper === '$USER.ID') return { sql: textLiteral(context.userId), kind: 'text' };
  const found = context.field(path);
  if (found === null) throw new Error(`formula names an unknown field: ${path}`);
  return { sql: found.sql, kind: kindOf(found.type) };
}

function kindOf(type: string): Kind {
  if (NUMBERS.has(type)) return 'number';
  return type === 'boolean' || type === 'date' || type === 'datetime' ? type : 'text';
}

function operationPiece(operator: string, left: Piece, right: Piece): Piece {
  const sql = (symbol: string): string => `(${left.sql} ${symbol} ${right.sql})`;
  switch (operator) {
    case '&&':
      return { sql: sql('AND'), kind: 'boolean' };
    case '||':
      return { sql: sql('OR'), kind: 'boolean' };
    case '=':
    case '==':
      return { sql: sql('IS'), kind: 'boolean' };
    case '<>':
    case '!=':
      return { sql: sql('IS NOT'), kind: 'boolean' };
    case '<':
    case '>':
    case '<=':
    case '>=':
      return { sql: `COALESCE(${sql(operator)}, 0)`, kind: 'boolean' };
    case '&':
      return joined(left, right);
    case '+':
      return left.kind === 'text' || right.kind === 'text'
        ? joined(left, right)
        : added(left, '+', right);
    case '-':
      return added(left, '-', right);
    case '/':
      return { sql: `(1.0 * ${left.sql} / ${right.sql})`, kind: 'number' };
    default:
      return { sql: sql(operator), kind: 'number' };
  }
}

function joined(left: Piece, right: Piece): Piece {
  return {
    sql: `NULLIF(COALESCE(${left.sql}, '') || COALESCE(${right.sql}, ''), '')`,
    kind: 'text'
  };
}

/** Two times differ by days; a number of days moves a date or a time. */
function added(left: Piece, sign: '+' | '-', right: Piece): Piece {
  const time = (piece: Piece): boolean => piece.kind === 'date' || piece.kind === 'datetime';
  if (sign === '-' && time(left) && time(right)) {
    const days = `(julianday(${left.sql}) - julianday(${right.sql}))`;
    const whole = left.kind === 'date' && right.kind === 'date';
    return { sql: whole ? `CAST(ROUND(${days}) AS INTEGER)` : days, kind: 'number' };
  }
  if (!time(left)) return { sql: `(${left.sql} ${sign} ${right.sql})`, kind: 'number' };
  const move = `'${sign}' || (${right.sql}) || ' days'`;
  if (left.kind === 'date') return { sql: `date(${left.sql}, ${move})`, kind: 'date' };
  return { sql: `strftime('%Y-%m-%dT%H:%M:%S.000Z', ${left.sql}, ${move})`, kind: 'datetime' };
}

function callPiece(name: string, parameters: readonly Formula[], context: FormulaContext): Piece {
  if (name === 'TODAY')
    return { sql: textLiteral(localDate(context.clock.now, context.clock.zone)), kind: 'date' };
  if (name === 'NOW')
    return { sql: textLiteral(storedInstant(context.clock.now)), kind: 'datetime' };
  const pieces = parameters.map((parameter) => write(parameter, context));
  const at = (index: number): Piece => pieces[index] ?? { sql: 'NULL', kind: 'text' };
  const list = (joiner: string): string => `(${pieces.map((piece) => piece.sql).join(joiner)})`;
  const call = (sql: string): string => `${sql}(${pieces.map((piece) => piece.sql).join(', ')})`;
  switch (name) {
    case 'AND':
      return { sql: list(' AND '), kind: 'boolean' };
    case 'OR':
      return { sql: list(' OR '), kind: 'boolean' };
    case 'NOT':
      return { sql: `(NOT ${at(0).sql})`, kind: 'boolean' };
    case 'ISBLANK':
    case 'ISNULL':
      return { sql: `(${at(0).sql} IS NULL)`, kind: 'boolean' };
    case 'BLANKVALUE':
    case 'NULLVALUE':
      return { sql: call('COALESCE'), kind: at(0).kind };
    case 'IF':
      return {
        sql: `(CASE WHEN ${at(0).sql} THEN ${at(1).sql} ELSE ${at(2).sql} END)`,
        kind: at(1).sql === 'NULL' ? at(2).kind : at(1).kind
      };
    case 'CASE':
      return casePiece(pieces);
    case 'TEXT':
      return { sql: `CAST(${at(0).sql} AS TEXT)`, kind: 'text' };
    case 'VALUE':
      return { sql: `CAST(${at(0).sql} AS REAL)`, kind: 'number' };
    case 'ISPICKVAL':
      return { sql: `(${at(0).sql} IS ${at(1).sql})`, kind: 'boolean' };
    case 'BEGINS':
      return { sql: `(instr(${at(0).sql}, ${at(1).sql}) = 1)`, kind: 'boolean' };
    case 'CONTAINS':
      return { sql: `(instr(${at(0).sql}, ${at(1).sql}) > 0)`, kind: 'boolean' };
    case 'LEFT':
      return { sql: `substr(${at(0).sql}, 1, ${at(1).sql})`, kind: 'text' };
    case 'LEN':
      return { sql: `COALESCE(length(${at(0).sql}), 0)`, kind: 'number' };
    case 'UPPER':
    case 'LOWER':
    case 'TRIM':
      return { sql: call(name), kind: 'text' };
    case 'ABS':
    case 'ROUND':
    case 'MIN':
    case 'MAX':
      return { sql: call(name), kind: 'number' };
    case 'FLOOR':
      return { sql: call('FLOOR'), kind: 'number' };
    case 'CEILING':
      return { sql: call('CEIL'), kind: 'number' };
    case 'YEAR':
      return datePart('%Y', at(0));
    case 'MONTH':
      return datePart('%m', at(0));
    case 'DAY':
      return datePart('%d', at(0));
    default:
      throw new Error(`formula calls a function that the local org does not know: ${name}`);
  }
}

function datePart(format: string, value: Piece): Piece {
  return { sql: `CAST(strftime('${format}', ${value.sql}) AS INTEGER)`, kind: 'number' };
}

/** CASE(expression, value, result, …, otherwise). */
function casePiece(pieces: readonly Piece[]): Piece {
  const subject = pieces[0]?.sql ?? 'NULL';
  const arms: string[] = [];
  for (let index = 1; index + 1 < pieces.length; index += 2)
    arms.push(
      `WHEN ${subject} IS ${pieces[index]?.sql ?? 'NULL'} THEN ${pieces[index + 1]?.sql ?? 'NULL'}`
    );
  const otherwise = pieces.at(-1)?.sql ?? 'NULL';
  return { sql: `(CASE ${arms.join(' ')} ELSE ${otherwise} END)`, kind: pieces[2]?.kind ?? 'text' };
}
