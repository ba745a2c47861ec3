import type { FieldDefinition, ObjectDefinition } from '../../engine/types.ts';
import type { Call, Reply } from '../exchange.ts';
import { json, notFound } from '../exchange.ts';
import type { Resource } from '../router.ts';
import { readableObject } from './records.ts';

const MASTER_RECORD_TYPE = '012000000000000AAA';
/** Layouts that Salesforce gives some objects by a name. */
const NAMED: Readonly<Record<string, readonly string[]>> = { User: ['UserAlt'] };

export const layoutResources: readonly Resource[] = [
  { pattern: '/sobjects/:object/describe/layouts', methods: { GET: layouts } },
  { pattern: '/sobjects/:object/describe/layouts/:recordType', methods: { GET: layouts } },
  { pattern: '/sobjects/:object/describe/namedLayouts/:name', methods: { GET: namedLayout } },
  { pattern: '/sobjects/:object/describe/compactLayouts', methods: { GET: compactLayouts } },
  { pattern: '/sobjects/:object/describe/approvalLayouts', methods: { GET: approvalLayouts } }
];

/** One layout of all fields that the user may read; the org's own layouts are not drawn. */
function layouts(call: Call): Reply {
  const object = readableObject(call);
  return json({
    layouts: [layoutOf(call, object)],
    recordTypeMappings: [recordTypeMapping(call, object)],
    recordTypeSelectorRequired: [false]
  });
}

function namedLayout(call: Call): Reply {
  const object = readableObject(call);
  if (NAMED[object.name]?.includes(call.params['name'] ?? '') !== true) throw notFound();
  return layouts(call);
}

function compactLayouts(call: Call): Reply {
  const object = readableObject(call);
  const name = [...object.fields.values()].find((field) => field.nameField);
  return json({
    compactLayouts: [
      {
        actions: [],
        fieldItems: name === undefined ? [] : [layoutItem(call, object, name)],
        id: null,
        imageItems: [],
        label: 'System Default',
        name: 'SYSTEM',
        objectType: object.name
      }
    ],
    defaultCompactLayoutId: null,
    recordTypeCompactLayoutMappings: [
      {
        available: true,
        compactLayoutId: null,
        compactLayoutName: 'SYSTEM',
        recordTypeId: MASTER_RECORD_TYPE,
        recordTypeName: 'Master',
        urls: {}
      }
    ],
    urls: {}
  });
}

function approvalLayouts(call: Call): Reply {
  readableObject(call);
  return json({ approvalLayouts: [] });
}

function layoutOf(call: Call, object: ObjectDefinition): Record<string, unknown> {
  const section = {
    collapsed: false,
    columns: 1,
    heading: 'Information',
    layoutRows: readable(call, object).map((field) => ({
      layoutItems: [layoutItem(call, object, field)],
      numItems: 1
    })),
    layoutSectionId: null,
    parentLayoutId: null,
    rows: readable(call, object).length,
    tabOrder: 'LeftToRight',
    useCollapsibleSection: false,
    useHeading: true
  };
  return {
    buttonLayoutSection: { detailButtons: [] },
    detailLayoutSections: [section],
    editLayoutSections: [section],
    feedView: null,
    highlightsPanelLayoutSection: null,
    id: null,
    multirowEditLayoutSections: [],
    offlineLinks: [],
    quickActionList: { quickActionListItems: [] },
    relatedContent: null,
    relatedLists: object.children
      .filter((child) => child.relationshipName !== null)
      .map((child) => ({
        accessLevelRequiredForCreate: null,
        buttons: [],
        columns: [],
        custom: child.relationshipName?.endsWith('__r') ?? false,
        field: child.field,
        label: child.relationshipName,
        limitRows: 5,
        name: child.relationshipName,
        sobject: child.childObject,
        sort: []
      })),
    saveOptions: []
  };
}

function readable(call: Call, object: ObjectDefinition): FieldDefinition[] {
  return [...object.fields.values()].filter(
    (field) => call.site.org.fieldAccess(call.user, object.name, field.name).read
  );
}

function layoutItem(
  call: Call,
  object: ObjectDefinition,
  field: FieldDefinition
): Record<string, unknown> {
  const { edit } = call.site.org.fieldAccess(call.user, object.name, field.name);
  return {
    editableForNew: edit && field.createable,
    editableForUpdate: edit && field.updateable,
    label: field.label,
    layoutComponents: [{ displayLines: 1, tabOrder: 0, type: 'Field', value: field.name }],
    placeholder: false,
    required: !field.nillable && field.type !== 'boolean'
  };
}

function recordTypeMapping(call: Call, object: ObjectDefinition): Record<string, unknown> {
  const url = `/services/data/v${call.version}/sobjects/${object.name}/describe/layouts`;
  return {
    active: true,
    available: true,
    defaultRecordTypeMapping: true,
    developerName: 'Master',
    layoutId: null,
    master: true,
    name: 'Master',
    picklistsForRecordType: [],
    recordTypeId: MASTER_RECORD_TYPE,
    urls: { layout: `${url}/${MASTER_RECORD_TYPE}` }
  };
}
