import { z } from 'zod';

const scalar = z.union([z.string(), z.number(), z.boolean()]);
const field = z
  .string()
  .regex(/^(ultimateParent\.)?[A-Za-z][A-Za-z0-9_]*$/i, 'is no API name of an account field');

const single = z.strictObject({
  field,
  op: z.enum([
    'equals',
    'notEquals',
    'less',
    'lessOrEqual',
    'greater',
    'greaterOrEqual',
    'contains',
    'startsWith'
  ]),
  value: scalar
});
const list = z.strictObject({
  field,
  op: z.enum(['in', 'notIn', 'includes', 'excludes']),
  values: z.array(scalar).min(1)
});
const range = z.strictObject({
  field,
  op: z.literal('between'),
  values: z.tuple([scalar, scalar])
});
const blank = z.strictObject({ field, op: z.enum(['blank', 'notBlank']) });
const near = z.strictObject({
  op: z.literal('withinMiles'),
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
  miles: z.number().positive()
});

const condition = z.union([single, list, range, blank, near]);

export type Condition = z.infer<typeof condition>;
/** A condition on one field of the account. */
export type FieldCondition = Exclude<Condition, { op: 'withinMiles' }>;
/** A rule's criteria: conditions joined by all, any and not. */
export type Criteria = Condition | { all: Criteria[] } | { any: Criteria[] } | { not: Criteria };

const criteria: z.ZodType<Criteria> = z.lazy(() =>
  z.union([
    z.strictObject({ all: z.array(criteria).min(1) }),
    z.strictObject({ any: z.array(criteria).min(1) }),
    z.strictObject({ not: criteria }),
    condition
  ])
);

const operators = new Set([
  ...single.shape.op.options,
  ...list.shape.op.options,
  'between',
  ...blank.shape.op.options,
  'withinMiles'
]);

/** Reads a rule's JSON. What cannot be used comes back as words for the admin. */
export function parseCriteria(text: string): { criteria: Criteria } | { fault: string } {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return { fault: `it is no JSON (${error instanceof Error ? error.message : String(error)})` };
  }
  if (depthOf(json) > deepest) return { fault: `it is nested more than ${String(deepest)} deep` };
  const parsed = criteria.safeParse(json);
  if (parsed.success) return { criteria: parsed.data };
  return { fault: firstFault(json) ?? `it fits no form of a condition: ${text.slice(0, 200)}` };
}

/** Deeper than this nobody reads, and the walk would not end well. */
const deepest = 40;

function depthOf(json: unknown): number {
  let level: unknown[] = [json];
  let depth = 0;
  while (level.length > 0 && depth <= deepest) {
    level = level.flatMap((node) =>
      typeof node === 'object' && node !== null ? (Object.values(node) as unknown[]) : []
    );
    depth += 1;
  }
  return depth;
}

/** Walks to the first part that is wrong, because a union's own message names them all. */
function firstFault(node: unknown): string | null {
  if (typeof node !== 'object' || node === null || Array.isArray(node))
    return `${JSON.stringify(node)} is no condition`;
  const part = node as Record<string, unknown>;
  for (const join of ['all', 'any']) {
    const children = part[join];
    if (!Array.isArray(children)) continue;
    if (children.length === 0) return `"${join}" is empty`;
    for (const child of children) {
      const fault = criteria.safeParse(child).success ? null : firstFault(child);
      if (fault !== null) return fault;
    }
  }
  if ('not' in part)
    return criteria.safeParse(part['not']).success ? null : firstFault(part['not']);
  if ('op' in part && !operators.has(String(part['op'])))
    return `there is no operator "${String(part['op'])}"`;
  return `${JSON.stringify(node).slice(0, 200)} lacks what its operator needs`;
}

/** Account fields that the criteria read, as written, `ultimateParent.` left away. */
export function fieldsOf(node: Criteria): string[] {
  if ('all' in node) return node.all.flatMap(fieldsOf);
  if ('any' in node) return node.any.flatMap(fieldsOf);
  if ('not' in node) return fieldsOf(node.not);
  return 'field' in node ? [node.field.replace(/^ultimateParent\./i, '')] : [];
}

/** Conditions on a field, wherever they stand in the criteria. */
export function fieldConditions(node: Criteria): FieldCondition[] {
  if ('all' in node) return node.all.flatMap(fieldConditions);
  if ('any' in node) return node.any.flatMap(fieldConditions);
  if ('not' in node) return fieldConditions(node.not);
  return 'field' in node ? [node] : [];
}
