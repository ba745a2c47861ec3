import { LightningElement, api } from 'lwc';
import asOf from '@salesforce/label/c.Evenfield_Goals_As_Of';
import type { GoalRow } from './goalRows';

export type { GoalNode, GoalRow } from './goalRows';
export { goalRows } from './goalRows';

/** The goals of a week or month with what is still to do, and how each comes about. */
export default class GoalList extends LightningElement {
  @api rows: readonly GoalRow[] = [];
  /** Names the territory before each goal: where there are several. */
  @api withTerritory = false;

  label = { asOf };
}
