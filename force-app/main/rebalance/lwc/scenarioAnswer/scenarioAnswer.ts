import { LightningElement, api, wire } from 'lwc';
import { graphql } from 'lightning/graphql';
import heading from '@salesforce/label/c.Evenfield_Answer';
import asked from '@salesforce/label/c.Evenfield_Answer_Asked';
import balance from '@salesforce/label/c.Evenfield_Answer_Balance';
import missing from '@salesforce/label/c.Evenfield_Answer_Missing';
import none from '@salesforce/label/c.Evenfield_Answer_None';
import preflight from '@salesforce/label/c.Evenfield_Answer_Preflight';
import stays from '@salesforce/label/c.Evenfield_Answer_Stays';
import territories from '@salesforce/label/c.Evenfield_Answer_Territories';
import undoUntil from '@salesforce/label/c.Evenfield_Answer_Undo_Until';
import more from '@salesforce/label/c.Evenfield_Moves_More';
import accounts from '@salesforce/label/c.Evenfield_Settings_Accounts';
import potential from '@salesforce/label/c.Evenfield_Settings_Potential';
import revenue from '@salesforce/label/c.Evenfield_Settings_Revenue';
import workload from '@salesforce/label/c.Evenfield_Settings_Workload';
import territory from '@salesforce/label/c.Evenfield_Territory';
import type { GraphqlResult, PanelStateName } from 'c/graphqlNodes';
import { filled, messageOf, nodesOf, stateOf, valueOf } from 'c/graphqlNodes';
import type { FiguresRow, StayRow, WrittenList } from './answerLists';
import { writtenList } from './answerLists';
import type { AnswerData, AnswerNode } from './answerQuery';
import { answerQuery } from './answerQuery';
import { askedLines } from './askedLines';
import type { TerritoryRow } from './territoryRows';
import { territoryRows } from './territoryRows';

const rowsAtOnce = 50;
const nothing = { rows: [], missing: 0 };

/** What a scenario asked and what came of it, territory by territory; and which accounts stay, and why. */
export default class ScenarioAnswer extends LightningElement {
  @api rebalanceId: string | null = null;
  /** Read again when the scenario's status changes. */
  @api
  get status(): string {
    return this.lastStatus;
  }
  set status(value: string) {
    if (value !== this.lastStatus) void this.refresh?.();
    this.lastStatus = value;
  }

  label = { heading, asked, preflight, stays, territories, territory, more };
  columns = [accounts, workload, potential, revenue, balance];
  lastStatus = '';
  state: PanelStateName = 'loading';
  message = '';
  asked: readonly string[] = [];
  preflight: readonly string[] = [];
  undoText = '';
  before: WrittenList<FiguresRow> = nothing;
  after: WrittenList<FiguresRow> = nothing;
  stays: WrittenList<StayRow> = nothing;
  shownTerritories = rowsAtOnce;
  shownStays = rowsAtOnce;
  refresh: (() => Promise<unknown>) | null = null;

  get query(): unknown {
    return this.rebalanceId === null ? undefined : answerQuery;
  }

  get variables(): Readonly<Record<string, string | null>> {
    return { rebalance: this.rebalanceId };
  }

  @wire(graphql, { query: '$query', variables: '$variables' })
  take(result: GraphqlResult<AnswerData>): void {
    this.refresh = result.refresh ?? this.refresh;
    this.state = stateOf(result, (data) => nodesOf(data.Evenfield_Rebalance__c).length === 0);
    this.message = this.state === 'error' ? messageOf(result) : none;
    const data = result.data?.uiapi.query;
    const [node] = nodesOf(data?.Evenfield_Rebalance__c);
    if (node === undefined) return;
    try {
      this.hold(node, peopleOf(data));
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      this.state = 'error';
      this.message = error.message;
    }
  }

  hold(node: AnswerNode, people: ReadonlyMap<string, string>): void {
    this.before = writtenList(valueOf(node.Before__c));
    this.after = writtenList(valueOf(node.After__c));
    this.stays = writtenList(valueOf(node.Stays__c));
    const lines = valueOf(node.Preflight__c) ?? '';
    this.preflight = lines.split('\n').filter((line) => line !== '');
    const day = valueOf(node.Undo_Until__c);
    this.undoText = day === null ? '' : filled(undoUntil, day);
    const names = new Map(people);
    for (const { key, name } of this.before.rows) names.set(key, name);
    const root = valueOf(node.Scope__c) === 'Subtree' ? valueOf(node.Root__r?.Name) : null;
    this.asked = askedLines({ root }, valueOf(node.Parameters__c), names);
  }

  get rows(): readonly TerritoryRow[] {
    return territoryRows(this.before.rows, this.after.rows).slice(0, this.shownTerritories);
  }

  get stayRows(): { key: string; name: string; why: string }[] {
    return this.stays.rows
      .slice(0, this.shownStays)
      .map(({ accountId, accountName, territory: at, why }) => ({
        key: accountId,
        name: `${accountName} (${at})`,
        why
      }));
  }

  get hasTerritories(): boolean {
    return this.rows.length > 0;
  }

  get hasStays(): boolean {
    return this.stays.rows.length > 0;
  }

  get hasPreflight(): boolean {
    return this.preflight.length > 0;
  }

  get hasMoreTerritories(): boolean {
    return this.before.rows.length > this.shownTerritories;
  }

  get hasMoreStays(): boolean {
    return this.stays.rows.length > this.shownStays;
  }

  /** Where a list had no room in its field, how many of its rows are not here. */
  get missingTerritories(): string {
    return missingText(Math.max(this.before.missing, this.after.missing));
  }

  get missingStays(): string {
    return missingText(this.stays.missing);
  }

  showMoreTerritories(): void {
    this.shownTerritories += rowsAtOnce;
  }

  showMoreStays(): void {
    this.shownStays += rowsAtOnce;
  }
}

const missingText = (count: number): string => (count === 0 ? '' : filled(missing, String(count)));

function peopleOf(data: AnswerData | undefined): Map<string, string> {
  const names = new Map<string, string>();
  for (const member of nodesOf(data?.Evenfield_Territory_Member__c)) {
    const [id, name] = [valueOf(member.User__c), valueOf(member.User__r?.Name)];
    if (id !== null && name !== null) names.set(id, name);
  }
  return names;
}
