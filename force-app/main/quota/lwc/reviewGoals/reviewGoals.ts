import { LightningElement, api } from 'lwc';
import { createRecord } from 'lightning/uiRecordApi';
import signedIn from '@salesforce/user/Id';
import title from '@salesforce/label/c.Evenfield_Review_Goals';
import none from '@salesforce/label/c.Evenfield_Review_Goals_None';
import add from '@salesforce/label/c.Evenfield_Review_Goal_New';
import what from '@salesforce/label/c.Evenfield_Review_Goal_What';
import measureLabel from '@salesforce/label/c.Evenfield_Review_Goal_Measure';
import senseLabel from '@salesforce/label/c.Evenfield_Review_Goal_Sense';
import atLeast from '@salesforce/label/c.Evenfield_Review_Goal_At_Least';
import atMost from '@salesforce/label/c.Evenfield_Review_Goal_At_Most';
import targetOf from '@salesforce/label/c.Evenfield_Review_Goal_Target';
import due from '@salesforce/label/c.Evenfield_Review_Goal_Due';
import person from '@salesforce/label/c.Evenfield_Review_Goal_Person';
import note from '@salesforce/label/c.Evenfield_Review_Goal_Note';
import save from '@salesforce/label/c.Evenfield_Review_Goal_Save';
import cancel from '@salesforce/label/c.Evenfield_Review_Goal_Cancel';
import incomplete from '@salesforce/label/c.Evenfield_Review_Goal_Incomplete';
import saved from '@salesforce/label/c.Evenfield_Review_Goal_Saved';
import failed from '@salesforce/label/c.Evenfield_Review_Goal_Failed';
import help from '@salesforce/label/c.Evenfield_Review_Goal_Help';
import { filled } from 'c/graphqlNodes';
import { refusalWords } from 'c/ruleCriteria';
import type { GoalRow, Measure, ReviewGoal } from './goalRows';
import { goalRows, measures } from './goalRows';

/** Whose goal it can be. */
export interface GoalPerson {
  readonly id: string;
  readonly name: string;
}

interface GoalDraft {
  readonly what: string;
  readonly measure: string;
  readonly sense: string;
  readonly target: string;
  readonly due: string;
  readonly person: string;
  readonly note: string;
}

const blank: GoalDraft = {
  what: '',
  measure: 'Attained',
  sense: 'At Least',
  target: '',
  due: '',
  person: '',
  note: ''
};

/** Goals of a review with their progress, and a form for a new one. Sends `saved` once one is written. */
export default class ReviewGoals extends LightningElement {
  @api reviewId = '';
  /** Last day of the reviewed period. */
  @api reviewed = '';
  @api goals: readonly ReviewGoal[] = [];
  @api people: readonly GoalPerson[] = [];

  label = {
    title,
    none,
    add,
    what,
    measureLabel,
    senseLabel,
    due,
    person,
    note,
    save,
    cancel,
    help
  };
  senses = [
    { value: 'At Least', label: atLeast },
    { value: 'At Most', label: atMost }
  ];
  draft: GoalDraft = blank;
  isAdding = false;
  isSaving = false;
  outcome = '';
  fault = '';
  takesFocus = false;

  renderedCallback(): void {
    if (!this.takesFocus) return;
    this.takesFocus = false;
    (this.refs?.['what'] as HTMLElement | undefined)?.focus();
  }

  get rows(): GoalRow[] {
    return goalRows(this.goals);
  }

  get hasRows(): boolean {
    return this.goals.length > 0;
  }

  get canAdd(): boolean {
    return !this.isAdding && this.people.length > 0;
  }

  get personId(): string {
    const own = this.people.find(({ id }) => id === signedIn) ?? this.people[0];
    return this.draft.person === '' ? (own?.id ?? '') : this.draft.person;
  }

  get peopleOptions(): (GoalPerson & { readonly isChosen: boolean })[] {
    return this.people.map((one) => ({ ...one, isChosen: one.id === this.personId }));
  }

  /** What shows how somebody sells is offered to her alone. */
  get measureOptions(): (Measure & { readonly isChosen: boolean })[] {
    return measures
      .filter(({ isOwn }) => !isOwn || this.personId === signedIn)
      .map((one) => ({ ...one, isChosen: one.value === this.measure }));
  }

  get measure(): string {
    const isOffered = measures.some(
      ({ value, isOwn }) => value === this.draft.measure && (!isOwn || this.personId === signedIn)
    );
    return isOffered ? this.draft.measure : blank.measure;
  }

  get targetLabel(): string {
    return filled(targetOf, measures.find(({ value }) => value === this.measure)?.unit ?? '');
  }

  begin(): void {
    this.draft = blank;
    this.outcome = '';
    this.fault = '';
    this.isAdding = true;
    this.takesFocus = true;
  }

  end(): void {
    this.isAdding = false;
    this.fault = '';
  }

  change(event: Event): void {
    const input = event.target as HTMLInputElement & { dataset: { field: keyof GoalDraft } };
    // What is no date has no value.
    const value = (input.value as string | null) ?? '';
    this.draft = { ...this.draft, [input.dataset.field]: value };
  }

  async save(): Promise<void> {
    const { draft } = this;
    const target = draft.target.trim() === '' ? NaN : Number(draft.target);
    const isWhole =
      draft.what.trim() !== '' && draft.due !== '' && this.personId !== '' && target >= 0;
    if (!isWhole) {
      this.fault = incomplete;
      return;
    }
    this.fault = '';
    this.isSaving = true;
    try {
      await createRecord({
        apiName: 'Evenfield_Review_Goal__c',
        fields: {
          Review__c: this.reviewId,
          What__c: draft.what.trim(),
          Measure__c: this.measure,
          Sense__c: draft.sense,
          Target__c: target,
          Due__c: draft.due,
          Person__c: this.personId,
          Note__c: draft.note.trim() === '' ? null : draft.note.trim()
        }
      });
      this.isAdding = false;
      this.outcome = saved;
      this.dispatchEvent(new CustomEvent('saved'));
    } catch (error) {
      this.fault = filled(failed, refusalWords(error));
    }
    this.isSaving = false;
  }
}
