import type { FieldDefinition, ObjectDefinition } from '../../engine/types.ts';
import type { Call, Reply } from '../exchange.ts';
import { json, notFound } from '../exchange.ts';
import type { Resource } from '../router.ts';
import { objectOf } from '../wire.ts';
import { describeField } from './describe-field.ts';

const MERGEABLE = new Set(['Account', 'Contact', 'Lead', 'Case']);
const MASTER_RECORD_TYPE = '012000000000000AAA';

export const describeResources: readonly Resource[] = [
  { pattern: '/sobjects', methods: { GET: describeGlobal } },
  { pattern: '/sobjects/:object/describe', methods: { GET: describeObject } }
];

function describeGlobal(call: Call): Reply {
  const sobjects = [...call.site.org.schema.objects.values()]
    .filter((object) => call.site.org.objectAccess(call.user, object.name).read)
    .map((object) => withoutPages(describeShort(call, object)));
  return json({ encoding: 'UTF-8', maxBatchSize: 200, sobjects });
}

/** The list of all objects names no pages of the old user interface. */
function withoutPages(described: Record<string, unknown>): Record<string, unknown> {
  const urls = Object.entries(described['urls'] as Record<string, string>);
  return {
    ...described,
    urls: Object.fromEntries(urls.filter(([name]) => !name.startsWith('ui')))
  };
}

function describeObject(call: Call): Reply {
  const object = objectOf(call.site.org.schema, call.params['object'] ?? '');
  if (object === undefined || !call.site.org.objectAccess(call.user, object.name).read)
    throw notFound();
  return json({
    ...describeShort(call, object),
    actionOverrides: [],
    childRelationships: childRelationships(call, object),
    compactLayoutable: true,
    defaultImplementation: null,
    extendedBy: null,
    extendsInterfaces: null,
    fields: readableFields(call, object).map((field) =>
      describeField(field, call.site.org.fieldAccess(call.user, object.name, field.name).edit)
    ),
    implementedBy: null,
    implementsInterfaces: null,
    listviewable: null,
    lookupLayoutable: null,
    namedLayoutInfos: [],
    networkScopeFieldName: null,
    recordTypeInfos: [
      {
        active: true,
        available: true,
        defaultRecordTypeMapping: true,
        developerName: 'Master',
        master: true,
        name: 'Master',
        recordTypeId: MASTER_RECORD_TYPE,
        urls: { layout: `${baseUrl(call, object)}/describe/layouts/${MASTER_RECORD_TYPE}` }
      }
    ],
    searchLayoutable: true,
    sobjectDescribeOption: 'FULL',
    supportedScopes: [{ label: `All ${object.labelPlural.toLowerCase()}`, name: 'everything' }]
  });
}

/** The fields of an object that this user may read, in the schema's order. */
export function readableFields(call: Call, object: ObjectDefinition): FieldDefinition[] {
  return [...object.fields.values()].filter(
    (field) => call.site.org.fieldAccess(call.user, object.name, field.name).read
  );
}

function childRelationships(call: Call, object: ObjectDefinition): unknown[] {
  return object.children
    .filter((child) => {
      const definition = objectOf(call.site.org.schema, child.childObject);
      return definition?.fields.has(child.field.toLowerCase()) === true;
    })
    .map((child) => ({
      cascadeDelete: child.cascadeDelete,
      childSObject: child.childObject,
      deprecatedAndHidden: false,
      field: child.field,
      junctionIdListNames: [],
      junctionReferenceTo: [],
      relationshipName: child.relationshipName,
      restrictedDelete: false
    }));
}

/** What the global describe and `sobjects/X` say of an object to this user. */
export function describeShort(call: Call, object: ObjectDefinition): Record<string, unknown> {
  const access = call.site.org.objectAccess(call.user, object.name);
  const url = baseUrl(call, object);
  return {
    activateable: false,
    associateEntityType: null,
    associateParentEntity: null,
    createable: access.create,
    custom: object.custom,
    customSetting: false,
    deepCloneable: false,
    deletable: access.delete,
    deprecatedAndHidden: false,
    feedEnabled: false,
    hasSubtypes: false,
    isInterface: false,
    isSubtype: false,
    keyPrefix: object.keyPrefix === '' ? null : object.keyPrefix,
    label: object.label,
    labelPlural: object.labelPlural,
    layoutable: true,
    mergeable: MERGEABLE.has(object.name) && access.edit,
    mruEnabled: false,
    name: object.name,
    queryable: access.read,
    replicateable: true,
    retrieveable: access.read,
    searchable: true,
    triggerable: true,
    undeletable: access.delete,
    updateable: access.edit,
    urls: {
      compactLayouts: `${url}/describe/compactLayouts`,
      rowTemplate: `${url}/{ID}`,
      describe: `${url}/describe`,
      layouts: `${url}/describe/layouts`,
      sobject: url,
      uiDetailTemplate: `${call.site.url}/{ID}`,
      uiEditTemplate: `${call.site.url}/{ID}/e`,
      uiNewRecord: `${call.site.url}/${object.keyPrefix}/e`,
      ...(isListed(object)
        ? {
            approvalLayouts: `${url}/describe/approvalLayouts`,
            listviews: `${url}/listviews`
          }
        : {}),
      ...(object.name === 'User'
        ? { namedLayouts: `${url}/describe/namedLayouts/{layoutName}` }
        : {})
    }
  };
}

const LISTED = new Set(['Account', 'Campaign', 'Case', 'Contact', 'Lead', 'Opportunity']);

/** Objects with tabs, and so with list views. */
function isListed(object: ObjectDefinition): boolean {
  return LISTED.has(object.name) || (object.custom && object.name.endsWith('__c'));
}

function baseUrl(call: Call, object: ObjectDefinition): string {
  return `/services/data/v${call.version}/sobjects/${object.name}`;
}
