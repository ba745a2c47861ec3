import { SalesforceError } from '../../engine/types.ts';
import type { Call, Reply } from '../exchange.ts';
import { json } from '../exchange.ts';
import type { Resource } from '../router.ts';
import { objectOf, recordJson } from '../wire.ts';

export const searchResources: readonly Resource[] = [
  { pattern: '/search', methods: { GET: search } }
];

const MOST_ROWS = 2000;
const LEAST_CHARACTERS = 2;

interface Returning {
  readonly object: string;
  readonly fields: string;
  readonly rest: string;
}

/**
 * SOSL of the plainest kind: `FIND {words} [IN NAME|ALL FIELDS] RETURNING Object(Fields …), …`.
 * Every word has to begin a word of the name, as without wildcards.
 */
function search(call: Call): Reply {
  const sosl = call.query.get('q') ?? '';
  const parsed =
    /^\s*FIND\s*\{(?<words>[^}]*)\}\s*(?:IN\s+(?<scope>ALL|NAME)\s+FIELDS\s*)?(?:RETURNING\s+(?<returning>.+?))?\s*$/is.exec(
      sosl
    )?.groups;
  if (parsed === undefined)
    throw new SalesforceError(400, 'MALFORMED_SEARCH', `unexpected token in: ${sosl}`);
  const words = (parsed['words'] ?? '').replaceAll(/["\\]/g, '').trim();
  if (words.length < LEAST_CHARACTERS)
    throw new SalesforceError(
      400,
      'MALFORMED_SEARCH',
      'search term must be longer than one character'
    );
  const returning = returningOf(parsed['returning'] ?? '');
  const searchRecords = returning.flatMap((part) => found(call, part, words.split(/\s+/)));
  return json({ searchRecords: searchRecords.slice(0, MOST_ROWS) });
}

function returningOf(text: string): Returning[] {
  return [...text.matchAll(/(\w+)\s*(?:\(([^)]*)\))?\s*(?:,|$)/g)].map((part) => {
    const [, fields = 'Id', rest = ''] =
      /^(.*?)(\s+(?:WHERE|ORDER\s+BY|LIMIT)\b.*)?$/is.exec(part[2] ?? 'Id') ?? [];
    return { object: part[1] ?? '', fields, rest };
  });
}

function found(
  call: Call,
  { object: name, fields, rest }: Returning,
  words: readonly string[]
): unknown[] {
  const object = objectOf(call.site.org.schema, name);
  const nameField =
    object === undefined ? undefined : [...object.fields.values()].find((field) => field.nameField);
  if (object === undefined || nameField === undefined)
    throw new SalesforceError(400, 'INVALID_TYPE', `sObject type '${name}' is not supported.`);
  const term = (word: string): string => {
    const safe = word
      .replaceAll("'", "\\'")
      .replaceAll(/[%_]/g, String.raw`\$&`)
      .replaceAll('*', '%');
    return `(${nameField.name} LIKE '${safe}%' OR ${nameField.name} LIKE '% ${safe}%')`;
  };
  const [, where = '', after = ''] =
    /^\s*(?:WHERE\s+(.*?))?((?:ORDER|LIMIT).*)?$/is.exec(rest) ?? [];
  const conditions = [...words.map(term), ...(where.trim() === '' ? [] : [`(${where})`])];
  const { records } = call.site.org.query(
    call.user,
    `SELECT ${fields} FROM ${object.name} WHERE ${conditions.join(' AND ')} ${after}`
  );
  return records.map((record) => recordJson(call.site.org.schema, record, call.version));
}
