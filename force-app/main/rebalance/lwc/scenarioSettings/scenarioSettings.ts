import { LightningElement, api, wire } from 'lwc';
import { graphql } from 'lightning/graphql';
import scope from '@salesforce/label/c.Evenfield_Settings_Scope';
import whole from '@salesforce/label/c.Evenfield_Settings_Whole';
import subtree from '@salesforce/label/c.Evenfield_Settings_Subtree';
import territories from '@salesforce/label/c.Evenfield_Settings_Territories';
import root from '@salesforce/label/c.Evenfield_Settings_Root';
import chosen from '@salesforce/label/c.Evenfield_Settings_Chosen';
import measures from '@salesforce/label/c.Evenfield_Settings_Measures';
import workload from '@salesforce/label/c.Evenfield_Settings_Workload';
import potential from '@salesforce/label/c.Evenfield_Settings_Potential';
import revenue from '@salesforce/label/c.Evenfield_Settings_Revenue';
import accounts from '@salesforce/label/c.Evenfield_Settings_Accounts';
import ownTolerance from '@salesforce/label/c.Evenfield_Settings_Own_Tolerance';
import tolerance from '@salesforce/label/c.Evenfield_Settings_Tolerance';
import mostAccounts from '@salesforce/label/c.Evenfield_Settings_Most_Accounts';
import mostRevenue from '@salesforce/label/c.Evenfield_Settings_Most_Revenue';
import waveSize from '@salesforce/label/c.Evenfield_Settings_Wave_Size';
import waveDates from '@salesforce/label/c.Evenfield_Settings_Wave_Dates';
import frozen from '@salesforce/label/c.Evenfield_Settings_Frozen';
import choose from '@salesforce/label/c.Evenfield_What_If_Choose';
import type { GraphqlResult } from 'c/graphqlNodes';
import { filled, messageOf, nodesOf, valueOf } from 'c/graphqlNodes';
import type { WhatIf } from 'c/whatIf';
import type { Settings } from './scenarioFields';
import { noSettings, scenarioFields } from './scenarioFields';
import type { SettingsData } from './settingsQuery';
import { settingsQuery } from './settingsQuery';

interface Option {
  readonly value: string;
  readonly label: string;
}

/** Scope, measures, budget, waves and what-ifs of a scenario that is to be asked for. */
export default class ScenarioSettings extends LightningElement {
  label = {
    scope,
    root,
    chosen,
    measures,
    tolerance,
    mostAccounts,
    mostRevenue,
    waveSize,
    waveDates,
    frozen,
    choose
  };
  scopeOptions: readonly Option[] = [
    { value: 'Whole Org', label: whole },
    { value: 'Subtree', label: subtree },
    { value: 'Territories', label: territories }
  ];
  message = '';
  settings: Settings = noSettings;
  /** By id, for the territory on top; by key, as the scenario's parameters name them. */
  roots: readonly Option[] = [];
  territories: readonly Option[] = [];
  people: readonly Option[] = [];

  /** Fields of `Evenfield_Rebalance__c` by API name. */
  @api
  get fields(): Readonly<Record<string, string>> {
    return scenarioFields(this.settings);
  }

  @wire(graphql, { query: settingsQuery })
  take(result: GraphqlResult<SettingsData>): void {
    this.message = messageOf(result);
    const data = result.data?.uiapi.query;
    if (data === undefined) return;
    const rows = nodesOf(data.Evenfield_Territory__c);
    this.roots = rows.map((row) => ({ value: row.Id, label: valueOf(row.Name) ?? row.Id }));
    this.territories = rows.map((row) => ({
      value: valueOf(row.Key__c) ?? row.Id,
      label: valueOf(row.Name) ?? row.Id
    }));
    const names = new Map<string, string>();
    for (const member of nodesOf(data.Evenfield_Territory_Member__c)) {
      const id = valueOf(member.User__c);
      const name = valueOf(member.User__r?.Name);
      if (id !== null && name !== null) names.set(id, name);
    }
    this.people = [...names]
      .map(([value, label]) => ({ value, label }))
      .sort((a, b) => a.label.localeCompare(b.label));
  }

  get isSubtree(): boolean {
    return this.settings.scope === 'Subtree';
  }

  get isChosen(): boolean {
    return this.settings.scope === 'Territories';
  }

  get measureOptions(): (Option & { isOn: boolean; toleranceLabel: string })[] {
    const labels = { workload, potential, revenue, accounts };
    return Object.entries(labels).map(([value, label]) => ({
      value,
      label,
      toleranceLabel: filled(ownTolerance, label),
      isOn: this.settings.measures.includes(value)
    }));
  }

  /** A text or a single choice, by the control's name. */
  change(event: Event): void {
    const { name, value } = event.target as HTMLInputElement;
    this.settings = { ...this.settings, [name]: value };
  }

  changeMany(event: Event): void {
    const select = event.target as HTMLSelectElement;
    const values = [...select.options].flatMap(({ selected, value }) => (selected ? value : []));
    this.settings = { ...this.settings, [select.name]: values };
  }

  changeTolerance(event: Event): void {
    const { value, dataset } = event.target as HTMLInputElement;
    const tolerances = { ...this.settings.tolerances, [dataset['measure'] ?? '']: value };
    this.settings = { ...this.settings, tolerances };
  }

  changeMeasure(event: Event): void {
    const { value, checked } = event.target as HTMLInputElement;
    const on = this.measureOptions
      .filter((option) => (option.value === value ? checked : option.isOn))
      .map((option) => option.value);
    this.settings = { ...this.settings, measures: on };
  }

  changeWhatIfs(event: Event): void {
    const whatIfs = (event as CustomEvent<readonly WhatIf[]>).detail;
    this.settings = { ...this.settings, whatIfs };
  }
}
