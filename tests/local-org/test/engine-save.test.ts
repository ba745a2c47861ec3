import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { RecordValues, SaveResult } from '../engine/types.ts';
import type { DepotOrg } from './depot-org.ts';
import { openDepotOrg } from './depot-org.ts';

let test: DepotOrg;
/** What a good depot needs. */
const good = { Name: 'North', Note__c: 'ok' };

beforeAll(() => {
  test = openDepotOrg();
});
afterAll(() => {
  test.close();
});

/** The code and the fields of a row's first error. */
function refusal(result: SaveResult): [string, readonly string[]] | 'saved' {
  const [error] = result.errors;
  return error === undefined ? 'saved' : [error.statusCode, error.fields];
}

describe('a row is refused with the code that Salesforce gives', () => {
  // Codes as the REST API's list of status codes has them.
  const cases: readonly [string, RecordValues, string, readonly string[]][] = [
    ['a required field left out', { Name: 'N' }, 'REQUIRED_FIELD_MISSING', ['Note__c']],
    ['a required field blank', { ...good, Note__c: '  ' }, 'REQUIRED_FIELD_MISSING', ['Note__c']],
    ['a text too long', { ...good, Note__c: 'sixsix' }, 'STRING_TOO_LONG', ['Note__c']],
    [
      'a word as a number',
      { ...good, Size__c: 'big' },
      'INVALID_TYPE_ON_FIELD_IN_RECORD',
      ['Size__c']
    ],
    ['a number too large', { ...good, Size__c: 1000 }, 'NUMBER_OUTSIDE_VALID_RANGE', ['Size__c']],
    [
      'a number that rounds too large',
      { ...good, Size__c: 999.996 },
      'NUMBER_OUTSIDE_VALID_RANGE',
      ['Size__c']
    ],
    [
      'a day that is none',
      { ...good, Opened__c: '2026-02-30' },
      'INVALID_TYPE_ON_FIELD_IN_RECORD',
      ['Opened__c']
    ],
    [
      'a word as a moment',
      { ...good, Seen__c: 'soon' },
      'INVALID_TYPE_ON_FIELD_IN_RECORD',
      ['Seen__c']
    ],
    [
      'null in a checkbox',
      { ...good, Active__c: null },
      'INVALID_TYPE_ON_FIELD_IN_RECORD',
      ['Active__c']
    ],
    [
      'a word in a checkbox',
      { ...good, Active__c: 'maybe' },
      'INVALID_TYPE_ON_FIELD_IN_RECORD',
      ['Active__c']
    ],
    ['no e-mail address', { ...good, Mail__c: 'nobody' }, 'INVALID_EMAIL_ADDRESS', ['Mail__c']],
    [
      'a value that a restricted picklist lacks',
      { ...good, Kind__c: 'Huge' },
      'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
      ['Kind__c']
    ],
    [
      'one of several values that it lacks',
      { ...good, Marks__c: 'Red;Pink' },
      'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
      ['Marks__c']
    ],
    [
      'an id of another object',
      { ...good, Home__c: '003D000000QfxyzIAB' },
      'MALFORMED_ID',
      ['Home__c']
    ],
    [
      'an id with a wrong checksum',
      { ...good, Home__c: '001D000000IRFmaIAA' },
      'MALFORMED_ID',
      ['Home__c']
    ],
    [
      'an id of nobody',
      { ...good, Home__c: '001D000000IRFmaIAH' },
      'INVALID_CROSS_REFERENCE_KEY',
      ['Home__c']
    ],
    ['a field that does not exist', { ...good, Nothing__c: 1 }, 'INVALID_FIELD', []],
    [
      'a system field',
      { ...good, SystemModstamp: '2020-01-01T00:00:00Z' },
      'INVALID_FIELD_FOR_INSERT_UPDATE',
      ['SystemModstamp']
    ]
  ];

  it.each(cases)('%s', (_, row, code, fields) => {
    expect(refusal(test.create('Depot__c', row))).toEqual([code, fields]);
    const Id = test.id('Depot__c', good);
    const { Name: _name, Note__c, ...rest } = row as Record<string, string>;
    const change = Note__c === undefined && code.startsWith('REQUIRED') ? { Note__c: null } : rest;
    const given = Note__c === undefined || Note__c === 'ok' ? change : { ...change, Note__c };
    expect(refusal(test.update('Depot__c', { Id, ...given }))).toEqual([code, fields]);
  });

  it('a refused row is not there, and its neighbours are', () => {
    const count = (): number =>
      test.org.query(test.admin, 'SELECT COUNT() FROM Depot__c').totalSize;
    const before = count();
    const rows = [good, { ...good, Size__c: 1000 }, good];
    const saved = test.org.create(test.admin, 'Depot__c', rows, { allOrNone: false });
    expect(saved.map((result) => result.success)).toEqual([true, false, true]);
    expect(count()).toBe(before + 2);
    test.org.create(test.admin, 'Depot__c', rows, { allOrNone: true });
    expect(count()).toBe(before + 2);
  });
});

