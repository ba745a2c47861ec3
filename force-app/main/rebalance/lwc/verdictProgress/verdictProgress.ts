import { LightningElement, api, wire } from 'lwc';
import { gql, graphql } from 'lightning/graphql';
import deciding from '@salesforce/label/c.Evenfield_Moves_Deciding';
import type { Connection, Field, GraphqlResult } from 'c/graphqlNodes';
import { messageOf, nodesOf, valueOf } from 'c/graphqlNodes';

interface RequestData {
  readonly Evenfield_Request__c: Connection<{
    readonly Status__c: Field<string>;
    readonly Error__c: Field<string>;
  }>;
}

const refreshMilliseconds = 2000;
const requestQuery: unknown = gql`
  query verdictRequest($request: ID) {
    uiapi {
      query {
        Evenfield_Request__c(where: { Id: { eq: $request } }, first: 1) {
          edges {
            node {
              Status__c {
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

/** Follows a request until the service has answered it; then says so by the event `ended`. */
export default class VerdictProgress extends LightningElement {
  @api requestId: string | null = null;

  status: string | null = null;
  fault = '';
  timer: ReturnType<typeof setInterval> | null = null;
  refresh: (() => Promise<unknown>) | null = null;

  get query(): unknown {
    return this.requestId === null ? undefined : requestQuery;
  }

  get variables(): Readonly<Record<string, string | null>> {
    return { request: this.requestId };
  }

  @wire(graphql, { query: '$query', variables: '$variables' })
  take(result: GraphqlResult<RequestData>): void {
    this.refresh = result.refresh ?? this.refresh;
    // An answer that failed says nothing of the request; the next may tell.
    this.fault = messageOf(result);
    const [request] = nodesOf(result.data?.uiapi.query.Evenfield_Request__c);
    if (request === undefined) return;
    this.status = valueOf(request.Status__c);
    this.fault = valueOf(request.Error__c) ?? '';
    if (this.isUnderWay) {
      this.follow();
      return;
    }
    this.stopTimer();
    this.dispatchEvent(new CustomEvent('ended'));
  }

  disconnectedCallback(): void {
    this.stopTimer();
  }

  get isUnderWay(): boolean {
    return this.status === 'Requested' || this.status === 'Working';
  }

  get text(): string {
    return this.isUnderWay ? deciding : this.fault;
  }

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
