/// <reference lib="dom" />
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import type { Locator, Page } from 'playwright-core';
import { control } from '../local-org/test/sign-assertion.ts';
import { violations } from './axe-violations.ts';
import type { Stage } from './stage.ts';
import { setStage } from './stage.ts';
import { tabTo } from './tab-to.ts';

/** The story on the page, with the service behind it: asked, watched, decided, applied, taken back. */
const sizes = { desktop: { width: 1280, height: 1000 }, phone: { width: 390, height: 844 } };
const long = { timeout: 90_000 };
let stage: Stage;
let page: Page;

beforeAll(async () => {
  stage = await setStage(300);
  await control(stage.org, 'POST', '/permission-set-assignments', {
    username: 'service@evenfield.example',
    permissionSet: 'Evenfield_Service_Owner'
  });
  const [policy] = await stage.rows(
    'admin',
    'SELECT Id FROM Evenfield_Policy__c WHERE Active__c = true'
  );
  await stage.edit('admin', 'Evenfield_Policy__c', String(policy?.['Id']), {
    Write_Mode__c: 'Owner',
    Handoff_Days__c: 7
  });
  page = await open('desktop', 'admin');
  await page.locator('[data-name="none"]').waitFor(long);
}, 240_000);

afterAll(async () => {
  await stage.end();
}, 60_000);

async function open(size: keyof typeof sizes, as: string): Promise<Page> {
  const opened = await stage.browser.newPage({ viewport: sizes[size] });
  await opened.goto(`${stage.host.url}/rebalance?as=${as}`);
  await opened.waitForSelector('html[data-ready]');
  return opened;
}

const named = (on: Page, name: string): Locator => on.locator(`[data-name="${name}"]`);
const reads = (on: Page, name: string, text: string): Promise<void> =>
  on.locator(`[data-name="${name}"]`, { hasText: text }).waitFor(long);

/** Goes to a button by Tab, from wherever the focus is, and presses it. */
async function press(on: Page, name: string): Promise<void> {
  const button = on.getByRole('button', { name, exact: true });
  await button.waitFor(long);
  await tabTo(on, button);
  await on.keyboard.press('Enter');
}

async function expectGood(on: Page): Promise<void> {
  expect(await violations(on)).toEqual([]);
  expect(await on.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)).toBe(
    false
  );
}

interface Move {
  readonly account: string;
  readonly label: string;
  readonly from: string;
  readonly to: string;
  readonly owner: string | null;
  readonly verdict: string;
  readonly outcome: string | null;
}

async function moves(): Promise<Move[]> {
  const rows = await stage.rows(
    'admin',
    'SELECT Account__c, Account_Label__c, From__c, To__c, To_Owner__c, Verdict__c, Outcome__c FROM Evenfield_Rebalance_Move__c ORDER BY Account_Label__c'
  );
  return rows.map((row) => ({
    account: String(row['Account__c']),
    label: String(row['Account_Label__c']),
    from: String(row['From__c']),
    to: String(row['To__c']),
    owner: row['To_Owner__c'] === null ? null : String(row['To_Owner__c']),
    verdict: String(row['Verdict__c']),
    outcome: row['Outcome__c'] === null ? null : String(row['Outcome__c'])
  }));
}

/** Where each account of the org is and whose it is, by its id. */
async function held(): Promise<Map<string, string>> {
  const rows = await stage.rows(
    'admin',
    'SELECT Account__c, Account__r.OwnerId, Territory__c, Territory_Label__c, Territory_Owner__c, Since__c, Source__c, Reason__c FROM Evenfield_Coverage__c'
  );
  return new Map(
    rows.map(({ Account__c, Account__r, attributes: _, ...values }) => [
      String(Account__c),
      JSON.stringify([(Account__r as { OwnerId: string }).OwnerId, values])
    ])
  );
}

async function firstMove(on: Page): Promise<string> {
  const first = on.locator('[data-move]').first();
  await first.waitFor(long);
  return (await first.getAttribute('data-move')) ?? '';
}

