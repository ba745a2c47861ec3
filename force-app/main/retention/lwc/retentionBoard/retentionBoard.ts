import { LightningElement, wire } from 'lwc';
import { graphql } from 'lightning/graphql';
import title from '@salesforce/label/c.Evenfield_Retention_Board';
import none from '@salesforce/label/c.Evenfield_Retention_Board_None';
import territories from '@salesforce/label/c.Evenfield_Retention_Board_Territories';
import grr from '@salesforce/label/c.Evenfield_Retention_Board_GRR';
import nrr from '@salesforce/label/c.Evenfield_Retention_Board_NRR';
import grrTarget from '@salesforce/label/c.Evenfield_Retention_Board_GRR_Target';
import nrrTarget from '@salesforce/label/c.Evenfield_Retention_Board_NRR_Target';
import under from '@salesforce/label/c.Evenfield_Retention_Board_Under';
import underGross from '@salesforce/label/c.Evenfield_Retention_Board_Under_Gross';
import underNet from '@salesforce/label/c.Evenfield_Retention_Board_Under_Net';
import count from '@salesforce/label/c.Evenfield_Retention_Board_Count';
import help from '@salesforce/label/c.Evenfield_Retention_Board_Help';
import stakeTitle from '@salesforce/label/c.Evenfield_Stake_Title';
import stakeHelp from '@salesforce/label/c.Evenfield_Stake_Help';
import stakeAccounts from '@salesforce/label/c.Evenfield_Stake_Accounts';
import stakeRevenue from '@salesforce/label/c.Evenfield_Stake_Revenue';
import stakeUnknown from '@salesforce/label/c.Evenfield_Stake_Unknown';
import notMeasured from '@salesforce/label/c.Evenfield_Stake_Not_Measured';
import measured from '@salesforce/label/c.Evenfield_Stake_Measured';
import stakeNone from '@salesforce/label/c.Evenfield_Stake_None';
import show from '@salesforce/label/c.Evenfield_Show';
import showAll from '@salesforce/label/c.Evenfield_Show_All';
import type { PanelStateName } from 'c/graphqlNodes';
import { filled, messageOf, nodesOf, stateOf } from 'c/graphqlNodes';
import type { Renewal } from 'c/renewalCalendar';
import { riskBand } from 'c/riskBands';
import type { RetentionBoardResult } from './boardQuery';
import { retentionBoardQuery } from './boardQuery';
import type { RetentionShow, Stake, TerritoryRetention } from './retentionRows';
import { chosenRetention, renewalOf, stakes, territoryRetention } from './retentionRows';

interface ShownStake extends Stake {
  readonly text: string;
  readonly icon: string;
  readonly hasUnknown: boolean;
  readonly unknownText: string;
}

/** Retention of the territories that the user may see, revenue at stake and who renews when. */
export default class RetentionBoard extends LightningElement {
  label = {
    title,
    territories,
    grr,
    nrr,
    grrTarget,
    nrrTarget,
    underGross,
    underNet,
    help,
    stakeTitle,
    stakeHelp,
    stakeAccounts,
    stakeRevenue,
    stakeNone,
    show
  };
  state: PanelStateName = 'loading';
  message = '';
  rows: readonly TerritoryRetention[] = [];
  stakes: readonly Stake[] = [];
  renewals: readonly Renewal[] = [];
  show: RetentionShow = 'all';
  showOptions = [
    { value: 'all', label: showAll },
    { value: 'under', label: under }
  ];

  @wire(graphql, { query: retentionBoardQuery })
  take(result: RetentionBoardResult): void {
    this.state = stateOf(result, (data) => nodesOf(data.Evenfield_Territory__c).length === 0);
    this.message = this.state === 'error' ? messageOf(result) : none;
    const answer = result.data?.uiapi;
    this.rows = territoryRetention(nodesOf(answer?.query.Evenfield_Territory__c));
    this.renewals = nodesOf(answer?.query.Evenfield_Coverage__c).map(renewalOf);
    this.stakes = stakes(nodesOf(answer?.aggregate?.Evenfield_Coverage__c));
  }

  get shown(): TerritoryRetention[] {
    return chosenRetention(this.rows, this.show);
  }

  get countText(): string {
    return filled(count, String(this.shown.length), String(this.rows.length));
  }

  get hasStakes(): boolean {
    return this.stakes.length > 0;
  }

  get shownStakes(): ShownStake[] {
    return this.stakes.map((stake) => ({
      ...stake,
      ...riskBand(stake.band),
      hasUnknown: stake.unknown > 0,
      unknownText: filled(stakeUnknown, String(stake.unknown))
    }));
  }

  get renewalsInAll(): number {
    return this.stakes.reduce((sum, { accounts }) => sum + accounts, 0);
  }

  get measuredText(): string {
    const bands = this.stakes.reduce((sum, stake) => sum + stake.measured, 0);
    const all = this.renewalsInAll;
    return bands === all ? measured : filled(notMeasured, String(all - bands), String(all));
  }

  changeShow(event: Event): void {
    this.show = (event.target as HTMLSelectElement).value as RetentionShow;
  }
}
