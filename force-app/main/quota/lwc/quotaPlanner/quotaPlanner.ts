import { LightningElement, wire } from 'lwc';
import { graphql } from 'lightning/graphql';
import { createRecord } from 'lightning/uiRecordApi';
import mayPlanAll from '@salesforce/customPermission/Evenfield_Administer';
import mayPlanPart from '@salesforce/customPermission/Evenfield_Plan_Part';
import userId from '@salesforce/user/Id';
import type { GraphqlResult, PanelStateName } from 'c/graphqlNodes';
import { filled, messageOf, nodesOf, stateOf } from 'c/graphqlNodes';
import type { DraftReport, DraftRequest, Override } from 'c/quotaDraft';
import { amountWords, isSame } from 'c/quotaDraft';
import { refusalWords } from 'c/ruleCriteria';
import type { Proposal } from 'c/quotaProposal';
import type { Asked, Draft, Drafts } from './plannerDrafts';
import { draftsOf, isWaiting } from './plannerDrafts';
import { label, outcomeOf, statusWords } from './plannerLabels';
import type { Part } from './plannerParts';
import { partTarget, partsOf } from './plannerParts';
import type { PlannerData } from './plannerQuery';
import { plannerQuery, startingRequest } from './plannerQuery';

const isAdmin = mayPlanAll === true;
const mayPlan = isAdmin || mayPlanPart === true;
const refreshMilliseconds = 2000;
/** What `Filter__c` takes. */
const longestFilter = 131_072;

/** A request that was just made. */
const requested: Asked = { status: 'Requested', result: '', error: '' };

interface Reading {
  readonly request: DraftRequest | null;
  readonly fault: string;
}

/** Quotas planned: ask for a draft, read it, set rows by hand, ask again, publish what was read. */
export default class QuotaPlanner extends LightningElement {
  label = label;
  state: PanelStateName = mayPlan ? 'loading' : 'noAccess';
  message = '';
  fault = '';
  drafts: Drafts = draftsOf([]);
  /** What the form started with. */
  formRequest: DraftRequest | null = null;
  edited: DraftRequest | null = null;
  overrides: readonly Override[] = [];
  parts: readonly Part[] = [];
  /** Key of the territory that the plan begins with; empty for the whole company. */
  root = '';
  timer: ReturnType<typeof setInterval> | null = null;
  refresh: (() => Promise<unknown>) | null = null;

  get query(): unknown {
    return mayPlan ? plannerQuery : undefined;
  }

  get variables(): { userId: string | undefined } {
    return { userId };
  }

  @wire(graphql, { query: '$query', variables: '$variables' })
  take(result: GraphqlResult<PlannerData>): void {
    if (!mayPlan) return;
    this.refresh = result.refresh ?? this.refresh;
    const state = stateOf(result, () => false);
    // One answer that failed says nothing of what is shown; the next may tell.
    if (this.state === 'ready' && state !== 'ready') return;
    const isFirst = this.state !== 'ready';
    this.state = state;
    this.message = state === 'error' ? messageOf(result) : '';
    if (state !== 'ready') return;
    this.drafts = draftsOf(nodesOf(result.data?.uiapi.query.Evenfield_Request__c));
    if (this.drafts.unreadable !== '')
      this.fault = filled(label.unreadable, this.drafts.unreadable);
    if (isFirst) {
      const found = result.data?.uiapi.query;
      this.formRequest = this.drafts.request ?? (found ? startingRequest(found) : null);
      this.edited = this.drafts.request;
      this.overrides = this.drafts.request?.overrides ?? [];
      this.parts = found ? partsOf(found) : [];
      this.root = this.drafts.request?.root ?? '';
      if (!isAdmin && !this.parts.some(({ key }) => key === this.root))
        this.beginWith(this.parts[0]?.key ?? '');
    }
    if (this.isBusy) this.follow();
    else this.stopTimer();
  }

  disconnectedCallback(): void {
    this.stopTimer();
  }

  get isBusy(): boolean {
    const { asked, opened, published, proposal } = this.drafts;
    return [asked, opened, published, proposal?.asked ?? null].some(isWaiting);
  }

