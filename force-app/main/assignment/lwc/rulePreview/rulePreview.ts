import { LightningElement, api } from 'lwc';
import { label } from 'c/ruleLabels';
import accounts from '@salesforce/label/c.Evenfield_Accounts';
import hoursWeek from '@salesforce/label/c.Evenfield_Hours_Week';
import potential from '@salesforce/label/c.Evenfield_Potential';
import territory from '@salesforce/label/c.Evenfield_Territory';
import type { PreviewAnswer } from 'c/ruleCriteria';
import type { Measure, Section, TotalRow } from './previewRows';
import { sectionsOf, totalRows } from './previewRows';

const measures: readonly (readonly [Measure, string])[] = [
  ['accounts', accounts],
  ['hours', hoursWeek],
  ['potential', potential]
];

/** Shows what a run with changed rules would do. Sends `more` with a list's name for its next rows. */
export default class RulePreview extends LightningElement {
  @api answer: PreviewAnswer | null = null;
  @api words = '';
  /** True while rows are asked for. */
  @api busy = false;

  label = { ...label, territory };
  measure: Measure = 'accounts';

  /** Moves the focus to what was found. */
  @api focusTitle(): void {
    (this.refs?.['title'] as HTMLElement | undefined)?.focus();
  }

  get measures(): { value: string; label: string; selected: boolean }[] {
    return measures.map(([value, text]) => ({
      value,
      label: text,
      selected: value === this.measure
    }));
  }

  get totals(): TotalRow[] {
    return this.answer === null ? [] : totalRows(this.answer, this.measure);
  }

  get sections(): Section[] {
    return this.answer === null ? [] : sectionsOf(this.answer);
  }

  changeMeasure(event: Event): void {
    this.measure = (event.target as HTMLSelectElement).value as Measure;
  }

  showMore(event: Event): void {
    const list = (event.currentTarget as HTMLElement).dataset['list'];
    this.dispatchEvent(new CustomEvent('more', { detail: list }));
  }
}
