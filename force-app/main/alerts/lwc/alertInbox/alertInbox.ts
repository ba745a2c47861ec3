import { LightningElement, wire } from 'lwc';
import { gql, graphql } from 'lightning/graphql';
import { updateRecord } from 'lightning/uiRecordApi';
import title from '@salesforce/label/c.Evenfield_Alerts';
import none from '@salesforce/label/c.Evenfield_Alerts_None';
import count from '@salesforce/label/c.Evenfield_Alerts_Count';
import open from '@salesforce/label/c.Evenfield_Alerts_Open';
import quiet from '@salesforce/label/c.Evenfield_Alerts_Quiet';
import since from '@salesforce/label/c.Evenfield_Alerts_Since';
import todo from '@salesforce/label/c.Evenfield_Alerts_To_Do';
import done from '@salesforce/label/c.Evenfield_Alerts_Done';
import isDone from '@salesforce/label/c.Evenfield_Alerts_Is_Done';
import snooze from '@salesforce/label/c.Evenfield_Alerts_Snooze';
import snoozed from '@salesforce/label/c.Evenfield_Alerts_Snoozed';
import again from '@salesforce/label/c.Evenfield_Alerts_Take_Up_Again';
import note from '@salesforce/label/c.Evenfield_Alerts_Note';
import saveNote from '@salesforce/label/c.Evenfield_Alerts_Save_Note';
import act from '@salesforce/label/c.Evenfield_Act';
import watch from '@salesforce/label/c.Evenfield_Watch';
import wholeOrg from '@salesforce/label/c.Evenfield_Alerts_Whole_Org';
import show from '@salesforce/label/c.Evenfield_Show';
import type { GraphqlResult, PanelStateName } from 'c/graphqlNodes';
import { filled, messageOf, nodesOf, stateOf } from 'c/graphqlNodes';
import type { AlertData, AlertRow, AlertShow } from './alertRows';
import { localDay } from 'c/localDay';
import { refusalWords } from 'c/ruleCriteria';
import { alertRow, chosenAlerts, isQuiet } from './alertRows';

const snoozeDays = 7;

type Change = Partial<Pick<AlertRow, 'isDone' | 'snoozedUntil' | 'note'>>;

/** What crossed a mark in the territories that are open to the user: why, and what to do. */
export default class AlertInbox extends LightningElement {
  label = { title, todo, done, snooze, again, note, saveNote, show };
  state: PanelStateName = 'loading';
  message = '';
  fault = '';
  rows: readonly AlertRow[] = [];
  show: AlertShow = 'open';
  /** Notes being written, by the alert's id. */
  readonly drafts = new Map<string, string>();
  showOptions = [
    { value: 'open', label: open },
    { value: 'quiet', label: quiet }
  ];

  @wire(graphql, {
    query: gql`
      query alerts {
        uiapi {
          query {
            Evenfield_Alert__c(
              where: { Closed__c: { eq: null } }
              orderBy: { Opened__c: { order: DESC } }
              first: 200
            ) {
              edges {
                node {
                  Id
                  Metric__c {
                    value
                  }
                  Severity__c {
                    value
                  }
                  What__c {
                    value
                  }
                  To_Do__c {
                    value
                  }
                  Opened__c {
                    value
                  }
                  Snoozed_Until__c {
                    value
                  }
                  Done__c {
                    value
                  }
                  Note__c {
                    value
                  }
                  Account__r {
                    Id
                    Name {
                      value
                    }
                  }
                  Territory__r {
                    Name {
                      value
                    }
                  }
                }
              }
            }
          }
        }
      }
    `
  })
  take(result: GraphqlResult<AlertData>): void {
    this.state = stateOf(result, (data) => nodesOf(data.Evenfield_Alert__c).length === 0);
    this.message = this.state === 'error' ? messageOf(result) : none;
    this.rows = nodesOf(result.data?.uiapi.query.Evenfield_Alert__c).map(alertRow);
  }

  get today(): string {
    return localDay(new Date());
  }

  get shown(): (AlertRow & Readonly<Record<string, unknown>>)[] {
    return chosenAlerts(this.rows, this.show, this.today).map((row) => ({
      ...row,
      territory: row.territory === '' ? wholeOrg : row.territory,
      severityText: row.severity === 'Act' ? act : watch,
      sinceText: filled(since, row.opened),
      isAside: isQuiet(row, this.today),
      asideText: row.isDone ? isDone : filled(snoozed, row.snoozedUntil ?? ''),
      doneLabel: `${done}: ${about(row)}, ${row.metric}`,
      snoozeLabel: `${snooze}: ${about(row)}, ${row.metric}`,
      againLabel: `${again}: ${about(row)}, ${row.metric}`,
      writeLabel: `${note}: ${about(row)}, ${row.metric}`,
      noteLabel: `${saveNote}: ${about(row)}, ${row.metric}`
    }));
  }

  get countText(): string {
    const waiting = chosenAlerts(this.rows, 'open', this.today);
    const acts = waiting.filter(({ severity }) => severity === 'Act').length;
    return filled(count, String(waiting.length), String(acts));
  }

  changeShow(event: Event): void {
    this.show = (event.target as HTMLSelectElement).value as AlertShow;
  }

  finish(event: Event): Promise<void> {
    return this.change(idOf(event), { isDone: true });
  }

  snooze(event: Event): Promise<void> {
    return this.change(idOf(event), { snoozedUntil: localDay(new Date(), snoozeDays) });
  }

  takeUpAgain(event: Event): Promise<void> {
    return this.change(idOf(event), { isDone: false, snoozedUntil: null });
  }

  draftNote(event: Event): void {
    const area = event.currentTarget as HTMLTextAreaElement;
    this.drafts.set(area.dataset['id'] ?? '', area.value);
  }

  saveNote(event: Event): Promise<void> {
    const id = idOf(event);
    const held = this.rows.find((row) => row.id === id)?.note ?? '';
    return this.change(id, { note: this.drafts.get(id) ?? held });
  }

  /** The list changes at once; what the org refuses is taken back and said. */
  async change(id: string, change: Change): Promise<void> {
    const before = this.rows;
    this.rows = this.rows.map((row) => (row.id === id ? { ...row, ...change } : row));
    this.fault = '';
    const fields: Record<string, unknown> = { Id: id };
    if (change.isDone !== undefined) fields['Done__c'] = change.isDone;
    if (change.snoozedUntil !== undefined) fields['Snoozed_Until__c'] = change.snoozedUntil;
    if (change.note !== undefined) fields['Note__c'] = change.note;
    try {
      await updateRecord({ fields: fields as { Id: string } });
    } catch (error) {
      this.rows = before;
      this.fault = refusalWords(error);
    }
  }
}

function idOf(event: Event): string {
  return (event.currentTarget as HTMLButtonElement).value;
}

/** The territory, and the account where the alert is about one; an alert without either is about the org. */
function about({ territory, account }: AlertRow): string {
  return [territory, account].filter(Boolean).join(', ') || wholeOrg;
}
