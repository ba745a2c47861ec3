import { LightningElement, api, wire } from 'lwc';
import { graphql } from 'lightning/graphql';
import { createRecord, updateRecord } from 'lightning/uiRecordApi';
import none from '@salesforce/label/c.Evenfield_Moves_None';
import heading from '@salesforce/label/c.Evenfield_Moves_Heading';
import total from '@salesforce/label/c.Evenfield_Moves_Total';
import from from '@salesforce/label/c.Evenfield_Moves_From';
import hours from '@salesforce/label/c.Evenfield_Moves_Hours';
import to from '@salesforce/label/c.Evenfield_Moves_To';
import groupBy from '@salesforce/label/c.Evenfield_Moves_Group_By';
import nothing from '@salesforce/label/c.Evenfield_Moves_Group_None';
import acceptAll from '@salesforce/label/c.Evenfield_Moves_Accept_All';
import rejectAll from '@salesforce/label/c.Evenfield_Moves_Reject_All';
import acceptFound from '@salesforce/label/c.Evenfield_Moves_Accept_Found';
import rejectFound from '@salesforce/label/c.Evenfield_Moves_Reject_Found';
import rollBack from '@salesforce/label/c.Evenfield_Rebalance_Roll_Back';
import applied from '@salesforce/label/c.Evenfield_Moves_Applied';
import held from '@salesforce/label/c.Evenfield_Moves_Held';
import skipped from '@salesforce/label/c.Evenfield_Moves_Skipped';
import failed from '@salesforce/label/c.Evenfield_Moves_Failed';
import kept from '@salesforce/label/c.Evenfield_Moves_Kept';
import exportLabel from '@salesforce/label/c.Evenfield_Moves_Export';
import wave from '@salesforce/label/c.Evenfield_Moves_Wave';
import why from '@salesforce/label/c.Evenfield_Moves_Why';
import accept from '@salesforce/label/c.Evenfield_Moves_Accept';
import reject from '@salesforce/label/c.Evenfield_Moves_Reject';
import more from '@salesforce/label/c.Evenfield_Moves_More';
import challenged from '@salesforce/label/c.Evenfield_Moves_Challenged';
import accepted from '@salesforce/label/c.Evenfield_Moves_Accepted';
import rejected from '@salesforce/label/c.Evenfield_Moves_Rejected';
import undecided from '@salesforce/label/c.Evenfield_Moves_Undecided';
import accountLabel from '@salesforce/label/c.Evenfield_Moves_Account';
import part from '@salesforce/label/c.Evenfield_Moves_Part';
import nextPart from '@salesforce/label/c.Evenfield_Moves_Next_Part';
import search from '@salesforce/label/c.Evenfield_Moves_Search';
import show from '@salesforce/label/c.Evenfield_Show';
import showAll from '@salesforce/label/c.Evenfield_Show_All';
import sortBy from '@salesforce/label/c.Evenfield_Sort_By';
import type { GraphqlResult, PanelStateName } from 'c/graphqlNodes';
import { filled, messageOf, nodesOf, stateOf } from 'c/graphqlNodes';
import { saveCsv } from 'c/csvFile';
import { refusalWords } from 'c/ruleCriteria';
import type { MoveData, MoveRow, MoveShow, MoveSort } from './moveRows';
import { chosenMoves, moveRow } from './moveRows';
import type { DrawnGroup } from './drawnGroups';
import { drawnGroups } from './drawnGroups';
import { exportColumns } from './exportColumns';
import type { MoveGrouping } from './moveGroups';
import { movesLines } from './movesCsv';
import { movesQuery } from './movesQuery';
import type { FoundScope } from './verdictScope';
import { foundScope } from './verdictScope';

/** Rows drawn at once: thousands would freeze the page. */
const rowsAtOnce = 50;

/** The moves of one scenario, each with why, searched and decided on. */
export default class RebalanceMoves extends LightningElement {
  @api rebalanceId: string | null = null;
  @api canDecide = false;
  /** Whether the user may take back what is applied. */
  @api canRollBack = false;
  /** Read again when the scenario's status changes. */
  @api
  get status(): string {
    return this.lastStatus;
  }
  set status(value: string) {
    if (value !== this.lastStatus) this.readAgain();
    this.lastStatus = value;
  }

