import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readSchema } from '../engine/schema.ts';
import type { FieldDefinition, ObjectDefinition, Schema } from '../engine/types.ts';
import { depotMetadata } from './depot-org.ts';
import { metadataFolder, named } from './metadata-folder.ts';

let folder = '';
let schema: Schema;

beforeAll(() => {
  folder = depotMetadata();
  schema = readSchema([folder]);
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function object(name: string): ObjectDefinition {
  const found = schema.objects.get(name.toLowerCase());
  if (found === undefined) throw new Error(`no ${name}`);
  return found;
}
function field(owner: string, name: string): FieldDefinition {
  const found = object(owner).fields.get(name.toLowerCase());
  if (found === undefined) throw new Error(`no ${owner}.${name}`);
  return found;
}

describe('the schema read from metadata', () => {
  // What describe says of a field of the metadata type, by the Metadata API's and describe's documents.
  it.each<[string, Partial<FieldDefinition>]>([
    [
      'Key__c',
      { type: 'string', length: 10, externalId: true, unique: true, caseSensitive: false }
    ],
    ['Exact__c', { type: 'string', unique: true, caseSensitive: true, externalId: false }],
    ['Note__c', { type: 'string', length: 5, nillable: false }],
    ['Size__c', { type: 'double', precision: 5, scale: 2, nillable: true }],
    ['Opened__c', { type: 'date' }],
    ['Seen__c', { type: 'datetime' }],
    [
      'Active__c',
      { type: 'boolean', nillable: false, defaultValue: true, defaultedOnCreate: true }
    ],
    ['Mail__c', { type: 'email', length: 80 }],
    ['Kind__c', { type: 'picklist', restrictedPicklist: true }],
    ['Mood__c', { type: 'picklist', restrictedPicklist: false }],
    ['Marks__c', { type: 'multipicklist', restrictedPicklist: true }],
    [
      'Home__c',
      {
        type: 'reference',
        referenceTo: ['Account'],
        relationshipName: 'Home__r',
        deleteConstraint: 'SetNull'
      }
    ],
    ['Bound__c', { type: 'reference', deleteConstraint: 'Restrict' }]
  ])('%s', (name, says) => {
    expect(field('Depot__c', name)).toMatchObject({ name, custom: true, ...says });
  });

  it('a detail has a master that it keeps and that takes it along, and no owner', () => {
    expect(field('Crate__c', 'Account__c')).toMatchObject({
      masterDetail: true,
      nillable: false,
      createable: true,
      updateable: false,
      deleteConstraint: 'Cascade'
    });
    expect(object('Crate__c').fields.has('ownerid')).toBe(false);
    expect(object('Depot__c').fields.has('ownerid')).toBe(true);
    expect(object('Account').children).toContainEqual({
      childObject: 'Crate__c',
      field: 'Account__c',
      relationshipName: 'Crates__r',
      cascadeDelete: true
    });
  });

  it('a private custom object has a share object, a detail none', () => {
    expect(object('Depot__Share').fields.get('parentid')?.referenceTo).toEqual(['Depot__c']);
    expect(schema.objects.has('crate__share')).toBe(false);
  });

  it('each object that has rows of its own has a key prefix of its own', () => {
    const prefixes = [...schema.objects.values()]
      .filter((each) => each.name !== 'ActivityHistory')
      .map((each) => each.keyPrefix);
    expect(prefixes.every((prefix) => /^[0-9a-zA-Z]{3}$/.test(prefix))).toBe(true);
    expect(new Set(prefixes).size).toBe(prefixes.length);
    expect(object('Account').keyPrefix).toBe('001');
    expect(object('Contact').keyPrefix).toBe('003');
    expect(object('Opportunity').keyPrefix).toBe('006');
    expect(object('Case').keyPrefix).toBe('500');
    expect(object('User').keyPrefix).toBe('005');
  });

  it('system fields are nobody’s to set', () => {
    for (const each of schema.objects.values())
      for (const name of ['id', 'isdeleted', 'createddate', 'systemmodstamp'])
        expect(each.fields.get(name)).toMatchObject({ createable: false, updateable: false });
  });
});

describe('metadata that no org would take', () => {
  const refuse = (inner: string, object = 'Thing__c'): (() => unknown) => {
    const bad = metadataFolder({
      Thing__c: {
        inner: named('Thing', 'Private'),
        fields: object === 'Thing__c' ? { Bad__c: inner } : {}
      },
      ...(object === 'Thing__c' ? {} : { [object]: { inner: '', fields: { Bad__c: inner } } })
    });
    return () => {
      try {
        return readSchema([bad]);
      } finally {
        rmSync(bad, { recursive: true });
      }
    };
  };

  it('says which file', () => {
    expect(refuse('<type>Hologram</type>')).toThrow(/Bad__c.*unknown field type "Hologram"/s);
    expect(refuse('<type>Lookup</type><referenceTo>Nowhere__c</referenceTo>')).toThrow(
      /Nowhere__c/
    );
    expect(refuse('<type>Text</type><length>5</length>', 'Nobody')).toThrow(/no object Nobody/);
    expect(refuse('<type>LongTextArea</type><length>500</length><unique>true</unique>')).toThrow(
      /cannot be unique/
    );
    expect(() => readSchema([join(folder, 'nothing-here')])).toThrow(/no metadata folder/);
  });

  it('says so of what is no XML', () => {
    const bad = metadataFolder({});
    mkdirSync(join(bad, 'objects/Thing__c'), { recursive: true });
    writeFileSync(join(bad, 'objects/Thing__c/Thing__c.object-meta.xml'), '<CustomObject><label>');
    expect(() => readSchema([bad])).toThrow();
    rmSync(bad, { recursive: true });
  });
});
