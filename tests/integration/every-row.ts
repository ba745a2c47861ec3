import type { Org } from '../local-org/engine/types.ts';

/** A stored row: its stamp, and all else that it says. */
export interface SeenRow {
  readonly stamp: string;
  readonly values: string;
}

/** Every row of every object that the service writes, deleted ones left out, by `object:id`. */
export function everyRow(org: Org, adminId: string): Map<string, SeenRow> {
  const rows = new Map<string, SeenRow>();
  for (const object of org.schema.objects.values()) {
    if (
      !/^(Evenfield_|Account$|Opportunity$|Contact$|Task$|Event$|Asset$|Contract$|Case$)/.test(
        object.name
      ) ||
      object.name === 'Evenfield_Run__c'
    )
      continue;
    const names = [...object.fields.values()]
      .filter((field) => field.type !== 'address')
      .map((field) => field.name);
    for (const record of org.query(
      { userId: adminId },
      `SELECT ${names.join(', ')} FROM ${object.name}`
    ).records) {
      const { SystemModstamp, LastModifiedDate, LastModifiedById, ...values } = record.values;
      rows.set(`${object.name}:${String(record.id)}`, {
        stamp: String(SystemModstamp),
        values: JSON.stringify([values, LastModifiedDate === null, LastModifiedById === null])
      });
    }
  }
  return rows;
}

export interface RowChanges {
  /** `object:id` of rows that came, went, or bear another stamp. */
  readonly added: string[];
  readonly gone: string[];
  readonly moved: string[];
  /** Rows whose stamp moved though they say the same. */
  readonly needless: string[];
}

/** What changed between two looks. */
export function changesBetween(
  before: ReadonlyMap<string, SeenRow>,
  after: ReadonlyMap<string, SeenRow>
): RowChanges {
  const both = [...after].filter(([key]) => before.has(key));
  const moved = both.filter(([key, row]) => before.get(key)?.stamp !== row.stamp);
  return {
    added: [...after.keys()].filter((key) => !before.has(key)).sort(),
    gone: [...before.keys()].filter((key) => !after.has(key)).sort(),
    moved: moved.map(([key]) => key).sort(),
    needless: moved
      .filter(([key, row]) => before.get(key)?.values === row.values)
      .map(([key]) => key)
  };
}
