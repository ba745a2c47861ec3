import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from '@jest/globals';
import { formulaSql } from '../engine/soql/formula-sql.ts';

const database = new DatabaseSync(':memory:');

/** Fields of one made-up row; what SQLite makes of the formula is the formula's value. */
const FIELDS: Readonly<Record<string, { sql: string; type: string }>> = {
  Touch__c: { sql: "'2026-11-20'", type: 'date' },
  Never__c: { sql: 'NULL', type: 'date' },
  Met__c: { sql: "'2026-11-24T12:00:00.000Z'", type: 'datetime' },
  Five__c: { sql: '5', type: 'double' },
  Two__c: { sql: '2', type: 'double' },
  None__c: { sql: 'NULL', type: 'double' },
  Stage: { sql: "'Active'", type: 'picklist' },
  Yes__c: { sql: '1', type: 'boolean' }
};

function valueOf(formula: string): unknown {
  const sql = formulaSql(formula, {
    clock: { now: Date.parse('2026-11-25T04:30:00Z'), zone: 'America/New_York', fiscalStart: 1 },
    userId: '005000000000001AAA',
    field: (path) => FIELDS[path] ?? null
  });
  return database.prepare(`SELECT ${sql} AS value`).get()?.['value'];
}

describe('formula fields as SQL', () => {
  it.each([
    // In New York it is still the 24th.
    ['TODAY() - Touch__c', 4],
    ['TODAY() - Never__c', null],
    ['TODAY() + 7', '2026-12-01'],
    ['Touch__c - 20', '2026-10-31'],
    ['NOW() - Met__c', 0.6875],
    ['Five__c + Two__c * 3 - 1', 10],
    ['(Five__c + Two__c) * 3', 21],
    ['Five__c / Two__c', 2.5],
    ['-Five__c', -5],
    ['None__c + 1', null],
    ['BLANKVALUE(None__c, 9)', 9],
    ['IF(Five__c > 4, "big", "small")', 'big'],
    ['IF(None__c > 4, "big", "small")', 'small'],
    ['IF(ISBLANK(None__c) && Yes__c, 1, 0)', 1],
    ['IF(AND(Five__c = 5, NOT(Two__c = 5)), 1, 0)', 1],
    ['IF(OR(Five__c <> 5, ISPICKVAL(Stage, "Active")), 1, 0)', 1],
    ['TEXT(Stage) & "!"', 'Active!'],
    ['CASE(Stage, "Planned", 1, "Active", 2, 3)', 2],
    ['CASE(Stage, "Planned", 1, 3)', 3],
    ['YEAR(Touch__c) * 100 + MONTH(Touch__c)', 202611],
    ['ROUND(Five__c / 3, 2)', 1.67],
    ['MAX(Five__c, Two__c) - MIN(Five__c, Two__c)', 3],
    ['LEFT(TEXT(Stage), 3)', 'Act'],
    ['IF($User.Id = "005000000000001AAA", 1, 0)', 1]
  ])('%s is %p', (formula, value) => {
    expect(valueOf(formula)).toBe(value);
  });

  it('refuses what it does not know instead of guessing', () => {
    expect(() => valueOf('REGEX(Stage, "a+")')).toThrow('REGEX');
    expect(() => valueOf('Missing__c + 1')).toThrow('Missing__c');
    expect(() => valueOf('Five__c +')).toThrow('not understood');
    expect(() => valueOf('Five__c ? 1')).toThrow('not understood');
  });
});
