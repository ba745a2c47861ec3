import { z } from 'zod';
import type { CurrencyRates } from '../../domain/core/currency.ts';
import type { OrgConnection } from '../connection.ts';
import { OrgError } from '../errors.ts';
import { dayCell } from './cells.ts';
import { flag, readChecked } from './checked.ts';

const text = z.string();
const number = z.coerce.number();

/** Rates of an org that has several currencies. @throws OrgError where its currencies cannot be read */
export async function readCurrencies(connection: OrgConnection): Promise<CurrencyRates> {
  const types = await readChecked(
    connection,
    { object: 'CurrencyType' },
    { IsoCode: text, ConversionRate: number, IsCorporate: flag }
  );
  const corporate = types.records.find((row) => row.IsCorporate)?.IsoCode;
  if (corporate === undefined)
    throw new OrgError(
      'configuration',
      'NO_CORPORATE_CURRENCY',
      'Reading CurrencyType: no corporate currency among the rows that the integration user sees',
      'Give the integration user the permission View Setup and Configuration, so that it reads the org’s currencies.'
    );
  return {
    corporate,
    today: Object.fromEntries(types.records.map((row) => [row.IsoCode, row.ConversionRate])),
    dated: await datedRates(connection)
  };
}

/** None where the org does not manage dated rates. */
async function datedRates(connection: OrgConnection): Promise<CurrencyRates['dated']> {
  try {
    const { records } = await readChecked(
      connection,
      { object: 'DatedConversionRate' },
      { IsoCode: text, StartDate: text, NextStartDate: text, ConversionRate: number }
    );
    return records.map((row) => ({
      isoCode: row.IsoCode,
      fromDay: dayCell(row.StartDate),
      toDay: dayCell(row.NextStartDate),
      rate: row.ConversionRate
    }));
  } catch (error) {
    if (error instanceof OrgError && error.code === 'INVALID_TYPE') return [];
    throw error;
  }
}
