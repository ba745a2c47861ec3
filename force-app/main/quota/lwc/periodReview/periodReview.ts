import { LightningElement, wire } from 'lwc';
import { graphql } from 'lightning/graphql';
import { updateRecord } from 'lightning/uiRecordApi';
import signedIn from '@salesforce/user/Id';
import title from '@salesforce/label/c.Evenfield_Review';
import none from '@salesforce/label/c.Evenfield_Review_None';
import territory from '@salesforce/label/c.Evenfield_Review_Territory';
import kind from '@salesforce/label/c.Evenfield_Review_Kind';
import month from '@salesforce/label/c.Evenfield_Review_Month';
import quarter from '@salesforce/label/c.Evenfield_Review_Quarter';
import period from '@salesforce/label/c.Evenfield_Review_Period';
import figure from '@salesforce/label/c.Evenfield_Review_Figure';
import thisPeriod from '@salesforce/label/c.Evenfield_Review_This';
import before from '@salesforce/label/c.Evenfield_Review_Before';
import change from '@salesforce/label/c.Evenfield_Review_Change';
import measuredOn from '@salesforce/label/c.Evenfield_Review_Measured_On';
import latestOnly from '@salesforce/label/c.Evenfield_Review_Latest_Only';
import search from '@salesforce/label/c.Evenfield_Review_Search';
import notMeasured from '@salesforce/label/c.Evenfield_Review_Not_Measured';
import pointsWord from '@salesforce/label/c.Evenfield_Review_Points';
import talk from '@salesforce/label/c.Evenfield_Review_Talk';
import talkNone from '@salesforce/label/c.Evenfield_Review_Talk_None';
import notes from '@salesforce/label/c.Evenfield_Review_Notes';
import notesSave from '@salesforce/label/c.Evenfield_Review_Notes_Save';
import notesSaved from '@salesforce/label/c.Evenfield_Review_Notes_Saved';
import failed from '@salesforce/label/c.Evenfield_Review_Failed';
import sellingOwn from '@salesforce/label/c.Evenfield_Review_Selling_Own';
import sellingOpen from '@salesforce/label/c.Evenfield_Review_Selling_Open';
import sellingOpened from '@salesforce/label/c.Evenfield_Review_Selling_Opened';
import sellingClose from '@salesforce/label/c.Evenfield_Review_Selling_Close';
import sellingSeen from '@salesforce/label/c.Evenfield_Review_Selling_Seen';
import print from '@salesforce/label/c.Evenfield_Review_Print';
import saveList from '@salesforce/label/c.Evenfield_Review_Save_List';
import { saveCsv } from 'c/csvFile';
import type { GraphqlResult, PanelStateName } from 'c/graphqlNodes';
import { filled, messageOf, nodesOf, stateOf, valueOf } from 'c/graphqlNodes';
import { refusalWords } from 'c/ruleCriteria';
import type { GoalPerson } from 'c/reviewGoals';
import type { Choice, Chosen, ChosenReview, ReviewPair } from './reviewChoice';
import { chosenReview, goalsToReview, reviewPairs } from './reviewChoice';
import type { ReviewFigure } from './reviewFigures';
import { reviewFigures } from './reviewFigures';
import { reviewLines } from './reviewLines';
import type { GoalNode, MemberNode, ReviewData, ReviewVariables } from './reviewQuery';
import { mostReviews, reviewQuery } from './reviewQuery';
import { talkingPoints } from './talkingPoints';

const every: ReviewVariables = { reviews: { Territory_Label__c: { like: '%' } } };

interface FigureRow extends ReviewFigure {
  readonly isKnown: boolean;
  readonly wasKnown: boolean;
  readonly style: 'currency' | 'percent' | 'decimal';
  readonly digits: number;
  readonly change: number | null;
  /** Of shares the change is told in points. */
  readonly changeText: string;
}

/** A month or quarter of a territory for the one-to-one: figures, what to talk about, goals and notes. */
export default class PeriodReview extends LightningElement {
  label = {
    title,
    territory,
    kind,
    period,
    figure,
    thisPeriod,
    before,
    change,
    search,
    notMeasured,
    talk,
    talkNone,
    notes,
    notesSave,
    print,
    saveList
  };
  state: PanelStateName = 'loading';
  message = '';
  variables: ReviewVariables = every;
  pairs: readonly ReviewPair[] = [];
  members: readonly MemberNode[] = [];
  chosen: Chosen = { territoryId: '', kind: '', start: '' };
  isCut = false;
  draft: string | null = null;
  outcome = '';
  fault = '';
  isSaving = false;
  refresh: (() => Promise<unknown>) | null = null;

  @wire(graphql, { query: reviewQuery, variables: '$variables' })
  take(result: GraphqlResult<ReviewData>): void {
    this.refresh = result.refresh ?? null;
    const nodes = nodesOf(result.data?.uiapi.query.Evenfield_Review__c);
    this.pairs = reviewPairs(nodes);
    this.members = nodesOf(result.data?.uiapi.query.Evenfield_Territory_Member__c);
    this.isCut = nodes.length >= mostReviews || this.variables !== every;
    this.state = stateOf(result, () => this.pairs.length === 0 && !this.isCut);
    this.message = this.state === 'error' ? messageOf(result) : none;
  }

