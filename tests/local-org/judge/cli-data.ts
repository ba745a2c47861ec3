import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LocalOrg } from '../http/server.ts';
import { ask } from '../test/sign-assertion.ts';
import { FIXTURES } from './recordings.ts';

const BASE = '/services/data/v66.0';
const DELIMITERS: Readonly<Record<string, string>> = {
  '`': 'BACKQUOTE',
  '^': 'CARET',
  ',': 'COMMA',
  '|': 'PIPE',
  ';': 'SEMICOLON',
  '\t': 'TAB'
};

type Json = Record<string, unknown>;

/**
 * Sends what the CLI's own tests send: each CSV as an ingest job with its delimiter, each tree
 * that stands alone to Composite tree. Plans and trees that name rows of other files are sent by
 * the CLI in parts and are no requests by themselves.
 */
export async function sendCliData(
  local: LocalOrg
): Promise<{ files: string[]; left: string[]; differences: string[] }> {
  const folder = join(FIXTURES, 'sf_plugin_data');
  const files: string[] = [];
  const left: string[] = [];
  const differences: string[] = [];
  for (const file of readdirSync(folder).toSorted()) {
    const text = readFileSync(join(folder, file), 'utf8');
    if (file.endsWith('.csv')) differences.push(...(await sendCsv(local, file, text)));
    else if (isTree(text)) differences.push(...(await sendTree(local, file, text)));
    else {
      left.push(file);
      continue;
    }
    files.push(file);
  }
  return { files, left, differences };
}

function isTree(text: string): boolean {
  const body: unknown = text.trimStart().startsWith('{') ? JSON.parse(text) : null;
  return (
    body !== null &&
    typeof body === 'object' &&
    'records' in body &&
    !text.includes('"@') &&
    (body.records as unknown[]).length <= 200
  );
}

async function sendCsv(local: LocalOrg, file: string, text: string): Promise<string[]> {
  const head = text.split(/\r?\n/)[0] ?? '';
  const delimiter = Object.keys(DELIMITERS).find((each) => head.includes(each)) ?? ',';
  const rows = text.trimEnd().split(/\r?\n/).length - 1;
  const created = await ask(local, `${BASE}/jobs/ingest`, {
    method: 'POST',
    body: JSON.stringify({
      object: 'Account',
      operation: 'insert',
      contentType: 'CSV',
      columnDelimiter: DELIMITERS[delimiter],
      lineEnding: text.includes('\r\n') ? 'CRLF' : 'LF'
    })
  });
  const path = `${BASE}/jobs/ingest/${String(((await created.json()) as Json)['id'])}`;
  await ask(local, `${path}/batches`, {
    method: 'PUT',
    headers: { 'Content-Type': 'text/csv' },
    body: text
  });
  await ask(local, path, { method: 'PATCH', body: JSON.stringify({ state: 'UploadComplete' }) });
  for (;;) {
    const job = (await (await ask(local, path)).json()) as Json;
    if (job['state'] === 'UploadComplete' || job['state'] === 'InProgress') continue;
    const isWhole =
      job['state'] === 'JobComplete' &&
      job['numberRecordsProcessed'] === rows &&
      job['numberRecordsFailed'] === 0;
    return isWhole ? [] : [`PUT ${file}: ${JSON.stringify(job)}`];
  }
}

async function sendTree(local: LocalOrg, file: string, text: string): Promise<string[]> {
  const { records } = JSON.parse(text) as { records: { attributes: { type: string } }[] };
  const object = records[0]?.attributes.type ?? '';
  const reply = await ask(local, `${BASE}/composite/tree/${object}`, {
    method: 'POST',
    body: text
  });
  const body = (await reply.json()) as Json | Json[];
  if (reply.status === 201 && !Array.isArray(body) && body['hasErrors'] === false) return [];
  const first = Array.isArray(body) ? body[0] : (body['results'] as Json[])[0];
  const code =
    first?.['errorCode'] ?? ((first?.['errors'] as Json[] | undefined) ?? [])[0]?.['statusCode'];
  return [
    `POST /composite/tree/${object}: status ${String(reply.status)} ${String(code)} of ${file}`
  ];
}
