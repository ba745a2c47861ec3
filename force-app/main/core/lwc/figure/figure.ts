import { LightningElement, api } from 'lwc';
import notKnown from '@salesforce/label/c.Evenfield_Not_Known';

/** How a figure is shown. Percent takes a ratio: 0.5 shows as 50 %. */
export type FigureKind = 'text' | 'number' | 'percent' | 'currency' | 'day';

/** A figure with its label. Null means not known and is said so. */
export default class Figure extends LightningElement {
  @api label = '';
  /** Name for tests and tools, not shown. */
  @api name = '';
  @api kind: FigureKind = 'text';
  @api value: string | number | null = null;

  notKnown = notKnown;

  get isUnknown(): boolean {
    return this.value === null || this.value === undefined || this.value === '';
  }

  get isPercent(): boolean {
    return this.kind === 'percent';
  }

  get isCurrency(): boolean {
    return this.kind === 'currency';
  }

  get isNumber(): boolean {
    return this.kind === 'number';
  }

  get isDay(): boolean {
    return this.kind === 'day';
  }
}