async function placeOf(account: string): Promise<[unknown, unknown]> {
  const [row] = await stage.rows(
    'admin',
    `SELECT Territory__c, Account__r.OwnerId FROM Evenfield_Coverage__c WHERE Account__c = '${account}'`
  );
  return [row?.['Territory__c'], (row?.['Account__r'] as { OwnerId: string }).OwnerId];
}

describe('the rebalance console', () => {
  let before = new Map<string, string>();

  it('asks for a scenario by keyboard and shows it computed, each move with its reason', async () => {
    before = await held();
    await expectGood(page);
    await tabTo(page, page.getByLabel('Name of the scenario'));
    await page.keyboard.type('Autumn');
    await press(page, 'Ask for a scenario');
    await reads(page, 'status', 'Proposed');
    const computed = await moves();
    expect(computed.length).toBeGreaterThan(3);
    await page.locator('[data-move]').first().waitFor(long);
    expect(
      await page
        .locator('[data-move]')
        .evaluateAll((items) => items.map((item) => item.getAttribute('data-move')))
    ).toEqual(computed.map(({ label }) => label));
    const first = page.locator('[data-move]').first();
    const why = first.locator('summary');
    await tabTo(page, why);
    await page.keyboard.press('Enter');
    const told = await first.locator('details p').allInnerTexts();
    expect(told[0]).toMatch(/^Hand-over of a tier [ABC] account/);
    expect(told[1]).toMatch(/Next best|next best|No other territory/);
    expect(told[2]).toMatch(/^It would stay if/);
    await expectGood(page);
    await page.screenshot({ path: 'docs/images/rebalance.png' });
    expect(await held()).toEqual(before);
  }, 180_000);

  it('shows what was asked, each territory before and after, and which accounts stay and why', async () => {
    await press(page, 'Show what was asked and each territory');
    const shown = named(page, 'answer-of-scenario');
    await shown.locator('[data-territory]').first().waitFor(long);
    const [scenario] = await stage.rows(
      'admin',
      'SELECT Before__c, Stays__c FROM Evenfield_Rebalance__c'
    );
    const territories = JSON.parse(String(scenario?.['Before__c'])) as { name: string }[];
    expect(await shown.locator('[data-territory] th').allInnerTexts()).toEqual(
      territories.map(({ name }) => name)
    );
    const stays = JSON.parse(String(scenario?.['Stays__c'])) as { accountName: string }[];
    const told = await shown.locator('[data-name="stays"] li').allInnerTexts();
    expect(told).toHaveLength(Math.min(50, stays.length));
    told.forEach((text, place) => {
      expect(text).toContain(stays[place]?.accountName);
    });
    expect(await shown.locator('[data-name="asked"] li').allInnerTexts()).toEqual(['Whole org']);
    await expectGood(page);
    await page.screenshot({ path: 'docs/images/rebalance-answer.png' });
    await press(page, 'Hide what was asked and each territory');
  }, 60_000);

  it('takes a rejected move out of the totals at once', async () => {
    const computed = await moves();
    await press(page, `Reject ${computed[0]?.label ?? ''}`);
    await page.locator('li[data-verdict="Rejected"]').waitFor(long);
    expect(await named(page, 'total').innerText()).toContain(
      `${String(computed.length - 1)} stand`
    );
    // The page shows it before the org has answered.
    while ((await moves())[0]?.verdict === 'Open') await page.waitForTimeout(100);
    await expect(moves()).resolves.toMatchObject([
      { verdict: 'Rejected' },
      ...computed.slice(1).map(() => ({ verdict: 'Open' }))
    ]);
  }, 60_000);

  it('applies what was approved, changes owners, and leaves what was rejected', async () => {
    await press(page, 'Approve');
    await reads(page, 'status', 'Approved');
    await press(page, 'Check before applying');
    await reads(page, 'clear', 'Nothing stands in the way.');
    expect(await named(page, 'looked-at').locator('li').allInnerTexts()).toContainEqual(
      expect.stringMatching(/^About \d+ calls of \d+ left today, about \d+ minutes\.$/)
    );
    await expectGood(page);
    expect(await held()).toEqual(before);
    await press(page, 'Apply');
    await reads(page, 'status', 'Applied');
    const [rejected, ...rest] = await moves();
    expect(rejected).toMatchObject({ verdict: 'Rejected', outcome: null });
    for (const { account, outcome, to, owner } of rest) {
      expect(outcome).toBe('Applied');
      expect(await placeOf(account)).toEqual([to, owner]);
    }
    const applied = new Set(rest.map(({ account }) => account));
    const now = await held();
    expect([...before].filter(([id, text]) => now.get(id) !== text).map(([id]) => id)).toEqual(
      [...before.keys()].filter((id) => applied.has(id))
    );
    await expectGood(page);
    await page.screenshot({ path: 'docs/images/rebalance-applied.png' });
  }, 180_000);

  it("shows the new territory on the account's page", async () => {
    const moved = (await moves()).find(({ outcome }) => outcome === 'Applied');
    const [territory] = await stage.rows(
      'admin',
      `SELECT Name FROM Evenfield_Territory__c WHERE Id = '${moved?.to ?? ''}'`
    );
    const other = await stage.browser.newPage({ viewport: sizes.phone });
    await other.goto(`${stage.host.url}/account/${moved?.account ?? ''}?as=admin`);
    const shown = other.locator('[data-name="territory"]').first();
    await shown.waitFor(long);
    expect(await shown.innerText()).toBe(territory?.['Name']);
    await other.close();
  }, 60_000);

  it("shows the hand-off on the account's page until its last step is done", async () => {
    const tasks = await stage.rows(
      'admin',
      "SELECT Id, WhatId FROM Task WHERE Subject LIKE 'Hand-off: %' ORDER BY WhatId, Subject"
    );
    const account = String(tasks[0]?.['WhatId']);
    const steps = tasks.filter(({ WhatId: of }) => of === account);
    expect(steps).toHaveLength(2);
    const other = await stage.browser.newPage({ viewport: sizes.phone });
    const bar = named(other, 'hand-off');
    const look = async (): Promise<void> => {
      await other.goto(`${stage.host.url}/account/${account}?as=admin`);
      await named(other, 'territory').first().waitFor(long);
    };
    await look();
    expect(await bar.innerText()).toContain('0 of 2 steps done');
    await expectGood(other);
    await stage.edit('admin', 'Task', String(steps[0]?.['Id']), { Status: 'Completed' });
    await look();
    expect(await bar.innerText()).toContain('1 of 2 steps done');
    await stage.edit('admin', 'Task', String(steps[1]?.['Id']), { Status: 'Completed' });
    await look();
    expect(await bar.count()).toBe(0);
    await other.close();
  }, 60_000);

  it('takes one account back by keyboard, and leaves the others', async () => {
    const [one, ...others] = (await moves()).filter(({ outcome }) => outcome === 'Applied');
    const label = one?.label ?? '';
    await page.getByLabel('Search accounts and territories').fill(label);
    await press(page, `Roll back ${label}`);
    await page.locator(`[data-move="${label}"]`, { hasText: 'As it was before.' }).waitFor(long);
    await reads(page, 'status', 'Applied');
    const now = await held();
    expect(now.get(one?.account ?? '')).toBe(before.get(one?.account ?? ''));
    for (const { account, to, owner } of others)
      expect(await placeOf(account)).toEqual([to, owner]);
    await expectGood(page);
  }, 90_000);

  it('rolls back on a phone, and every account is where it was', async () => {
    const phone = await open('phone', 'admin');
    await phone.locator('[data-scenario="Autumn"]').waitFor(long);
    await expectGood(phone);
    await press(phone, 'Open Autumn');
    await reads(phone, 'status', 'Applied');
    await phone.locator('[data-move]').first().waitFor(long);
    await expectGood(phone);
    await phone.screenshot({ path: 'docs/images/rebalance-phone.png' });
    await press(phone, 'Roll back');
    await reads(phone, 'status', 'Rolled Back');
    expect(await held()).toEqual(before);
    expect((await moves()).map(({ outcome }) => outcome)).toEqual(
      (await moves()).map(({ verdict }) => (verdict === 'Rejected' ? null : 'Rolled Back'))
    );
    await phone.close();
  }, 180_000);

  it('decides on all moves to one territory, saves the list, and holds two scenarios side by side', async () => {
    await page.reload();
    await page.waitForSelector('html[data-ready]');
    await tabTo(page, page.getByLabel('Name of the scenario'));
    await page.keyboard.type('Spring');
    await page.getByLabel('Design').selectOption('Fresh Design');
    await tabTo(page, page.locator('summary', { hasText: 'Settings and what-ifs' }));
    await page.keyboard.press('Enter');
    await page.getByLabel('Accounts that may move at most').fill('30');
    await page.getByLabel('Moves in a wave').fill('7');
    await page.getByLabel('What if', { exact: true }).selectOption('ahead');
    await page.getByLabel('Months').fill('12');
    await press(page, 'Add this what-if');
    await expectGood(page);
    await page.screenshot({ path: 'docs/images/rebalance-settings.png' });
    await press(page, 'Ask for a scenario');
    await reads(page, 'status', 'Proposed');
    await page.locator('[data-move]').first().waitFor(long);
    const [spring] = await stage.rows(
      'admin',
      "SELECT Id, Moves__c, Out_Before__c, Out_After__c, Parameters__c FROM Evenfield_Rebalance__c WHERE Name = 'Spring'"
    );
    expect(JSON.parse(String(spring?.['Parameters__c']))).toEqual({
      mostAccounts: 30,
      waveSize: 7,
      whatIfs: [{ kind: 'ahead', months: 12 }]
    });
    const byTerritory = (): Promise<Record<string, unknown>[]> =>
      stage.rows(
        'admin',
        `SELECT Account_Label__c, To_Label__c, Verdict__c FROM Evenfield_Rebalance_Move__c WHERE Rebalance__c = '${String(spring?.['Id'])}' ORDER BY Account_Label__c`
      );
    const [first] = await byTerritory();
    const to = String(first?.['To_Label__c']);
    await page.getByLabel('Put together by').selectOption('to');
    await named(page, 'group').first().waitFor(long);
    const counts = new Map<string, number>();
    for (const { To_Label__c: name } of await byTerritory())
      counts.set(String(name), (counts.get(String(name)) ?? 0) + 1);
    expect(
      (await named(page, 'group').allInnerTexts()).map((text) => text.replace(/ moves?, .*/, ''))
    ).toEqual([...counts].map(([name, count]) => `${name}: ${String(count)}`));
    await expectGood(page);
    await press(page, `Reject all: ${to}`);
    const rejected = page.locator(`[data-group="${to}"] [data-verdict="Rejected"][data-move]`);
    await rejected.first().waitFor(long);
    expect(await rejected.count()).toBe(counts.get(to));
    for (const row of await byTerritory())
      expect(row['Verdict__c']).toBe(row['To_Label__c'] === to ? 'Rejected' : 'Open');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      press(page, 'Save as CSV')
    ]);
    const saved = readFileSync(await download.path(), 'utf8');
    expect(saved.split('\r\n').length - 2).toBe((await byTerritory()).length);
    await press(page, 'Back to all scenarios');
    await tabTo(page, page.getByLabel('Compare Autumn'));
    await page.keyboard.press('Space');
    await page.getByLabel('Compare Spring').check();
    await press(page, 'Compare');
    const lines = page.locator('[data-name="comparison"] tr');
    await lines.first().waitFor(long);
    const [heading] = await lines.allInnerTexts();
    expect(heading?.split('\t')).toEqual(['Figure', 'Autumn', 'Spring']);
    const cells = await page
      .locator('[data-figure="Moves"] td, [data-figure^="Out of band"] td:last-child')
      .allInnerTexts();
    expect(cells.slice(1)).toEqual([
      String(spring?.['Moves__c']),
      String(spring?.['Out_Before__c']),
      String(spring?.['Out_After__c'])
    ]);
    await expectGood(page);
    await page.screenshot({ path: 'docs/images/rebalance-compare.png' });
    await page.setViewportSize(sizes.phone);
    await expectGood(page);
    await page.setViewportSize(sizes.desktop);
  }, 180_000);

  it('says who should hold which territory, each with a reason; applies it and takes it back', async () => {
    await page.reload();
    await page.waitForSelector('html[data-ready]');
    await tabTo(page, page.getByLabel('Name of the scenario'));
    await page.keyboard.type('Seats');
    await page.getByLabel('Design').selectOption('People');
    await press(page, 'Ask for a scenario');
    await reads(page, 'status', 'Proposed');
    const people = page.locator('[data-person]');
    await people.first().waitFor(long);
    for (const text of await people.allInnerTexts()) expect(text).toMatch(/ holds /);
    await expectGood(page);
    await page.screenshot({ path: 'docs/images/rebalance-people.png' });
    await press(page, 'Approve');
    await reads(page, 'status', 'Approved');
    await press(page, 'Apply');
    await reads(page, 'status', 'Applied');
    await reads(page, 'message', ' people changed, 0 skipped, 0 failed');
    await press(page, 'Roll back');
    await reads(page, 'status', 'Rolled Back');
  }, 120_000);

  it('lets a manager propose for a region of hers alone, and neither approve nor apply', async () => {
    const manager = await open('desktop', 'manager');
    await tabTo(manager, manager.getByLabel('Name of the scenario'));
    await manager.keyboard.type('Hers');
    await tabTo(manager, manager.locator('summary', { hasText: 'Settings and what-ifs' }));
    await manager.keyboard.press('Enter');
    await manager.getByLabel('Scope').selectOption('Subtree');
    await manager.getByLabel('Territory on top').selectOption({ label: 'West' });
    await manager.getByLabel('Tolerance in percent').fill('2');
    await press(manager, 'Ask for a scenario');
    await reads(manager, 'status', 'Proposed');
    const hers = await stage.rows(
      'manager',
      "SELECT Id FROM Evenfield_Territory__c WHERE Parent__r.Name = 'West'"
    );
    const own = new Set(hers.map(({ Id }) => Id));
    const proposed = await stage.rows(
      'admin',
      "SELECT From__c, To__c FROM Evenfield_Rebalance_Move__c WHERE Rebalance__r.Name = 'Hers'"
    );
    expect(proposed.length).toBeGreaterThan(0);
    for (const { From__c: from, To__c: to } of proposed)
      expect([own.has(from), own.has(to)]).toEqual([true, true]);
    await press(manager, `Accept ${await firstMove(manager)}`);
    await manager.locator('li[data-verdict="Accepted"]').waitFor(long);
    for (const name of ['Approve', 'Apply', 'Roll back'])
      expect(await manager.getByRole('button', { name, exact: true }).count()).toBe(0);
    await expectGood(manager);
    await manager.screenshot({ path: 'docs/images/rebalance-manager.png' });
    await press(manager, 'Back to all scenarios');
    expect(
      await manager
        .locator('[data-scenario]')
        .evaluateAll((items) => items.map((item) => item.getAttribute('data-scenario')))
    ).toEqual(['Hers']);
    await manager.close();
  }, 90_000);

  it('offers a rep nothing', async () => {
    const other = await open('phone', 'rep');
    await named(other, 'none').or(other.locator('[data-state="no-access"]')).first().waitFor(long);
    expect(await other.locator('main').getByRole('button').count()).toBe(0);
    await other.close();
  });
});

