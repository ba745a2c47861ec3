import type { FieldDefinition } from './types.ts';

/** A field with everything at its usual value but what is given. */
export function fieldOf(
  name: string,
  type: string,
  given: Partial<FieldDefinition> = {}
): FieldDefinition {
  return {
    name,
    label: name,
    type,
    length: 0,
    precision: 0,
    scale: 0,
    nillable: true,
    createable: true,
    updateable: true,
    externalId: false,
    idLookup: false,
    unique: false,
    caseSensitive: false,
    custom: false,
    calculated: false,
    formula: null,
    autoNumber: false,
    nameField: false,
    defaultedOnCreate: false,
    defaultValue: null,
    restrictedPicklist: false,
    picklist: [],
    referenceTo: [],
    relationshipName: null,
    masterDetail: false,
    reparentable: false,
    writeRequiresMasterRead: false,
    deleteConstraint: null,
    compoundName: null,
    description: null,
    ...given
  };
}

const stamped = { nillable: false, createable: false, updateable: false, defaultedOnCreate: true };

/** The fields that every object has, whose values only the platform sets. */
export function systemFields(): FieldDefinition[] {
  const user = { ...stamped, length: 18, referenceTo: ['User'] };
  return [
    fieldOf('Id', 'id', { ...stamped, label: 'Record ID', length: 18 }),
    fieldOf('IsDeleted', 'boolean', { ...stamped, label: 'Deleted', defaultValue: false }),
    fieldOf('CreatedDate', 'datetime', { ...stamped, label: 'Created Date' }),
    fieldOf('CreatedById', 'reference', {
      ...user,
      label: 'Created By ID',
      relationshipName: 'CreatedBy'
    }),
    fieldOf('LastModifiedDate', 'datetime', { ...stamped, label: 'Last Modified Date' }),
    fieldOf('LastModifiedById', 'reference', {
      ...user,
      label: 'Last Modified By ID',
      relationshipName: 'LastModifiedBy'
    }),
    fieldOf('SystemModstamp', 'datetime', { ...stamped, label: 'System Modstamp' })
  ];
}

/** Owner of a record: the user who creates it unless another is named; queues own some objects only. */
export function ownerField(targets: readonly string[] = ['User', 'Group']): FieldDefinition {
  return fieldOf('OwnerId', 'reference', {
    label: 'Owner ID',
    length: 18,
    nillable: false,
    defaultedOnCreate: true,
    referenceTo: targets,
    relationshipName: 'Owner'
  });
}

/** True for a field by whose values an upsert may find its rows. */
export function isKeyField(
  field: Pick<FieldDefinition, 'type' | 'externalId' | 'idLookup'>
): boolean {
  return field.type === 'id' || field.externalId || field.idLookup;
}
