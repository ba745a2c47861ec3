import { isKeyField } from '../../engine/field.ts';
import type { FieldDefinition } from '../../engine/types.ts';

const NUMERIC = new Set(['double', 'currency', 'percent']);
const NOT_SORTABLE = new Set(['address', 'location', 'multipicklist']);

/** One entry of a describe's `fields`; `editable` is the asking user's right. */
export function describeField(field: FieldDefinition, editable: boolean): Record<string, unknown> {
  const long = field.type === 'textarea' && field.length > 255;
  const compound = field.type === 'address' || field.type === 'location';
  return {
    aggregatable: !long && !compound && field.type !== 'boolean',
    aiPredictionField: false,
    autoNumber: field.autoNumber,
    byteLength: byteLength(field),
    calculated: field.calculated,
    calculatedFormula: field.formula,
    cascadeDelete: field.masterDetail || field.deleteConstraint === 'Cascade',
    caseSensitive: field.caseSensitive,
    compoundFieldName: field.compoundName,
    controllerName: null,
    createable: field.createable && editable,
    custom: field.custom,
    defaultValue: field.defaultValue,
    defaultValueFormula: null,
    defaultedOnCreate: field.defaultedOnCreate,
    dependentPicklist: false,
    deprecatedAndHidden: false,
    digits: field.type === 'int' ? 8 : 0,
    displayLocationInDecimal: false,
    encrypted: false,
    externalId: field.externalId,
    extraTypeInfo: field.type === 'textarea' ? 'plaintextarea' : null,
    filterable: !long,
    filteredLookupInfo: null,
    formulaTreatNullNumberAsZero: false,
    groupable:
      !long &&
      !compound &&
      !NUMERIC.has(field.type) &&
      field.type !== 'datetime' &&
      !field.calculated,
    highScaleNumber: false,
    htmlFormatted: false,
    idLookup: isKeyField(field),
    inlineHelpText: field.description,
    label: field.label,
    length: field.length,
    mask: null,
    maskType: null,
    name: field.name,
    nameField: field.nameField,
    namePointing: field.referenceTo.length > 1,
    nillable: field.nillable,
    permissionable: isPermissionable(field),
    picklistValues: field.picklist.map((entry) => ({
      active: true,
      defaultValue: entry.isDefault,
      label: entry.label,
      validFor: null,
      value: entry.value
    })),
    polymorphicForeignKey: field.referenceTo.length > 1,
    precision: field.precision,
    queryByDistance: compound,
    referenceTargetField: null,
    referenceTo: field.referenceTo.toSorted(),
    relationshipName: field.relationshipName,
    relationshipOrder: field.masterDetail ? 0 : null,
    restrictedDelete: field.deleteConstraint === 'Restrict',
    restrictedPicklist: field.restrictedPicklist,
    scale: field.scale,
    searchPrefilterable:
      field.type === 'reference' &&
      (field.name.startsWith('Converted') ||
        (field.createable && (field.updateable || field.masterDetail) && field.name !== 'OwnerId')),
    soapType: soapType(field.type),
    sortable: !long && !NOT_SORTABLE.has(field.type),
    type: field.type,
    unique: field.unique,
    updateable: field.updateable && editable,
    writeRequiresMasterRead: false
  };
}

/** Field-level security can be set on what may be left blank and is no system field. */
function isPermissionable(field: FieldDefinition): boolean {
  if (field.masterDetail || !(field.createable || field.updateable || field.calculated))
    return false;
  return field.nillable || field.type === 'boolean';
}

function byteLength(field: FieldDefinition): number {
  if (field.type === 'id' || field.type === 'reference') return 18;
  return field.length * 3;
}

function soapType(type: string): string {
  switch (type) {
    case 'id':
    case 'reference':
      return 'tns:ID';
    case 'boolean':
      return 'xsd:boolean';
    case 'int':
      return 'xsd:int';
    case 'double':
    case 'currency':
    case 'percent':
      return 'xsd:double';
    case 'date':
      return 'xsd:date';
    case 'datetime':
      return 'xsd:dateTime';
    case 'address':
    case 'location':
      return `urn:${type}`;
    default:
      return 'xsd:string';
  }
}
