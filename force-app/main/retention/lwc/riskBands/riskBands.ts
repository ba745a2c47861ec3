import high from '@salesforce/label/c.Evenfield_Risk_High';
import medium from '@salesforce/label/c.Evenfield_Risk_Medium';
import low from '@salesforce/label/c.Evenfield_Risk_Low';
import unknown from '@salesforce/label/c.Evenfield_Risk_Unknown';

export interface RiskBand {
  readonly text: string;
  readonly icon: string;
}

const nothingKnown: RiskBand = { text: unknown, icon: 'utility:question' };

/** A band has words and a shape of its own; colour carries nothing alone. */
const bands: Readonly<Record<string, RiskBand>> = {
  High: { text: high, icon: 'utility:warning' },
  Medium: { text: medium, icon: 'utility:info' },
  Low: { text: low, icon: 'utility:success' },
  Unknown: nothingKnown
};

/** The bands as coverage names them, the worst first. */
export const riskBandNames = ['High', 'Medium', 'Low', 'Unknown'] as const;

/** Words and icon of a band as coverage names it. */
export function riskBand(name: string | null): RiskBand {
  return bands[name ?? 'Unknown'] ?? nothingKnown;
}
