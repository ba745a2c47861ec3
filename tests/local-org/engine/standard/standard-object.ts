import { fieldOf, ownerField, systemFields } from '../field.ts';
import type { FieldDefinition, ObjectDefinition } from '../types.ts';

/**
 * A standard object in short form. A field is a line: name, type, then length (`80`) or precision
 * and scale (`18,2`), `required`, `readonly`, `unique`, `name`, `master`, `>Target`,
 * `relation=Parent` (the walk up), `children=Contacts` (the walk down), `default=A`, `:A|B` (picklist values).
 * `default=first` (the first of them), `lookup` (an upsert finds rows by it), `once` (written at creation alone).
 * `restricted` (of a picklist: no other value is taken).
 * `cascade` and `restrict` (what deleting the target does; else the lookup is emptied).
 * `address Billing` stands for the seven columns of an address and their compound.
 */
export interface StandardObject {
  readonly name: string;
  readonly plural: string;
  readonly prefix: string;
  readonly sharing: ObjectDefinition['sharingModel'];
  /** Has an OwnerId. */
  readonly owned?: boolean;
  /** Can be merged, and so keeps MasterRecordId. */
  readonly merges?: boolean;
  /** Is seen through its parents alone, and never written: closed activities, read from tasks and events. */
  readonly view?: boolean;
  /** Has FirstName and LastName, and a Name made of them. */
  readonly person?: boolean;
  readonly fields: string;
}

/** Standard objects whose owner may be a queue. */
const queueOwned = new Set(['Lead', 'Case', 'Task', 'Event']);

export interface ReadObject {
  readonly definition: ObjectDefinition;
  /** Names of child relationships by the field that makes them. */
  readonly childNames: ReadonlyMap<string, string>;
}

/** Turns the short form into a full definition without its children. */
export function readStandardObject(object: StandardObject): ReadObject {
  const childNames = new Map<string, string>();
  const fields = [...systemFields()];
  if (object.owned === true)
    fields.push(ownerField(queueOwned.has(object.name) ? undefined : ['User']));
  if (object.merges === true) {
    fields.push(
      fieldOf('MasterRecordId', 'reference', {
        createable: false,
        updateable: false,
        length: 18,
        referenceTo: [object.name],
        relationshipName: 'MasterRecord'
      })
    );
  }
  if (object.person === true) fields.push(...nameFields());
  for (const line of object.fields.split('\n')) {
    const text = line.trim();
    if (text !== '') fields.push(...readLine(text, childNames));
  }
  const definition: ObjectDefinition = {
    name: object.name,
    label: labelOf(object.name),
    labelPlural: object.plural,
    keyPrefix: object.prefix,
    custom: false,
    sharingModel: object.sharing,
    fields: new Map(fields.map((field) => [field.name.toLowerCase(), field])),
    children: []
  };
  return { definition, childNames };
}

function nameFields(): FieldDefinition[] {
  return [
    fieldOf('LastName', 'string', { label: 'Last Name', length: 80, nillable: false }),
    fieldOf('FirstName', 'string', { label: 'First Name', length: 40 }),
    fieldOf('Name', 'string', {
      label: 'Full Name',
      length: 121,
      nillable: false,
      createable: false,
      updateable: false,
      nameField: true
    })
  ];
}

function readLine(text: string, childNames: Map<string, string>): FieldDefinition[] {
  const [head = '', values] = splitOnce(text, ' :');
  const [name = '', type = '', ...flags] = head.split(/\s+/);
  if (name === 'address') return addressFields(type);
  const flag = (start: string): string | null =>
    flags.find((item) => item.startsWith(start))?.slice(start.length) ?? null;
  const size = flags.find((item) => /^\d+(,\d+)?$/.test(item)) ?? '';
  const [first = 0, second = 0] = size.split(',').map(Number);
  const children = flag('children=');
  if (children !== null) childNames.set(name.toLowerCase(), children);
  const readonly = flags.includes('readonly') || type === 'autonumber';
  const master = flags.includes('master');
  const isText = ['string', 'textarea', 'email', 'phone', 'url', 'autonumber'].includes(type);
  return [
    fieldOf(name, type === 'autonumber' ? 'string' : type, {
      label: labelOf(name),
      length: type === 'reference' ? 18 : type === 'picklist' ? 255 : isText ? first : 0,
      precision: isText ? 0 : first,
      scale: isText ? 0 : second,
      nillable:
        !flags.includes('required') && !readonly && type !== 'boolean' && flag('default=') === null,
      createable: !readonly,
      updateable: !readonly && !master && !flags.includes('once'),
      unique: flags.includes('unique'),
      idLookup: flags.includes('lookup'),
      autoNumber: type === 'autonumber',
      nameField: flags.includes('name'),
      defaultedOnCreate: type === 'boolean' || readonly || flag('default=') !== null,
      defaultValue:
        type === 'boolean'
          ? false
          : flag('default=') === 'first'
            ? (values?.split('|')[0] ?? null)
            : flag('default='),
      picklist: (values ?? '')
        .split('|')
        .filter((value) => value !== '')
        .map((value) => ({ value, label: value, isDefault: false })),
      referenceTo: flag('>')?.split(',') ?? [],
      relationshipName: flag('relation='),
      restrictedPicklist: flags.includes('restricted'),
      masterDetail: master,
      deleteConstraint:
        master || flags.includes('cascade')
          ? 'Cascade'
          : flags.includes('restrict')
            ? 'Restrict'
            : type === 'reference'
              ? 'SetNull'
              : null
    })
  ];
}

const geocodeAccuracies = [
  'Address',
  'NearAddress',
  'Block',
  'Street',
  'ExtendedZip',
  'Zip',
  'Neighborhood',
  'City',
  'County',
  'State',
  'Unknown'
];

function addressFields(part: string): FieldDefinition[] {
  const compoundName = `${part}Address`;
  const columns: readonly [string, string, number][] = [
    ['Street', 'textarea', 255],
    ['City', 'string', 40],
    ['State', 'string', 80],
    ['PostalCode', 'string', 20],
    ['Country', 'string', 80]
  ];
  const spot = { precision: 18, scale: 15, compoundName };
  return [
    ...columns.map(([name, type, length]) =>
      fieldOf(`${part}${name}`, type, { label: labelOf(`${part}${name}`), length, compoundName })
    ),
    fieldOf(`${part}Latitude`, 'double', { ...spot, label: `${part} Latitude` }),
    fieldOf(`${part}Longitude`, 'double', { ...spot, label: `${part} Longitude` }),
    fieldOf(`${part}GeocodeAccuracy`, 'picklist', {
      label: `${part} Geocode Accuracy`,
      length: 40,
      compoundName,
      restrictedPicklist: true,
      picklist: geocodeAccuracies.map((value) => ({ value, label: value, isDefault: false }))
    }),
    fieldOf(compoundName, 'address', {
      label: `${part} Address`,
      createable: false,
      updateable: false
    })
  ];
}

function splitOnce(text: string, mark: string): [string, string?] {
  const at = text.indexOf(mark);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + mark.length)];
}

function labelOf(name: string): string {
  return name
    .replace(/Id$/, ' ID')
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .trim();
}
