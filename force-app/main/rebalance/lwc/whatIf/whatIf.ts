/** Something supposed, as the service takes it (docs/rebalance.md). */
export type WhatIf = Readonly<Record<string, string | number>> & { readonly kind: WhatIfKind };

export const whatIfKinds = [
  'leaver',
  'joiner',
  'capacity',
  'temporary',
  'open',
  'close',
  'market',
  'ahead',
  'rotation'
] as const;
export type WhatIfKind = (typeof whatIfKinds)[number];

/** What a what-if of each kind asks for. */
export const whatIfParts: Readonly<Record<WhatIfKind, readonly WhatIfPart[]>> = {
  leaver: ['user'],
  joiner: ['territory', 'hours', 'ramp'],
  capacity: ['territory', 'hours'],
  temporary: ['territory', 'user', 'hours', 'until'],
  open: ['territory', 'hours'],
  close: ['territory', 'into'],
  market: ['factor', 'state', 'industry'],
  ahead: ['months'],
  rotation: ['of']
};
export type WhatIfPart =
  | 'user'
  | 'territory'
  | 'into'
  | 'of'
  | 'hours'
  | 'ramp'
  | 'factor'
  | 'state'
  | 'industry'
  | 'months'
  | 'until';

/** Parts that may stay empty. */
const mayLack: readonly WhatIfPart[] = ['into', 'of', 'ramp', 'state', 'industry'];
const percents: readonly WhatIfPart[] = ['ramp', 'factor'];
const numbers: readonly WhatIfPart[] = ['hours', 'months', ...percents];

/** Whether a part may stay empty: without a person temporary hours are of the whole territory. */
export function isOptional(kind: WhatIfKind, part: WhatIfPart): boolean {
  return mayLack.includes(part) || (kind === 'temporary' && part === 'user');
}

/** The what-if that was filled in; null while something is missing or no number. */
export function whatIfOf(
  kind: WhatIfKind,
  filled: Readonly<Partial<Record<WhatIfPart, string>>>
): WhatIf | null {
  const parts: Record<string, string | number> = {};
  for (const part of whatIfParts[kind]) {
    const text = (filled[part] ?? '').trim();
    if (text === '') {
      if (!isOptional(kind, part)) return null;
      continue;
    }
    if (!numbers.includes(part)) {
      parts[part] = text;
      continue;
    }
    const value = Number(text);
    if (!(value >= 0)) return null;
    parts[part] = percents.includes(part) ? value / 100 : value;
  }
  return { kind, ...parts };
}

export { kindLabels, partLabels, whatIfWords } from './whatIfWords';
