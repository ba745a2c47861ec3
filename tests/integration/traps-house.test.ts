import { beforeAll, describe, expect, it } from '@jest/globals';
import type { FieldNode } from 'graphql';
import { parse, visit } from 'graphql';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** Traps that we keep clear of by not doing a thing: each test fails when somebody begins to. */
interface Source {
  readonly path: string;
  readonly text: string;
}

const below = (folder: string, ending: RegExp): Source[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => ending.test(path) && !path.includes('node_modules'))
    .map((path) => join(folder, path))
    .map((path) => ({ path, text: readFileSync(path, 'utf8') }));

let components: Source[];
let metadata: Source[];
let service: Source[];
let tests: Source[];
const paths = (sources: readonly Source[]): string[] => sources.map(({ path }) => path);
const holding = (sources: readonly Source[], what: RegExp): string[] =>
  paths(sources.filter(({ text }) => what.test(text)));

beforeAll(() => {
  components = below('force-app', /(?<!\.test)\.ts$/);
  metadata = below('force-app', /\.xml$/);
  service = below('sync-service/src', /\.ts$/);
  tests = [...below('force-app', /\.test\.ts$/), ...below('tests', /\.test\.ts$/)].filter(
    ({ path }) => !path.endsWith('traps-house.test.ts')
  );
});

