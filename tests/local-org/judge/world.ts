import { rmSync } from 'node:fs';
import type { LocalOrg } from '../http/server.ts';
import { startLocalOrg } from '../http/server.ts';
import { metadataFolder, named } from '../test/metadata-folder.ts';
import { connect, control } from '../test/sign-assertion.ts';
import * as tables from './tables.ts';

/** A row as it was sent, with the id that the org gave it; every column of its table is there. */
export type Row = Readonly<Record<string, string | number | boolean | null>> & {
  readonly Id: string;
};

export interface Rows {
  readonly accounts: readonly Row[];
  readonly contacts: readonly Row[];
  readonly campaigns: readonly Row[];
  readonly opportunities: readonly Row[];
  readonly cases: readonly Row[];
  readonly leads: readonly Row[];
  readonly tasks: readonly Row[];
  readonly events: readonly Row[];
  readonly products: readonly Row[];
  readonly visits: readonly Row[];
  /** Users of the org: Id, Name, Alias, Username. */
  readonly users: readonly Row[];
}

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

export interface World {
  readonly local: LocalOrg;
  readonly rows: Rows;
  /** Asks for a path below the org, signed in at the org's time. */
  get(path: string, alias?: string): Promise<Answer>;
  stop(): Promise<void>;
}

/** The instant at which the queries run, and the one, a day earlier in New York, at which the rows were made. */
export const NOW = '2026-03-11T02:30:00Z';
export const MADE = '2026-03-10T03:00:00Z';

const OBJECTS = {
  accounts: 'Account',
  contacts: 'Contact',
  campaigns: 'Campaign',
  opportunities: 'Opportunity',
  cases: 'Case',
  leads: 'Lead',
  tasks: 'Task',
  events: 'Event',
  products: 'Product2',
  visits: 'Visit__c'
} as const;

const NUMBERS = new Set([
  'AnnualRevenue',
  'NumberOfEmployees',
  'BillingLatitude',
  'BillingLongitude',
  'Score__c',
  'Amount',
  'TotalOpportunityQuantity',
  'DurationInMinutes',
  'Cost__c'
]);
const LOOKUPS = new Set([
  'ParentId',
  'AccountId',
  'Account__c',
  'ContactId',
  'ReportsToId',
  'CampaignId',
  'WhoId',
  'WhatId',
  'OwnerId'
]);

const values = (pairs: readonly (readonly [string, string])[]): string =>
  `<valueSet><restricted>true</restricted><valueSetDefinition><sorted>false</sorted>${pairs
    .map(
      ([value, label]) =>
        `<value><fullName>${value}</fullName><default>false</default><label>${label}</label></value>`
    )
    .join('')}</valueSetDefinition></valueSet>`;
const same = (names: readonly string[]): string => values(names.map((name) => [name, name]));

function metadata(): string {
  return metadataFolder({
    Account: {
      inner: '',
      fields: {
        Colors__c: `<type>MultiselectPicklist</type>${same(['Red', 'Green', 'Blue', 'Teal'])}`,
        Grade__c: `<type>Picklist</type>${values([
          ['C3', 'Gamma'],
          ['A1', 'Alpha'],
          ['B2', 'Beta']
        ])}`,
        Opened__c: '<type>Date</type>',
        Seen__c: '<type>DateTime</type>',
        Active__c: '<type>Checkbox</type><defaultValue>false</defaultValue>',
        Score__c: '<type>Number</type><precision>18</precision><scale>2</scale>',
        Code__c:
          '<type>Text</type><length>20</length><externalId>true</externalId><unique>true</unique><caseSensitive>true</caseSensitive>',
        Note__c: '<type>LongTextArea</type><length>5000</length>',
        Spot__c: '<type>Location</type><scale>6</scale>'
      }
    },
    Visit__c: {
      inner: named('Visit', 'ReadWrite'),
      fields: {
        Account__c:
          '<type>Lookup</type><referenceTo>Account</referenceTo><relationshipName>Visits</relationshipName><deleteConstraint>SetNull</deleteConstraint>',
        Day__c: '<type>Date</type>',
        Mood__c: `<type>Picklist</type>${same(['Good', 'Bad'])}`,
        Cost__c: '<type>Currency</type><precision>18</precision><scale>2</scale>'
      }
    }
  });
}

type Sent = Record<string, string | number | boolean | null>;

/** Reads a table; ids of rows that are there already stand in `ids` by their key. */
function read(table: string, ids: ReadonlyMap<string, string>): { key: string; row: Sent }[] {
  const [head = '', ...lines] = table.trim().split('\n');
  const names = head.split('|');
  return lines.map((line) => {
    const cells = line.split('|');
    if (cells.length !== names.length) throw new Error(`${String(cells.length)} cells: ${line}`);
    const row: Sent = {};
    names.forEach((name, index) => {
      if (index > 0) row[name] = valueOf(name, cells[index] ?? '', ids);
    });
    return { key: cells[0] ?? '', row };
  });
}

