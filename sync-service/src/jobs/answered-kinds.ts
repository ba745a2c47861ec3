/** Kinds of requests that are answered from what the org holds, without a run. */
export const answeredKinds = [
  'Rules preview',
  'Approach',
  'Quota plan',
  'Quota draft',
  'Quota publish'
] as const;

export type AnsweredKind = (typeof answeredKinds)[number];

export function isAnsweredKind(kind: string): kind is AnsweredKind {
  return answeredKinds.some((one) => one === kind);
}
