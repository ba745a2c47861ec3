import { LightningElement, wire } from 'lwc';
import { gql, graphql } from 'lightning/graphql';
import { createRecord } from 'lightning/uiRecordApi';
import mayAsk from '@salesforce/customPermission/Evenfield_Request_Sync';
import title from '@salesforce/label/c.Evenfield_Sync';
import now from '@salesforce/label/c.Evenfield_Sync_Now';
import help from '@salesforce/label/c.Evenfield_Sync_Help';
import noAccess from '@salesforce/label/c.Evenfield_Sync_No_Access';
import requested from '@salesforce/label/c.Evenfield_Sync_Requested';
import working from '@salesforce/label/c.Evenfield_Sync_Working';
import done from '@salesforce/label/c.Evenfield_Sync_Done';
import failed from '@salesforce/label/c.Evenfield_Sync_Failed';
import cancelled from '@salesforce/label/c.Evenfield_Sync_Cancelled';
import progress from '@salesforce/label/c.Evenfield_Progress';
import type { Connection, Field, GraphqlResult, PanelStateName } from 'c/graphqlNodes';
import { messageOf, nodesOf, valueOf } from 'c/graphqlNodes';

interface RequestData {
  readonly Evenfield_Request__c: Connection<{
    readonly Id: string;
    readonly Status__c: Field<string>;
    readonly Progress__c: Field<number>;
    readonly Result__c: Field<string>;
    readonly Error__c: Field<string>;
  }>;
}

const refreshMilliseconds = 2000;
const words: Readonly<Record<string, string>> = {
  Requested: requested,
  Working: working,
  Done: done,
  Failed: failed,
  Cancelled: cancelled
};

/** Asks the service for a sync by writing a request, and follows it while the page is open. */
export default class SyncNow extends LightningElement {
  label = { title, now, help, noAccess, progress };
  state: PanelStateName = mayAsk === true ? 'ready' : 'noAccess';
  message = '';
  requestId: string | undefined = undefined;
  status: string | null = null;
  detail: string | null = null;
  percent = 0;
  timer: ReturnType<typeof setInterval> | null = null;
  refresh: (() => Promise<unknown>) | null = null;

  /** The latest requests for a sync: the one asked for here, or one that an earlier page left waiting. */
  get query(): unknown {
    if (this.state !== 'ready') return undefined;
    return gql`
      query latestSyncs {
        uiapi {
          query {
            Evenfield_Request__c(
              where: { Kind__c: { eq: "Sync" } }
              orderBy: { CreatedDate: { order: DESC } }
              first: 5
            ) {
              edges {
                node {
                  Id
                  Status__c {
                    value
                  }
                  Progress__c {
                    value
                  }
                  Result__c {
                    value
                  }
                  Error__c {
                    value
                  }
                }
              }
            }
          }
        }
      }
    `;
  }

  @wire(graphql, { query: '$query' })
  take(result: GraphqlResult<RequestData>): void {
    this.refresh = result.refresh ?? null;
    const errors = messageOf(result);
    // One answer that failed says nothing of the request; the next refresh may tell.
    if (errors !== '') {
      this.detail = errors;
      return;
    }
    const rows = nodesOf(result.data?.uiapi.query.Evenfield_Request__c);
    const row =
      this.requestId === undefined
        ? rows.find((each) => isWaiting(valueOf(each.Status__c)))
        : rows.find((each) => each.Id === this.requestId);
    if (row === undefined) return;
    this.requestId = row.Id;
    this.status = valueOf(row.Status__c);
    this.percent = Math.round((valueOf(row.Progress__c) ?? 0) * 100);
    this.detail = valueOf(row.Error__c) ?? valueOf(row.Result__c);
    if (this.isBusy) this.follow();
    else this.stopTimer();
  }

  disconnectedCallback(): void {
    this.stopTimer();
  }

  get isBusy(): boolean {
    return isWaiting(this.status);
  }

  get statusText(): string | null {
    return this.status === null ? null : (words[this.status] ?? this.status);
  }

  async ask(): Promise<void> {
    this.status = 'Requested';
    this.detail = null;
    this.percent = 0;
    try {
      const record = await createRecord({
        apiName: 'Evenfield_Request__c',
        fields: { Kind__c: 'Sync', Status__c: 'Requested' }
      });
      // The page may have gone while the request was on its way; a timer started now would never end.
      if (!this.isConnected) return;
      this.requestId = record.id;
      this.follow();
    } catch (error) {
      this.status = 'Failed';
      this.detail = wordsOf(error);
    }
  }

  /** Asks again and again while the page is there. */
  follow(): void {
    if (this.timer !== null || !this.isConnected) return;
    this.timer = setInterval(() => {
      void this.refresh?.();
    }, refreshMilliseconds);
  }

  stopTimer(): void {
    if (this.timer !== null) clearInterval(this.timer);
    this.timer = null;
  }
}

function isWaiting(status: string | null): boolean {
  return status === 'Requested' || status === 'Working';
}

function wordsOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return String(error);
  const body = 'body' in error ? (error.body as { message?: string } | null) : null;
  return body?.message ?? ('message' in error ? String(error.message) : '');
}
