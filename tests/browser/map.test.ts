/// <reference lib="dom" />
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { violations } from './axe-violations.ts';
import type { Stage } from './stage.ts';
import { setStage } from './stage.ts';

const sizes = { desktop: { width: 1280, height: 900 }, phone: { width: 390, height: 844 } };
/** Accounts in and around Boise whose address nobody filled in, so that no rule matches: a gap. */
const planted = 12;
let stage: Stage;

beforeAll(async () => {
  stage = await setStage(600, (org) => {
    const owner = org.findUser('manager@evenfield.example')?.userId ?? '';
    org.load(
      'Account',
      Array.from({ length: planted }, (_, index) => ({
        Name: `Boise ${String(index + 1)}`,
        OwnerId: owner,
        BillingLatitude: 43.5 + (index % 4) * 0.05,
        BillingLongitude: -116.4 + Math.floor(index / 4) * 0.08
      }))
    );
  });
}, 180_000);

afterAll(async () => {
  await stage.end();
}, 60_000);

async function open(as: string, size: keyof typeof sizes): Promise<Page> {
  const page = await stage.browser.newPage({ viewport: sizes[size] });
  await page.goto(`${stage.host.url}/map?as=${as}`);
  await page.waitForSelector('canvas[data-painted]');
  return page;
}

/** Presses Tab until the control has the focus. */
async function tabTo(page: Page, control: Locator, key = 'Tab'): Promise<void> {
  for (let turn = 0; turn < 120; turn += 1) {
    if (await control.evaluate((element) => element.matches(':focus'))) return;
    await page.keyboard.press(key);
  }
  throw new Error(`Tab does not come to ${String(control)}`);
}

async function press(page: Page, key: string, times: number): Promise<void> {
  for (let turn = 0; turn < times; turn += 1) await page.keyboard.press(key);
}

const figure = (page: Page, name: string): Promise<string> =>
  page.locator(`[data-name="selection"] [data-name="${name}"] dd`).innerText();

/** Accounts that the scenario of this name moves, as the org holds them. */
async function movesOf(name: string): Promise<Record<string, unknown>[]> {
  return stage.rows(
    'admin',
    `SELECT Account__r.Name, From__c, To__r.Name, Rebalance__r.Status__c, Rebalance__r.Design__c FROM Evenfield_Rebalance_Move__c WHERE Rebalance__r.Name = '${name}' ORDER BY Account__r.Name`
  );
}

async function expectPlantedMoves(name: string): Promise<void> {
  const moves = await movesOf(name);
  expect(moves.map((row) => (row['Account__r'] as { Name: string }).Name)).toEqual(
    Array.from({ length: planted }, (_, index) => `Boise ${String(index + 1)}`).sort()
  );
  for (const row of moves)
    expect([
      row['From__c'],
      (row['To__r'] as { Name: string }).Name,
      (row['Rebalance__r'] as { Status__c: string }).Status__c,
      (row['Rebalance__r'] as { Design__c: string }).Design__c
    ]).toEqual([null, 'Mountain', 'Draft', 'Chosen Moves']);
  const live = await stage.rows(
    'admin',
    "SELECT Territory__c FROM Evenfield_Coverage__c WHERE Account__r.Name LIKE 'Boise %'"
  );
  expect(live.map((row) => row['Territory__c'])).toEqual(new Array(planted).fill(null));
}

