import { LightningElement, api } from 'lwc';
import title from '@salesforce/label/c.Evenfield_Renewals';
import firstOf from '@salesforce/label/c.Evenfield_Renewals_First';
import countOf from '@salesforce/label/c.Evenfield_Renewals_Count';
import inMonth from '@salesforce/label/c.Evenfield_Renewals_In_Month';
import inMonthOne from '@salesforce/label/c.Evenfield_Renewals_In_Month_One';
import ends from '@salesforce/label/c.Evenfield_Renewals_Ends';
import chance from '@salesforce/label/c.Evenfield_Renewals_Chance';
import revenue from '@salesforce/label/c.Evenfield_Stake_Revenue';
import show from '@salesforce/label/c.Evenfield_Show';
import showAll from '@salesforce/label/c.Evenfield_Show_All';
import { counted, filled } from 'c/graphqlNodes';
import { riskBand } from 'c/riskBands';
import type { Renewal, RenewalShow } from './renewalRows';
import { renewalMonths } from './renewalRows';

export type { Renewal } from './renewalRows';

interface ShownRenewal extends Renewal {
  readonly bandText: string;
  readonly bandIcon: string;
  readonly isMeasured: boolean;
}

interface ShownMonth {
  readonly first: string;
  readonly count: string;
  readonly renewals: readonly ShownRenewal[];
}

/** Accounts by the month in which their contract ends, each with its band and a link. */
export default class RenewalCalendar extends LightningElement {
  @api renewals: readonly Renewal[] = [];
  /** How many there are, also beyond those handed over. */
  @api total = 0;

  label = { title, ends, chance, revenue, show };
  show: RenewalShow = 'all';
  showOptions = [
    { value: 'all', label: showAll },
    { value: 'High', label: riskBand('High').text },
    { value: 'Medium', label: riskBand('Medium').text }
  ];

  get months(): ShownMonth[] {
    return renewalMonths(this.renewals, this.show).map(({ first, renewals }) => ({
      first,
      count: counted(inMonthOne, inMonth, renewals.length),
      renewals: renewals.map((renewal) => ({
        ...renewal,
        bandText: riskBand(renewal.band).text,
        bandIcon: riskBand(renewal.band).icon,
        isMeasured: renewal.chance !== null
      }))
    }));
  }

  get countText(): string {
    const shown = this.months.reduce((sum, { renewals }) => sum + renewals.length, 0);
    return filled(countOf, String(shown), String(this.renewals.length));
  }

  get isCut(): boolean {
    return this.total > this.renewals.length;
  }

  get cutText(): string {
    return filled(firstOf, String(this.renewals.length), String(this.total));
  }

  changeShow(event: Event): void {
    this.show = (event.target as HTMLSelectElement).value as RenewalShow;
  }
}
