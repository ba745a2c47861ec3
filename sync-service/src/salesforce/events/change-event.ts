import avro from 'avsc';
import { z } from 'zod';

/** A change of records, as the org told it. */
export interface ChangeEvent {
  readonly entity: string;
  readonly recordIds: readonly string[];
  readonly kind: string;
  /** Id of the user who made the change. */
  readonly userId: string;
  /** Names of changed fields; empty where the kind tells all. */
  readonly changedFields: readonly string[];
  /** Place in the stream after this event. */
  readonly replayId: Buffer;
}

const header = z.object({
  ChangeEventHeader: z.object({
    entityName: z.string(),
    recordIds: z.array(z.string()),
    changeType: z.string(),
    commitUser: z.string(),
    changedFields: z.array(z.string())
  })
});

const schemaShape = z.object({ fields: z.array(z.object({ name: z.string() })) });

/** Reads events of one schema. */
export interface EventReader {
  /** @throws Error when the payload is not of the schema */
  read(payload: Buffer, replayId: Buffer): ChangeEvent;
}

export function eventReader(schemaJson: string): EventReader {
  const schema: unknown = JSON.parse(schemaJson);
  const type = avro.Type.forSchema(schema as avro.Schema);
  const names = schemaShape.parse(schema).fields.map((field) => field.name);
  return {
    read(payload, replayId) {
      const decoded: unknown = type.fromBuffer(payload);
      const { ChangeEventHeader: told } = header.parse(decoded);
      return {
        entity: told.entityName,
        recordIds: told.recordIds,
        kind: told.changeType,
        userId: told.commitUser,
        changedFields: told.changedFields.flatMap((bitmap) => namesOf(bitmap, names)),
        replayId
      };
    }
  };
}

/**
 * Names in a bitmap such as `0x0A`: bit n is the schema's field n. A compound's own bitmap,
 * `4-0x03`, counts as its field.
 */
export function namesOf(bitmap: string, names: readonly string[]): string[] {
  const [, parent, digits = '0'] = /^(?:(\d+)-)?0x([0-9a-fA-F]+)$/.exec(bitmap) ?? [];
  if (parent !== undefined) return [names[Number(parent)] ?? ''];
  const bits = BigInt(`0x${digits}`);
  return names.filter((_, place) => ((bits >> BigInt(place)) & 1n) === 1n);
}