describe('the territory map, as manager', () => {
  it('finds a gap, takes a drawn box, previews it and saves it as a draft scenario', async () => {
    const page = await open('manager', 'desktop');
    await page.screenshot({ path: 'docs/images/map.png' });
    await page.getByLabel('The same as a table').selectOption('gaps');
    await page.getByLabel('Show territories by').selectOption('county');
    const gap = page.locator('[data-row="Ada, Idaho"]');
    expect((await gap.locator('td').first().innerText()).trim()).toBe(String(planted));
    await gap.getByRole('button').click();
    await page.getByLabel('Box').check();
    const box = await page.locator('canvas').boundingBox();
    if (box === null) throw new Error('There is no map.');
    await page.mouse.move(box.x + 15, box.y + 15);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await page.mouse.move(box.x + box.width - 15, box.y + box.height - 15);
    await page.mouse.up();
    expect(await figure(page, 'inside')).toBe(String(planted));
    await page.getByLabel('Give them to').selectOption({ label: 'Mountain' });
    await page.getByRole('button', { name: 'Preview' }).click();
    expect(await page.locator('[data-name="moves"]').innerText()).toBe(
      `${String(planted)} accounts would move.`
    );
    const held = await stage.rows(
      'admin',
      "SELECT Id FROM Evenfield_Coverage__c WHERE Territory__r.Name = 'Mountain' AND Place_Source__c != 'None'"
    );
    const before = held.length;
    const cells = page.locator('[data-name="compared"] [data-row="Mountain"] td');
    expect((await cells.first().innerText()).split('→').map((part) => Number(part.trim()))).toEqual(
      [before, before + planted]
    );
    await page.getByLabel('Name of the scenario').fill('Boise to Mountain');
    await page.getByRole('button', { name: 'Save as scenario' }).click();
    await page.waitForSelector('[data-name="saved"][data-state="saved"]');
    await page.screenshot({ path: 'docs/images/map-scenario.png', fullPage: true });
    await expectPlantedMoves('Boise to Mountain');
    await page.close();
  });

  it('does the same by keyboard alone on a phone', async () => {
    const page = await open('manager', 'phone');
    await tabTo(page, page.getByLabel('The same as a table'));
    await page.keyboard.type('Gaps');
    await tabTo(page, page.getByRole('button', { name: 'Show Idaho on the map' }));
    await page.keyboard.press('Enter');
    await tabTo(page, page.getByLabel('Move', { exact: true }), 'Shift+Tab');
    await press(page, 'ArrowRight', 3);
    expect(await page.getByLabel('Area', { exact: true }).isChecked()).toBe(true);
    await tabTo(page, page.locator('canvas'));
    for (const [key, times] of [
      ['ArrowLeft', 8],
      ['ArrowUp', 8],
      ['Enter', 1],
      ['ArrowRight', 16],
      ['Enter', 1],
      ['ArrowDown', 16],
      ['Enter', 1],
      ['ArrowLeft', 16],
      ['Enter', 1],
      ['c', 1]
    ] as const)
      await press(page, key, times);
    expect(await figure(page, 'inside')).toBe(String(planted));
    await tabTo(page, page.getByLabel('Give them to'));
    await page.keyboard.type('Mountain');
    await tabTo(page, page.getByRole('button', { name: 'Preview' }));
    await page.keyboard.press('Enter');
    await tabTo(page, page.getByLabel('Name of the scenario'));
    await page.keyboard.type('By keys');
    await tabTo(page, page.getByRole('button', { name: 'Save as scenario' }));
    await page.keyboard.press('Enter');
    await page.waitForSelector('[data-name="saved"][data-state="saved"]');
    await expectPlantedMoves('By keys');
    expect(await violations(page)).toEqual([]);
    await page.close();
  });

  it('writes nothing when it is cancelled', async () => {
    const count = async (): Promise<number> =>
      (await stage.rows('admin', 'SELECT Id FROM Evenfield_Rebalance__c')).length;
    const before = await count();
    const page = await open('manager', 'desktop');
    await page.getByLabel('Lasso').check();
    const box = await page.locator('canvas').boundingBox();
    if (box === null) throw new Error('There is no map.');
    await page.mouse.move(box.x + 100, box.y + 100);
    await page.mouse.down();
    for (const [x, y] of [
      [600, 60],
      [900, 300],
      [500, 400]
    ] as const)
      await page.mouse.move(box.x + x, box.y + y, { steps: 10 });
    await page.mouse.up();
    expect(Number((await figure(page, 'inside')).replace(',', ''))).toBeGreaterThan(0);
    await page.getByLabel('Give them to').selectOption({ label: 'Plains' });
    await page.getByRole('button', { name: 'Preview' }).click();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.locator('[data-name="selection"]').waitFor({ state: 'detached' });
    expect(await count()).toBe(before);
    await page.close();
  });

  it('says in its table what the org holds of each territory', async () => {
    const page = await open('manager', 'desktop');
    const rows = page.locator('c-map-table tbody tr');
    const names = await rows.locator('th').allInnerTexts();
    const counts = await rows.locator('td:nth-child(2)').allInnerTexts();
    const shown = new Map(names.map((name, index) => [name.trim(), Number(counts[index])]));
    const coverage = await stage.rows(
      'admin',
      "SELECT Territory__r.Name, Id FROM Evenfield_Coverage__c WHERE Territory__c != null AND Place_Source__c != 'None'"
    );
    const held = new Map<string, number>();
    for (const row of coverage) {
      const { Name: name } = row['Territory__r'] as { Name: string };
      held.set(name, (held.get(name) ?? 0) + 1);
    }
    expect(shown).toEqual(held);
    await page.close();
  });
});

describe('the territory map', () => {
  it('is not open to a rep', async () => {
    const page = await stage.browser.newPage({ viewport: sizes.desktop });
    await page.goto(`${stage.host.url}/map?as=rep`);
    await page.waitForSelector('[data-state="no-access"]');
    expect(await page.locator('[data-state="no-access"]').innerText()).toBe(
      'The map is for managers and admins.'
    );
    await page.close();
  });

  it.each(['desktop', 'phone'] as const)(
    'is clean to axe at %s size in every shape and list',
    async (size) => {
      const page = await open('admin', size);
      for (const shape of ['county', 'postal', 'hull', 'state'])
        await page.getByLabel('Show territories by').selectOption(shape);
      await page.getByLabel('Fill by').selectOption('potential');
      for (const layer of ['Overlaps', 'Fragments']) await page.getByLabel(layer).check();
      for (const list of ['areas', 'gaps', 'overlaps', 'fragments']) {
        await page.getByLabel('The same as a table').selectOption(list);
        expect(await violations(page)).toEqual([]);
      }
      const isTooWide = await page.evaluate(
        () => document.documentElement.scrollWidth > window.innerWidth
      );
      expect(isTooWide).toBe(false);
      if (size === 'phone') await page.screenshot({ path: 'docs/images/map-phone.png' });
      await page.close();
    }
  );
});
