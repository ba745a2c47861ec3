import type { ObjectDefinition } from '../engine/types.ts';

/** Fields of an object that its change event carries, in the order of the event's schema. */
export function eventFields(object: ObjectDefinition): string[] {
  return [...object.fields.values()]
    .filter(
      (field) =>
        field.type !== 'address' &&
        field.type !== 'location' &&
        !field.calculated &&
        !['Id', 'IsDeleted', 'SystemModstamp', 'LastActivityDate'].includes(field.name)
    )
    .map((field) => field.name);
}

/** Name of the event of an object: `AccountChangeEvent`, `Evenfield_Request__ChangeEvent`. */
export function eventName(object: string): string {
  return object.endsWith('__c') ? `${object.slice(0, -1)}ChangeEvent` : `${object}ChangeEvent`;
}

const texts = { type: 'array', items: 'string' } as const;

/** The Avro schema of an object's change event: the header, then every field or nothing. */
export function eventSchema(object: ObjectDefinition): object {
  return {
    type: 'record',
    name: eventName(object.name),
    namespace: 'com.sforce.eventbus',
    fields: [
      {
        name: 'ChangeEventHeader',
        type: {
          type: 'record',
          name: 'ChangeEventHeader',
          fields: [
            { name: 'entityName', type: 'string' },
            { name: 'recordIds', type: texts },
            {
              name: 'changeType',
              type: {
                type: 'enum',
                name: 'ChangeType',
                symbols: [
                  'CREATE',
                  'UPDATE',
                  'DELETE',
                  'UNDELETE',
                  'GAP_CREATE',
                  'GAP_UPDATE',
                  'GAP_DELETE',
                  'GAP_UNDELETE',
                  'GAP_OVERFLOW',
                  'SNAPSHOT'
                ]
              }
            },
            { name: 'changeOrigin', type: 'string' },
            { name: 'transactionKey', type: 'string' },
            { name: 'sequenceNumber', type: 'int' },
            { name: 'commitTimestamp', type: 'long' },
            { name: 'commitNumber', type: 'long' },
            { name: 'commitUser', type: 'string' },
            { name: 'nulledFields', type: texts },
            { name: 'diffFields', type: texts },
            { name: 'changedFields', type: texts }
          ]
        }
      },
      ...eventFields(object).map((name) => ({
        name,
        type: ['null', avroType(object.fields.get(name.toLowerCase())?.type ?? 'string')],
        default: null
      }))
    ]
  };
}

function avroType(type: string): string {
  if (type === 'boolean') return 'boolean';
  if (type === 'int') return 'int';
  if (type === 'datetime' || type === 'date') return 'long';
  return ['double', 'currency', 'percent'].includes(type) ? 'double' : 'string';
}

/** Fields as the header writes them: a hexadecimal bitmap over the schema's fields, the header being the first. */
export function fieldBitmap(object: ObjectDefinition, names: readonly string[]): string[] {
  const order = eventFields(object);
  let bits = 0n;
  for (const name of names) {
    const place = order.indexOf(name);
    if (place >= 0) bits |= 1n << BigInt(place + 1);
  }
  return bits === 0n ? [] : [`0x${bits.toString(16).toUpperCase().padStart(2, '0')}`];
}

/** A stored value in the type of its Avro field. */
export function avroValue(type: string, stored: string | number | null): unknown {
  if (stored === null) return null;
  if (type === 'boolean') return stored === 1;
  if (type === 'date' || type === 'datetime') return Date.parse(String(stored));
  return ['int', 'double', 'currency', 'percent'].includes(type) ? Number(stored) : String(stored);
}
