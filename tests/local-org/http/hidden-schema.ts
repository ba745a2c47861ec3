import type { FieldDefinition, ObjectDefinition, Org } from '../engine/types.ts';

export interface HiddenSchema {
  /** `Object__c` or `Object__c.Field__c`; @returns false when there is no such thing. */
  hide(name: string): boolean;
  restore(): void;
}

/** Takes objects and fields out of the schema while a test plays an org where they are not deployed. */
export function createHiddenSchema(org: Org): HiddenSchema {
  const objects = new Map<string, ObjectDefinition>();
  const fields: {
    map: ReadonlyMap<string, FieldDefinition>;
    key: string;
    field: FieldDefinition;
  }[] = [];
  return {
    hide(name) {
      const [objectName = '', fieldName] = name.toLowerCase().split('.');
      const definition = org.schema.objects.get(objectName);
      if (definition === undefined) return false;
      if (fieldName === undefined) {
        objects.set(objectName, definition);
        return removeFrom(org.schema.objects, objectName);
      }
      const field = definition.fields.get(fieldName);
      if (field === undefined) return false;
      fields.push({ map: definition.fields, key: fieldName, field });
      return removeFrom(definition.fields, fieldName);
    },
    restore() {
      for (const [key, definition] of objects) putInto(org.schema.objects, key, definition);
      for (const { map, key, field } of fields) putInto(map, key, field);
      objects.clear();
      fields.length = 0;
    }
  };
}

function removeFrom<V>(map: ReadonlyMap<string, V>, key: string): boolean {
  return map instanceof Map && map.delete(key);
}

function putInto<V>(map: ReadonlyMap<string, V>, key: string, value: V): void {
  if (map instanceof Map) map.set(key, value);
}
