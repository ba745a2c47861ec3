import { LightningElement, api } from 'lwc';
import title from '@salesforce/label/c.Evenfield_Growth';
import highValue from '@salesforce/label/c.Evenfield_Growth_High_Value';
import spaceTitle from '@salesforce/label/c.Evenfield_Growth_Space';
import spaceHelp from '@salesforce/label/c.Evenfield_Growth_Space_Help';
import spaceNone from '@salesforce/label/c.Evenfield_Growth_Space_None';
import whiteSpace from '@salesforce/label/c.Evenfield_Growth_White_Space';
import wallet from '@salesforce/label/c.Evenfield_Growth_Wallet';
import source from '@salesforce/label/c.Evenfield_Growth_Source';
import expansion from '@salesforce/label/c.Evenfield_Growth_Expansion';
import likeness from '@salesforce/label/c.Evenfield_Growth_Likeness';
import ready from '@salesforce/label/c.Evenfield_Growth_Referral_Ready';
import notReady from '@salesforce/label/c.Evenfield_Growth_Referral_Not_Yet';
import { filled, valueOf } from 'c/graphqlNodes';
import type { GrowthNode } from './growthNode';

export type { GrowthNode } from './growthNode';

/** How an account can grow, in what the night wrote to its coverage. */
export default class AccountGrowth extends LightningElement {
  /** The account's coverage; null shows nothing. */
  @api row: GrowthNode | null = null;

  label = {
    title,
    highValue,
    spaceTitle,
    spaceHelp,
    spaceNone,
    whiteSpace,
    wallet,
    expansion,
    likeness
  };

  get isHighValue(): boolean {
    return valueOf(this.row?.High_Value__c) === true;
  }

  /** One entry a product, as the night joins them. */
  get products(): { key: string; words: string }[] {
    const text = valueOf(this.row?.White_Space_Products__c) ?? '';
    return text === '' ? [] : text.split('; ').map((words, place) => ({ key: `${place}`, words }));
  }

  get hasProducts(): boolean {
    return this.products.length > 0;
  }

  get whiteSpace(): number | null {
    return valueOf(this.row?.White_Space__c);
  }

  get wallet(): number | null {
    return valueOf(this.row?.Share_of_Wallet__c);
  }

  get hasWallet(): boolean {
    return this.wallet !== null;
  }

  /** What the estimate stands on; a share of something unknown is none. */
  get sourceText(): string {
    return filled(
      source,
      valueOf(this.row?.Potential_Source__c) ?? '',
      valueOf(this.row?.Potential_Date__c) ?? ''
    );
  }

  /** Null unless it is measured on the org's own past. */
  get expansion(): number | null {
    return valueOf(this.row?.Expansion_Chance__c);
  }

  get hasExpansion(): boolean {
    return this.expansion !== null;
  }

  get likeness(): number | null {
    return valueOf(this.row?.Likeness__c);
  }

  get isProspect(): boolean {
    return this.likeness !== null;
  }

  get likenessReasons(): string {
    return valueOf(this.row?.Likeness_Reasons__c) ?? '';
  }

  get referralReasons(): string {
    return valueOf(this.row?.Referral_Reasons__c) ?? '';
  }

  get isCustomer(): boolean {
    return this.referralReasons !== '';
  }

  get referralText(): string {
    return valueOf(this.row?.Referral_Ready__c) === true ? ready : notReady;
  }
}
