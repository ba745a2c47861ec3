import { z } from 'zod';
import type { Problem } from '../../domain/core/result.ts';
import type { OrgConnection } from '../connection.ts';
import { readRows } from '../read-rows.ts';
import type { RowsQuery } from '../rows.ts';

/** An empty cell or a number. */
export const optionalNumber = z
  .string()
  .nullable()
  .transform((cell, context) => {
    if (cell === null) return null;
    const value = Number(cell);
    if (Number.isFinite(value)) return value;
    context.addIssue({ code: 'custom', message: `"${cell}" is no number` });
    return z.NEVER;
  });

export const flag = z
  .string()
  .nullable()
  .transform((cell) => cell === 'true');
export const id = z.string().regex(/^[0-9A-Za-z]{18}$/, 'is no record id');
export const optionalId = id.nullable();
export const optionalText = z.string().nullable();
export const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}/, 'is no day')
  .transform((cell) => cell.slice(0, 10));
export const optionalDay = day.nullable();

/**
 * Reads rows of a small object, each checked by itself: a bad one becomes a problem that names
 * record and field, and the rest goes on.
 * @param query its columns are the shape's own keys
 */
export async function readChecked<Shape extends z.ZodRawShape>(
  connection: OrgConnection,
  query: Omit<RowsQuery, 'columns'>,
  shape: Shape
): Promise<{ records: z.infer<z.ZodObject<Shape>>[]; problems: Problem[]; read: number }> {
  const columns = Object.keys(shape);
  const schema = z.object(shape);
  const records: z.infer<typeof schema>[] = [];
  const problems: Problem[] = [];
  const read = await readRows(connection, { ...query, columns }, (cells) => {
    const row = Object.fromEntries(columns.map((column, place) => [column, cells[place] ?? null]));
    const parsed = schema.safeParse(row);
    if (parsed.success) {
      records.push(parsed.data);
      return;
    }
    const issue = parsed.error.issues[0];
    const field = String(issue?.path[0] ?? '');
    problems.push({
      object: query.object,
      record: row['Key__c'] ?? row['Id'] ?? '',
      field: field === '' ? null : field,
      code: 'ROW_INVALID',
      message: `The row cannot be used: ${field} ${issue?.message ?? 'is wrong'}.`,
      cure: `Correct ${field} of this ${query.object} record.`
    });
  });
  return { records, problems, read };
}
