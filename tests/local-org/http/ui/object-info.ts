import type { FieldDefinition, ObjectDefinition } from '../../engine/types.ts';
import { SalesforceError } from '../../engine/types.ts';
import type { Call, Reply } from '../exchange.ts';
import { json } from '../exchange.ts';
import { readableFields } from '../rest/describe.ts';
import { fieldOf } from '../rest/incoming.ts';
import type { Resource } from '../router.ts';
import { objectOf } from '../wire.ts';

export const MASTER_RECORD_TYPE = '012000000000000AAA';

export const objectInfoResources: readonly Resource[] = [
  {
    pattern: '/ui-api/object-info/:object',
    methods: { GET: (call) => json(objectInfo(call, readable(call))) }
  },
  { pattern: '/ui-api/object-info/batch/:objects', methods: { GET: batch } },
  {
    pattern: '/ui-api/object-info/:object/picklist-values/:recordType',
    methods: { GET: allPicklists }
  },
  {
    pattern: '/ui-api/object-info/:object/picklist-values/:recordType/:field',
    methods: { GET: onePicklist }
  }
];

function readable(call: Call): ObjectDefinition {
  return findReadable(call, call.params['object'] ?? '');
}

/** @throws SalesforceError INVALID_TYPE for an object that is not there or that the user may not see. */
export function findReadable(call: Call, name: string): ObjectDefinition {
  const object = objectOf(call.site.org.schema, name);
  if (object === undefined || !call.site.org.objectAccess(call.user, object.name).read) {
    throw new SalesforceError(
      403,
      'INVALID_TYPE',
      `Object [${name}] is not supported in UI API, or you do not have access to it.`
    );
  }
  return object;
}

function batch(call: Call): Reply {
  const names = (call.params['objects'] ?? '').split(',');
  const results = names.map((name) => ({
    statusCode: 200,
    result: objectInfo(call, findReadable(call, name))
  }));
  return json({ hasErrors: false, results });
}

/** What components read of an object, as this user may see and use it. */
export function objectInfo(call: Call, object: ObjectDefinition): Record<string, unknown> {
  const access = call.site.org.objectAccess(call.user, object.name);
  const fields = readableFields(call, object);
  return {
    apiName: object.name,
    associateEntityType: null,
    associateParentEntity: null,
    childRelationships: object.children.map((child) => ({
      childObjectApiName: child.childObject,
      fieldName: child.field,
      junctionIdListNames: [],
      junctionReferenceTo: [],
      relationshipName: child.relationshipName
    })),
    compactLayoutable: true,
    createable: access.create,
    custom: object.custom,
    defaultRecordTypeId: MASTER_RECORD_TYPE,
    deletable: access.delete,
    dependentFields: {},
    feedEnabled: false,
    fields: Object.fromEntries(fields.map((field) => [field.name, fieldInfo(call, object, field)])),
    keyPrefix: object.keyPrefix,
    label: object.label,
    labelPlural: object.labelPlural,
    layoutable: true,
    mruEnabled: false,
    nameFields: fields.filter((field) => field.nameField).map((field) => field.name),
    queryable: access.read,
    recordTypeInfos: {
      [MASTER_RECORD_TYPE]: {
        available: true,
        defaultRecordTypeMapping: true,
        master: true,
        name: 'Master',
        recordTypeId: MASTER_RECORD_TYPE
      }
    },
    searchable: true,
    themeInfo: { color: '5867E8', iconUrl: null },
    updateable: access.edit
  };
}

function fieldInfo(
  call: Call,
  object: ObjectDefinition,
  field: FieldDefinition
): Record<string, unknown> {
  const { edit } = call.site.org.fieldAccess(call.user, object.name, field.name);
  const compound = field.type === 'address' || field.type === 'location';
  return {
    apiName: field.name,
    calculated: field.calculated,
    compound,
    compoundComponentName: null,
    compoundFieldName: field.compoundName,
    controllerName: null,
    controllingFields: [],
    createable: field.createable && edit,
    custom: field.custom,
    dataType: dataType(field),
    extraTypeInfo: null,
    filterable: true,
    filteredLookupInfo: null,
    highScaleNumber: false,
    htmlFormatted: false,
    inlineHelpText: field.description,
    label: field.label,
    length: field.length,
    maskType: null,
    nameField: field.nameField,
    polymorphicForeignKey: field.referenceTo.length > 1,
    precision: field.precision,
    reference: field.type === 'reference',
    referenceTargetField: null,
    referenceToInfos: field.referenceTo.map((apiName) => ({ apiName, nameFields: ['Name'] })),
    relationshipName: field.relationshipName,
    required: !field.nillable && !field.defaultedOnCreate && field.type !== 'boolean',
    scale: field.scale,
    searchPrefilterable: false,
    sortable: true,
    unique: field.unique,
    updateable: field.updateable && edit
  };
}

const DATA_TYPES: Readonly<Record<string, string>> = {
  id: 'String',
  textarea: 'TextArea',
  multipicklist: 'MultiPicklist',
  datetime: 'DateTime'
};

function dataType(field: FieldDefinition): string {
  return DATA_TYPES[field.type] ?? `${field.type.slice(0, 1).toUpperCase()}${field.type.slice(1)}`;
}

function allPicklists(call: Call): Reply {
  const object = readable(call);
  const picklists = readableFields(call, object).filter(isPicklist);
  return json({
    eTag: '',
    picklistFieldValues: Object.fromEntries(
      picklists.map((field) => [field.name, picklistValues(call, object, field)])
    )
  });
}

function onePicklist(call: Call): Reply {
  const object = readable(call);
  const name = call.params['field'] ?? '';
  const field = fieldOf(object, name);
  const visible =
    field !== undefined && call.site.org.fieldAccess(call.user, object.name, field.name).read;
  if (!visible || !isPicklist(field)) {
    throw new SalesforceError(
      400,
      'INVALID_FIELD',
      `Field ${name} is not a picklist of ${object.name}`
    );
  }
  return json(picklistValues(call, object, field));
}

function isPicklist(field: FieldDefinition): boolean {
  return field.type === 'picklist' || field.type === 'multipicklist';
}

function picklistValues(
  call: Call,
  object: ObjectDefinition,
  field: FieldDefinition
): Record<string, unknown> {
  const base = `/services/data/v${call.version}/ui-api/object-info/${object.name}`;
  const values = field.picklist.map(({ label, value }) => ({
    attributes: null,
    label,
    validFor: [],
    value
  }));
  const chosen = field.picklist.findIndex((entry) => entry.isDefault);
  return {
    controllerValues: {},
    defaultValue: values[chosen] ?? null,
    eTag: '',
    url: `${base}/picklist-values/${call.params['recordType'] ?? MASTER_RECORD_TYPE}/${field.name}`,
    values
  };
}
