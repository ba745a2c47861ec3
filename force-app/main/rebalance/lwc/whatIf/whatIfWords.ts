import leaver from '@salesforce/label/c.Evenfield_What_If_Leaver';
import joiner from '@salesforce/label/c.Evenfield_What_If_Joiner';
import capacity from '@salesforce/label/c.Evenfield_What_If_Capacity';
import temporary from '@salesforce/label/c.Evenfield_What_If_Temporary';
import until from '@salesforce/label/c.Evenfield_What_If_Until';
import afterwards from '@salesforce/label/c.Evenfield_What_If_Afterwards';
import openOne from '@salesforce/label/c.Evenfield_What_If_Open';
import closeOne from '@salesforce/label/c.Evenfield_What_If_Close';
import market from '@salesforce/label/c.Evenfield_What_If_Market';
import ahead from '@salesforce/label/c.Evenfield_What_If_Ahead';
import rotation from '@salesforce/label/c.Evenfield_What_If_Rotation';
import rotating from '@salesforce/label/c.Evenfield_What_If_Rotating';
import person from '@salesforce/label/c.Evenfield_What_If_Person';
import territory from '@salesforce/label/c.Evenfield_What_If_Territory';
import into from '@salesforce/label/c.Evenfield_What_If_Into';
import hours from '@salesforce/label/c.Evenfield_What_If_Hours';
import ramp from '@salesforce/label/c.Evenfield_What_If_Ramp';
import factor from '@salesforce/label/c.Evenfield_What_If_Factor';
import stateLabel from '@salesforce/label/c.Evenfield_What_If_State';
import industry from '@salesforce/label/c.Evenfield_What_If_Industry';
import months from '@salesforce/label/c.Evenfield_What_If_Months';
import type { WhatIf, WhatIfKind, WhatIfPart } from './whatIf';

export const kindLabels: Readonly<Record<WhatIfKind, string>> = {
  leaver,
  joiner,
  capacity,
  temporary,
  open: openOne,
  close: closeOne,
  market,
  ahead,
  rotation
};
export const partLabels: Readonly<Record<WhatIfPart, string>> = {
  user: person,
  territory,
  into,
  of: rotating,
  hours,
  ramp,
  factor,
  state: stateLabel,
  industry,
  months,
  until
};

/** A what-if in words. @param names of territories by key and of people by id */
export function whatIfWords(whatIf: WhatIf, names: ReadonlyMap<string, string>): string {
  const values = Object.entries(whatIf)
    .filter(([name]) => name !== 'kind')
    .map(([name, value]) => {
      const label = partLabels[name as WhatIfPart];
      if (typeof value === 'string') return `${label}: ${names.get(value) ?? value}`;
      const isShare = name === 'ramp' || name === 'factor';
      return `${label}: ${String(isShare ? Math.round(value * 10_000) / 100 : value)}`;
    });
  const kind = kindLabels[whatIf.kind];
  if (whatIf.kind === 'temporary') values.push(afterwards);
  return values.length === 0 ? kind : `${kind} (${values.join(', ')})`;
}
