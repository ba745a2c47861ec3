import { LightningElement, wire } from 'lwc';
import { graphql } from 'lightning/graphql';
import title from '@salesforce/label/c.Evenfield_Board';
import empty from '@salesforce/label/c.Evenfield_Board_Empty';
import search from '@salesforce/label/c.Evenfield_Search';
import show from '@salesforce/label/c.Evenfield_Show';
import showAll from '@salesforce/label/c.Evenfield_Show_All';
import showAct from '@salesforce/label/c.Evenfield_Show_Act';
import showWatch from '@salesforce/label/c.Evenfield_Show_Watch';
import sortBy from '@salesforce/label/c.Evenfield_Sort_By';
import sortWorst from '@salesforce/label/c.Evenfield_Sort_Worst';
import sortName from '@salesforce/label/c.Evenfield_Sort_Name';
import sortHealth from '@salesforce/label/c.Evenfield_Sort_Health';
import sortWorkload from '@salesforce/label/c.Evenfield_Sort_Workload';
import sortPotential from '@salesforce/label/c.Evenfield_Sort_Potential';
import health from '@salesforce/label/c.Evenfield_Health';
import accounts from '@salesforce/label/c.Evenfield_Accounts';
import hoursWeek from '@salesforce/label/c.Evenfield_Hours_Week';
import deviation from '@salesforce/label/c.Evenfield_Deviation';
import potential from '@salesforce/label/c.Evenfield_Potential';
import attainment from '@salesforce/label/c.Evenfield_Attainment';
import pace from '@salesforce/label/c.Evenfield_Pace';
import coverage from '@salesforce/label/c.Evenfield_Coverage';
import grr from '@salesforce/label/c.Evenfield_Retention';
import findings from '@salesforce/label/c.Evenfield_Findings';
import open from '@salesforce/label/c.Evenfield_Open';
import back from '@salesforce/label/c.Evenfield_Back';
import hideMap from '@salesforce/label/c.Evenfield_Map_Hide';
import showMap from '@salesforce/label/c.Evenfield_Map_Show';
import hideContests from '@salesforce/label/c.Evenfield_Contest_List_Hide';
import showContests from '@salesforce/label/c.Evenfield_Contest_List_Show';
import noneMatch from '@salesforce/label/c.Evenfield_None_Match';
import shownOf from '@salesforce/label/c.Evenfield_Shown_Of';
import nextStep from '@salesforce/label/c.Evenfield_Verdict_Next';
import verdicts from '@salesforce/label/c.Evenfield_Verdict_Board';
import verdictCounts from '@salesforce/label/c.Evenfield_Verdict_Board_Counts';
import type { GraphqlResult, PanelStateName } from 'c/graphqlNodes';
import { filled, messageOf, nodesOf, stateOf } from 'c/graphqlNodes';
import type { BoardData } from './boardQuery';
import { boardQuery } from './boardQuery';
import type { BoardRow, Show, SortBy } from './boardRows';
import { boardRow, chosenRows } from './boardRows';

/** All territories that the user may see: which are out of balance, who is drowning. */
export default class TerritoryBoard extends LightningElement {
  label = {
    title,
    search,
    show,
    sortBy,
    health,
    accounts,
    hoursWeek,
    deviation,
    potential,
    attainment,
    pace,
    coverage,
    grr,
    findings,
    open,
    back,
    noneMatch,
    nextStep,
    verdicts
  };
  state: PanelStateName = 'loading';
  message = '';
  rows: readonly BoardRow[] = [];
  search = '';
  show: Show = 'all';
  sortBy: SortBy = 'worst';
  chosenId: string | null = null;
  movesFocus = false;
  /** The map reads much more than the board, so it comes only when it is asked for. */
  showsMap = false;
  showsContests = false;

  showOptions = [
    { value: 'all', label: showAll },
    { value: 'act', label: showAct },
    { value: 'watch', label: showWatch }
  ];
  sortOptions = [
    { value: 'worst', label: sortWorst },
    { value: 'name', label: sortName },
    { value: 'health', label: sortHealth },
    { value: 'workload', label: sortWorkload },
    { value: 'potential', label: sortPotential }
  ];

  @wire(graphql, { query: boardQuery })
  take(result: GraphqlResult<BoardData>): void {
    this.state = stateOf(result, (data) => nodesOf(data.Evenfield_Territory__c).length === 0);
    this.message = this.state === 'error' ? messageOf(result) : empty;
    this.rows = nodesOf(result.data?.uiapi.query.Evenfield_Territory__c).map(boardRow);
  }

  renderedCallback(): void {
    if (!this.movesFocus) return;
    this.movesFocus = false;
    (this.refs?.['detailTitle'] as HTMLElement | undefined)?.focus();
  }

  get shown(): (BoardRow & { openLabel: string })[] {
    return chosenRows(this.rows, this.search, this.show, this.sortBy).map((row) => ({
      ...row,
      openLabel: `${open} ${row.name}`
    }));
  }

  get noneMatch(): boolean {
    return this.shown.length === 0;
  }

  get countText(): string {
    return filled(shownOf, String(this.shown.length), String(this.rows.length));
  }

  get hasVerdicts(): boolean {
    return this.rows.some((row) => row.verdict !== null);
  }

  get verdictCounts(): string {
    const count = (verdict: string): string =>
      String(this.rows.filter((row) => row.verdict === verdict).length);
    return filled(
      verdictCounts,
      count('Act'),
      count('Watch'),
      count('Sound'),
      count('Not measured')
    );
  }

  /** By name, so that nobody is put in a row of merit. */
  get toActOn(): BoardRow[] {
    return this.rows
      .filter((row) => row.verdict === 'Act')
      .sort((a, b) => a.name.localeCompare(b.name));
  }

  get chosen(): BoardRow | null {
    return this.rows.find((row) => row.id === this.chosenId) ?? null;
  }

  changeSearch(event: Event): void {
    this.search = (event.target as HTMLInputElement).value;
  }

  changeShow(event: Event): void {
    this.show = (event.target as HTMLSelectElement).value as Show;
  }

  changeSort(event: Event): void {
    this.sortBy = (event.target as HTMLSelectElement).value as SortBy;
  }

  openOne(event: Event): void {
    this.chosenId = (event.currentTarget as HTMLButtonElement).value;
    this.movesFocus = true;
  }

  get mapLabel(): string {
    return this.showsMap ? hideMap : showMap;
  }

  get contestsLabel(): string {
    return this.showsContests ? hideContests : showContests;
  }

  toggleContests(): void {
    this.showsContests = !this.showsContests;
  }

  toggleMap(): void {
    this.showsMap = !this.showsMap;
  }

  showAll(): void {
    this.chosenId = null;
  }
}