describe('the page of a rep', () => {
  const userOf = (name: string): string =>
    stage.org.users.find(({ alias }) => alias === name)?.userId ?? '';
  let challenged = '';

  it('shows what leaves her, and takes her challenge by keyboard', async () => {
    const me = userOf('rep');
    const [own] = await stage.rows(
      'rep',
      `SELECT Account__c, Account__r.Name, Territory__c FROM Evenfield_Coverage__c WHERE Territory_Owner__c = '${me}' LIMIT 1`
    );
    const { org } = stage.org;
    const [scenario = ''] = org.load('Evenfield_Rebalance__c', [
      { Name: 'Winter', Status__c: 'Proposed', OwnerId: userOf('manager') }
    ]);
    const account = (own?.['Account__r'] as { Name: string }).Name;
    const [move = ''] = org.load('Evenfield_Rebalance_Move__c', [
      {
        Key__c: `${scenario}:${String(own?.['Account__c'])}`,
        Rebalance__c: scenario,
        Account__c: String(own?.['Account__c']),
        Account_Label__c: account,
        From__c: String(own?.['Territory__c']),
        From_Label__c: 'Yours',
        To_Label__c: 'Another',
        From_Owner__c: me,
        Reason__c: 'Yours is 12 % above its fair share of work.',
        Verdict__c: 'Open',
        Wave__c: 0
      }
    ]);
    org.load(
      'Evenfield_Rebalance_Move__Share',
      [me, userOf('manager')].map((user) => ({
        ParentId: move,
        UserOrGroupId: user,
        AccessLevel: 'Edit',
        RowCause: 'Manual'
      }))
    );
    challenged = account;
    const phone = await stage.browser.newPage({ viewport: sizes.phone });
    await phone.goto(`${stage.host.url}/moves?as=rep`);
    const row = phone.locator(`[data-side="leaving"] [data-move="${account}"]`);
    await row.waitFor(long);
    await expectGood(phone);
    await press(phone, `Challenge: ${account}`);
    await phone.keyboard.type('A renewal is under way.');
    await expectGood(phone);
    await phone.getByLabel('Where it should be instead').selectOption({ index: 1 });
    await phone.screenshot({ path: 'docs/images/my-moves-phone.png' });
    await press(phone, 'Send the challenge');
    await row.locator('[data-name="said"]').waitFor(long);
    const [after] = await stage.rows(
      'admin',
      `SELECT Challenge__c, Challenge_Reason__c FROM Evenfield_Rebalance_Move__c WHERE Id = '${move}'`
    );
    expect([after?.['Challenge__c'], after?.['Challenge_Reason__c']]).toEqual([
      'Challenged',
      'A renewal is under way.'
    ]);
    await phone.close();
  }, 90_000);

  it('tells her what her manager answered', async () => {
    const manager = await open('desktop', 'manager');
    await press(manager, 'Open Winter');
    const row = manager.locator(`[data-move="${challenged}"]`);
    await row
      .locator('[data-name="challenge"]', { hasText: 'A renewal is under way.' })
      .waitFor(long);
    await tabTo(manager, manager.getByLabel('Your answer to the challenge'));
    await manager.keyboard.type('Then she keeps it.');
    await expectGood(manager);
    await manager.screenshot({ path: 'docs/images/rebalance-challenge.png' });
    await press(manager, `Uphold the challenge: ${challenged}`);
    await row.locator('[data-name="answer"]').waitFor(long);
    await expectGood(manager);
    await manager.close();
    const phone = await stage.browser.newPage({ viewport: sizes.phone });
    await phone.goto(`${stage.host.url}/moves?as=rep`);
    const told = phone.locator(`[data-move="${challenged}"] [data-name="answer"]`);
    await told.waitFor(long);
    expect(await told.innerText()).toContain('Then she keeps it.');
    await expectGood(phone);
    await phone.close();
  }, 90_000);
});
