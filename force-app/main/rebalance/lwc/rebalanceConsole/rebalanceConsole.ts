import { LightningElement, wire } from 'lwc';
import { graphql } from 'lightning/graphql';
import { createRecord, updateRecord } from 'lightning/uiRecordApi';
import mayPropose from '@salesforce/customPermission/Evenfield_Propose_Rebalance';
import mayApprove from '@salesforce/customPermission/Evenfield_Approve_Rebalance';
import title from '@salesforce/label/c.Evenfield_Rebalance';
import none from '@salesforce/label/c.Evenfield_Rebalance_None';
import fresh from '@salesforce/label/c.Evenfield_Rebalance_New';
import nameLabel from '@salesforce/label/c.Evenfield_Rebalance_Name';
import design from '@salesforce/label/c.Evenfield_Rebalance_Design';
import smallest from '@salesforce/label/c.Evenfield_Rebalance_Smallest';
import freshDesign from '@salesforce/label/c.Evenfield_Rebalance_Fresh';
import people from '@salesforce/label/c.Evenfield_Rebalance_People';
import ask from '@salesforce/label/c.Evenfield_Rebalance_Ask';
import approve from '@salesforce/label/c.Evenfield_Rebalance_Approve';
import reject from '@salesforce/label/c.Evenfield_Rebalance_Reject';
import cancel from '@salesforce/label/c.Evenfield_Rebalance_Cancel';
import apply from '@salesforce/label/c.Evenfield_Rebalance_Apply';
import rollBack from '@salesforce/label/c.Evenfield_Rebalance_Roll_Back';
import moves from '@salesforce/label/c.Evenfield_Rebalance_Moves';
import movedHours from '@salesforce/label/c.Evenfield_Rebalance_Moved_Hours';
import outBefore from '@salesforce/label/c.Evenfield_Rebalance_Out_Before';
import outAfter from '@salesforce/label/c.Evenfield_Rebalance_Out_After';
import settings from '@salesforce/label/c.Evenfield_Settings';
import compare from '@salesforce/label/c.Evenfield_Compare';
import compareOne from '@salesforce/label/c.Evenfield_Compare_One';
import hideMap from '@salesforce/label/c.Evenfield_Moves_Map_Hide';
import hideAnswer from '@salesforce/label/c.Evenfield_Answer_Hide';
import showAnswer from '@salesforce/label/c.Evenfield_Answer_Show';
import showMap from '@salesforce/label/c.Evenfield_Moves_Map_Show';
import open from '@salesforce/label/c.Evenfield_Open';
import back from '@salesforce/label/c.Evenfield_Rebalance_Back';
import progress from '@salesforce/label/c.Evenfield_Progress';
import type { GraphqlResult, PanelStateName } from 'c/graphqlNodes';
import { filled, messageOf, nodesOf, stateOf } from 'c/graphqlNodes';
import { refusalWords } from 'c/ruleCriteria';
import { listenToScenarios } from './scenarioEvents';
import type { Action, Scenario, ScenarioData } from './scenarioRows';
import { onlyApprovers, requestOf, scenarioQuery, scenarioRow, statusOf } from './scenarioRows';

/** What the settings of a scenario hand over. */
interface SettingsElement {
  readonly fields: Readonly<Record<string, string>>;
}

const refreshMilliseconds = 2000;
/** While change events come: one may be lost. */
const refreshLiveMilliseconds = 30_000;
/** So often the page looks for the service to take up what it was asked. */
const mostLooks = 60;
const words: Readonly<Record<Action, string>> = { ask, approve, reject, cancel, apply, rollBack };

/** Scenarios of account moves: ask for one, watch it, decide on its moves, apply it, take it back. */
export default class RebalanceConsole extends LightningElement {
  label = {
    title,
    fresh,
    nameLabel,
    design,
    ask,
    moves,
    movedHours,
    outBefore,
    outAfter,
    open,
    back,
    compare,
    settings,
    progress
  };
  state: PanelStateName = 'loading';
  message = '';
  scenarios: readonly Scenario[] = [];
  chosenId: string | null = null;
  /** Ids of the scenarios to be held against each other, in the order chosen. */
  comparedIds: readonly string[] = [];
  isComparing = false;
  /** What the service was asked for last, until it has begun. */
  awaited: { readonly id: string; readonly status: string; readonly looks: number } | null = null;
  newName = '';
  newDesign = 'Smallest Change';
  isBusy = false;
  fault = '';
  timer: ReturnType<typeof setInterval> | null = null;
  refresh: (() => Promise<unknown>) | null = null;
  /** Ends the listening to change events; null while nobody listens. */
  endListening: (() => void) | null = null;
  isLive = false;
  isReading = false;
  heardWhileReading = false;
  movesFocus = false;
  /** The map reads every account of the touched territories, so it comes only when it is asked for. */
  showsMap = false;
  /** Long lists, which few need at every look. */
  showsAnswer = false;