  get status(): string {
    return this.drafts.asked?.status ?? '';
  }

  get statusText(): string {
    const { asked } = this.drafts;
    return asked === null ? '' : statusWords(asked);
  }

  get isNone(): boolean {
    return this.drafts.asked === null;
  }

  get askLabel(): string {
    return this.isNone ? label.ask : label.askAgain;
  }

  get refusal(): { words: string; territory: string; shortfall: string } | null {
    const { refusal } = this.drafts;
    if (refusal === null) return null;
    const { blame, shortfall, currency } = refusal.report;
    return {
      words: refusal.words,
      territory: blame === null ? '' : filled(label.blame, blame.name),
      shortfall:
        shortfall === null
          ? ''
          : filled(
              shortfall < 0 ? label.tooMuch : label.missing,
              amountWords(Math.abs(shortfall), currency)
            )
    };
  }

  get proposal(): Proposal | null {
    const { proposal } = this.drafts;
    if (proposal === null) return null;
    const { asked, ...rest } = proposal;
    return { ...rest, status: asked?.status ?? '', outcome: outcomeOf(asked) };
  }

  get draft(): Draft | null {
    return this.drafts.draft;
  }

  get report(): DraftReport | null {
    return this.draft?.report ?? null;
  }

  get draftWords(): string {
    const asked = this.draft?.request ?? null;
    if (this.draft === null || asked === null) return this.draft?.words ?? '';
    const { tier, productFamily } = asked;
    const what = productFamily === undefined ? tier : filled(label.ofFamily, tier, productFamily);
    const about = filled(label.about, what, asked.start, asked.end);
    return `${about} ${this.draft.words}`;
  }

  get spreadText(): string {
    return (this.report?.spread ?? null) === null ? label.noSpread : label.planSpread;
  }

  get leftOffText(): string {
    const count = this.report?.leftOff ?? 0;
    return count === 0 ? '' : filled(label.leftOff, String(count));
  }

  get levels(): { key: string; level: string; cells: { key: string; text: string }[] }[] {
    const { report } = this;
    if (report === null) return [];
    return report.levels.map(({ level, territories, amount, beyond }) => ({
      key: String(level),
      level: String(level),
      cells: [
        { key: 'territories', text: String(territories) },
        { key: 'amount', text: amountWords(amount, report.currency) },
        { key: 'beyond', text: amountWords(beyond, report.currency) }
      ]
    }));
  }

  get overrideRows(): { key: string; words: string; takeBackLabel: string }[] {
    const { report } = this;
    return this.overrides.map(({ key, amount, reason }) => {
      const name = report?.rows.find((row) => row.key === key)?.name ?? key;
      const told = report === null ? String(amount) : amountWords(amount, report.currency);
      return {
        key,
        words: filled(label.overrideWords, name, told, reason),
        takeBackLabel: filled(label.takeBackOf, name)
      };
    });
  }

  get hasOverrides(): boolean {
    return this.overrides.length > 0;
  }

  /** The page asks for something else than the draft that it shows. */
  get isStale(): boolean {
    const asked = this.draft?.request ?? null;
    if (asked === null || this.edited === null) return true;
    return !isSame({ ...this.rooted(this.edited), overrides: this.overrides }, asked);
  }

  get cannotPublish(): boolean {
    return this.isBusy || this.isStale;
  }

  get publishHelp(): string {
    return this.isStale ? label.stale : label.publishHelp;
  }

  get publishStatus(): string {
    return this.drafts.published?.status ?? '';
  }

  get publishText(): string {
    return outcomeOf(this.drafts.published);
  }

  get openedStatus(): string {
    return this.drafts.opened?.status ?? '';
  }

  get openedText(): string {
    return outcomeOf(this.drafts.opened);
  }

  takeEdit(event: CustomEvent<Reading>): void {
    this.edited = event.detail.request;
    this.fault = '';
  }

  get hasParts(): boolean {
    return this.parts.length > 0;
  }

  get lacksPart(): boolean {
    return !isAdmin && !this.hasParts;
  }

