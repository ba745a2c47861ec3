import { fieldOf } from '../field.ts';
import type { FieldDefinition, OrgCurrency } from '../types.ts';
import type { StandardObject } from './standard-object.ts';

/** Objects that an org has only with several currencies. */
export const currencyObjects: readonly StandardObject[] = [
  {
    name: 'CurrencyType',
    plural: 'Currency Types',
    prefix: '01L',
    sharing: 'ReadWrite',
    fields: `
      IsoCode string 3 required name
      ConversionRate double 18,6
      DecimalPlaces int 9,0
      IsActive boolean
      IsCorporate boolean`
  },
  {
    name: 'DatedConversionRate',
    plural: 'Dated Conversion Rates',
    prefix: '04w',
    sharing: 'ReadWrite',
    fields: `
      IsoCode string 3 required name
      StartDate date
      NextStartDate date
      ConversionRate double 18,6`
  }
];

/** The currency of a row; nobody's field security takes it away. */
export function currencyField(currencies: readonly OrgCurrency[]): FieldDefinition {
  const corporate = currencies.find((currency) => currency.isCorporate === true)?.isoCode ?? 'USD';
  return fieldOf('CurrencyIsoCode', 'picklist', {
    label: 'Currency ISO Code',
    length: 3,
    defaultedOnCreate: true,
    defaultValue: corporate,
    restrictedPicklist: true,
    picklist: currencies.map(({ isoCode }) => ({
      value: isoCode,
      label: isoCode,
      isDefault: isoCode === corporate
    }))
  });
}

/** Rows of the two objects. */
export function currencyRows(currencies: readonly OrgCurrency[]): {
  readonly types: Record<string, string | number | boolean>[];
  readonly dated: Record<string, string | number>[];
} {
  return {
    types: currencies.map(({ isoCode, rate, decimalPlaces, isCorporate = false }) => ({
      IsoCode: isoCode,
      ConversionRate: rate,
      DecimalPlaces: decimalPlaces,
      IsActive: true,
      IsCorporate: isCorporate
    })),
    dated: currencies.flatMap(({ isoCode, dated = [] }) =>
      dated.map(({ from, rate }, place) => ({
        IsoCode: isoCode,
        StartDate: from,
        NextStartDate: dated[place + 1]?.from ?? '9999-12-31',
        ConversionRate: rate
      }))
    )
  };
}
