import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { LocalOrg } from '../http/server.ts';
import { startLocalOrg } from '../http/server.ts';
import { ask } from './sign-assertion.ts';

/** Describes that CumulusCI recorded from a real org; they are not part of this repository. */
const RECORDED = fileURLToPath(
  new URL('../../../../shared/data/salesforce-fixtures/cumulusci_recorded', import.meta.url)
);

/** What must be as in the real org; lengths and labels differ by release and language. */
const PROPERTIES = [
  'aggregatable',
  'autoNumber',
  'calculated',
  'createable',
  'custom',
  'externalId',
  'filterable',
  'groupable',
  'name',
  'nameField',
  'polymorphicForeignKey',
  'referenceTo',
  'relationshipName',
  'scale',
  'searchPrefilterable',
  'soapType',
  'sortable',
  'type',
  'unique',
  'updateable'
] as const;

/** Where this org is known to differ: a converted lead is made by no client, and numbers of cases group. */
const KNOWN = new Set(['Lead.IsConverted.createable', 'Case.CaseNumber.groupable']);

type Fields = { fields: (Record<string, unknown> & { name: string })[] };

const isThere = existsSync(RECORDED);
if (!isThere && process.env['REQUIRE_DATA'] === '1') throw new Error(`There is no ${RECORDED}`);
if (!isThere)
  process.stderr.write('The recorded describes are not there: the comparison is left out.\n');
const withData = isThere ? describe : describe.skip;

let local: LocalOrg;

beforeAll(async () => {
  local = await startLocalOrg();
});

afterAll(async () => {
  await local.stop();
});

async function described(object: string): Promise<Fields & Record<string, unknown>> {
  const response = await ask(local, `/services/data/v66.0/sobjects/${object}/describe`);
  return (await response.json()) as Fields & Record<string, unknown>;
}

withData('a describe held against the recording of a real org', () => {
  it.each(['Account', 'Contact', 'Lead', 'Opportunity', 'Case'])('%s', async (object) => {
    const text = readFileSync(`${RECORDED}/GET_sobjects_${object}_describe.json`, 'utf8');
    const real = (JSON.parse(text) as { response: { body: Fields } }).response.body;
    const ours = await described(object);
    expect(Object.keys(ours)).toEqual(expect.arrayContaining(Object.keys(real)));
    const differences: string[] = [];
    let compared = 0;
    for (const field of real.fields) {
      const own = ours.fields.find((candidate) => candidate.name === field.name);
      if (own === undefined) continue;
      expect(Object.keys(own).toSorted()).toEqual(Object.keys(field).toSorted());
      for (const property of PROPERTIES) {
        compared += 1;
        const isSame = JSON.stringify(own[property]) === JSON.stringify(field[property]);
        const place = `${object}.${field.name}.${property}`;
        if (!isSame && !KNOWN.has(place)) differences.push(place);
      }
    }
    process.stdout.write(`${object}: ${String(compared)} properties compared\n`);
    expect(compared).toBeGreaterThan(400);
    expect(differences).toEqual([]);
  });
});

describe('a describe', () => {
  it('shows each user her own rights', async () => {
    const rights = async (alias: string): Promise<unknown> => {
      const response = await ask(
        local,
        '/services/data/v66.0/sobjects/Evenfield_Coverage__c/describe',
        {},
        alias
      );
      const body = (await response.json()) as Fields & Record<string, unknown>;
      const tier = body.fields.find((field) => field.name === 'Tier__c');
      return { create: body['createable'], tier: tier?.['updateable'] };
    };
    expect(await rights('service')).toEqual({ create: true, tier: true });
    expect(await rights('rep')).toEqual({ create: false, tier: false });
  });
});