describe('components', () => {
  it('say how many rows they want in every connection, within what the platform allows', () => {
    const queries = components.flatMap(({ path, text }) =>
      [...text.matchAll(/gql`([^`]*)`/g)].map((match) => ({ path, query: match[1] ?? '' }))
    );
    expect(queries.length).toBeGreaterThan(3);
    // A mutation of as many aliases as there are moves cannot be written down beforehand.
    const made = queries.filter(({ query }) => query.includes('${'));
    expect(made.map(({ path }) => basename(path))).toEqual(['saveScenario.ts']);
    let connections = 0;
    for (const { path, query } of queries.filter((one) => !made.includes(one))) {
      visit(parse(query), {
        Field(node) {
          const isConnection = node.selectionSet?.selections.some(
            (inner) => inner.kind === 'Field' && inner.name.value === 'edges'
          );
          if (isConnection !== true) return;
          connections += 1;
          const [first, upperBound] = [size(node, 'first'), size(node, 'upperBound')];
          expect([path, node.name.value, first]).not.toEqual([path, node.name.value, null]);
          if (upperBound === null) expect(first).toBeLessThanOrEqual(2_000);
          else expect((first ?? 0) >= 200 && (first ?? 0) <= 2_000).toBe(true);
        }
      });
    }
    expect(connections).toBeGreaterThanOrEqual(queries.length - made.length);
  });

  it('have each a test that loads them, so that every lightning module they name is there', () => {
    const folders = new Set(
      components
        .filter(({ path, text }) => /\/lwc\//.test(path) && text.includes("from 'lightning/"))
        .map(({ path }) => dirname(path))
    );
    expect(folders.size).toBeGreaterThan(4);
    for (const folder of folders)
      expect([folder, existsSync(join(folder, '__tests__'))]).toEqual([
        folder,
        folder.endsWith('graphqlNodes') ? false : true
      ]);
  });

  it('make no key of their own, which Lightning Web Security would wrap', () => {
    expect(holding(components, /crypto\.subtle|CryptoKey/)).toEqual([]);
  });

  it('get their types of lightning/uiRecordApi from us, since the package has none', () => {
    const types = readFileSync('tests/lwc-host/types/platform.d.ts', 'utf8');
    expect(types).toContain("declare module 'lightning/uiRecordApi'");
    expect(holding(components, /from 'lightning\/uiRecordApi'/).length).toBeGreaterThan(0);
  });
});

describe('metadata', () => {
  it('holds no types of Sales Territories, which an org may not have', () => {
    const typed = /Territory2?(Model|Type|Rule)|ObjectTerritory2|<referenceTo>Territory2</;
    expect(holding(metadata, typed)).toEqual([]);
    expect(paths(metadata).filter((path) => /territory2(?!_Id__c)/i.test(path))).toEqual([]);
  });

  it('chooses few objects for change events, and the service may view all of each', () => {
    const chosen = metadata
      .filter(({ path }) => path.includes('platformEventChannelMember'))
      .map(({ text }) => /<selectedEntity>(\w+?)ChangeEvent</.exec(text)?.[1] ?? '');
    expect(chosen.sort()).toEqual(['Account', 'Evenfield_Rebalance__', 'Evenfield_Request__']);
    const rights = readFileSync(
      'force-app/main/core/permissionsets/Evenfield_Service.permissionset-meta.xml',
      'utf8'
    );
    for (const entity of chosen)
      expect(rights).toMatch(
        new RegExp(`<object>${entity}(c)?</object>\\s*<viewAllRecords>true</viewAllRecords>`)
      );
  });

  it('asks for no connected app, which a new org cannot make', () => {
    expect(paths(metadata).filter((path) => /connectedApp/i.test(path))).toEqual([]);
    expect(readFileSync('docs/install.md', 'utf8')).toMatch(/External Client App Manager/);
    expect(readFileSync('docs/install.md', 'utf8')).not.toMatch(/connected app/i);
  });

  it('names no object of ours like the standard Visit', () => {
    const objects = paths(metadata).flatMap((path) => /objects\/(\w+)\//.exec(path)?.[1] ?? []);
    expect(new Set(objects.filter((name) => !name.startsWith('Evenfield_')))).toEqual(
      new Set(objects.filter((name) => /^(Account|Opportunity|Case|Contact|Lead)$/.test(name)))
    );
    expect(holding(service, /FROM Visit\b|'Visit'/)).toEqual([]);
  });
});

describe('the service', () => {
  it('asks for no rows by their stamp', () => {
    expect(holding(service, /SystemModstamp\s*[<>=]/)).toEqual([]);
  });

  it('sends custom notifications in one place, each to one person', () => {
    const file = 'sync-service/src/salesforce/notifications.ts';
    expect(holding(service, /customNotificationAction/)).toEqual([file]);
    expect(readFileSync(file, 'utf8')).toContain('recipientIds: [recipientId]');
  });

  it('makes its schedule with a scheduler and a pattern, never with repeat or every', () => {
    expect(holding(service, /\brepeat\s*:|\bevery\s*:/)).toEqual([]);
    expect(holding(service, /upsertJobScheduler/)).toHaveLength(1);
  });
});

describe('the tests', () => {
  it('run on two Jests, each with a configuration of its own', () => {
    const read = (path: string): { version: string; dependencies?: Record<string, string> } =>
      JSON.parse(readFileSync(path, 'utf8')) as never;
    const ours = read('node_modules/jest/package.json').version;
    const theirs = read('node_modules/@salesforce/sfdx-lwc-jest/package.json').dependencies?.[
      'jest'
    ];
    expect([Number.parseInt(ours, 10) >= 30, theirs?.startsWith('29.7')]).toEqual([true, true]);
    expect(existsSync('jest.config.cjs') && existsSync('jest.service.config.mjs')).toBe(true);
  });

  it('never ask axe under fake timers, where it does not end', () => {
    const both = tests.filter(
      ({ text }) => /useFakeTimers/.test(text) && /toBeAccessible|axe\.run|isAccessible/.test(text)
    );
    expect(paths(both)).toEqual([]);
    expect(holding(tests, /useFakeTimers/).length).toBeGreaterThan(0);
  });

  it('run on the pinned Node, whatever the machine has', () => {
    const pinned = JSON.parse(readFileSync('package.json', 'utf8')) as {
      devDependencies: Record<string, string>;
    };
    expect(pinned.devDependencies['node']).toMatch(/^\^24\./);
    expect(Number.parseInt(process.versions.node, 10)).toBeGreaterThanOrEqual(24);
  });
});

function size(node: FieldNode, name: string): number | null {
  const value = node.arguments?.find((argument) => argument.name.value === name)?.value;
  return value?.kind === 'IntValue' ? Number(value.value) : null;
}