  designOptions = [
    { value: 'Smallest Change', label: smallest },
    { value: 'Fresh Design', label: freshDesign },
    { value: 'People', label: people }
  ];

  @wire(graphql, { query: scenarioQuery })
  take(result: GraphqlResult<ScenarioData>): void {
    this.refresh = result.refresh ?? this.refresh;
    const state = stateOf(result, () => false);
    // One answer that failed or is not there yet says nothing of the scenarios; the next may tell.
    if (this.state === 'ready' && (state === 'error' || state === 'loading')) {
      if (state === 'error') this.fault = messageOf(result);
      return;
    }
    this.state = state;
    this.message = messageOf(result);
    this.scenarios = nodesOf(result.data?.uiapi.query.Evenfield_Rebalance__c).map(scenarioRow);
    if (this.isAwaited() || this.scenarios.some(({ isUnderWay }) => isUnderWay)) {
      this.follow();
      this.listen();
    } else this.stopFollowing();
  }

  /** Whether a scenario still has the status that it had when something was asked for it. */
  isAwaited(): boolean {
    const { awaited } = this;
    if (awaited === null) return false;
    const now = this.scenarios.find(({ id }) => id === awaited.id)?.status;
    const looks = awaited.looks - 1;
    this.awaited = now === awaited.status && looks > 0 ? { ...awaited, looks } : null;
    return this.awaited !== null;
  }

  disconnectedCallback(): void {
    this.stopFollowing();
  }

  renderedCallback(): void {
    if (!this.movesFocus) return;
    this.movesFocus = false;
    (this.refs?.['scenarioTitle'] as HTMLElement | undefined)?.focus();
  }

  get rows(): (Scenario & { openLabel: string; compareLabel: string; isCompared: boolean })[] {
    return this.scenarios.map((row) => ({
      ...row,
      openLabel: `${open} ${row.name}`,
      compareLabel: filled(compareOne, row.name),
      isCompared: this.comparedIds.includes(row.id)
    }));
  }

  get compared(): readonly Scenario[] {
    return this.comparedIds.flatMap((id) => this.scenarios.find((row) => row.id === id) ?? []);
  }

  get cannotCompare(): boolean {
    return this.compared.length < 2;
  }

  get hasMany(): boolean {
    return this.scenarios.length > 1;
  }

  chooseCompared(event: Event): void {
    const { value, checked } = event.target as HTMLInputElement;
    const others = this.comparedIds.filter((id) => id !== value);
    this.comparedIds = checked ? [...others, value] : others;
  }

  showComparison(): void {
    this.isComparing = true;
    this.movesFocus = true;
  }

  get chosen(): Scenario | null {
    return this.scenarios.find(({ id }) => id === this.chosenId) ?? null;
  }

  get isNone(): boolean {
    return this.scenarios.length === 0;
  }

  get noneText(): string {
    return none;
  }

  get canPropose(): boolean {
    return mayPropose === true;
  }

  get cannotAsk(): boolean {
    return this.isBusy || this.newName.trim() === '';
  }

  get canDecide(): boolean {
    return mayPropose === true && this.chosen?.status === 'Proposed';
  }

  get canRollBack(): boolean {
    return mayApprove === true && this.chosen?.actions.includes('rollBack') === true;
  }

  /** Before she presses Apply, who may press it sees what would be looked at. */
  get showsPreflight(): boolean {
    return mayApprove === true && ['Proposed', 'Approved'].includes(this.chosen?.status ?? '');
  }

  readAgain(): void {
    void this.refresh?.();
  }

  get buttons(): { name: Action; label: string; variant: string }[] {
    return (this.chosen?.actions ?? [])
      .filter((name) => (onlyApprovers.includes(name) ? mayApprove === true : mayPropose === true))
      .map((name, place) => ({
        name,
        label: words[name],
        variant: place === 0 ? 'brand' : 'neutral'
      }));
  }

