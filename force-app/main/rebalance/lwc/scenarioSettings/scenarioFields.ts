import type { WhatIf } from 'c/whatIf';

/** Settings as they stand in the form; empty texts mean that nothing was said. */
export interface Settings {
  readonly scope: string;
  readonly root: string;
  readonly territories: readonly string[];
  readonly measures: readonly string[];
  /** Percent, of every measure without one of its own. */
  readonly tolerance: string;
  /** Percent by measure; where none is said, the one above holds. */
  readonly tolerances: Readonly<Partial<Record<string, string>>>;
  readonly mostAccounts: string;
  readonly mostRevenue: string;
  readonly waveSize: string;
  readonly waveDates: string;
  readonly frozen: readonly string[];
  readonly whatIfs: readonly WhatIf[];
}

export const noSettings: Settings = {
  scope: 'Whole Org',
  root: '',
  territories: [],
  measures: ['workload', 'potential'],
  tolerance: '',
  tolerances: {},
  mostAccounts: '',
  mostRevenue: '',
  waveSize: '',
  waveDates: '',
  frozen: [],
  whatIfs: []
};

/** The scenario's fields; what was not said is left out, so that the policy's values hold. */
export function scenarioFields(settings: Settings): Record<string, string> {
  const { scope, root } = settings;
  const parameters: Record<string, unknown> = {};
  const number = (name: string, text: string): void => {
    if (text.trim() !== '') parameters[name] = Number(text);
  };
  if (scope === 'Territories') parameters['territories'] = settings.territories;
  const measures = settings.measures.map((name) => measureOf(name, settings));
  const usual =
    settings.measures.join() === noSettings.measures.join() &&
    measures.every(({ tolerance }) => tolerance === undefined);
  if (!usual && measures.length > 0) parameters['measures'] = measures;
  number('mostAccounts', settings.mostAccounts);
  number('mostRevenue', settings.mostRevenue);
  number('waveSize', settings.waveSize);
  const days = settings.waveDates.split(/[\s,;]+/).filter((day) => day !== '');
  if (days.length > 0) parameters['waveDates'] = days;
  if (settings.frozen.length > 0) parameters['frozen'] = settings.frozen;
  if (settings.whatIfs.length > 0) parameters['whatIfs'] = settings.whatIfs;
  return {
    Scope__c: scope,
    ...(scope === 'Subtree' && root !== '' ? { Root__c: root } : {}),
    ...(Object.keys(parameters).length === 0 ? {} : { Parameters__c: JSON.stringify(parameters) })
  };
}

function measureOf(
  name: string,
  { tolerance, tolerances }: Settings
): { readonly name: string; readonly tolerance?: number } {
  const own = (tolerances[name] ?? '').trim();
  const percent = own === '' ? tolerance.trim() : own;
  return percent === '' ? { name } : { name, tolerance: Number(percent) / 100 };
}
