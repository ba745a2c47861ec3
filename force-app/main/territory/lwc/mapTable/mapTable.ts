import { LightningElement, api } from 'lwc';
import more from '@salesforce/label/c.Evenfield_Map_More';
import nothing from '@salesforce/label/c.Evenfield_Map_Nothing';
import notKnown from '@salesforce/label/c.Evenfield_Not_Known';
import shownOf from '@salesforce/label/c.Evenfield_Map_Rows_Shown';
import showOnMap from '@salesforce/label/c.Evenfield_Map_Show_On_Map';
import { filled } from 'c/graphqlNodes';

export interface TableCell {
  readonly key: string;
  readonly kind: 'text' | 'number' | 'currency' | 'percent';
  readonly value: string | number | null;
}

export interface TableRow {
  readonly key: string;
  readonly name: string;
  readonly cells: readonly TableCell[];
}

/** The first column names the row; the others are its cells. */
export interface TableView {
  readonly columns: readonly string[];
  readonly rows: readonly TableRow[];
}

const rowsAtOnce = 50;

/** A table of the map's figures; choosing a row asks to see it on the map (event `show`). */
export default class MapTable extends LightningElement {
  label = { more, nothing, notKnown };
  @api caption = '';
  shownRows = rowsAtOnce;
  table: TableView = { columns: [], rows: [] };

  @api
  get view(): TableView {
    return this.table;
  }
  set view(view: TableView) {
    this.table = view;
    this.shownRows = rowsAtOnce;
  }

  get columns(): { key: string; text: string }[] {
    return this.table.columns.map((text, index) => ({ key: String(index), text }));
  }

  get rows(): unknown[] {
    return this.table.rows.slice(0, this.shownRows).map((row) => ({
      key: row.key,
      name: row.name,
      showLabel: filled(showOnMap, row.name),
      cells: row.cells.map((cell) => ({
        key: cell.key,
        isUnknown: cell.value === null || cell.value === '',
        isText: cell.kind === 'text',
        style: cell.kind === 'number' ? 'decimal' : cell.kind,
        digits: cell.kind === 'currency' ? 0 : 1,
        value: cell.value
      }))
    }));
  }

  get isEmpty(): boolean {
    return this.table.rows.length === 0;
  }

  get hasMore(): boolean {
    return this.table.rows.length > this.shownRows;
  }

  get countText(): string {
    const { length } = this.table.rows;
    return filled(shownOf, String(Math.min(length, this.shownRows)), String(length));
  }

  showMore(): void {
    this.shownRows += 10 * rowsAtOnce;
  }

  show(event: Event): void {
    const key = (event.currentTarget as HTMLButtonElement).value;
    this.dispatchEvent(new CustomEvent('show', { detail: { key } }));
  }
}
