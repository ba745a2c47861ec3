import { LightningElement, wire } from 'lwc';
import { graphql } from 'lightning/graphql';
import { createRecord } from 'lightning/uiRecordApi';
import mayAsk from '@salesforce/customPermission/Evenfield_Administer';
import title from '@salesforce/label/c.Evenfield_Approach';
import help from '@salesforce/label/c.Evenfield_Approach_Help';
import now from '@salesforce/label/c.Evenfield_Approach_Now';
import noAccess from '@salesforce/label/c.Evenfield_Approach_No_Access';
import none from '@salesforce/label/c.Evenfield_Approach_None';
import requested from '@salesforce/label/c.Evenfield_Approach_Requested';
import working from '@salesforce/label/c.Evenfield_Approach_Working';
import failed from '@salesforce/label/c.Evenfield_Approach_Failed';
import cancelled from '@salesforce/label/c.Evenfield_Approach_Cancelled';
import unreadable from '@salesforce/label/c.Evenfield_Approach_Unreadable';
import read from '@salesforce/label/c.Evenfield_Approach_Read';
import readOwners from '@salesforce/label/c.Evenfield_Approach_Read_Owners';
import sure from '@salesforce/label/c.Evenfield_Approach_Sure';
import nearest from '@salesforce/label/c.Evenfield_Approach_Nearest';
import problems from '@salesforce/label/c.Evenfield_Approach_Problems';
import problemsOne from '@salesforce/label/c.Evenfield_Approach_Problems_One';
import explained from '@salesforce/label/c.Evenfield_Approach_Explained';
import explainedHelp from '@salesforce/label/c.Evenfield_Approach_Explained_Help';
import notMeasured from '@salesforce/label/c.Evenfield_Approach_Not_Measured';
import built from '@salesforce/label/c.Evenfield_Approach_Built';
import builtHelp from '@salesforce/label/c.Evenfield_Approach_Built_Help';
import nameLabel from '@salesforce/label/c.Evenfield_Approach_Name';
import byLabel from '@salesforce/label/c.Evenfield_Approach_By';
import known from '@salesforce/label/c.Evenfield_Approach_Known';
import groups from '@salesforce/label/c.Evenfield_Approach_Groups';
import balance from '@salesforce/label/c.Evenfield_Approach_Balance';
import travel from '@salesforce/label/c.Evenfield_Approach_Travel';
import hours from '@salesforce/label/c.Evenfield_Approach_Hours';
import moved from '@salesforce/label/c.Evenfield_Approach_Moved';
import named from '@salesforce/label/c.Evenfield_Approach_Named';
import left from '@salesforce/label/c.Evenfield_Approach_Left';
import notKnown from '@salesforce/label/c.Evenfield_Not_Known';
import type { GraphqlResult, PanelStateName } from 'c/graphqlNodes';
import { counted, filled, messageOf, nodesOf, stateOf, valueOf } from 'c/graphqlNodes';
import { refusalWords } from 'c/ruleCriteria';
import type { Chart } from './approachChart';
import { chartsOf } from './approachChart';
import type { ApproachData } from './approachQuery';
import { approachQuery } from './approachQuery';
import type { ApproachReport } from './approachReport';
import { nameOf, percent, readReport } from './approachReport';

const refreshMilliseconds = 2000;

/** Ways to cut territories compared, as the service last answered; asks for it anew on request. */
export default class ApproachPage extends LightningElement {
  label = {
    title,
    help,
    now,
    noAccess,
    none,
    explained,
    explainedHelp,
    notMeasured,
    built,
    builtHelp,
    nameLabel,
    byLabel,
    known,
    groups,
    balance,
    travel,
    hours,
    moved,
    left
  };
  state: PanelStateName = mayAsk === true ? 'loading' : 'noAccess';
  message = '';
  status: string | null = null;
  error = '';
  fault = '';
  report: ApproachReport | null = null;
  timer: ReturnType<typeof setInterval> | null = null;
  refresh: (() => Promise<unknown>) | null = null;

  get query(): unknown {
    return this.state === 'noAccess' ? undefined : approachQuery;
  }