  label = {
    heading,
    search,
    show,
    sortBy,
    groupBy,
    why,
    accept,
    reject,
    rollBack,
    export: exportLabel,
    more,
    nextPart
  };
  lastStatus = '';
  state: PanelStateName = 'loading';
  message = '';
  fault = '';
  rows: readonly MoveRow[] = [];
  search = '';
  show: MoveShow = 'all';
  sortBy: MoveSort = 'account';
  groupBy: MoveGrouping = 'none';
  drawn = rowsAtOnce;
  /** What was asked of the service last: a verdict on many, or a roll back of some. */
  lastRequest: string | null = null;
  /** A file was asked for before all moves were read. */
  isExporting = false;
  /** Rows of the pages read so far, by the cursor behind which each begins. */
  pages: ReadonlyMap<string, readonly MoveRow[]> = new Map();
  after: string | null = null;
  nextPage: string | null = null;
  refresh: (() => Promise<unknown>) | null = null;

  showOptions = [
    { value: 'all', label: showAll },
    { value: 'Open', label: undecided },
    { value: 'Accepted', label: accepted },
    { value: 'Rejected', label: rejected },
    { value: 'challenged', label: challenged },
    { value: 'Applied', label: applied },
    { value: 'Held', label: held },
    { value: 'Skipped', label: skipped },
    { value: 'Failed', label: failed },
    { value: 'Kept', label: kept }
  ];
  sortOptions = [
    { value: 'account', label: accountLabel },
    { value: 'from', label: from },
    { value: 'hours', label: hours },
    { value: 'wave', label: wave }
  ];

  groupOptions = [
    { value: 'none', label: nothing },
    { value: 'from', label: from },
    { value: 'to', label: to },
    { value: 'wave', label: wave }
  ];

  get query(): unknown {
    if (this.rebalanceId === null) return undefined;
    return movesQuery;
  }

  get variables(): Readonly<Record<string, string | null>> {
    return { rebalance: this.rebalanceId, after: this.after };
  }

  @wire(graphql, { query: '$query', variables: '$variables' })
  take(result: GraphqlResult<MoveData>): void {
    this.refresh = result.refresh ?? this.refresh;
    const state = stateOf(result, (data) => nodesOf(data.Evenfield_Rebalance_Move__c).length === 0);
    // The list stays while the next answer is on its way.
    if (this.state === 'ready' && state === 'loading') return;
    this.state = state;
    this.message = this.state === 'error' ? messageOf(result) : none;
    const answer = result.data?.uiapi.query.Evenfield_Rebalance_Move__c;
    if (state === 'error') this.isExporting = false;
    if (answer === undefined) return;
    this.hold(new Map(this.pages).set(this.after ?? '', nodesOf(answer).map(moveRow)));
    this.nextPage =
      answer.pageInfo?.hasNextPage === true ? (answer.pageInfo.endCursor ?? null) : null;
    if (this.isExporting) this.exportRows();
  }

  hold(pages: ReadonlyMap<string, readonly MoveRow[]>): void {
    this.pages = pages;
    this.rows = [...pages.values()].flat();
  }

  /** From the first page on, since what was read may have changed. */
  readAgain(): void {
    this.pages = new Map();
    this.nextPage = null;
    if (this.after === null) void this.refresh?.();
    this.after = null;
  }

  readNextPage(): void {
    this.after = this.nextPage;
  }

  get partText(): string {
    return filled(part, String(this.rows.length));
  }

  get chosen(): MoveRow[] {
    return chosenMoves(this.rows, this.search, this.show, this.sortBy);
  }

  get groups(): DrawnGroup[] {
    const { found, acceptText, rejectText } = this;
    return drawnGroups(this.chosen, this.groupBy, {
      room: this.drawn,
      found,
      canDecide: this.canDecide,
      canRollBack: this.canRollBack,
      acceptAll: acceptText,
      rejectAll: rejectText,
      verdictText: (row) => this.verdictText(row)
    });
  }

