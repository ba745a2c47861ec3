import { LightningElement, api, wire } from 'lwc';
import { graphql } from 'lightning/graphql';
import { updateRecord } from 'lightning/uiRecordApi';
import title from '@salesforce/label/c.Evenfield_Brief';
import empty from '@salesforce/label/c.Evenfield_Brief_Empty';
import print from '@salesforce/label/c.Evenfield_Brief_Print';
import edit from '@salesforce/label/c.Evenfield_Brief_Edit';
import save from '@salesforce/label/c.Evenfield_Brief_Save';
import cancel from '@salesforce/label/c.Evenfield_Brief_Cancel';
import saved from '@salesforce/label/c.Evenfield_Brief_Saved';
import failed from '@salesforce/label/c.Evenfield_Brief_Failed';
import who from '@salesforce/label/c.Evenfield_Brief_Who';
import where from '@salesforce/label/c.Evenfield_Brief_Where';
import buyers from '@salesforce/label/c.Evenfield_Brief_Buyers';
import accountsTitle from '@salesforce/label/c.Evenfield_Brief_Accounts';
import competitors from '@salesforce/label/c.Evenfield_Brief_Competitors';
import goals from '@salesforce/label/c.Evenfield_Brief_Goals';
import plan from '@salesforce/label/c.Evenfield_Brief_Plan';
import noWords from '@salesforce/label/c.Evenfield_Brief_No_Words';
import noAccounts from '@salesforce/label/c.Evenfield_Brief_No_Accounts';
import until from '@salesforce/label/c.Evenfield_Brief_Until';
import base from '@salesforce/label/c.Evenfield_Brief_Base';
import whiteSpace from '@salesforce/label/c.Evenfield_Brief_White_Space';
import won from '@salesforce/label/c.Evenfield_Brief_Won';
import account from '@salesforce/label/c.Evenfield_Brief_Account';
import tier from '@salesforce/label/c.Evenfield_Brief_Tier';
import target from '@salesforce/label/c.Evenfield_Brief_Target';
import attained from '@salesforce/label/c.Evenfield_Brief_Attained';
import approach from '@salesforce/label/c.Evenfield_Brief_Approach';
import stage from '@salesforce/label/c.Evenfield_Brief_Stage';
import accounts from '@salesforce/label/c.Evenfield_Accounts';
import potential from '@salesforce/label/c.Evenfield_Potential';
import attainment from '@salesforce/label/c.Evenfield_Attainment';
import notKnown from '@salesforce/label/c.Evenfield_Not_Known';
import type { Field, GraphqlResult, PanelStateName } from 'c/graphqlNodes';
import { filled, messageOf, nodesOf, stateOf, valueOf } from 'c/graphqlNodes';
import type { BriefData, BriefNode } from './briefQuery';
import { briefQuery } from './briefQuery';

type Words = 'Brief_Buyers__c' | 'Brief_Competitors__c' | 'Brief_Goals__c' | 'Brief_Plan__c';

interface Person {
  readonly id: string;
  readonly text: string;
}

interface TopAccount {
  readonly id: string;
  readonly name: string;
  readonly tier: string | null;
  readonly whiteSpace: number | null;
  readonly won: number | null;
}

/** One page about a territory: filled from data, with room for words, to print. */
export default class TerritoryBrief extends LightningElement {
  @api recordId?: string;

  label = {
    title,
    print,
    edit,
    save,
    cancel,
    who,
    where,
    buyers,
    accountsTitle,
    competitors,
    goals,
    plan,
    noAccounts,
    base,
    whiteSpace,
    won,
    account,
    tier,
    target,
    attained,
    approach,
    stage,
    accounts,
    potential,
    attainment
  };
  state: PanelStateName = 'loading';
  message = '';
  row: BriefNode | null = null;
  people: readonly Person[] = [];
  topAccounts: readonly TopAccount[] = [];
  isEditing = false;
  isSaving = false;
  outcome = '';
  drafts: Partial<Record<Words, string>> = {};
  refresh: (() => Promise<unknown>) | null = null;

  get variables(): { territoryId: string | undefined } {
    return { territoryId: this.recordId };
  }