  get choice(): ChosenReview {
    return chosenReview(this.pairs, this.chosen);
  }

  get now(): ReviewPair | null {
    return this.choice.now;
  }

  get kinds(): Choice[] {
    const names: Readonly<Record<string, string>> = { Month: month, Quarter: quarter };
    return this.choice.kinds.map((value) => ({
      value,
      label: names[value] ?? value,
      isChosen: value === this.now?.kind
    }));
  }

  get heading(): string {
    const { now } = this;
    return now === null ? '' : `${now.territory}, ${now.start} – ${now.end}`;
  }

  get measuredText(): string {
    return filled(measuredOn, valueOf(this.now?.results.Measured_On__c) ?? '');
  }

  get cutText(): string {
    return filled(latestOnly, String(mostReviews));
  }

  get figures(): readonly ReviewFigure[] {
    const { now, before: last } = this.choice;
    return now === null ? [] : reviewFigures(now, last);
  }

  get rows(): FigureRow[] {
    return this.figures.map((row) => {
      const moved = row.value === null || row.before === null ? null : row.value - row.before;
      const isShare = row.unit === 'percent';
      return {
        ...row,
        isKnown: row.value !== null,
        wasKnown: row.before !== null,
        style: row.unit === 'amount' ? 'currency' : isShare ? 'percent' : 'decimal',
        digits: row.unit === 'points' ? 1 : 0,
        change: isShare ? null : moved,
        changeText:
          isShare && moved !== null ? filled(pointsWord, String(Math.round(moved * 100))) : ''
      };
    });
  }

  get goals(): GoalNode[] {
    return this.now === null ? [] : goalsToReview(this.pairs, this.now);
  }

  get points(): string[] {
    const { now, before: last } = this.choice;
    return now === null ? [] : talkingPoints(this.figures, this.goals, now, last);
  }

  get hasPoints(): boolean {
    return this.points.length > 0;
  }

  /** Those who answer for the territory, whose goal it can be. */
  get people(): GoalPerson[] {
    const own = this.members.filter(
      (member) => valueOf(member.Territory__c) === this.now?.territoryId
    );
    const names = new Map(
      own.map((member) => [valueOf(member.User__c) ?? '', valueOf(member.User__r?.Name) ?? ''])
    );
    return [...names].map(([id, name]) => ({ id, name }));
  }

  get reviewId(): string {
    return this.now?.results.Id ?? '';
  }

  get hasSelling(): boolean {
    return this.now?.selling !== null && this.now !== null;
  }

  get isOpened(): boolean {
    return valueOf(this.now?.selling?.Opened__c) === true;
  }

  get isHers(): boolean {
    return this.people.some(({ id }) => id === signedIn);
  }

  get sellingText(): string {
    if (!this.isHers) return sellingSeen;
    return this.isOpened ? sellingOpened : sellingOwn;
  }

  get sellingButton(): string {
    return this.isOpened ? sellingClose : sellingOpen;
  }

  get notesText(): string {
    return this.draft ?? valueOf(this.now?.results.Notes__c) ?? '';
  }

  changeTerritory(event: Event): void {
    this.choose({ territoryId: valueIn(event) });
  }

  changeKind(event: Event): void {
    this.choose({ kind: valueIn(event), start: '' });
  }

  changePeriod(event: Event): void {
    this.choose({ start: valueIn(event) });
  }

  choose(more: Partial<Chosen>): void {
    const { now } = this;
    this.chosen = {
      territoryId: now?.territoryId ?? '',
      kind: now?.kind ?? '',
      start: now?.start ?? '',
      ...more
    };
    this.draft = null;
    this.outcome = '';
    this.fault = '';
  }

  searchTerritory(event: Event): void {
    const text = valueIn(event).trim();
    this.variables =
      text === '' ? every : { reviews: { Territory_Label__c: { like: `%${text}%` } } };
  }

  changeNotes(event: Event): void {
    this.draft = valueIn(event);
  }

  saveNotes(): Promise<void> {
    return this.save({ Id: this.reviewId, Notes__c: this.notesText }, notesSaved);
  }

  openSelling(): Promise<void> {
    const fields = { Id: this.now?.selling?.Id ?? '', Opened__c: !this.isOpened };
    return this.save(fields, '');
  }

  async save(fields: { Id: string } & Record<string, unknown>, done: string): Promise<void> {
    this.isSaving = true;
    this.outcome = '';
    this.fault = '';
    try {
      await updateRecord({ fields });
      await this.refresh?.();
      this.outcome = done;
    } catch (error) {
      this.fault = filled(failed, refusalWords(error));
    }
    this.isSaving = false;
  }

  async reload(): Promise<void> {
    await this.refresh?.();
  }

  print(): void {
    window.print();
  }

  saveList(): void {
    const { now } = this;
    if (now === null) return;
    const name = `${now.territory} ${now.start}.csv`.replaceAll(/[^\p{L}\p{N} .-]/gu, '_');
    saveCsv(name, reviewLines(now, this.figures, this.goals));
  }
}

function valueIn(event: Event): string {
  return (event.target as HTMLInputElement | HTMLSelectElement).value;
}
