import { basename, dirname } from 'node:path';
import { customField, partsOf } from './custom-field.ts';
import { fieldOf, ownerField, systemFields } from './field.ts';
import type { XmlNode } from './metadata-files.ts';
import {
  childrenOf,
  descend,
  flagOf,
  metadataFiles,
  readMetadata,
  textOf
} from './metadata-files.ts';
import { currencyField, currencyObjects } from './standard/currency.ts';
import { peopleObjects } from './standard/people.ts';
import { salesObjects } from './standard/sales.ts';
import { fieldHistoryObjects } from './standard/field-history.ts';
import { opportunityTrackingObjects } from './standard/opportunity-tracking.ts';
import { teamObjects } from './standard/teams.ts';
import { serviceObjects } from './standard/service.ts';
import { readStandardObject } from './standard/standard-object.ts';
import { territoryFields, territoryObjects } from './standard/territory2.ts';
import type {
  ChildRelationship,
  FieldDefinition,
  ObjectDefinition,
  OrgCurrency,
  Schema
} from './types.ts';

interface Draft {
  readonly definition: ObjectDefinition;
  readonly fields: Map<string, FieldDefinition>;
  readonly children: ChildRelationship[];
  readonly childNames: Map<string, string>;
}

export interface SchemaOptions {
  /** What an org had before a deploy: its objects keep their prefixes. */
  readonly previous?: Schema;
  /** Leaves out fields that cannot be, in place of throwing: for a judge who tells what is wrong with them. */
  readonly tolerant?: boolean;
  /** Of an org with several currencies. */
  readonly currencies?: readonly OrgCurrency[];
  /** Of an org where Sales Territories is on. */
  readonly salesTerritories?: boolean;
  /** Of an org with opportunity splits and field history. */
  readonly opportunityTracking?: boolean;
  /** Of an org that tracks fields of accounts and cases. */
  readonly fieldHistory?: boolean;
}

/**
 * The org's schema: standard objects, what the metadata adds to them, custom objects and their
 * share objects. Of a field that is deployed again the last one counts.
 */
export function readSchema(sources: readonly string[], options: SchemaOptions = {}): Schema {
  const { previous, tolerant = false, currencies = [], salesTerritories = false } = options;
  const ofTracking = options.opportunityTracking === true ? opportunityTrackingObjects : [];
  const ofHistory = options.fieldHistory === true ? fieldHistoryObjects : [];
  const drafts = new Map<string, Draft>();
  const nextPrefix = prefixes(previous);
  const ofCurrencies = currencies.length === 0 ? [] : currencyObjects;
  const ofTerritories = salesTerritories ? territoryObjects : [];
  for (const object of [
    ...salesObjects,
    ...teamObjects,
    ...serviceObjects,
    ...peopleObjects,
    ...ofCurrencies,
    ...ofTerritories,
    ...ofTracking,
    ...ofHistory
  ]) {
    const more = salesTerritories ? (territoryFields[object.name] ?? '') : '';
    const { definition, childNames } = readStandardObject({
      ...object,
      fields: `${object.fields}\n${more}`
    });
    drafts.set(definition.name.toLowerCase(), draftOf(definition, childNames));
  }
  // Source format has a file a field; the older metadata format has all of an object in one.
  const whole = metadataFiles(sources, '.object');
  const paths = [...metadataFiles(sources, '.object-meta.xml'), ...whole];
  const customPaths = paths.filter((path) => objectNameOf(path).endsWith('__c'));
  for (const path of customPaths) {
    const name = objectNameOf(path);
    if (drafts.has(name.toLowerCase())) continue;
    const node = readMetadata(path, 'CustomObject');
    drafts.set(
      name.toLowerCase(),
      draftOf(customObject(name, node, nextPrefix(name, 'a', '')), new Map())
    );
  }
  addCustomFields(sources, drafts);
  for (const path of whole)
    for (const node of childrenOf(readMetadata(path, 'CustomObject'), 'fields'))
      addDeployedField(objectNameOf(path), node, path, drafts, tolerant);
  if (tolerant) dropLooseReferences(drafts);
  if (currencies.length > 0)
    for (const { fields } of drafts.values())
      if ([...fields.values()].some((field) => field.type === 'currency'))
        fields.set('currencyisocode', currencyField(currencies));
  for (const draft of [...drafts.values()]) {
    finishOwner(draft);
    const { name, custom, sharingModel } = draft.definition;
    if (!custom || sharingModel === 'ControlledByParent') continue;
    const share = shareObject(name, nextPrefix(name.replace(/__c$/, '__Share'), '0', 'Z'));
    drafts.set(share.name.toLowerCase(), draftOf(share, new Map([['parentid', 'Shares']])));
  }
  linkChildren(drafts);
  return {
    objects: new Map(
      [...drafts].map(([key, draft]) => [
        key,
        { ...draft.definition, fields: draft.fields, children: draft.children }
      ])
    )
  };
}

