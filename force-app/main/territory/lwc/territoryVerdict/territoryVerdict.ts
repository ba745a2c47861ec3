import { LightningElement, api, wire } from 'lwc';
import { graphql } from 'lightning/graphql';
import title from '@salesforce/label/c.Evenfield_Verdict';
import empty from '@salesforce/label/c.Evenfield_Verdict_Empty';
import next from '@salesforce/label/c.Evenfield_Verdict_Next';
import signsTitle from '@salesforce/label/c.Evenfield_Verdict_Signs';
import type { GraphqlResult, PanelStateName } from 'c/graphqlNodes';
import { messageOf, nodesOf, stateOf, valueOf } from 'c/graphqlNodes';
import type { Level, SignLine } from './verdictLines';
import { levelOf, signLines } from './verdictLines';
import type { VerdictData, VerdictNode } from './verdictQuery';
import { verdictQuery } from './verdictQuery';

/** What all warning signs of a territory say together, and each with its evidence and next step. */
export default class TerritoryVerdict extends LightningElement {
  @api recordId?: string;

  label = { title, next, signsTitle };
  state: PanelStateName = 'loading';
  message = '';
  row: VerdictNode | null = null;

  get variables(): { territoryId: string | undefined } {
    return { territoryId: this.recordId };
  }

  @wire(graphql, { query: verdictQuery, variables: '$variables' })
  take(result: GraphqlResult<VerdictData>): void {
    this.state = stateOf(result, (data) => {
      const [row] = nodesOf(data.Evenfield_Territory__c);
      return row === undefined || valueOf(row.Verdict__c) === null;
    });
    this.message = this.state === 'error' ? messageOf(result) : empty;
    this.row = nodesOf(result.data?.uiapi.query.Evenfield_Territory__c)[0] ?? null;
  }

  get level(): string {
    return valueOf(this.row?.Verdict__c) ?? '';
  }

  get shown(): Level {
    return levelOf(this.level);
  }

  get summary(): string | null {
    return valueOf(this.row?.Verdict_Summary__c);
  }

  get nextStep(): string | null {
    return valueOf(this.row?.Verdict_Next_Step__c);
  }

  get signs(): SignLine[] {
    return signLines(valueOf(this.row?.Verdict_Signs__c));
  }
}
