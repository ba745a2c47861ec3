import { valueOf } from 'c/graphqlNodes';
import type { DraftReport, DraftRequest } from 'c/quotaDraft';
import { readReport, readRequest } from 'c/quotaDraft';
import type { RequestNode } from './plannerQuery';

/** A draft that was planned, and what it was asked for. */
export interface Draft {
  readonly id: string;
  readonly words: string;
  readonly report: DraftReport;
  readonly request: DraftRequest | null;
}

/** A request of one kind as it stands. */
export interface Asked {
  readonly status: string;
  readonly result: string;
  readonly error: string;
}

/** Where planning stands by the latest requests. */
export interface Drafts {
  /** The newest request for a draft. */
  readonly asked: Asked | null;
  /** What the newest request asks for. */
  readonly request: DraftRequest | null;
  /** Words and figures of a refusal, where the newest draft is one. */
  readonly refusal: { readonly words: string; readonly report: DraftReport } | null;
  /** The newest draft that could be planned. */
  readonly draft: Draft | null;
  /** The newest request to open that draft to the people it is for. */
  readonly opened: Asked | null;
  /** The newest request to publish that draft. */
  readonly published: Asked | null;
  /** Why an answer cannot be read. */
  readonly unreadable: string;
}

/** @param nodes newest first */
export function draftsOf(nodes: readonly RequestNode[]): Drafts {
  const plans = nodes.filter((node) => valueOf(node.Kind__c) === 'Quota plan');
  const [newest] = plans;
  let unreadable = '';
  const read = plans.flatMap((node): (Draft & { isNewest: boolean })[] => {
    const answer = valueOf(node.Answer__c);
    if (valueOf(node.Status__c) !== 'Done' || answer === null) return [];
    try {
      return [
        {
          id: node.Id,
          words: valueOf(node.Result__c) ?? '',
          report: readReport(answer),
          request: readRequest(valueOf(node.Filter__c)),
          isNewest: node === newest
        }
      ];
    } catch (error) {
      unreadable = error instanceof Error ? error.message : '';
      return [];
    }
  });
  const draft = read.find(({ report }) => report.status === 'Planned') ?? null;
  const refused = read.find(({ isNewest, report }) => isNewest && report.status === 'Refused');
  const about = (kind: string): Asked | null => {
    const found = nodes.find(
      (node) => valueOf(node.Kind__c) === kind && valueOf(node.Target__c) === draft?.id
    );
    return found === undefined ? null : askedOf(found);
  };
  return {
    asked: newest === undefined ? null : askedOf(newest),
    request: newest === undefined ? null : readRequest(valueOf(newest.Filter__c)),
    refusal: refused === undefined ? null : { words: refused.words, report: refused.report },
    draft,
    opened: about('Quota draft'),
    published: about('Quota publish'),
    unreadable
  };
}

/** Whether the service has still to answer. */
export function isWaiting(asked: Asked | null): boolean {
  return asked?.status === 'Requested' || asked?.status === 'Working';
}

function askedOf(node: RequestNode): Asked {
  return {
    status: valueOf(node.Status__c) ?? '',
    result: valueOf(node.Result__c) ?? '',
    error: valueOf(node.Error__c) ?? ''
  };
}
