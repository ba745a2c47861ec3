import { LightningElement, api } from 'lwc';
import title from '@salesforce/label/c.Evenfield_Detail';
import choose from '@salesforce/label/c.Evenfield_Detail_Choose';
import all from '@salesforce/label/c.Evenfield_Detail_All';
import none from '@salesforce/label/c.Evenfield_Detail_None';
import help from '@salesforce/label/c.Evenfield_Detail_Help';
import quarters from '@salesforce/label/c.Evenfield_Detail_Quarters';
import tiers from '@salesforce/label/c.Evenfield_Detail_Tiers';
import cohorts from '@salesforce/label/c.Evenfield_Detail_Cohorts';
import quarter from '@salesforce/label/c.Evenfield_Detail_Quarter';
import tier from '@salesforce/label/c.Evenfield_Detail_Tier';
import year from '@salesforce/label/c.Evenfield_Detail_Year';
import customers from '@salesforce/label/c.Evenfield_Detail_Customers';
import lost from '@salesforce/label/c.Evenfield_Detail_Lost';
import contraction from '@salesforce/label/c.Evenfield_Detail_Contraction';
import expansion from '@salesforce/label/c.Evenfield_Detail_Expansion';
import grr from '@salesforce/label/c.Evenfield_Retention_Board_GRR';
import nrr from '@salesforce/label/c.Evenfield_Retention_Board_NRR';
import grrTarget from '@salesforce/label/c.Evenfield_Retention_Board_GRR_Target';
import nrrTarget from '@salesforce/label/c.Evenfield_Retention_Board_NRR_Target';
import type { Detail, Flow } from './detailRows';
import { detailOf, grossOf, lostOf, netOf, together } from './detailRows';

/** A territory with what the night wrote of it. */
export interface DetailedTerritory {
  readonly id: string;
  readonly name: string;
  readonly detail: string | null;
}

interface ShownTable {
  readonly name: string;
  readonly title: string;
  readonly columns: readonly { readonly key: string; readonly text: string }[];
  readonly rows: readonly {
    readonly key: string;
    readonly first: string;
    readonly cells: readonly { readonly key: string; readonly text: string }[];
  }[];
}

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

/** Retention of a territory, or of all that are shown, by quarter, tier and cohort. */
export default class RetentionDetail extends LightningElement {
  @api territories: readonly DetailedTerritory[] = [];

  label = { title, choose, none, help };
  chosen = '';

  get options(): { value: string; label: string }[] {
    return [
      { value: '', label: all },
      ...this.territories.map(({ id, name }) => ({ value: id, label: name }))
    ];
  }

  choose(event: Event): void {
    this.chosen = (event.target as HTMLSelectElement).value;
  }

  get detail(): Detail {
    const own = this.territories.filter(({ id }) => this.chosen === '' || id === this.chosen);
    return together(own.map(({ detail }) => detailOf(detail)));
  }

  get hasRows(): boolean {
    return this.detail.quarters.length > 0;
  }

  get tables(): ShownTable[] {
    const { detail } = this;
    return [
      shownTable(
        'quarters',
        quarters,
        [quarter, customers, grr, nrr, lost, contraction, expansion],
        detail.quarters.map((row) => [`${row.from} – ${row.to}`, ...flowTexts(row)])
      ),
      shownTable(
        'tiers',
        tiers,
        [tier, customers, grr, grrTarget, nrr, nrrTarget],
        detail.tiers.map((row) => [
          row.tier,
          String(row.customers),
          percent(grossOf(row)),
          percent(row.gross),
          percent(netOf(row)),
          percent(row.net)
        ])
      ),
      shownTable(
        'cohorts',
        cohorts,
        [year, customers, grr, nrr, lost, contraction, expansion],
        detail.cohorts.map((row) => [String(row.year), ...flowTexts(row)])
      )
    ];
  }
}

function flowTexts(row: Flow): string[] {
  return [
    String(row.customers),
    percent(grossOf(row)),
    percent(netOf(row)),
    percent(lostOf(row)),
    percent(row.contracted / row.start),
    percent(row.expanded / row.start)
  ];
}

function shownTable(
  name: string,
  heading: string,
  columns: readonly string[],
  rows: readonly (readonly string[])[]
): ShownTable {
  return {
    name,
    title: heading,
    columns: columns.map((text, place) => ({ key: String(place), text })),
    rows: rows.map(([first = '', ...cells]) => ({
      key: first,
      first,
      cells: cells.map((text, place) => ({ key: String(place), text }))
    }))
  };
}
