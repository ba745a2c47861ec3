import type { Problem } from '../core/problem.ts';
import type { ChurnMapping } from './churn-mapping.ts';
import type { SignalCode } from './risk-signal.ts';

/** Signals that a field feeds, by the words of the policy, and the object that the field is of. */
const feeds = {
  competitor: { words: 'Competitor', object: 'Opportunity' },
  notice: { words: 'Notice', object: 'Contract' },
  invoices: { words: 'Overdue invoices', object: 'Account' },
  satisfaction: { words: 'NPS', object: 'Account' },
  usage: { words: 'Usage', object: 'Account' }
} as const;

type Fed = keyof typeof feeds;

/** The field that feeds each signal; null for the default, which Account fields do not have. */
export type SignalFields = Readonly<Record<Fed, string | null>>;

export const noSignalFields: SignalFields = {
  competitor: null,
  notice: null,
  invoices: null,
  satisfaction: null,
  usage: null
};

/** Signals of Account fields: they tell of today alone, so that only a cross-section can learn from them. */
const held = [
  { fed: 'invoices', code: 'Invoices', monotone: 1 },
  { fed: 'satisfaction', code: 'Satisfaction', monotone: -1 },
  { fed: 'usage', code: 'Usage', monotone: -1 }
] as const satisfies readonly { fed: Fed; code: SignalCode; monotone: -1 | 1 }[];

/** A mapping of churn with the Account fields that feed signals among its own; each keeps the sense that the mapping gives it. */
export function withHeldFields(mapping: ChurnMapping, fields: SignalFields): ChurnMapping {
  const named = new Set(
    [mapping.label, ...mapping.signals.map(({ field }) => field)].map((name) => name.toLowerCase())
  );
  const more = held.flatMap(({ fed, monotone }) => {
    const field = fields[fed];
    return field === null || named.has(field.toLowerCase()) ? [] : [{ field, monotone }];
  });
  return { ...mapping, signals: [...mapping.signals, ...more] };
}

/** What mapped Account fields are about, by name in lower case: each has a play of its own. */
export function codesOfFields(fields: SignalFields): Map<string, SignalCode> {
  return new Map(
    held.flatMap(({ fed, code }) => {
      const field = fields[fed];
      return field === null ? [] : [[field.toLowerCase(), code] as const];
    })
  );
}

/** Account fields that are mapped in vain: dated history has no dates for them. NPS says besides who is a promoter. */
export function undatedFields(fields: SignalFields): Problem[] {
  return held.flatMap(({ fed }) => {
    const field = fields[fed];
    if (field === null || fed === 'satisfaction') return [];
    return {
      object: 'Account',
      record: field,
      field,
      code: 'CHURN_FIELD',
      message: `${field} tells of today alone, so that nothing can be learned of it from dated history; it is left out.`,
      cure: 'Map who left in the active policy, so that a cross-section reads it, or take the line out of its signal fields.'
    };
  });
}

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
