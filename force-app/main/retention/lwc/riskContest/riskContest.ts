import { LightningElement, api } from 'lwc';
import userId from '@salesforce/user/Id';
import title from '@salesforce/label/c.Evenfield_Risk_Contest_Title';
import contestRisk from '@salesforce/label/c.Evenfield_Risk_Contest_Open';
import contestHealth from '@salesforce/label/c.Evenfield_Health_Contest_Open';
import band from '@salesforce/label/c.Evenfield_Risk_Contest_Band';
import healthBand from '@salesforce/label/c.Evenfield_Health_Contest_Band';
import better from '@salesforce/label/c.Evenfield_Health_Better';
import worse from '@salesforce/label/c.Evenfield_Health_Worse';
import ofRisk from '@salesforce/label/c.Evenfield_Risk_Contest_Proposed';
import ofHealth from '@salesforce/label/c.Evenfield_Health_Contest_Proposed';
import kept from '@salesforce/label/c.Evenfield_Risk_Contest_Kept';
import waits from '@salesforce/label/c.Evenfield_Contest_Waits_Own';
import type { ContestChoice, Contested } from 'c/contestForm';
import type { ContestNode, Said } from 'c/contestSaid';
import { saidOf } from 'c/contestSaid';
import type { Field } from 'c/graphqlNodes';
import { filled, valueOf } from 'c/graphqlNodes';
import { riskBand } from 'c/riskBands';

export interface RiskContestNode extends ContestNode {
  readonly What__c: Field<string>;
  readonly Proposed_Band__c: Field<string>;
}

/** Risk and health are two numbers with two meanings; each is contested by itself. */
type What = 'Churn Risk' | 'Account Health';

const healthWords: Readonly<Record<string, string>> = { Better: better, Worse: worse };

const choices: Readonly<Record<What, readonly ContestChoice[]>> = {
  'Churn Risk': ['High', 'Medium', 'Low'].map((value) => ({
    value,
    label: riskBand(value).text
  })),
  'Account Health': ['Better', 'Worse'].map((value) => ({
    value,
    label: healthWords[value] ?? value
  }))
};

interface ShownSaid extends Said {
  readonly proposedText: string;
}

/** What people say of an account's risk and health. Sends `sent` once a contest is written. */
export default class RiskContest extends LightningElement {
  @api recordId?: string;
  /** Risk and health as they are shown, in words. */
  @api riskText?: string;
  @api healthText?: string;
  @api contests?: readonly RiskContestNode[];

  label = { title, contestRisk, contestHealth, waits };
  what: What | null = null;
  outcome = '';
  movesFocus = false;

  renderedCallback(): void {
    if (!this.movesFocus) return;
    this.movesFocus = false;
    (this.refs?.['outcome'] as HTMLElement | undefined)?.focus();
  }

  get said(): ShownSaid[] {
    return (this.contests ?? []).map((node) => {
      const proposed = valueOf(node.Proposed_Band__c);
      const isHealth = valueOf(node.What__c) === 'Account Health';
      return {
        ...saidOf(node),
        proposedText: isHealth
          ? filled(ofHealth, healthWords[proposed ?? ''] ?? proposed ?? '')
          : filled(ofRisk, riskBand(proposed).text)
      };
    });
  }

  get hasSaid(): boolean {
    return this.said.length > 0;
  }

  /** One word at a time: the next one can be said when the first is answered. */
  get waitsForAnswer(): boolean {
    return this.said.some((one) => one.isOpen && one.by === userId);
  }

  get mayContest(): boolean {
    return this.what === null && !this.waitsForAnswer;
  }

  get isOpen(): boolean {
    return this.what !== null;
  }

  get heading(): string {
    return this.what === 'Account Health' ? contestHealth : contestRisk;
  }

  get valueLabel(): string {
    return this.what === 'Account Health' ? healthBand : band;
  }

  get choices(): readonly ContestChoice[] {
    return this.what === null ? [] : choices[this.what];
  }

  get contested(): Contested {
    const shown = this.what === 'Account Health' ? this.healthText : this.riskText;
    return {
      about: this.recordId ?? '',
      fields: {
        Account__c: this.recordId ?? '',
        What__c: this.what,
        Shown_Source__c: (shown ?? '').slice(0, 120)
      }
    };
  }

  open(event: Event): void {
    this.what = (event.currentTarget as HTMLButtonElement).value as What;
    this.outcome = '';
  }

  close(): void {
    this.what = null;
    this.movesFocus = true;
  }

  takeSent(): void {
    this.outcome = kept;
    this.close();
    this.dispatchEvent(new CustomEvent('sent'));
  }
}
