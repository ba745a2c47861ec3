import { valueOf } from 'c/graphqlNodes';
import type { DraftReport, DraftRequest } from 'c/quotaDraft';
import { amountWords, readReport, readRequest } from 'c/quotaDraft';
import type { Proposal } from 'c/quotaProposal';
import { namedBy } from './plannerParts';
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

/** What the night proposes, and the newest request about it. */
export type AskedProposal = Pick<Proposal, 'id' | 'words' | 'changes'> & {
  readonly asked: Asked | null;
};

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
  /** The night's newest proposal of new quotas. */
  readonly proposal: AskedProposal | null;
  /** Why an answer cannot be read. */
  readonly unreadable: string;
}

/** @param nodes newest first */
export function draftsOf(nodes: readonly RequestNode[]): Drafts {
  const asked = nodes.filter((node) => valueOf(node.Kind__c) === 'Quota plan');
  const plans = asked.filter((node) => !isProposal(node));
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
  const about = (kind: string): Asked | null =>
    newestOf(
      nodes.filter((node) => valueOf(node.Kind__c) === kind),
      draft?.id ?? ''
    );
  const proposed = asked.find(isProposal);
  return {
    asked: newest === undefined ? null : askedOf(newest),
    request: newest === undefined ? null : readRequest(valueOf(newest.Filter__c)),
    refusal: refused === undefined ? null : { words: refused.words, report: refused.report },
    draft,
    opened: about('Quota draft'),
    published: about('Quota publish'),
    proposal:
      proposed === undefined
        ? null
        : {
            id: proposed.Id,
            words: valueOf(proposed.Result__c) ?? '',
            changes: changesOf(valueOf(proposed.Answer__c)),
            asked: newestOf(nodes, proposed.Id)
          },
    unreadable
  };
}

function newestOf(nodes: readonly RequestNode[], target: string): Asked | null {
  const found = nodes.find((node) => namedBy(valueOf(node.Target__c) ?? null) === target);
  return found === undefined ? null : askedOf(found);
}

/** Whether the night made the request, because potential has moved. */
function isProposal(node: RequestNode): boolean {
  return valueOf(node.Target__c)?.startsWith('recalibration:') === true;
}

/** None where the answer cannot be read: the words tell the first of them. */
function changesOf(answer: string | null): AskedProposal['changes'] {
  try {
    const { changes = [], currency } = readReport(answer ?? '');
    return changes.map(({ key, name, before, after, reason }) => ({
      key,
      name,
      cells: [
        { key: 'before', text: amountWords(before, currency) },
        { key: 'after', text: amountWords(after, currency) },
        { key: 'reason', text: reason }
      ]
    }));
  } catch {
    return [];
  }
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
