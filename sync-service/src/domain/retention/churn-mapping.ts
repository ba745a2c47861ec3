import type { Problem } from '../core/problem.ts';

/** Which Account fields the churn model reads, as the policy maps them. */
export interface ChurnMapping {
  /** Field that says who left; a blank means that the outcome is not known. */
  readonly label: string;
  readonly signals: readonly { readonly field: string; readonly monotone: -1 | 0 | 1 }[];
}

const fieldName = /^[A-Za-z]\w{0,79}$/;

/**
 * Reads the mapping: one Account field a line, with +1 behind it where more of it never lowers the
 * risk, and -1 where more never raises it.
 * @param label API name of the field that says who left; null where nothing is mapped
 * @returns a mapping, or null with a problem for what cannot be read
 */
export function parseChurnMapping(
  label: string | null,
  lines: string | null,
  policy: string
): { mapping: ChurnMapping | null; problems: Problem[] } {
  if (label === null && lines === null) return { mapping: null, problems: [] };
  const problems: Problem[] = [];
  const complain = (field: string, message: string, cure: string): void => {
    problems.push({
      object: 'Evenfield_Policy__c',
      record: policy,
      field,
      code: 'POLICY_INVALID',
      message,
      cure
    });
  };
  const signals = (lines ?? '')
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .flatMap((line) => {
      const [field = '', sign = '0', ...rest] = line.split(/\s+/);
      const monotone = Number(sign);
      if (
        rest.length === 0 &&
        fieldName.test(field) &&
        (monotone === -1 || monotone === 0 || monotone === 1)
      )
        return [{ field, monotone } as const];
      complain(
        'Churn_Signals__c',
        `"${line}" is no signal; it is left out.`,
        'Write one Account field a line, with +1 or -1 behind it where its sense is known.'
      );
      return [];
    });
  if (label === null || !fieldName.test(label) || signals.length === 0) {
    complain(
      label === null || !fieldName.test(label) ? 'Churn_Label__c' : 'Churn_Signals__c',
      'The mapping of churn needs both a field that says who left and at least one signal; the published scorecard is used.',
      'Fill both fields, or clear both.'
    );
    return { mapping: null, problems };
  }
  const known = new Map(signals.map((signal) => [signal.field.toLowerCase(), signal]));
  known.delete(label.toLowerCase());
  return { mapping: { label, signals: [...known.values()] }, problems };
}