function valueOf(
  name: string,
  cell: string,
  ids: ReadonlyMap<string, string>
): string | number | boolean | null {
  if (cell === '') return null;
  if (NUMBERS.has(name)) return Number(cell);
  if (LOOKUPS.has(name)) {
    const id = ids.get(cell);
    if (id === undefined) throw new Error(`there is no row ${cell} yet`);
    return id;
  }
  return cell === 'true' ? true : cell === 'false' ? false : cell;
}

/** Starts an org and loads the tables through its REST API, contacts through Bulk API 2.0. */
export async function openWorld(): Promise<World> {
  const folder = metadata();
  const local = await startLocalOrg({ sources: [folder] });
  await control(local, 'POST', '/clock', { now: MADE });
  const loader = createAsker(local);
  const asAdmin: Ask = (path, init) => loader(path, 'admin', init);
  const ids = new Map(local.users.map((user) => [user.alias, user.userId]));
  const rows: Record<string, Row[]> = {};
  for (const [name, object] of Object.entries(OBJECTS)) {
    const table = tables[name as keyof typeof OBJECTS];
    rows[name] = [];
    // A row may name one above it, so a table goes in as many parts as it has generations.
    for (const part of generations(table, ids)) {
      const made =
        name === 'contacts'
          ? await loadInBulk(local, object, part)
          : await load(asAdmin, object, part);
      part.forEach(({ key, row }, index) => {
        const Id = made[index] ?? '';
        ids.set(key, Id);
        rows[name]?.push({ ...row, Id });
      });
    }
  }
  await control(local, 'POST', '/clock', { now: NOW });
  rows['users'] = local.users.map((user) => ({
    Id: user.userId,
    Name: user.name,
    Alias: user.alias,
    Username: user.username
  }));
  const asker = createAsker(local);
  return {
    local,
    rows: rows as unknown as Rows,
    async get(path, alias = 'admin') {
      const reply = await asker(path, alias);
      return { status: reply.status, body: await reply.json() };
    },
    async stop() {
      await local.stop();
      rmSync(folder, { recursive: true });
    }
  };
}

function* generations(
  table: string,
  ids: ReadonlyMap<string, string>
): Generator<{ key: string; row: Sent }[]> {
  const [head = '', ...lines] = table.trim().split('\n');
  let waiting = lines;
  while (waiting.length > 0) {
    const ready: string[] = [];
    const later: string[] = [];
    for (const line of waiting) {
      try {
        read(`${head}\n${line}`, ids);
        ready.push(line);
      } catch (error) {
        if (!(error instanceof Error) || !error.message.startsWith('there is no row')) throw error;
        later.push(line);
      }
    }
    if (ready.length === 0) throw new Error(`never ready: ${later.join('\n')}`);
    yield read([head, ...ready].join('\n'), ids);
    waiting = later;
  }
}

type Ask = (path: string, init: RequestInit) => Promise<Response>;

async function load(ask: Ask, object: string, part: readonly { row: Sent }[]): Promise<string[]> {
  const reply = await ask('/services/data/v66.0/composite/sobjects', {
    method: 'POST',
    body: JSON.stringify({
      allOrNone: true,
      records: part.map(({ row }) => ({ attributes: { type: object }, ...row }))
    })
  });
  const results = (await reply.json()) as { id?: string; success: boolean }[];
  if (!Array.isArray(results) || results.some((result) => !result.success))
    throw new Error(`${object}: ${JSON.stringify(results)}`);
  return results.map((result) => result.id ?? '');
}

async function loadInBulk(
  local: LocalOrg,
  object: string,
  part: readonly { row: Sent }[]
): Promise<string[]> {
  const connection = await connect(local, 'admin');
  const input = part.map(({ row }) =>
    Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null))
  );
  const names = Object.keys(part[0]?.row ?? {});
  const loaded = await connection.bulk2.loadAndWaitForResults({
    object,
    operation: 'insert',
    input: input.map((row) => Object.fromEntries(names.map((name) => [name, row[name] ?? '']))),
    pollInterval: 50,
    pollTimeout: 30_000
  });
  if (loaded.failedResults.length > 0) throw new Error(JSON.stringify(loaded.failedResults));
  return loaded.successfulResults.map((result) => String(result.sf__Id));
}

/** Asks by GET for a query's first page. */
export function query(world: World, soql: string, alias = 'admin'): Promise<Answer> {
  return world.get(`/services/data/v66.0/query?q=${encodeURIComponent(soql)}`, alias);
}

/**
 * Asks with sessions that were opened when first needed: the org's clock may stand far from this
 * machine's, and sessions end by the org's.
 */
function createAsker(
  local: LocalOrg
): (path: string, alias: string, init?: RequestInit) => Promise<Response> {
  const tokens = new Map<string, string>();
  return async (path, alias, init = {}) => {
    const known = tokens.get(alias) ?? (await connect(local, alias)).accessToken ?? '';
    tokens.set(alias, known);
    return fetch(`${local.url}${path}`, {
      ...init,
      headers: { Authorization: `Bearer ${known}`, 'Content-Type': 'application/json' }
    });
  };
}
