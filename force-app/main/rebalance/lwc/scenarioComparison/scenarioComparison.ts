import { LightningElement, api } from 'lwc';
import heading from '@salesforce/label/c.Evenfield_Compare_Heading';
import figure from '@salesforce/label/c.Evenfield_Compare_Figure';
import statusLabel from '@salesforce/label/c.Evenfield_Compare_Status';
import quality from '@salesforce/label/c.Evenfield_Compare_Quality';
import revenue from '@salesforce/label/c.Evenfield_Compare_Revenue';
import unknown from '@salesforce/label/c.Evenfield_Compare_Unknown';
import design from '@salesforce/label/c.Evenfield_Rebalance_Design';
import moves from '@salesforce/label/c.Evenfield_Rebalance_Moves';
import movedHours from '@salesforce/label/c.Evenfield_Rebalance_Moved_Hours';
import outBefore from '@salesforce/label/c.Evenfield_Rebalance_Out_Before';
import outAfter from '@salesforce/label/c.Evenfield_Rebalance_Out_After';

/** What of a scenario is held against another; null where it is not worked out yet. */
export interface ComparedScenario {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  readonly design: string;
  readonly quality: string;
  readonly moves: number | null;
  readonly hours: number | null;
  /** As the org writes it, with its currency. */
  readonly revenue: string | null;
  readonly outBefore: number | null;
  readonly outAfter: number | null;
}

interface Line {
  readonly label: string;
  readonly cells: readonly { readonly key: string; readonly text: string }[];
}

/** Scenarios side by side, a column each. */
export default class ScenarioComparison extends LightningElement {
  @api scenarios: readonly ComparedScenario[] = [];

  label = { heading, figure };

  get lines(): Line[] {
    const whole = (value: number | null): string | null =>
      value === null ? null : new Intl.NumberFormat().format(value);
    const rows: readonly (readonly [string, (scenario: ComparedScenario) => string | null])[] = [
      [statusLabel, ({ status }) => status],
      [design, (scenario) => scenario.design],
      [quality, (scenario) => scenario.quality],
      [moves, (scenario) => whole(scenario.moves)],
      [movedHours, ({ hours }) => whole(hours)],
      [revenue, (scenario) => scenario.revenue],
      [outBefore, (scenario) => whole(scenario.outBefore)],
      [outAfter, (scenario) => whole(scenario.outAfter)]
    ];
    return rows.map(([label, cell]) => ({
      label,
      cells: this.scenarios.map((scenario) => {
        const text = cell(scenario);
        return { key: scenario.id, text: text === null || text === '' ? unknown : text };
      })
    }));
  }
}