  @wire(graphql, { query: briefQuery, variables: '$variables' })
  take(result: GraphqlResult<BriefData>): void {
    this.refresh = result.refresh ?? null;
    this.state = stateOf(result, (data) => nodesOf(data.Evenfield_Territory__c).length === 0);
    this.message = this.state === 'error' ? messageOf(result) : empty;
    const data = result.data?.uiapi.query;
    const today = new Date().toISOString().slice(0, 10);
    this.row = nodesOf(data?.Evenfield_Territory__c)[0] ?? null;
    this.people = nodesOf(data?.Evenfield_Territory_Member__c)
      .filter((member) => isWithin(today, member.Start_Date__c, member.End_Date__c))
      .map((member) => {
        const end = valueOf(member.End_Date__c);
        const name = valueOf(member.User__r?.Name) ?? notKnown;
        const role = valueOf(member.Role__c) ?? notKnown;
        return {
          id: member.Id,
          text: `${name}, ${role}${end === null ? '' : ` ${filled(until, end)}`}`
        };
      });
    this.topAccounts = nodesOf(data?.Evenfield_Coverage__c).map((coverage) => ({
      id: coverage.Id,
      name: valueOf(coverage.Account__r?.Name) ?? notKnown,
      tier: valueOf(coverage.Tier__c),
      whiteSpace: valueOf(coverage.White_Space__c),
      won: valueOf(coverage.Won_12_Months__c)
    }));
  }

  get name(): string {
    return valueOf(this.row?.Name) ?? '';
  }

  get figures(): Record<string, string | number | null> {
    const { row } = this;
    return {
      stage: valueOf(row?.Stage__c),
      approach: valueOf(row?.Approach__c),
      base: valueOf(row?.Base_City__c),
      accounts: valueOf(row?.Accounts__c),
      potential: valueOf(row?.Potential__c),
      target: valueOf(row?.Quota__c),
      attained: valueOf(row?.Attained__c),
      attainment: valueOf(row?.Attainment__c)
    };
  }

  get words(): Record<'buyers' | 'competitors' | 'goals' | 'plan', string> {
    return {
      buyers: this.wordsOf('Brief_Buyers__c'),
      competitors: this.wordsOf('Brief_Competitors__c'),
      goals: this.wordsOf('Brief_Goals__c'),
      plan: this.wordsOf('Brief_Plan__c')
    };
  }

  /** Competitors of open deals and of a year's closed ones; empty where the org does not tell. */
  get competitorsMet(): readonly string[] {
    return (valueOf(this.row?.Competitors_Met__c) ?? '').split('\n').filter((line) => line !== '');
  }

  get hasAccounts(): boolean {
    return this.topAccounts.length > 0;
  }

  print(): void {
    window.print();
  }

  edit(): void {
    this.outcome = '';
    this.drafts = {};
    this.isEditing = true;
  }

  cancel(): void {
    this.isEditing = false;
  }

  change(event: Event): void {
    const input = event.target as HTMLTextAreaElement & { dataset: { field: Words } };
    this.drafts = { ...this.drafts, [input.dataset.field]: input.value };
  }

  async save(): Promise<void> {
    this.isSaving = true;
    try {
      if (Object.keys(this.drafts).length > 0) {
        await updateRecord({ fields: { Id: this.recordId ?? '', ...this.drafts } });
        await this.refresh?.();
      }
      this.isEditing = false;
      this.outcome = saved;
    } catch (error) {
      this.outcome = filled(failed, reasonOf(error));
    }
    this.isSaving = false;
  }

  wordsOf(field: Words): string {
    const written = valueOf(this.row?.[field]) ?? '';
    return written === '' && !this.isEditing ? noWords : written;
  }
}

function isWithin(today: string, start: Field<string>, end: Field<string>): boolean {
  return (valueOf(start) ?? today) <= today && today <= (valueOf(end) ?? today);
}

/** The platform's words for a refused write: its first detail, else its message. */
function reasonOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return String(error);
  const body = 'body' in error ? (error.body as Refusal | null) : null;
  const fields = Object.values(body?.output?.fieldErrors ?? {}).flat();
  const first = body?.output?.errors?.[0] ?? fields[0];
  return first?.message ?? body?.message ?? ('message' in error ? String(error.message) : '');
}

interface Refusal {
  readonly message?: string;
  readonly output?: {
    readonly errors?: readonly { readonly message: string }[];
    readonly fieldErrors?: Readonly<Record<string, readonly { readonly message: string }[]>>;
  };
}
