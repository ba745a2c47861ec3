import { LightningElement, api } from 'lwc';
import rowsLabel from '@salesforce/label/c.Evenfield_Planner_Rows';
import ratioHelp from '@salesforce/label/c.Evenfield_Planner_Ratio_Help';
import setByHand from '@salesforce/label/c.Evenfield_Planner_Set';
import amountLabel from '@salesforce/label/c.Evenfield_Planner_Set_Amount';
import reasonLabel from '@salesforce/label/c.Evenfield_Planner_Reason';
import keep from '@salesforce/label/c.Evenfield_Planner_Keep';
import cancel from '@salesforce/label/c.Evenfield_Planner_Cancel';
import level from '@salesforce/label/c.Evenfield_Planner_Level';
import needsReason from '@salesforce/label/c.Evenfield_Planner_Needs_Reason';
import type { DraftReport, Override } from 'c/quotaDraft';
import type { TreeRow } from './treeRows';
import { openedAtFirst, treeRows } from './treeRows';

/** Rows of a draft below each other. Sends `override` with key, amount and reason. */
export default class QuotaPlanTree extends LightningElement {
  /** Overrides of the page, in the draft or not yet. */
  @api overrides: readonly Override[] = [];

  label = { rowsLabel, ratioHelp, setByHand, amountLabel, reasonLabel, keep, cancel, level };
  draft: DraftReport | null = null;
  opened: ReadonlySet<string> = new Set();
  editedKey: string | null = null;
  amount = '';
  reason = '';
  fault = '';
  /** What has the focus after the next rendering: the form's first field, or the button of a row. */
  focus: { readonly field: 'amount' } | { readonly key: string } | null = null;

  @api set report(report: DraftReport | null) {
    const isFirst = this.draft === null;
    this.draft = report;
    if (report !== null && isFirst) this.opened = openedAtFirst(report);
  }
  get report(): DraftReport | null {
    return this.draft;
  }

  get rows(): TreeRow[] {
    return this.draft === null
      ? []
      : treeRows(this.draft, this.overrides, this.opened, this.editedKey);
  }

  renderedCallback(): void {
    const { focus } = this;
    if (focus === null) return;
    this.focus = null;
    const found =
      'field' in focus
        ? this.template?.querySelector<HTMLElement>('[data-name="set-amount"]')
        : [...(this.template?.querySelectorAll<HTMLElement>('[data-set]') ?? [])].find(
            (button) => button.dataset['set'] === focus.key
          );
    found?.focus();
  }

  toggle(event: Event): void {
    const key = (event.currentTarget as HTMLElement).dataset['toggle'] ?? '';
    const opened = new Set(this.opened);
    if (!opened.delete(key)) opened.add(key);
    this.opened = opened;
  }

  edit(event: Event): void {
    const key = (event.currentTarget as HTMLElement).dataset['set'] ?? '';
    const held = this.overrides.find((one) => one.key === key);
    const row = this.draft?.rows.find((one) => one.key === key);
    this.editedKey = key;
    this.amount = String(held?.amount ?? row?.amount ?? '');
    this.reason = held?.reason ?? '';
    this.fault = '';
    this.focus = { field: 'amount' };
  }

  changeAmount(event: Event): void {
    this.amount = (event.target as HTMLInputElement).value;
  }

  changeReason(event: Event): void {
    this.reason = (event.target as HTMLInputElement).value;
  }

  keepIt(): void {
    const key = this.editedKey ?? '';
    const amount = Number(this.amount);
    if (this.amount.trim() === '' || !(amount >= 0) || this.reason.trim() === '') {
      this.fault = needsReason;
      return;
    }
    const detail: Override = { key, amount, reason: this.reason.trim() };
    this.close();
    this.dispatchEvent(new CustomEvent<Override>('override', { detail }));
  }

  close(): void {
    this.focus = this.editedKey === null ? null : { key: this.editedKey };
    this.editedKey = null;
    this.fault = '';
  }
}