/** Gives each new object the next free prefix, and one that was there its own. */
function prefixes(
  previous: Schema | undefined
): (name: string, first: string, middle: string) => string {
  const taken = new Set([...(previous?.objects.values() ?? [])].map((object) => object.keyPrefix));
  return (name, first, middle) => {
    const own = previous?.objects.get(name.toLowerCase())?.keyPrefix;
    if (own !== undefined) return own;
    for (let index = 0; ; index += 1) {
      const prefix = prefixAt(first, index, middle);
      if (taken.has(prefix)) continue;
      taken.add(prefix);
      return prefix;
    }
  };
}

/** A field of a deployed object file: it takes the place of one that was there. */
function addDeployedField(
  object: string,
  node: XmlNode,
  path: string,
  drafts: ReadonlyMap<string, Draft>,
  tolerant: boolean
): void {
  try {
    drafts.get(object.toLowerCase())?.fields.delete((textOf(node, 'fullName') ?? '').toLowerCase());
    addCustomField(object, node, path, drafts);
  } catch (error) {
    if (!tolerant || !(error instanceof Error)) throw error;
  }
}

/** Takes out lookups to objects that are not there. */
function dropLooseReferences(drafts: ReadonlyMap<string, Draft>): void {
  for (const draft of drafts.values())
    for (const [key, field] of draft.fields)
      if (field.referenceTo.some((target) => !drafts.has(target.toLowerCase())))
        draft.fields.delete(key);
}

/** Prefixes of custom objects run a00, a01 …; a letter in the middle keeps share objects apart. */
function prefixAt(first: string, index: number, middle = ''): string {
  const code = index.toString(36).toUpperCase();
  return `${first}${middle}${code.padStart(2 - middle.length, '0')}`;
}

function draftOf(definition: ObjectDefinition, childNames: ReadonlyMap<string, string>): Draft {
  return {
    definition,
    fields: new Map(definition.fields),
    children: [],
    childNames: new Map(childNames)
  };
}

function customObject(name: string, node: XmlNode, keyPrefix: string): ObjectDefinition {
  const nameNode = descend(node, 'nameField');
  const auto = textOf(nameNode, 'type') === 'AutoNumber';
  const fields = [
    ...systemFields(),
    fieldOf('Name', 'string', {
      label: textOf(nameNode, 'label') ?? 'Name',
      length: 80,
      nillable: false,
      createable: !auto,
      updateable: !auto,
      nameField: true,
      autoNumber: auto,
      defaultedOnCreate: true,
      defaultValue: auto ? (textOf(nameNode, 'displayFormat') ?? '{0}') : null
    })
  ];
  return {
    name,
    label: textOf(node, 'label') ?? name,
    labelPlural: textOf(node, 'pluralLabel') ?? name,
    keyPrefix,
    custom: true,
    sharingModel: sharingOf(textOf(node, 'sharingModel')),
    fields: new Map(fields.map((field) => [field.name.toLowerCase(), field])),
    children: []
  };
}

