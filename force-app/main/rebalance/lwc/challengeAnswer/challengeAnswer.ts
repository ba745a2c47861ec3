import { LightningElement, api } from 'lwc';
import { updateRecord } from 'lightning/uiRecordApi';
import answer from '@salesforce/label/c.Evenfield_Challenge_Answer';
import insteadText from '@salesforce/label/c.Evenfield_Challenge_Instead';
import uphold from '@salesforce/label/c.Evenfield_Challenge_Uphold';
import upholdOne from '@salesforce/label/c.Evenfield_Challenge_Uphold_One';
import upheld from '@salesforce/label/c.Evenfield_Challenge_Upheld';
import refuse from '@salesforce/label/c.Evenfield_Challenge_Refuse';
import refuseOne from '@salesforce/label/c.Evenfield_Challenge_Refuse_One';
import refused from '@salesforce/label/c.Evenfield_Challenge_Refused';
import { filled } from 'c/graphqlNodes';
import { refusalWords } from 'c/ruleCriteria';

/** A challenge of one move: its reason, what was answered, and, for whoever decides, the answer to give. */
export default class ChallengeAnswer extends LightningElement {
  @api moveId: string | null = null;
  @api account = '';
  @api reason = '';
  /** Name of the territory that was named instead; empty where the account is to stay. */
  @api instead = '';
  /** Open, Accepted or Refused. */
  @api status = 'Open';
  /** What was answered before. */
  @api answered = '';
  @api canDecide = false;

  label = { answer, uphold, refuse };
  text = '';
  fault = '';
  isBusy = false;
  /** The answer just given, until the list is read again. */
  given: string | null = null;

  get said(): string {
    return this.instead === '' ? this.reason : filled(insteadText, this.reason, this.instead);
  }

  get now(): string {
    return this.given ?? this.status;
  }

  get isOpen(): boolean {
    return this.canDecide && this.now === 'Open';
  }

  get answerText(): string {
    if (this.now === 'Open') return '';
    const said = this.given === null ? this.answered : this.text.trim();
    return `${this.now === 'Accepted' ? upheld : refused} ${said}`.trim();
  }

  get upholdLabel(): string {
    return filled(upholdOne, this.account);
  }

  get refuseLabel(): string {
    return filled(refuseOne, this.account);
  }

  changeText(event: Event): void {
    this.text = (event.target as HTMLTextAreaElement).value;
  }

  async answer(event: Event): Promise<void> {
    const { value } = event.currentTarget as HTMLButtonElement;
    this.isBusy = true;
    this.fault = '';
    try {
      await updateRecord({
        fields: {
          Id: this.moveId,
          Challenge_Status__c: value,
          Challenge_Answer__c: this.text.trim()
        }
      });
      this.given = value;
    } catch (error) {
      this.fault = refusalWords(error);
    } finally {
      this.isBusy = false;
    }
  }
}
