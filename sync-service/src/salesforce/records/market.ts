import { z } from 'zod';
import type { Problem } from '../../domain/core/result.ts';
import type { MarketRow } from '../../domain/territory/market/market-row.ts';
import { marketLevels } from '../../domain/territory/market/market-row.ts';
import type { OrgConnection } from '../connection.ts';
import { day, id, optionalNumber, optionalText, readChecked } from './checked.ts';

const shape = {
  Id: id,
  Key__c: optionalText,
  Level__c: z.enum(marketLevels),
  Place__c: z.string(),
  Potential__c: optionalNumber,
  Population__c: optionalNumber,
  Competitors__c: optionalText,
  Source__c: z.string(),
  Date__c: day
};

/** All market data that the org holds; a row that cannot be used becomes a problem. @throws OrgError */
export async function readMarket(
  connection: OrgConnection
): Promise<{ rows: MarketRow[]; problems: Problem[]; read: number }> {
  const { records, problems, read } = await readChecked(
    connection,
    { object: 'Evenfield_Market_Data__c' },
    shape
  );
  const rows = records.map((row) => ({
    key: row.Key__c ?? row.Id,
    level: row.Level__c,
    place: row.Place__c,
    potential: row.Potential__c,
    population: row.Population__c,
    competitors: row.Competitors__c,
    source: row.Source__c,
    date: row.Date__c
  }));
  return { rows, problems, read };
}
