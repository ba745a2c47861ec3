import { LightningElement, api, wire } from 'lwc';
import { graphql } from 'lightning/graphql';
import userId from '@salesforce/user/Id';
import title from '@salesforce/label/c.Evenfield_Contest_Panel';
import potential from '@salesforce/label/c.Evenfield_Potential';
import source from '@salesforce/label/c.Evenfield_Contest_Source';
import day from '@salesforce/label/c.Evenfield_Contest_Day';
import noSource from '@salesforce/label/c.Evenfield_Contest_No_Source';
import marketFigures from '@salesforce/label/c.Evenfield_Contest_Market_Figures';
import contest from '@salesforce/label/c.Evenfield_Contest';
import contestPotential from '@salesforce/label/c.Evenfield_Contest_Potential';
import form from '@salesforce/label/c.Evenfield_Contest_Form';
import amount from '@salesforce/label/c.Evenfield_Contest_Amount';
import sent from '@salesforce/label/c.Evenfield_Contest_Sent';
import waits from '@salesforce/label/c.Evenfield_Contest_Waits_Own';
import contests from '@salesforce/label/c.Evenfield_Contest_Contests';
import proposed from '@salesforce/label/c.Evenfield_Contest_Proposed';
import nothingYet from '@salesforce/label/c.Evenfield_Nothing_Yet';
import type { Contested } from 'c/contestForm';
import type { Said } from 'c/contestSaid';
import { saidOf } from 'c/contestSaid';
import type { GraphqlResult, PanelStateName } from 'c/graphqlNodes';
import { messageOf, nodesOf, stateOf, valueOf } from 'c/graphqlNodes';
import type { MarketFigure, ShownFigure } from './figures';
import { marketFigure } from './figures';
import type { PotentialData } from './potentialQuery';
import { potentialQuery } from './potentialQuery';

/** What the account is worth and who says so; whoever knows better says what is right. */
export default class PotentialPanel extends LightningElement {
  @api recordId?: string;

  label = {
    title,
    potential,
    source,
    day,
    noSource,
    marketFigures,
    contest,
    contestPotential,
    form,
    amount,
    waits,
    contests,
    proposed
  };
  state: PanelStateName = 'loading';
  message = '';
  potential: ShownFigure | null = null;
  market: readonly MarketFigure[] = [];
  said: readonly Said[] = [];
  contested: ShownFigure | null = null;
  outcome = '';
  movesFocus = false;
  refresh: (() => Promise<unknown>) | null = null;

  get variables(): { accountId: string | undefined } {
    return { accountId: this.recordId };
  }

  @wire(graphql, { query: potentialQuery, variables: '$variables' })
  take(result: GraphqlResult<PotentialData>): void {
    this.refresh = result.refresh ?? null;
    this.state = stateOf(result, (data) => nodesOf(data.Evenfield_Coverage__c).length === 0);
    this.message = this.state === 'error' ? messageOf(result) : nothingYet;
    const data = result.data?.uiapi.query;
    const row = nodesOf(data?.Evenfield_Coverage__c)[0];
    this.potential =
      row === undefined
        ? null
        : {
            what: 'Potential',
            value: valueOf(row.Potential__c),
            source: valueOf(row.Potential_Source__c),
            date: valueOf(row.Potential_Date__c)
          };
    this.market = nodesOf(data?.Evenfield_Market_Data__c)
      .map(marketFigure)
      .filter(({ value }) => value !== null);
    this.said = nodesOf(data?.Evenfield_Contest__c).map(saidOf);
  }

  renderedCallback(): void {
    if (!this.movesFocus) return;
    this.movesFocus = false;
    (this.refs?.['outcome'] as HTMLElement | undefined)?.focus();
  }

  get value(): number | null {
    return this.potential?.value ?? null;
  }

  get sourceText(): string {
    return this.potential?.source ?? noSource;
  }

  get date(): string | null {
    return this.potential?.date ?? null;
  }

  get hasMarket(): boolean {
    return this.market.length > 0;
  }

  get hasSaid(): boolean {
    return this.said.length > 0;
  }

  /** One word at a time: the next one can be said when the first is answered. */
  get waitsForAnswer(): boolean {
    return this.said.some((one) => one.isOpen && one.by === userId);
  }

  get mayContest(): boolean {
    return this.contested === null && !this.waitsForAnswer;
  }

  openForm(event: Event): void {
    const id = (event.currentTarget as HTMLElement).dataset['market'];
    this.contested =
      id === undefined ? this.potential : (this.market.find((figure) => figure.id === id) ?? null);
    this.outcome = '';
  }

  get formContested(): Contested {
    const { contested, recordId = '' } = this;
    return {
      about: recordId,
      fields: {
        Account__c: recordId,
        What__c: contested?.what ?? null,
        Shown_Value__c: contested?.value ?? null,
        Shown_Source__c: contested?.source ?? null,
        Shown_Date__c: contested?.date ?? null
      }
    };
  }

  closeForm(): void {
    this.contested = null;
    this.movesFocus = true;
  }

  async takeSent(): Promise<void> {
    await this.refresh?.();
    this.outcome = sent;
    this.closeForm();
  }
}
