import { SalesforceError } from '../../engine/types.ts';
import { isObject } from '../exchange.ts';

const REFERENCE = /@\{([A-Za-z0-9_]+)((?:\.[A-Za-z0-9_]+|\[[A-Za-z0-9_.]+\])*)\}/g;

/** The bodies of the composite's earlier subrequests, by referenceId. */
export type Answers = ReadonlyMap<string, unknown>;

/**
 * Puts earlier answers in place of `@{ref.path}` in a text.
 * @throws SalesforceError PROCESSING_HALTED when an answer has no such value.
 */
export function resolveText(text: string, answers: Answers): string {
  return text.replace(REFERENCE, (whole, name: string, path: string) =>
    String(lookUp(whole, name, path, answers))
  );
}

/** As `resolveText`, through all of a body; a text that is one reference keeps the value's type. */
export function resolveBody(value: unknown, answers: Answers): unknown {
  if (typeof value === 'string') {
    const [match] = value.matchAll(REFERENCE);
    if (match !== undefined && match[0] === value) {
      return lookUp(match[0], match[1] ?? '', match[2] ?? '', answers);
    }
    return resolveText(value, answers);
  }
  if (Array.isArray(value)) return value.map((entry: unknown) => resolveBody(entry, answers));
  if (isObject(value)) {
    return Object.fromEntries(
      Object.entries(value).map(([key, entry]) => [key, resolveBody(entry, answers)])
    );
  }
  return value;
}

function lookUp(whole: string, name: string, path: string, answers: Answers): unknown {
  let value: unknown = answers.get(name);
  for (const [step] of path.matchAll(/[A-Za-z0-9_]+/g)) {
    if (Array.isArray(value)) value = (value as unknown[])[Number(step)];
    else if (isObject(value)) value = value[step];
    else value = undefined;
  }
  if (value === undefined || (!answers.has(name) && path === '')) {
    const inner = whole.slice(2, -1);
    throw new SalesforceError(
      400,
      'PROCESSING_HALTED',
      `Invalid reference specified. No value for ${inner} found in ${name}`
    );
  }
  return value;
}
