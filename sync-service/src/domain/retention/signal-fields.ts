import type { Problem } from '../core/problem.ts';

/** Signals that a field feeds, by the words of the policy, and the object that the field is of. */
const feeds = {
  competitor: { words: 'Competitor', object: 'Opportunity' },
  notice: { words: 'Notice', object: 'Contract' },
  invoices: { words: 'Overdue invoices', object: 'Account' },
  satisfaction: { words: 'NPS', object: 'Account' },
  usage: { words: 'Usage', object: 'Account' }
} as const;

type Fed = keyof typeof feeds;

/** The field that feeds each signal of dated history; null for the default, which Account signals do not have. */
export type SignalFields = Readonly<Record<Fed, string | null>>;

export const noSignalFields: SignalFields = {
  competitor: null,
  notice: null,
  invoices: null,
  satisfaction: null,
  usage: null
};

/** Signals of today's Account fields, which have no dates but those of our own snapshots. */
export const heldSignals = ['invoices', 'satisfaction', 'usage'] as const;

const line = /^([^:]+):\s*([A-Za-z]\w*)\.([A-Za-z]\w{0,79})$/;

/**
 * Reads which field feeds which signal, one a line, such as "NPS: Account.NPS__c". What cannot be
 * read is left out and told.
 * @param lines null where nothing is mapped
 */
export function parseSignalFields(
  lines: string | null,
  policy: string
): { fields: SignalFields; problems: Problem[] } {
  const fields: Record<Fed, string | null> = { ...noSignalFields };
  const problems: Problem[] = [];
  for (const text of (lines ?? '').split(/\r?\n/).map((own) => own.trim())) {
    if (text === '') continue;
    const [, words = '', object = '', field = ''] = line.exec(text) ?? [];
    const fed = (Object.keys(feeds) as Fed[]).find(
      (own) =>
        feeds[own].words.toLowerCase() === words.trim().toLowerCase() &&
        feeds[own].object.toLowerCase() === object.toLowerCase()
    );
    if (fed !== undefined) {
      fields[fed] = field;
      continue;
    }
    const known = Object.values(feeds).map((own) => `${own.words}: ${own.object}.Field`);
    problems.push({
      object: 'Evenfield_Policy__c',
      record: policy,
      field: 'Signal_Fields__c',
      code: 'POLICY_INVALID',
      message: `"${text}" feeds no signal; it is left out.`,
      cure: `Write one a line, as ${known.join(', ')}.`
    });
  }
  return { fields, problems };
}

/** A mapped field that the org does not have, or does not show to the service. */
export function missingField(object: string, field: string): Problem {
  return {
    object,
    record: field,
    field,
    code: 'CHURN_FIELD',
    message: `${object} has no field ${field} that the service may read and ask for; its signal is left out.`,
    cure: 'Correct the signal fields of the active policy, or give the service user read access to the field.'
  };
}