function sharingOf(text: string | null): ObjectDefinition['sharingModel'] {
  if (text === 'Private' || text === 'Read' || text === 'ControlledByParent') return text;
  return 'ReadWrite';
}

function addCustomFields(sources: readonly string[], drafts: ReadonlyMap<string, Draft>): void {
  for (const path of metadataFiles(sources, '.field-meta.xml')) {
    const object = basename(dirname(dirname(path)));
    addCustomField(object, readMetadata(path, 'CustomField'), path, drafts);
  }
}

function objectNameOf(path: string): string {
  return basename(path).replace(/\.object(-meta\.xml)?$/, '');
}

function addCustomField(
  object: string,
  node: XmlNode,
  path: string,
  drafts: ReadonlyMap<string, Draft>
): void {
  const draft = drafts.get(object.toLowerCase());
  if (draft === undefined) throw new Error(`${path}: there is no object ${object}`);
  const field = customField(node, path);
  if (draft.fields.has(field.name.toLowerCase()))
    throw new Error(`${path}: the field is there twice`);
  draft.fields.set(field.name.toLowerCase(), field);
  for (const part of partsOf(field)) draft.fields.set(part.name.toLowerCase(), part);
  const children = textOf(node, 'relationshipName');
  if (children !== null) draft.childNames.set(field.name.toLowerCase(), `${children}__r`);
  if (flagOf(node, 'unique') && field.type === 'textarea')
    throw new Error(`${path}: a long text cannot be unique`);
}

/** A custom object has an owner unless it is somebody's detail. */
function finishOwner(draft: Draft): void {
  if (!draft.definition.custom || draft.fields.has('ownerid')) return;
  const isDetail = [...draft.fields.values()].some((field) => field.masterDetail);
  if (!isDetail) draft.fields.set('ownerid', ownerField());
}

function shareObject(object: string, keyPrefix: string): ObjectDefinition {
  const fields = [
    ...systemFields(),
    fieldOf('ParentId', 'reference', {
      length: 18,
      nillable: false,
      updateable: false,
      referenceTo: [object],
      relationshipName: 'Parent',
      deleteConstraint: 'Cascade'
    }),
    fieldOf('AccessLevel', 'picklist', {
      length: 40,
      nillable: false,
      restrictedPicklist: true,
      picklist: ['Read', 'Edit', 'All'].map((value) => ({ value, label: value, isDefault: false }))
    }),
    fieldOf('UserOrGroupId', 'reference', {
      length: 18,
      nillable: false,
      updateable: false,
      referenceTo: ['User', 'Group'],
      relationshipName: 'UserOrGroup',
      deleteConstraint: 'Cascade'
    }),
    fieldOf('RowCause', 'picklist', {
      length: 40,
      updateable: false,
      defaultedOnCreate: true,
      defaultValue: 'Manual',
      picklist: ['Owner', 'Manual', 'Rule'].map((value) => ({
        value,
        label: value,
        isDefault: false
      }))
    })
  ];
  const name = object.replace(/__c$/, '__Share');
  return {
    name,
    label: `Share: ${object}`,
    labelPlural: `Share: ${object}`,
    keyPrefix,
    custom: false,
    sharingModel: 'ControlledByParent',
    fields: new Map(fields.map((field) => [field.name.toLowerCase(), field])),
    children: []
  };
}

function linkChildren(drafts: ReadonlyMap<string, Draft>): void {
  for (const draft of drafts.values()) {
    for (const field of draft.fields.values()) {
      for (const target of field.referenceTo) {
        const parent = drafts.get(target.toLowerCase());
        if (parent === undefined)
          throw new Error(
            `${draft.definition.name}.${field.name} refers to ${target}, which does not exist`
          );
        parent.children.push({
          childObject: draft.definition.name,
          field: field.name,
          relationshipName: draft.childNames.get(field.name.toLowerCase()) ?? null,
          cascadeDelete: field.deleteConstraint === 'Cascade'
        });
      }
    }
  }
}
