import { describe, expect, it } from '@jest/globals';
import { conditionsOf } from '../engine/soql/conditions.ts';
import type { ConditionTree } from '../engine/soql/conditions.ts';
import { parseSoql } from '../engine/soql/parse.ts';
import { placeOf } from '../engine/soql/source.ts';
import { normalId } from '../engine/ids.ts';

function treeOf(where: string): string {
  const soql = `SELECT Id FROM Account WHERE ${where} LIMIT 1`;
  const [tree] = conditionsOf(soql, parseSoql(soql)).values();
  if (tree === undefined) throw new Error('no WHERE');
  return shown(tree);
}

function shown(tree: ConditionTree): string {
  switch (tree.kind) {
    case 'test':
      return typeof tree.left === 'string' ? tree.left : tree.left.written;
    case 'not':
      return `not(${shown(tree.item)})`;
    default:
      return `${tree.kind}(${tree.items.map(shown).join(',')})`;
  }
}

function refusal(soql: string): string {
  try {
    conditionsOf(soql, parseSoql(soql));
  } catch (error) {
    return error instanceof Error ? error.message : 'not an error';
  }
  throw new Error(`was not refused: ${soql}`);
}

describe('conditions', () => {
  it.each([
    ['a = 1', 'a'],
    ['a = 1 AND b = 2 AND c = 3', 'and(a,b,c)'],
    ['a = 1 OR b = 2', 'or(a,b)'],
    ['(a = 1 AND b = 2) OR c = 3', 'or(and(a,b),c)'],
    ['a = 1 AND (b = 2 OR (c = 3 AND d = 4))', 'and(a,or(b,and(c,d)))'],
    ['NOT a = 1', 'not(a)'],
    ['(NOT a = 1) AND b = 2', 'and(not(a),b)'],
    ['a = 1 AND (NOT (b = 2 OR c = 3))', 'and(a,not(or(b,c)))'],
    ['((a = 1))', 'a'],
    ['NOT (NOT (NOT (a IN (1, 2))))', 'not(not(not(a)))'],
    ['(NOT ((NOT (a = 1)) AND b NOT IN (1))) OR c = 3', 'or(not(and(not(a),b)),c)'],
    ["a = ') OR (' AND CALENDAR_YEAR(b) = 2", 'and(a,CALENDAR_YEAR(b))'],
    ['(((a = 1) AND b = 2)) AND c = 3', 'and(and(a,b),c)']
  ])('%s', (where, tree) => {
    expect(treeOf(where)).toBe(tree);
  });

  it.each([
    ['a = 1 AND b = 2 OR c = 3', 'OR'],
    ['a = 1 OR b = 2 AND c = 3', 'AND'],
    ['NOT a = 1 AND b = 2', 'AND'],
    ['a = 1 AND NOT b = 2', 'NOT']
  ])('wants brackets in %s', (where, token) => {
    expect(refusal(`SELECT Id FROM Account WHERE ${where}`)).toContain(
      `unexpected token: '${token}'`
    );
  });
});

describe('syntax errors', () => {
  it.each([
    [
      'SELECT Id, FROM Account',
      "\nSELECT Id, FROM Account\n          ^\nERROR at Row:1:Column:11\nunexpected token: 'FROM'"
    ],
    [
      'select Id from Account where id = $sfid',
      "\nselect Id from Account where id = $sfid\n                                 ^\nERROR at Row:1:Column:34\nline 1:34 no viable alternative at character '$'"
    ],
    [
      'SELECT Id FROM Account WHERE Name = :name',
      '\nSELECT Id FROM Account WHERE Name = :name\n                                    ^\nERROR at Row:1:Column:37\nBind variables only allowed in Apex code'
    ],
    ['SELECT Id FROM', "unexpected token: '<EOF>'"]
  ])('%s', (soql, message) => {
    expect(refusal(soql)).toBe(message);
  });

  it('refuses a query of more than 100,000 characters', () => {
    const long = `SELECT Id FROM Account WHERE Name = '${'x'.repeat(100_000)}'`;
    expect(refusal(long)).toBe('SOQL statements cannot be longer than 100000 characters.');
  });

  it('lets a colon stand in a string and in a date literal', () => {
    const soql = "SELECT Id FROM Account WHERE Name = ':x' AND CreatedDate = LAST_N_DAYS:3";
    expect(parseSoql(soql).sObject).toBe('Account');
  });
});

describe('the place of an error', () => {
  it('shows a short query whole', () => {
    expect(placeOf('SELECT Bacon__c FROM Account LIMIT 2', 7)).toBe(
      '\nSELECT Bacon__c FROM Account LIMIT 2\n       ^\nERROR at Row:1:Column:8\n'
    );
  });

  it('cuts a long query at blanks around the place and counts rows', () => {
    const soql = `SELECT ${'Aaaaaaaaaa, '.repeat(10)}Wrong,\n${'Bbbbbbbbbb, '.repeat(10)}Id FROM Account`;
    const [, line = '', caret = '', place] = placeOf(soql, soql.indexOf('Wrong')).split('\n');
    // Of several rows real answers show the one of the place alone.
    expect(line.slice(caret.indexOf('^'))).toBe('Wrong,');
    expect(line.length).toBeLessThan(90);
    expect(place).toBe('ERROR at Row:1:Column:128');
    expect(placeOf(soql, soql.indexOf('Id FROM'))).toContain('ERROR at Row:2:Column:121\n');
  });
});

describe('record ids', () => {
  it.each([
    // Each of the last three characters spells which of five characters are capitals.
    ['001D000000IRFma', '001D000000IRFmaIAH'],
    ['001D000000IRFmaIAH', '001D000000IRFmaIAH'],
    ['001d000000irfma', '001d000000irfmaAAA'],
    ['001D000000IRFmaIAI', null],
    ['001D000000IRFm', null],
    ["001D000000IRFm'", null]
  ])('%s becomes %p', (id, full) => {
    expect(normalId(id)).toBe(full);
  });
});
