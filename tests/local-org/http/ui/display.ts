import type { FieldDefinition, FieldValue } from '../../engine/types.ts';

const LOCALE = 'en-US';
const CURRENCY = 'USD';

/** A value as the UI API gives it: raw, and as a person reads it (null where the raw one is readable). */
export interface ShownValue {
  readonly value: FieldValue;
  readonly displayValue: string | null;
}

/** @param timeZone IANA name of the reader's zone, in which times are shown. */
export function showValue(field: FieldDefinition, value: FieldValue, timeZone: string): ShownValue {
  return { value, displayValue: displayOf(field, value, timeZone) };
}

function displayOf(field: FieldDefinition, value: FieldValue, timeZone: string): string | null {
  if (value === null) return null;
  switch (field.type) {
    case 'picklist':
      return labelOf(field, String(value));
    case 'multipicklist':
      return String(value)
        .split(';')
        .map((part) => labelOf(field, part))
        .join('; ');
    case 'currency':
      return number(value, { style: 'currency', currency: CURRENCY, ...digits(field.scale) });
    case 'percent':
      return `${number(value, digits(field.scale)) ?? ''}%`;
    case 'int':
      return number(value, { maximumFractionDigits: 0 });
    case 'double':
      return number(value, digits(field.scale));
    case 'date':
      return dateText(String(value), 'UTC', false);
    case 'datetime':
      return dateText(String(value), timeZone, true);
    default:
      return null;
  }
}

function labelOf(field: FieldDefinition, value: string): string {
  return field.picklist.find((entry) => entry.value === value)?.label ?? value;
}

function digits(scale: number): Intl.NumberFormatOptions {
  return { minimumFractionDigits: scale, maximumFractionDigits: scale };
}

const numberFormats = new Map<string, Intl.NumberFormat>();

function number(value: FieldValue, options: Intl.NumberFormatOptions): string | null {
  if (typeof value !== 'number') return null;
  const key = JSON.stringify(options);
  const format = numberFormats.get(key) ?? new Intl.NumberFormat(LOCALE, options);
  numberFormats.set(key, format);
  return format.format(value);
}

const dateFormats = new Map<string, Intl.DateTimeFormat>();

/** As Salesforce in the US: `1/31/2026` and `1/31/2026, 4:00 PM`. */
function dateText(value: string, timeZone: string, hasTime: boolean): string {
  const key = `${timeZone} ${String(hasTime)}`;
  const time: Intl.DateTimeFormatOptions = hasTime ? { hour: 'numeric', minute: '2-digit' } : {};
  const options: Intl.DateTimeFormatOptions = {
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    timeZone,
    ...time
  };
  const format = dateFormats.get(key) ?? new Intl.DateTimeFormat(LOCALE, options);
  dateFormats.set(key, format);
  return format.format(new Date(value));
}