  get cannotAsk(): boolean {
    return this.isBusy || this.lacksPart;
  }

  get partOptions(): { value: string; label: string; selected: boolean }[] {
    const whole = isAdmin ? [{ key: '', name: label.wholeCompany }] : [];
    return [...whole, ...this.parts].map(({ key, name }) => ({
      value: key,
      label: name,
      selected: key === this.root
    }));
  }

  get partText(): string {
    const part = this.parts.find(({ key }) => key === this.root);
    return part === undefined ? '' : filled(label.partHelp, part.name);
  }

  takePart(event: Event): void {
    this.beginWith((event.target as HTMLSelectElement).value);
  }

  /** Rows set by hand are of another part, and its published quota is what there is to split. */
  beginWith(key: string): void {
    const suggested = this.parts.find((part) => part.key === key)?.suggested ?? null;
    const before = this.edited ?? this.formRequest;
    this.root = key;
    this.overrides = [];
    if (suggested === null || before === null) return;
    this.formRequest = { ...before, ...suggested };
    this.edited = this.formRequest;
  }

  rooted({ root: _, ...request }: DraftRequest): DraftRequest {
    return this.root === '' ? request : { ...request, root: this.root };
  }

  targetOf(named: string): string {
    return isAdmin ? named : partTarget(named);
  }

  takeOverride({ detail }: CustomEvent<Override>): void {
    this.overrides = [...this.overrides.filter(({ key }) => key !== detail.key), detail];
  }

  takeBack(event: Event): void {
    const gone = (event.currentTarget as HTMLElement).dataset['key'];
    this.overrides = this.overrides.filter(({ key }) => key !== gone);
  }

  async ask(): Promise<void> {
    const form = this.refs?.['form'] as unknown as { read(): Reading };
    const { request, fault } = form.read();
    if (request === null) {
      this.fault = fault;
      return;
    }
    this.edited = request;
    const filter = JSON.stringify({ ...this.rooted(request), overrides: this.overrides });
    if (filter.length > longestFilter) {
      this.fault = label.tooLong;
      return;
    }
    const target: Record<string, string> = isAdmin ? {} : { Target__c: this.targetOf(this.root) };
    await this.request(
      { Kind__c: 'Quota plan', Filter__c: filter, ...target },
      { asked: requested }
    );
  }

  async openDraft(): Promise<void> {
    const { draft } = this;
    if (draft === null) return;
    await this.request(
      { Kind__c: 'Quota draft', Target__c: this.targetOf(draft.id) },
      { opened: requested }
    );
  }

  async takeProposal({ detail: kind }: CustomEvent<string>): Promise<void> {
    const { proposal } = this.drafts;
    if (proposal === null) return;
    await this.request(
      { Kind__c: kind, Target__c: proposal.id },
      { proposal: { ...proposal, asked: requested } }
    );
  }

  async publish(): Promise<void> {
    const { draft } = this;
    if (draft === null) return;
    await this.request(
      { Kind__c: 'Quota publish', Target__c: this.targetOf(draft.id) },
      { published: requested }
    );
  }

  /** @param shown what the page shows until the org tells of the request */
  async request(fields: Record<string, string>, shown: Partial<Drafts>): Promise<void> {
    const before = this.drafts;
    this.fault = '';
    this.drafts = { ...before, ...shown };
    try {
      await createRecord({
        apiName: 'Evenfield_Request__c',
        fields: { ...fields, Status__c: 'Requested' }
      });
      // The page may have gone meanwhile; a timer started now would never end.
      if (!this.isConnected) return;
      this.follow();
      await this.refresh?.();
    } catch (error) {
      this.drafts = before;
      this.fault = refusalWords(error);
    }
  }

  /** Asks again and again while the page is there. */
  follow(): void {
    if (this.timer !== null || !this.isConnected) return;
    this.timer = setInterval(() => {
      void this.refresh?.();
    }, refreshMilliseconds);
  }

  stopTimer(): void {
    if (this.timer !== null) clearInterval(this.timer);
    this.timer = null;
  }
}