  @wire(graphql, { query: '$query' })
  take(result: GraphqlResult<ApproachData>): void {
    if (mayAsk !== true) return;
    this.refresh = result.refresh ?? this.refresh;
    const state = stateOf(result, () => false);
    // One answer that failed says nothing of what is shown; the next may tell.
    if (this.state === 'ready' && state !== 'ready') return;
    this.state = state;
    this.message = state === 'error' ? messageOf(result) : '';
    if (state !== 'ready') return;
    const rows = nodesOf(result.data?.uiapi.query.Evenfield_Request__c);
    this.status = valueOf(rows[0]?.Status__c);
    this.error = valueOf(rows[0]?.Error__c) ?? '';
    this.read(rows.map((row) => valueOf(row.Answer__c)).find((text) => text !== null) ?? null);
    if (this.isBusy) this.follow();
    else this.stopTimer();
  }

  read(answer: string | null): void {
    if (answer === null) return;
    try {
      this.report = readReport(answer);
    } catch (error) {
      this.fault = filled(unreadable, error instanceof Error ? error.message : '');
    }
  }

  disconnectedCallback(): void {
    this.stopTimer();
  }

  get isBusy(): boolean {
    return this.status === 'Requested' || this.status === 'Working';
  }

  get statusText(): string {
    switch (this.status) {
      case 'Requested':
        return requested;
      case 'Working':
        return working;
      case 'Failed':
        return filled(failed, this.error);
      case 'Cancelled':
        return cancelled;
      default:
        return '';
    }
  }

  get isNone(): boolean {
    return this.report === null && !this.isBusy;
  }

  get readText(): string {
    const { report } = this;
    if (report === null) return '';
    const { accounts, territories, deals, won } = report.comparison;
    return filled(
      report.by === 'owners' ? readOwners : read,
      report.today,
      String(accounts),
      String(territories),
      String(deals),
      report.from,
      String(won)
    );
  }

  get words(): string {
    return this.report?.comparison.named.words ?? '';
  }

  /** How sure, where an approach is named. */
  get sureText(): string {
    const told = this.report?.comparison.named;
    return told === undefined || told.name === null
      ? ''
      : filled(sure, percent(told.sure), percent(told.chance));
  }

  get nearestText(): string {
    const { nearestToday: name = null, approaches = [] } = this.report?.comparison ?? {};
    const share = approaches.find((one) => one.name === name)?.build?.moved ?? null;
    return name === null || share === null ? '' : filled(nearest, nameOf(name), percent(share));
  }

  get problemsText(): string {
    const count = this.report?.problems ?? 0;
    return count === 0 ? '' : counted(problemsOne, problems, count);
  }

  get charts(): Chart[] {
    return this.report === null ? [] : chartsOf(this.report);
  }

  get rows(): unknown[] {
    const { comparison } = this.report ?? {};
    return (comparison?.approaches ?? []).map((one) => ({
      key: one.name,
      name:
        one.name === comparison?.named.name ? filled(named, nameOf(one.name)) : nameOf(one.name),
      by: one.by,
      cells: [
        percent(one.known),
        one.build === null ? notKnown : String(one.build.groups),
        one.build === null ? notKnown : percent(one.build.balance),
        one.build === null ? notKnown : String(Math.round(one.build.travelHours)),
        one.build === null ? notKnown : String(Math.round(one.build.hours)),
        one.build?.moved === null || one.build === null ? notKnown : percent(one.build.moved)
      ].map((text, place) => ({ key: String(place), text }))
    }));
  }

  get leftOut(): { name: string; why: string }[] {
    return (this.report?.comparison.left ?? []).map(({ name, why }) => ({
      name: nameOf(name),
      why
    }));
  }

  get hasLeftOut(): boolean {
    return this.leftOut.length > 0;
  }

  async ask(): Promise<void> {
    this.status = 'Requested';
    this.fault = '';
    try {
      await createRecord({
        apiName: 'Evenfield_Request__c',
        fields: { Kind__c: 'Approach', Status__c: 'Requested' }
      });
      // The page may have gone meanwhile; a timer started now would never end.
      if (!this.isConnected) return;
      await this.refresh?.();
      this.follow();
    } catch (error) {
      this.status = 'Failed';
      this.error = refusalWords(error);
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
