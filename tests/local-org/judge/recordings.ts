import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { LocalOrg } from '../http/server.ts';
import { ask } from '../test/sign-assertion.ts';
import type { Interaction } from './replay.ts';

export const FIXTURES = join('..', 'shared', 'data', 'salesforce-fixtures');
export const areFixturesThere = existsSync(FIXTURES);

export const readJson = (path: string): unknown =>
  JSON.parse(readFileSync(join(FIXTURES, path), 'utf8'));

interface Cassette {
  readonly interactions?: readonly (Interaction | { readonly include_file: string })[];
}

/** A template of the recordings with its values put in; `{name:default}`. */
function filled(body: unknown): unknown {
  if (body === null || typeof body !== 'object' || !('include_template' in body)) return body;
  const { include_template: file, vars } = body as {
    include_template: string;
    vars: Record<string, string>;
  };
  return readFileSync(join(FIXTURES, 'cumulusci_recorded', file), 'utf8').replaceAll(
    /\{(\w+)(?::([^}]*))?\}/g,
    (_whole, name: string, fallback?: string) => vars[name] ?? fallback ?? ''
  );
}

/** The recordings of CumulusCI: each file's interactions in order, those of shared files in their place. */
export function recordings(): { file: string; interactions: Interaction[] }[] {
  const folder = 'cumulusci_recorded';
  return readdirSync(join(FIXTURES, folder))
    .filter((file) => file.endsWith('.json'))
    .toSorted()
    .map((file) => ({ file, interactions: interactionsOf(`${folder}/${file}`) }));
}

function interactionsOf(path: string): Interaction[] {
  const cassette = readJson(path) as Cassette & Interaction;
  const list = cassette.interactions ?? [cassette];
  return list.flatMap((each) => {
    if ('include_file' in each)
      return interactionsOf(`cumulusci_recorded/${each.include_file.replace(/\.yaml$/, '.json')}`);
    return [{ ...each, response: { ...each.response, body: filled(each.response.body) } }];
  });
}

/** Rows that recorded orgs held beforehand, so that answers have records to compare. @returns their ids */
export async function seed(local: LocalOrg): Promise<string[]> {
  const create = async (
    type: string,
    rows: readonly Record<string, unknown>[]
  ): Promise<string[]> => {
    const reply = await ask(local, '/services/data/v66.0/composite/sobjects', {
      method: 'POST',
      body: JSON.stringify({
        allOrNone: true,
        records: rows.map((row) => ({ attributes: { type }, ...row }))
      })
    });
    return ((await reply.json()) as { id: string }[]).map((result) => result.id);
  };
  const accounts = await create(
    'Account',
    Array.from({ length: 10 }, (_, index) => ({
      Name: `Account ${String(index)}`,
      AccountNumber: '420',
      Phone: '1',
      AnnualRevenue: 1
    }))
  );
  const contacts = await create('Contact', [
    { LastName: 'One', FirstName: 'A', AccountId: accounts[0] }
  ]);
  const opportunities = await create('Opportunity', [
    { Name: 'One', StageName: 'Prospecting', CloseDate: '2026-01-01' }
  ]);
  const events = await create('Event', [
    {
      Subject: 'a',
      WhoId: contacts[0],
      DurationInMinutes: 1,
      ActivityDateTime: '2026-01-01T00:00:00Z'
    },
    {
      Subject: 'c',
      WhatId: accounts[0],
      DurationInMinutes: 1,
      ActivityDateTime: '2026-01-01T00:00:00Z'
    }
  ]);
  return [local.org.organizationId, ...accounts, ...contacts, ...opportunities, ...events];
}
