/** Components of an account's health. */
export const accountComponents = [
  'Engagement',
  'Spend',
  'Service',
  'Relationship',
  'Contract'
] as const;
export type AccountComponent = (typeof accountComponents)[number];
