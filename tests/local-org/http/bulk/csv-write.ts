import type { FieldDefinition, FieldValue, Schema } from '../../engine/types.ts';
import { objectOf } from '../wire.ts';

export const DELIMITERS: Readonly<Record<string, string>> = {
  COMMA: ',',
  TAB: '\t',
  SEMICOLON: ';',
  PIPE: '|',
  CARET: '^',
  BACKQUOTE: '`'
};

export const LINE_ENDINGS: Readonly<Record<string, string>> = { LF: '\n', CRLF: '\r\n' };

/** Java's numbers change to an exponent from here, and so do Salesforce's CSV results. */
const JAVA_PLAIN_BELOW = 1e7;
const JAVA_PLAIN_FROM = 1e-3;

/** Every field of a Bulk result is quoted. */
export function quote(text: string): string {
  return text.includes('"') ? `"${text.replaceAll('"', '""')}"` : `"${text}"`;
}

/** @returns one line of quoted texts, line end included. */
export function csvLine(values: readonly string[], delimiter: string, lineEnding: string): string {
  return values.map(quote).join(delimiter) + lineEnding;
}

/** A number as Java's Double.toString writes it, `350000000` as `3.5E8`. */
export function javaDouble(value: number): string {
  const size = Math.abs(value);
  if (size === 0) return '0.0';
  if (size < JAVA_PLAIN_BELOW && size >= JAVA_PLAIN_FROM) {
    return Number.isInteger(value) ? `${String(value)}.0` : String(value);
  }
  const [mantissa = '', exponent = ''] = value.toExponential().split('e');
  return `${mantissa.includes('.') ? mantissa : `${mantissa}.0`}E${exponent.replace('+', '')}`;
}

/** The field behind a column such as `Name` or `Account.Owner.Name`; undefined for what has none. */
export function columnField(
  schema: Schema,
  object: string,
  column: string
): FieldDefinition | undefined {
  let definition = objectOf(schema, object);
  const steps = column.toLowerCase().split('.');
  const last = steps.pop() ?? '';
  for (const step of steps) {
    const fields: FieldDefinition[] =
      definition === undefined ? [] : [...definition.fields.values()];
    const parent = fields.find((field) => field.relationshipName?.toLowerCase() === step);
    definition = parent === undefined ? undefined : objectOf(schema, parent.referenceTo[0] ?? '');
  }
  return definition?.fields.get(last);
}

/** Writes rows of one query: whole numbers of `int` fields plainly, others as Java's doubles, null as blank. */
export function rowWriter(
  isWhole: readonly boolean[],
  delimiter: string,
  lineEnding: string
): (values: readonly FieldValue[]) => string {
  return (values) => {
    let line = '';
    for (let index = 0; index < values.length; index += 1) {
      if (index > 0) line += delimiter;
      const value = values[index];
      if (value === null || value === undefined) line += '""';
      else if (typeof value === 'string') line += value.includes('"') ? quote(value) : `"${value}"`;
      else if (typeof value === 'number')
        line += `"${isWhole[index] === true ? String(value) : javaDouble(value)}"`;
      else line += value ? '"true"' : '"false"';
    }
    return line + lineEnding;
  };
}
