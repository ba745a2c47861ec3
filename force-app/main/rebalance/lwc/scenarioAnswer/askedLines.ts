import accounts from '@salesforce/label/c.Evenfield_Settings_Accounts';
import chosen from '@salesforce/label/c.Evenfield_Settings_Chosen';
import frozen from '@salesforce/label/c.Evenfield_Settings_Frozen';
import measures from '@salesforce/label/c.Evenfield_Settings_Measures';
import mostAccounts from '@salesforce/label/c.Evenfield_Settings_Most_Accounts';
import mostRevenue from '@salesforce/label/c.Evenfield_Settings_Most_Revenue';
import potential from '@salesforce/label/c.Evenfield_Settings_Potential';
import revenue from '@salesforce/label/c.Evenfield_Settings_Revenue';
import root from '@salesforce/label/c.Evenfield_Settings_Root';
import waveDates from '@salesforce/label/c.Evenfield_Settings_Wave_Dates';
import waveSize from '@salesforce/label/c.Evenfield_Settings_Wave_Size';
import whole from '@salesforce/label/c.Evenfield_Settings_Whole';
import workload from '@salesforce/label/c.Evenfield_Settings_Workload';
import whatIfLabel from '@salesforce/label/c.Evenfield_What_If';
import type { WhatIf } from 'c/whatIf';
import { whatIfWords } from 'c/whatIf';

/** Parameters of a scenario, as the service takes them (docs/rebalance.md). */
interface Parameters {
  readonly territories?: readonly string[];
  readonly measures?: readonly { readonly name: string; readonly tolerance?: number }[];
  readonly mostAccounts?: number;
  readonly mostRevenue?: number;
  readonly frozen?: readonly string[];
  readonly waveSize?: number;
  readonly waveDates?: readonly string[];
  readonly whatIfs?: readonly WhatIf[];
}

const measureLabels: Readonly<Partial<Record<string, string>>> = {
  workload,
  potential,
  revenue,
  accounts
};

/**
 * What a scenario asks, a line each; what was not said is left out, the policy's values hold there.
 * @param names of territories by key and of people by id
 * @throws SyntaxError for parameters that are no JSON, of which the scenario's message tells
 */
export function askedLines(
  scope: { readonly root: string | null },
  parameters: string | null,
  names: ReadonlyMap<string, string>
): string[] {
  const asked = JSON.parse(parameters ?? '{}') as Parameters;
  const named = (keys: readonly string[]): string =>
    keys.map((key) => names.get(key) ?? key).join(', ');
  const number = (value: number): string => new Intl.NumberFormat().format(value);
  const lines: (readonly [string, string | undefined])[] = [
    [root, scope.root ?? undefined],
    [chosen, asked.territories && named(asked.territories)],
    [
      measures,
      asked.measures
        ?.map(({ name, tolerance }) => {
          const label = measureLabels[name] ?? name;
          return tolerance === undefined ? label : `${label} (± ${number(tolerance * 100)} %)`;
        })
        .join(', ')
    ],
    [mostAccounts, asked.mostAccounts?.toLocaleString()],
    [mostRevenue, asked.mostRevenue?.toLocaleString()],
    [frozen, asked.frozen && named(asked.frozen)],
    [waveSize, asked.waveSize?.toLocaleString()],
    [waveDates, asked.waveDates?.join(', ')]
  ];
  const said = lines.flatMap(([label, text]) =>
    text === undefined || text === '' ? [] : [`${label}: ${text}`]
  );
  const isWhole = scope.root === null && asked.territories === undefined;
  return [
    ...(isWhole ? [whole] : []),
    ...said,
    ...(asked.whatIfs ?? []).map((one) => `${whatIfLabel}: ${whatIfWords(one, names)}`)
  ];
}
