import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { LocalOrg } from '../http/server.ts';
import { startLocalOrg } from '../http/server.ts';
import { ask } from '../test/sign-assertion.ts';
import { sendCliData } from './cli-data.ts';
import { replayFacts } from './facts.ts';
import { replayModelled } from './modelled.ts';
import { areFixturesThere, FIXTURES, readJson, recordings, seed } from './recordings.ts';
import { createReplayer } from './replay.ts';

if (!areFixturesThere && process.env['REQUIRE_DATA'] === '1')
  throw new Error(`REQUIRE_DATA is set and ${FIXTURES} is not there.`);
if (!areFixturesThere) process.stdout.write(`skipped: ${FIXTURES} is not there\n`);
const whereData = areFixturesThere ? describe : describe.skip;

const HEADING = '## Differences from recorded answers';

/** The differences that the document lists, one a line: `- ` and the difference as code. */
function listed(): string[] {
  const text = readFileSync('docs/local-org.md', 'utf8');
  const section = text.slice(text.indexOf(HEADING) + HEADING.length).split('\n## ')[0] ?? '';
  return [...section.matchAll(/^- `([^`]+)`/gm)].map((match) => match[1] ?? '').toSorted();
}

/** One line for each request and kind of difference, with all the keys. */
function lines(differences: Iterable<string>): string[] {
  const names = new Map<string, Set<string>>();
  const others = new Set<string>();
  for (const difference of differences) {
    const match = /^(.*: (?:lacks|adds)) (\S+)$/.exec(difference);
    if (match === null) others.add(difference);
    else {
      const kind = match[1] ?? '';
      names.set(kind, (names.get(kind) ?? new Set()).add(match[2] ?? ''));
    }
  }
  return [
    ...others,
    ...[...names].map(([kind, keys]) => `${kind} ${[...keys].toSorted().join(', ')}`)
  ].toSorted();
}

whereData('answers of real orgs', () => {
  const found = new Set<string>();
  const counts = { answers: 0, modelled: 0, facts: 0, sent: 0 };
  let local: LocalOrg;

  beforeAll(async () => {
    for (const { interactions } of recordings()) {
      const fresh = await startLocalOrg();
      const replayer = createReplayer(fresh, await seed(fresh));
      for (const interaction of interactions) {
        for (const difference of await replayer.replay(interaction)) found.add(difference);
        counts.answers += 1;
      }
      await fresh.stop();
    }
    local = await startLocalOrg();
    const accountId = await family();
    const views = (await (
      await ask(local, '/services/data/v66.0/sobjects/Account/listviews')
    ).json()) as { listviews: { id: string }[] };
    const listViewId = views.listviews[0]?.id ?? '';
    const modelled = await replayModelled({ local, accountId, listViewId });
    const facts = await replayFacts(local);
    const sent = await sendCliData(local);
    for (const difference of [...modelled.differences, ...facts.differences, ...sent.differences])
      found.add(difference);
    counts.modelled = modelled.files.length;
    counts.facts = facts.topics.length;
    counts.sent = sent.files.length;
    replayed = [...modelled.files, ...sent.files, ...sent.left];
  }, 300_000);

  let replayed: string[] = [];

  afterAll(async () => {
    await local.stop();
  });

  /** A head account with children and contacts of one address, more accounts than fill a page, one deleted. */
  async function family(): Promise<string> {
    const [head = ''] = local.org.load('Account', [{ Name: 'Head' }]);
    const children = Array.from({ length: 250 }, (_, index) => ({
      Name: `Branch ${String(index)}`,
      ParentId: head
    }));
    const ids = local.org.load('Account', children);
    local.org.load(
      'Contact',
      ['A', 'B'].map((LastName) => ({ LastName, Name: LastName, Email: 'twice@example.com' }))
    );
    local.org.load('Opportunity', [
      { Name: 'One', StageName: 'Prospecting', CloseDate: '2026-01-01', Amount: 1 }
    ]);
    await ask(local, `/services/data/v66.0/sobjects/Account/${ids[0] ?? ''}`, { method: 'DELETE' });
    return head;
  }

  it('differ from this org in what docs/local-org.md lists, and in nothing else', () => {
    expect(lines(found)).toEqual(listed());
    process.stdout.write(
      `counted: ${String(counts.answers)} recorded answers of ${String(recordings().length)} files, ${String(counts.modelled)} modelled ones, ${String(counts.facts)} facts, ${String(counts.sent)} files sent, ${String(listed().length)} differences listed\n`
    );
  });

  it('are all there are in the index', () => {
    const index = (readJson('INDEX.json') as { file: string }[]).map(({ file }) =>
      file.replace('salesforce-fixtures/', '')
    );
    const used = new Set([
      ...recordings().map(({ file }) => `cumulusci_recorded/${file}`),
      ...replayed.map((file) => (file.includes('/') ? file : `sf_plugin_data/${file}`))
    ]);
    // Templates are put into the recordings; an empty answer has no shape.
    const left = index.filter(
      (file) =>
        !used.has(file) &&
        !file.endsWith('.tpl') &&
        !file.endsWith('upsert_updated_success_response.json')
    );
    expect(left).toEqual([]);
  });
});
