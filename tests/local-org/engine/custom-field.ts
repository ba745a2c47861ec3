import { fieldOf } from './field.ts';
import type { XmlNode } from './metadata-files.ts';
import { childrenOf, descend, flagOf, textOf } from './metadata-files.ts';
import type { FieldDefinition, FieldValue } from './types.ts';

const types: Readonly<Record<string, string>> = {
  Text: 'string',
  TextArea: 'textarea',
  LongTextArea: 'textarea',
  Html: 'textarea',
  Checkbox: 'boolean',
  Number: 'double',
  Currency: 'currency',
  Percent: 'percent',
  Date: 'date',
  DateTime: 'datetime',
  Picklist: 'picklist',
  MultiselectPicklist: 'multipicklist',
  Lookup: 'reference',
  MasterDetail: 'reference',
  Email: 'email',
  Phone: 'phone',
  Url: 'url',
  AutoNumber: 'string',
  Location: 'location'
};

/** A custom field from its metadata. @throws Error for a type that the local org does not know */
export function customField(node: XmlNode, path: string): FieldDefinition {
  const name = textOf(node, 'fullName');
  const metadataType = textOf(node, 'type') ?? '';
  const type = types[metadataType];
  if (name === null || type === undefined)
    throw new Error(`${path}: unknown field type "${metadataType}"`);
  const formula = textOf(node, 'formula');
  const master = metadataType === 'MasterDetail';
  const auto = metadataType === 'AutoNumber';
  const fixed = formula !== null || auto || type === 'location';
  const valueSet = descend(node, 'valueSet');
  const required = flagOf(node, 'required') || master;
  return fieldOf(name, type, {
    label: textOf(node, 'label') ?? name,
    length: lengthOf(node, type, metadataType),
    precision: Number(textOf(node, 'precision') ?? 0),
    scale: Number(textOf(node, 'scale') ?? 0),
    nillable: !required && type !== 'boolean',
    createable: !fixed,
    updateable: !fixed && !(master && !flagOf(node, 'reparentableMasterDetail')),
    externalId: flagOf(node, 'externalId'),
    unique: flagOf(node, 'unique'),
    caseSensitive: flagOf(node, 'caseSensitive'),
    custom: true,
    calculated: formula !== null,
    formula,
    autoNumber: auto,
    defaultedOnCreate: type === 'boolean',
    defaultValue: defaultOf(node, type),
    restrictedPicklist: flagOf(valueSet, 'restricted'),
    picklist: childrenOf(descend(valueSet, 'valueSetDefinition'), 'value').map((value) => ({
      value: textOf(value, 'fullName') ?? '',
      label: textOf(value, 'label') ?? textOf(value, 'fullName') ?? '',
      isDefault: flagOf(value, 'default')
    })),
    referenceTo: childrenOf(node, 'referenceTo').filter((target) => typeof target === 'string'),
    relationshipName: type === 'reference' ? name.replace(/__c$/, '__r') : null,
    masterDetail: master,
    reparentable: flagOf(node, 'reparentableMasterDetail'),
    writeRequiresMasterRead: flagOf(node, 'writeRequiresMasterRead'),
    deleteConstraint: master ? 'Cascade' : type === 'reference' ? constraintOf(node) : null,
    description: textOf(node, 'description')
  });
}

/** The two coordinates of a location, which alone are written; other fields have no parts. */
export function partsOf(field: FieldDefinition): FieldDefinition[] {
  if (field.type !== 'location') return [];
  return ['Latitude', 'Longitude'].map((part) =>
    fieldOf(`${field.name.replace(/__c$/, '')}__${part}__s`, 'double', {
      label: `${field.label} (${part})`,
      precision: 18,
      scale: 15,
      custom: true,
      compoundName: field.name
    })
  );
}

function lengthOf(node: XmlNode, type: string, metadataType: string): number {
  if (type === 'reference') return 18;
  if (type === 'picklist') return 255;
  if (metadataType === 'TextArea') return 255;
  if (type === 'email') return 80;
  if (type === 'phone') return 40;
  if (type === 'url') return 255;
  return Number(textOf(node, 'length') ?? 0);
}

function constraintOf(node: XmlNode): FieldDefinition['deleteConstraint'] {
  const said = textOf(node, 'deleteConstraint');
  return said === 'Restrict' || said === 'Cascade' ? said : 'SetNull';
}

function defaultOf(node: XmlNode, type: string): FieldValue {
  const text = textOf(node, 'defaultValue');
  if (type === 'boolean') return text === 'true';
  if (type === 'picklist') {
    const values = childrenOf(descend(node, 'valueSet', 'valueSetDefinition'), 'value');
    const chosen = values.find((value) => flagOf(value, 'default'));
    return chosen === undefined ? null : textOf(chosen, 'fullName');
  }
  if (text === null) return null;
  if (type === 'double' || type === 'currency' || type === 'percent') return Number(text);
  const quoted = /^(['"])(.*)\1$/s.exec(text);
  return quoted === null ? text : (quoted[2] ?? '');
}
