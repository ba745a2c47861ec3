import { LightningElement, api, wire } from 'lwc';
import { graphql } from 'lightning/graphql';
import { updateRecord } from 'lightning/uiRecordApi';
import signedIn from '@salesforce/user/Id';
import title from '@salesforce/label/c.Evenfield_My_Moves';
import none from '@salesforce/label/c.Evenfield_My_Moves_None';
import coming from '@salesforce/label/c.Evenfield_My_Moves_Coming';
import leaving from '@salesforce/label/c.Evenfield_My_Moves_Leaving';
import others from '@salesforce/label/c.Evenfield_My_Moves_Others';
import agree from '@salesforce/label/c.Evenfield_My_Moves_Agree';
import challenge from '@salesforce/label/c.Evenfield_My_Moves_Challenge';
import reasonLabel from '@salesforce/label/c.Evenfield_My_Moves_Reason';
import send from '@salesforce/label/c.Evenfield_My_Moves_Send';
import agreed from '@salesforce/label/c.Evenfield_My_Moves_Agreed';
import challenged from '@salesforce/label/c.Evenfield_My_Moves_Challenged';
import instead from '@salesforce/label/c.Evenfield_My_Moves_Instead';
import stays from '@salesforce/label/c.Evenfield_My_Moves_Stays';
import why from '@salesforce/label/c.Evenfield_Moves_Why';
import type { GraphqlResult, PanelStateName } from 'c/graphqlNodes';
import { messageOf, nodesOf, stateOf, valueOf } from 'c/graphqlNodes';
import { refusalWords } from 'c/ruleCriteria';
import type { MyMove, MyMoveData, Side } from './myMoveRows';
import { myMove, myMovesQuery } from './myMoveRows';

/** A guest is nobody's owner. */
const userId = signedIn ?? '';

interface ShownMove extends MyMove {
  readonly agreeLabel: string;
  readonly challengeLabel: string;
  readonly said: string;
  readonly isWriting: boolean;
}

/** Accounts that are to come to the person or to leave her, with the reasons; she agrees or challenges. */
export default class MyMoves extends LightningElement {
  /** The account's id on its page; none on the home page. */
  @api recordId?: string;

  label = { title, why, agree, challenge, reasonLabel, instead, stays, send };
  state: PanelStateName = 'loading';
  message = '';
  fault = '';
  rows: readonly MyMove[] = [];
  writingId: string | null = null;
  reason = '';
  /** Id of the territory that she names instead; empty where the account is to stay. */
  proposal = '';
  territories: readonly { readonly value: string; readonly label: string }[] = [];
  wantsFocus = false;
  refresh: (() => Promise<unknown>) | null = null;

  get query(): unknown {
    return myMovesQuery(this.recordId);
  }

  get variables(): Readonly<Record<string, string>> {
    return this.recordId === undefined ? { user: userId } : { account: this.recordId };
  }

  @wire(graphql, { query: '$query', variables: '$variables' })
  take(result: GraphqlResult<MyMoveData>): void {
    this.refresh = result.refresh ?? null;
    this.state = stateOf(result, (data) => nodesOf(data.Evenfield_Rebalance_Move__c).length === 0);
    this.message = this.state === 'error' ? messageOf(result) : none;
    this.rows = nodesOf(result.data?.uiapi.query.Evenfield_Rebalance_Move__c).map((node) =>
      myMove(node, userId)
    );
    this.territories = nodesOf(result.data?.uiapi.query.Evenfield_Territory__c).map((node) => ({
      value: node.Id,
      label: valueOf(node.Name) ?? node.Id
    }));
  }

  renderedCallback(): void {
    if (!this.wantsFocus) return;
    this.wantsFocus = false;
    this.template?.querySelector<HTMLElement>('textarea')?.focus();
  }

  get groups(): { side: Side; heading: string; moves: ShownMove[] }[] {
    const headings: [Side, string][] = [
      ['coming', coming],
      ['leaving', leaving],
      ['other', others]
    ];
    return headings
      .map(([side, heading]) => ({
        side,
        heading,
        moves: this.rows.filter((row) => row.side === side).map((row) => this.shown(row))
      }))
      .filter(({ moves }) => moves.length > 0);
  }

  shown(row: MyMove): ShownMove {
    return {
      ...row,
      agreeLabel: `${agree}: ${row.account}`,
      challengeLabel: `${challenge}: ${row.account}`,
      said:
        row.challenge === 'Challenged'
          ? `${challenged}: ${row.challengeReason}`
          : row.challenge === 'Agreed'
            ? agreed
            : '',
      isWriting: row.id === this.writingId
    };
  }

  get cannotSend(): boolean {
    return this.reason.trim() === '';
  }

  accept(event: Event): void {
    void this.say((event.currentTarget as HTMLButtonElement).value, { Challenge__c: 'Agreed' });
  }

  begin(event: Event): void {
    this.writingId = (event.currentTarget as HTMLButtonElement).value;
    this.reason = '';
    this.proposal = '';
    this.wantsFocus = true;
  }

  changeReason(event: Event): void {
    this.reason = (event.target as HTMLTextAreaElement).value;
  }

  changeProposal(event: Event): void {
    this.proposal = (event.target as HTMLSelectElement).value;
  }

  submit(): void {
    const id = this.writingId;
    if (id === null || this.cannotSend) return;
    void this.say(id, {
      Challenge__c: 'Challenged',
      Challenge_Reason__c: this.reason.trim(),
      ...(this.proposal === '' ? {} : { Challenge_Proposal__c: this.proposal })
    });
  }

  async say(id: string, fields: Readonly<Record<string, string>>): Promise<void> {
    this.fault = '';
    try {
      await updateRecord({ fields: { Id: id, ...fields } });
      this.writingId = null;
      await this.refresh?.();
    } catch (error) {
      this.fault = refusalWords(error);
    }
  }
}