  get found(): FoundScope | null {
    return foundScope(this.search, this.show);
  }

  get foundText(): string {
    return JSON.stringify(this.found);
  }

  get isSearched(): boolean {
    return Object.keys(this.found ?? {}).length > 0;
  }

  get canDecideFound(): boolean {
    return this.canDecide && this.found !== null && this.chosen.length > 0;
  }

  get acceptText(): string {
    return this.isSearched ? acceptFound : acceptAll;
  }

  get rejectText(): string {
    return this.isSearched ? rejectFound : rejectAll;
  }

  verdictText(row: MoveRow): string {
    const said = row.outcome === '' ? row.verdict : row.outcome;
    return this.showOptions.find(({ value }) => value === said)?.label ?? said;
  }

  /** What stands if the moves on the list that are not rejected are made. */
  get totalText(): string {
    const kept = this.rows.filter(({ verdict }) => verdict !== 'Rejected');
    const sum = kept.reduce((all, row) => all + row.hours, 0);
    return filled(total, String(this.chosen.length), String(kept.length), sum.toFixed(1));
  }

  get hasMore(): boolean {
    return this.chosen.length > this.drawn;
  }

  changeSearch(event: Event): void {
    this.search = (event.target as HTMLInputElement).value;
    this.drawn = rowsAtOnce;
  }

  changeShow(event: Event): void {
    this.show = (event.target as HTMLSelectElement).value as MoveShow;
    this.drawn = rowsAtOnce;
  }

  changeSort(event: Event): void {
    this.sortBy = (event.target as HTMLSelectElement).value as MoveSort;
  }

  changeGroup(event: Event): void {
    this.groupBy = (event.target as HTMLSelectElement).value as MoveGrouping;
  }

  /** Saves the rows that are chosen as a file; what is not read yet is read first. */
  exportRows(): void {
    this.isExporting = this.nextPage !== null;
    if (this.isExporting) {
      this.readNextPage();
      return;
    }
    const columns = exportColumns((row) => this.verdictText(row));
    saveCsv('moves.csv', movesLines(this.chosen, columns));
  }

  /** Asks the service for one verdict on a whole group or on all that is found, read or not. */
  decideAll(event: Event): void {
    const { verdict, scope } = (event.currentTarget as HTMLButtonElement).dataset;
    void this.ask('Verdict', { ...(JSON.parse(scope ?? '{}') as object), verdict });
  }

  /** Asks the service to take a group or one account back. */
  takeBack(event: Event): void {
    const { back } = (event.currentTarget as HTMLButtonElement).dataset;
    if (back !== undefined) void this.ask('Roll Back', JSON.parse(back) as object);
  }

  async ask(kind: string, filter: object): Promise<void> {
    this.fault = '';
    try {
      const { id } = await createRecord({
        apiName: 'Evenfield_Request__c',
        fields: {
          Kind__c: kind,
          Status__c: 'Requested',
          Target__c: this.rebalanceId,
          Filter__c: JSON.stringify(filter)
        }
      });
      this.lastRequest = id;
    } catch (error) {
      this.fault = refusalWords(error);
    }
  }

  /** The service has answered: the moves are read again, and the page is told that the scenario may be another. */
  takeAnswer(): void {
    this.readAgain();
    this.dispatchEvent(new CustomEvent('changed'));
  }

  drawMore(): void {
    this.drawn += rowsAtOnce;
  }

  async decide(event: Event): Promise<void> {
    const button = event.currentTarget as HTMLButtonElement;
    const verdict = button.dataset['verdict'] ?? 'Open';
    const before = this.pages;
    // The totals change at once; what the org refuses is taken back and said.
    this.hold(
      new Map(
        [...before].map(([page, rows]) => [
          page,
          rows.map((row) => (row.id === button.value ? { ...row, verdict } : row))
        ])
      )
    );
    this.fault = '';
    try {
      await updateRecord({ fields: { Id: button.value, Verdict__c: verdict } });
    } catch (error) {
      this.hold(before);
      this.fault = refusalWords(error);
    }
  }
}
