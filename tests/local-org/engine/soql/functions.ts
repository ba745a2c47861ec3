import type { FieldFunctionExpression, FunctionExp } from '@jetstreamapp/soql-parser-js';

/** A function call as written, its name in upper case. */
export interface CallExpression {
  readonly name: string;
  readonly parameters: readonly (string | CallExpression)[];
  readonly written: string;
}

export function callOf(call: FunctionExp | FieldFunctionExpression): CallExpression {
  return {
    name: (call.functionName ?? '').toUpperCase(),
    parameters: (call.parameters ?? []).map((parameter) =>
      typeof parameter === 'string' ? parameter : callOf(parameter)
    ),
    written: call.rawValue ?? ''
  };
}

/** Same call, whatever the case and blanks. */
export function sameCall(one: CallExpression, other: CallExpression): boolean {
  return keyOfCall(one) === keyOfCall(other);
}

export function keyOfCall(call: CallExpression): string {
  const parameters = call.parameters.map((parameter) =>
    typeof parameter === 'string' ? parameter.toLowerCase() : keyOfCall(parameter)
  );
  return `${call.name}(${parameters.join(',')})`;
}

export const AGGREGATES: ReadonlySet<string> = new Set([
  'COUNT',
  'COUNT_DISTINCT',
  'SUM',
  'AVG',
  'MIN',
  'MAX'
]);

/** SQL of a date function over a stored date or time; weeks begin on Sunday, day 1. */
const DATE_FUNCTIONS: Readonly<Record<string, (value: string, fiscalStart: number) => string>> = {
  CALENDAR_YEAR: (value) => number('%Y', value),
  CALENDAR_QUARTER: (value) => `((${number('%m', value)} + 2) / 3)`,
  CALENDAR_MONTH: (value) => number('%m', value),
  DAY_IN_MONTH: (value) => number('%d', value),
  DAY_IN_WEEK: (value) => `(${number('%w', value)} + 1)`,
  DAY_IN_YEAR: (value) => number('%j', value),
  DAY_ONLY: (value) => `substr(${value}, 1, 10)`,
  HOUR_IN_DAY: (value) => number('%H', value),
  WEEK_IN_MONTH: (value) => `((${number('%d', value)} + 6) / 7)`,
  WEEK_IN_YEAR: (value) => `((${number('%j', value)} + 6) / 7)`,
  FISCAL_YEAR: (value, start) => number('%Y', fiscalShift(value, start)),
  FISCAL_QUARTER: (value, start) => `((${number('%m', fiscalShift(value, start))} + 2) / 3)`,
  FISCAL_MONTH: (value, start) => number('%m', fiscalShift(value, start))
};

function number(format: string, value: string): string {
  return `CAST(strftime('${format}', ${value}) AS INTEGER)`;
}

/** Moves a date back so that the fiscal year's first month becomes January; the day does not matter. */
function fiscalShift(value: string, start: number): string {
  return `date(substr(${value}, 1, 7) || '-01', '-${String(start - 1)} months')`;
}

export function isDateFunction(name: string): boolean {
  return Object.hasOwn(DATE_FUNCTIONS, name);
}

/** @param fiscalStart month, 1 to 12, in which the fiscal year begins */
export function dateFunctionSql(name: string, value: string, fiscalStart: number): string {
  const build = DATE_FUNCTIONS[name];
  if (build === undefined) throw new Error(`${name} is not a date function`);
  return build(value, fiscalStart);
}
