import { LightningElement, api } from 'lwc';
import { updateRecord } from 'lightning/uiRecordApi';
import ask from '@salesforce/label/c.Evenfield_Help_Ask';
import note from '@salesforce/label/c.Evenfield_Help_Note';
import asked from '@salesforce/label/c.Evenfield_Help_Asked';
import takeBack from '@salesforce/label/c.Evenfield_Help_Take_Back';
import seen from '@salesforce/label/c.Evenfield_Help_Seen';
import { filled } from 'c/graphqlNodes';
import { refusalWords } from 'c/ruleCriteria';

/** Asks for help with a territory in one click, with a note; or takes that back. */
export default class HelpAsk extends LightningElement {
  @api recordId = '';
  @api name = '';
  /** When help was asked for; null while it is not. */
  @api asked: string | null = null;
  @api note = '';

  label = { seen };
  fault = '';
  draft = '';
  /** What was done here since the page was loaded; undefined: nothing. */
  changed: { readonly asked: string | null; readonly note: string } | undefined = undefined;

  get held(): { readonly asked: string | null; readonly note: string } {
    return this.changed ?? { asked: this.asked, note: this.note };
  }

  get isAsked(): boolean {
    return this.held.asked !== null;
  }

  get askLabel(): string {
    return filled(ask, this.name);
  }

  get noteLabel(): string {
    return filled(note, this.name);
  }

  get askedText(): string {
    return filled(asked, (this.held.asked ?? '').slice(0, 10), this.held.note);
  }

  get takeBackLabel(): string {
    return filled(takeBack, this.name);
  }

  write(event: Event): void {
    this.draft = (event.currentTarget as HTMLInputElement).value;
  }

  ask(): Promise<void> {
    return this.save({ asked: new Date().toISOString(), note: this.draft.trim() });
  }

  takeBack(): Promise<void> {
    return this.save({ asked: null, note: '' });
  }

  /** Shown at once; what the org refuses is taken back and said. */
  async save(wanted: { readonly asked: string | null; readonly note: string }): Promise<void> {
    const before = this.changed;
    this.changed = wanted;
    this.fault = '';
    try {
      await updateRecord({
        fields: {
          Id: this.recordId,
          Help_Asked__c: wanted.asked,
          Help_Note__c: wanted.note === '' ? null : wanted.note
        }
      });
    } catch (error) {
      this.changed = before;
      this.fault = refusalWords(error);
    }
  }
}
