import type { FieldDefinition } from './types.ts';

/** Name by which SOQL and formulas walk from a lookup to its parent. */
export function relationshipOf(field: FieldDefinition): string | null {
  if (field.referenceTo.length === 0) return null;
  if (field.custom) return field.name.replace(/__c$/, '__r');
  if (field.relationshipName !== null) return field.relationshipName;
  return field.name.endsWith('Id') ? field.name.slice(0, -2) : null;
}