  changeName(event: Event): void {
    this.newName = (event.target as HTMLInputElement).value;
  }

  changeDesign(event: Event): void {
    this.newDesign = (event.target as HTMLSelectElement).value;
  }

  get mapLabel(): string {
    return this.showsMap ? hideMap : showMap;
  }

  get hasMoves(): boolean {
    return (this.chosen?.moves ?? 0) > 0;
  }

  get answerLabel(): string {
    return this.showsAnswer ? hideAnswer : showAnswer;
  }

  toggleAnswer(): void {
    this.showsAnswer = !this.showsAnswer;
  }

  toggleMap(): void {
    this.showsMap = !this.showsMap;
  }

  openOne(event: Event): void {
    this.chosenId = (event.currentTarget as HTMLButtonElement).value;
    this.fault = '';
    this.showsMap = false;
    this.showsAnswer = false;
    this.movesFocus = true;
  }

  showAll(): void {
    this.chosenId = null;
    this.isComparing = false;
  }

  /** Writes the scenario as asked for, and the request that the service hears of. */
  async create(): Promise<void> {
    await this.attempt(async () => {
      const { id } = await createRecord({
        apiName: 'Evenfield_Rebalance__c',
        fields: {
          ...(this.refs?.['settings'] as unknown as SettingsElement | undefined)?.fields,
          Name: this.newName.trim(),
          Design__c: this.newDesign,
          Status__c: 'Requested'
        }
      });
      await this.request('Rebalance', id);
      this.newName = '';
      this.chosenId = id;
    });
  }

  async act(event: Event): Promise<void> {
    const name = (event.target as HTMLElement).dataset['action'] as Action;
    const id = this.chosenId;
    if (id === null) return;
    await this.attempt(async () => {
      const status = statusOf[name];
      if (status !== undefined) await updateRecord({ fields: { Id: id, Status__c: status } });
      const kind = requestOf[name];
      if (kind === undefined) return;
      await this.request(kind, id);
      this.awaited = { id, status: status ?? this.chosen?.status ?? '', looks: mostLooks };
    });
  }

  async request(kind: string, target: string): Promise<void> {
    await createRecord({
      apiName: 'Evenfield_Request__c',
      fields: { Kind__c: kind, Status__c: 'Requested', Target__c: target, Filter__c: '{}' }
    });
  }

  async attempt(work: () => Promise<void>): Promise<void> {
    this.isBusy = true;
    this.fault = '';
    try {
      await work();
      await this.refresh?.();
      this.follow();
    } catch (error) {
      this.fault = refusalWords(error);
    } finally {
      this.isBusy = false;
    }
  }

  follow(): void {
    if (this.timer !== null || !this.isConnected) return;
    this.timer = setInterval(
      () => {
        void this.refresh?.();
      },
      this.isLive ? refreshLiveMilliseconds : refreshMilliseconds
    );
  }

  /** Change events come only while a scenario is under way, so that idle pages cost no deliveries. */
  listen(): void {
    if (this.endListening !== null || !this.isConnected) return;
    this.endListening = listenToScenarios({
      heard: (ids) => {
        if (ids === null || this.scenarios.some(({ id }) => ids.includes(id))) this.readHeard();
      },
      live: () => {
        this.pace(true);
        // What changed before the first event could come.
        this.readHeard();
      },
      lost: () => {
        this.pace(false);
      }
    });
  }

  /** One reading at a time; what is heard meanwhile is read by one more after it. */
  readHeard(): void {
    if (this.isReading) {
      this.heardWhileReading = true;
      return;
    }
    this.isReading = true;
    this.heardWhileReading = false;
    const ended = (): void => {
      this.isReading = false;
      if (this.heardWhileReading && this.endListening !== null) this.readHeard();
    };
    (this.refresh?.() ?? Promise.resolve()).then(ended, ended);
  }

  pace(isLive: boolean): void {
    this.isLive = isLive;
    if (this.timer === null) return;
    this.stopTimer();
    this.follow();
  }

  stopFollowing(): void {
    this.stopTimer();
    this.endListening?.();
    this.endListening = null;
    this.isLive = false;
  }

  stopTimer(): void {
    if (this.timer !== null) clearInterval(this.timer);
    this.timer = null;
  }
}
