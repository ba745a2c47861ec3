import { LightningElement, api, wire } from 'lwc';
import { gql, graphql } from 'lightning/graphql';
import { updateRecord } from 'lightning/uiRecordApi';
import none from '@salesforce/label/c.Evenfield_Moves_None';
import heading from '@salesforce/label/c.Evenfield_Moves_Heading';
import total from '@salesforce/label/c.Evenfield_Moves_Total';
import from from '@salesforce/label/c.Evenfield_Moves_From';
import hours from '@salesforce/label/c.Evenfield_Moves_Hours';
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
import type { MoveData, MoveRow, MoveShow, MoveSort } from './moveRows';
import { chosenMoves, moveRow } from './moveRows';

/** Rows drawn at once: thousands would freeze the page. */
const rowsAtOnce = 50;

/** The moves of one scenario, each with why, searched and decided on. */
export default class RebalanceMoves extends LightningElement {
  @api rebalanceId: string | null = null;
  @api canDecide = false;
  /** Read again when the scenario's status changes. */
  @api
  get status(): string {
    return this.lastStatus;
  }
  set status(value: string) {
    if (value !== this.lastStatus) this.readAgain();
    this.lastStatus = value;
  }

  label = { heading, search, show, sortBy, wave, why, accept, reject, more, nextPart };
  lastStatus = '';
  state: PanelStateName = 'loading';
  message = '';
  fault = '';
  rows: readonly MoveRow[] = [];
  search = '';
  show: MoveShow = 'all';
  sortBy: MoveSort = 'account';
  drawn = rowsAtOnce;
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
    { value: 'challenged', label: challenged }
  ];
  sortOptions = [
    { value: 'account', label: accountLabel },
    { value: 'from', label: from },
    { value: 'hours', label: hours },
    { value: 'wave', label: wave }
  ];

  get query(): unknown {
    if (this.rebalanceId === null) return undefined;
    return gql`
      query moves($rebalance: ID, $after: String) {
        uiapi {
          query {
            Evenfield_Rebalance_Move__c(
              where: { Rebalance__c: { eq: $rebalance } }
              first: 2000
              after: $after
              upperBound: 100000
            ) {
              pageInfo {
                hasNextPage
                endCursor
              }
              edges {
                node {
                  Id
                  Account_Label__c {
                    value
                  }
                  From_Label__c {
                    value
                  }
                  To_Label__c {
                    value
                  }
                  Reason__c {
                    value
                  }
                  Next_Best_Reason__c {
                    value
                  }
                  Keeps_If__c {
                    value
                  }
                  Costs__c {
                    value
                  }
                  Hours__c {
                    value
                  }
                  Wave__c {
                    value
                  }
                  Verdict__c {
                    value
                  }
                  Outcome__c {
                    value
                  }
                  Outcome_Text__c {
                    value
                  }
                  Challenge__c {
                    value
                  }
                  Challenge_Reason__c {
                    value
                  }
                }
              }
            }
          }
        }
      }
    `;
  }

  get variables(): Readonly<Record<string, string | null>> {
    return { rebalance: this.rebalanceId, after: this.after };
  }

  @wire(graphql, { query: '$query', variables: '$variables' })
  take(result: GraphqlResult<MoveData>): void {
    this.refresh = result.refresh ?? null;
    this.state = stateOf(result, (data) => nodesOf(data.Evenfield_Rebalance_Move__c).length === 0);
    this.message = this.state === 'error' ? messageOf(result) : none;
    const answer = result.data?.uiapi.query.Evenfield_Rebalance_Move__c;
    if (answer === undefined) return;
    this.hold(new Map(this.pages).set(this.after ?? '', nodesOf(answer).map(moveRow)));
    this.nextPage =
      answer.pageInfo?.hasNextPage === true ? (answer.pageInfo.endCursor ?? null) : null;
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

  get shown(): (MoveRow & { acceptLabel: string; rejectLabel: string; verdictText: string })[] {
    return this.chosen.slice(0, this.drawn).map((row) => ({
      ...row,
      acceptLabel: `${accept} ${row.account}`,
      rejectLabel: `${reject} ${row.account}`,
      verdictText:
        row.outcome !== ''
          ? row.outcome
          : (this.showOptions.find(({ value }) => value === row.verdict)?.label ?? row.verdict)
    }));
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
      const body = (error as { body?: { message?: string } }).body;
      this.fault = body?.message ?? String(error);
    }
  }
}
