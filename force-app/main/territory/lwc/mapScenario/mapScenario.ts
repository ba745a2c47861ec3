import { LightningElement, api } from 'lwc';
import mayPropose from '@salesforce/customPermission/Evenfield_Propose_Rebalance';
import accounts from '@salesforce/label/c.Evenfield_Accounts';
import after from '@salesforce/label/c.Evenfield_Map_After';
import already from '@salesforce/label/c.Evenfield_Map_Already';
import before from '@salesforce/label/c.Evenfield_Map_Before';
import cancel from '@salesforce/label/c.Evenfield_Map_Cancel';
import compared from '@salesforce/label/c.Evenfield_Map_Compared';
import hoursWeek from '@salesforce/label/c.Evenfield_Hours_Week';
import inside from '@salesforce/label/c.Evenfield_Map_Inside';
import locked from '@salesforce/label/c.Evenfield_Map_Locked';
import mapShows from '@salesforce/label/c.Evenfield_Map_Shows';
import mayNot from '@salesforce/label/c.Evenfield_Map_May_Not_Propose';
import name from '@salesforce/label/c.Evenfield_Map_Scenario_Name';
import noTerritory from '@salesforce/label/c.Evenfield_Map_No_Territory';
import none from '@salesforce/label/c.Evenfield_Map_None_Move';
import potential from '@salesforce/label/c.Evenfield_Potential';
import preview from '@salesforce/label/c.Evenfield_Map_Preview';
import save from '@salesforce/label/c.Evenfield_Map_Save';
import saved from '@salesforce/label/c.Evenfield_Map_Saved';
import saving from '@salesforce/label/c.Evenfield_Map_Saving';
import selection from '@salesforce/label/c.Evenfield_Map_Selection';
import target from '@salesforce/label/c.Evenfield_Map_Target';
import territory from '@salesforce/label/c.Evenfield_Territory';
import tooMany from '@salesforce/label/c.Evenfield_Map_Too_Many';
import wouldMoveOne from '@salesforce/label/c.Evenfield_Map_Would_Move_One';
import wouldMove from '@salesforce/label/c.Evenfield_Map_Would_Move';
import { counted, filled } from 'c/graphqlNodes';
import type { TerritoryTotals } from 'c/mapModel';

/** A territory before and after; no name for accounts in none. */
export interface ComparedRow {
  readonly key: string;
  readonly name: string | null;
  readonly before: TerritoryTotals;
  readonly after: TerritoryTotals;
}

export interface ScenarioView {
  readonly accounts: number;
  readonly potential: number | null;
  readonly workload: number | null;
  /** Accounts that would change hands; null before a preview. */
  readonly moves: number | null;
  readonly locked: number;
  readonly already: number;
  readonly compared: readonly ComparedRow[];
}

export type SaveState = 'none' | 'saving' | 'saved' | 'failed';

/** A scenario from the map holds at most so many moves; more is a redesign, which the service computes. */
export const mostMoves = 2_000;

/** Preview of giving what is selected to a territory, and saving it as a draft scenario. */
export default class MapScenario extends LightningElement {
  label = {
    accounts,
    after,
    before,
    cancel,
    compared,
    hoursWeek,
    inside,
    mapShows,
    mayNot,
    name,
    potential,
    preview,
    save,
    selection,
    target,
    territory
  };
  @api view: ScenarioView | null = null;
  /** Names of the territories; a place in the list is the territory's number. */
  @api territories: readonly string[] = [];
  /** Whether the map shows before or after. */
  @api side: 'before' | 'after' = 'before';
  @api saveState: SaveState = 'none';
  @api message = '';
  chosen = '';
  scenarioName = '';
  mayPropose = mayPropose === true;

  get options(): { value: string; label: string; isChosen: boolean }[] {
    return this.territories.map((text, index) => ({
      value: String(index),
      label: text,
      isChosen: String(index) === this.chosen
    }));
  }

  get hasNoTarget(): boolean {
    return this.chosen === '';
  }

  get hasPreview(): boolean {
    return (this.view?.moves ?? null) !== null;
  }

  get isAfter(): boolean {
    return this.side === 'after';
  }

  get isBefore(): boolean {
    return this.side !== 'after';
  }

  get moveText(): string {
    const moves = this.view?.moves ?? 0;
    const parts = [moves === 0 ? none : counted(wouldMoveOne, wouldMove, moves)];
    if ((this.view?.locked ?? 0) > 0) parts.push(filled(locked, String(this.view?.locked)));
    if ((this.view?.already ?? 0) > 0) parts.push(filled(already, String(this.view?.already)));
    if (moves > mostMoves) parts.push(filled(tooMany, String(mostMoves)));
    return parts.join(' ');
  }

  get maySave(): boolean {
    const moves = this.view?.moves ?? 0;
    return this.mayPropose && moves > 0 && moves <= mostMoves && this.saveState !== 'saved';
  }

  get cannotSaveYet(): boolean {
    return this.saveState === 'saving' || this.scenarioName.trim() === '';
  }

  get saveText(): string {
    switch (this.saveState) {
      case 'saving':
        return saving;
      case 'saved':
        return filled(saved, this.scenarioName);
      case 'failed':
        return this.message;
      case 'none':
        return '';
    }
  }

  get rows(): unknown[] {
    return (this.view?.compared ?? []).map((row) => ({
      key: row.key,
      name: row.name ?? noTerritory,
      cells: (['accounts', 'potential', 'workload'] as const).map((measure) => ({
        key: measure,
        style: measure === 'potential' ? 'currency' : 'decimal',
        digits: measure === 'workload' ? 1 : 0,
        before: row.before[measure] ?? 0,
        after: row.after[measure] ?? 0
      }))
    }));
  }

  choose(event: Event): void {
    this.chosen = (event.target as HTMLSelectElement).value;
  }

  changeName(event: Event): void {
    this.scenarioName = (event.target as HTMLInputElement).value;
  }

  askPreview(): void {
    this.dispatchEvent(new CustomEvent('preview', { detail: { target: Number(this.chosen) } }));
  }

  chooseSide(event: Event): void {
    const side = (event.target as HTMLInputElement).value;
    this.dispatchEvent(new CustomEvent('side', { detail: { side } }));
  }

  askSave(): void {
    this.dispatchEvent(new CustomEvent('save', { detail: { name: this.scenarioName.trim() } }));
  }

  askCancel(): void {
    this.chosen = '';
    this.scenarioName = '';
    this.dispatchEvent(new CustomEvent('cancel'));
  }
}