describe('a row is stored as the platform stores it', () => {
  const cases: readonly [string, string, string | number | boolean | null, unknown][] = [
    ['half a cent away from zero', 'Size__c', 1.005, 1.01],
    ['half a cent below zero', 'Size__c', -1.005, -1.01],
    ['a whole number', 'Size__c', 7, 7],
    ['a number in text', 'Size__c', '7.5', 7.5],
    ['the largest that fits', 'Size__c', 999.99, 999.99],
    ['a day', 'Opened__c', '2028-02-29', '2028-02-29'],
    [
      'a moment in another zone',
      'Seen__c',
      '2026-11-25T10:00:00.700-0500',
      '2026-11-25T15:00:00.000Z'
    ],
    ['blanks around', 'Mood__c', '  Calm ', 'Calm'],
    ['a value that an open picklist lacks', 'Mood__c', 'Wild', 'Wild'],
    ['several picked', 'Marks__c', 'Red;Blue', 'Red;Blue'],
    ['only blanks', 'Mood__c', '   ', null],
    ['nothing', 'Kind__c', '', null],
    ['a flag in text', 'Active__c', 'false', false]
  ];

  it.each(cases)('%s', (_, field, given, stored) => {
    const id = test.id('Depot__c', { ...good, [field]: given });
    expect(test.value('Depot__c', id, field)).toBe(stored);
  });

  it('defaults stand where nothing was given, and numbers count up', () => {
    const id = test.id('Depot__c', good);
    expect(test.value('Depot__c', id, 'Active__c')).toBe(true);
    expect(test.value('Depot__c', id, 'OwnerId')).toBe(test.admin.userId);
    const account = test.id('Account', { Name: 'Parent' });
    const names = [1, 2].map(() =>
      String(test.value('Crate__c', test.id('Crate__c', { Account__c: account }), 'Name'))
    );
    expect(names[0]).toMatch(/^CR-\d{3}$/);
    expect(Number(names[1]?.slice(3))).toBe(Number(names[0]?.slice(3)) + 1);
  });

  it('a detail keeps its master', () => {
    const account = test.id('Account', { Name: 'Master' });
    const Id = test.id('Crate__c', { Account__c: account });
    const other = test.id('Account', { Name: 'Other' });
    expect(refusal(test.update('Crate__c', { Id, Account__c: other }))).toEqual([
      'INVALID_FIELD_FOR_INSERT_UPDATE',
      ['Account__c']
    ]);
  });
});

describe('unique fields and external ids', () => {
  it('a unique value is taken once, in whatever case, and is free again after a delete', () => {
    const first = test.id('Depot__c', { ...good, Key__c: 'alpha' });
    expect(refusal(test.create('Depot__c', { ...good, Key__c: 'ALPHA' }))).toEqual([
      'DUPLICATE_VALUE',
      []
    ]);
    expect(refusal(test.update('Depot__c', { Id: first, Key__c: 'alpha' }))).toBe('saved');
    expect(refusal(test.update('Depot__c', { Id: first, Key__c: 'Alpha' }))).toBe('saved');
    const second = test.id('Depot__c', { ...good, Key__c: 'beta' });
    expect(refusal(test.update('Depot__c', { Id: second, Key__c: 'alpha' }))).toEqual([
      'DUPLICATE_VALUE',
      []
    ]);
    test.org.remove(test.admin, [first], { allOrNone: true });
    expect(refusal(test.update('Depot__c', { Id: second, Key__c: 'alpha' }))).toBe('saved');
  });

  it('a case-sensitive one tells the cases apart', () => {
    test.id('Depot__c', { ...good, Exact__c: 'one' });
    expect(refusal(test.create('Depot__c', { ...good, Exact__c: 'One' }))).toBe('saved');
    expect(refusal(test.create('Depot__c', { ...good, Exact__c: 'one' }))[0]).toBe(
      'DUPLICATE_VALUE'
    );
  });

  it('two blanks are no duplicate', () => {
    expect(refusal(test.create('Depot__c', { ...good, Key__c: null }))).toBe('saved');
    expect(refusal(test.create('Depot__c', { ...good, Key__c: null }))).toBe('saved');
  });

  const upsert = (field: string, ...rows: RecordValues[]): SaveResult[] =>
    test.org.upsert(test.admin, 'Depot__c', field, rows, { allOrNone: false });

  it('an external id that two rows bear matches neither', () => {
    test.id('Depot__c', { ...good, Code__c: 'twin' });
    test.id('Depot__c', { ...good, Code__c: 'twin' });
    const [result] = upsert('Code__c', { ...good, Code__c: 'twin' });
    expect(result && refusal(result)).toEqual(['DUPLICATE_EXTERNAL_ID', []]);
  });

  it('an external id given twice in one call saves neither', () => {
    const results = upsert('Code__c', { ...good, Code__c: 'same' }, { ...good, Code__c: 'same' });
    expect(results.map((result) => result.errors[0]?.statusCode)).toEqual([
      'DUPLICATE_VALUE',
      'DUPLICATE_VALUE'
    ]);
    expect(
      test.org.query(test.admin, "SELECT COUNT() FROM Depot__c WHERE Code__c = 'same'").totalSize
    ).toBe(0);
  });

  it('creates what is not there, changes what is, and wants the key', () => {
    const [made] = upsert('Key__c', { ...good, Key__c: 'gamma' });
    const [changed] = upsert('Key__c', { Key__c: 'GAMMA', Note__c: 'new' });
    expect([made?.created, changed?.created, changed?.id]).toEqual([true, false, made?.id]);
    expect(test.value('Depot__c', made?.id ?? '', 'Note__c')).toBe('new');
    expect(upsert('Key__c', { ...good })[0]?.errors[0]?.statusCode).toBe('MISSING_ARGUMENT');
    expect(() => upsert('Note__c', { ...good })).toThrow('external ID field');
  });
});
