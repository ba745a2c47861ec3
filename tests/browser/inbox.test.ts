/// <reference lib="dom" />
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { violations } from './axe-violations.ts';
import type { Stage } from './stage.ts';
import { setStage } from './stage.ts';

const sizes = { desktop: { width: 1280, height: 900 }, phone: { width: 390, height: 844 } };
const soql =
  'SELECT Id, Metric__c, What__c, Done__c, Note__c, Territory__r.Name FROM Evenfield_Alert__c WHERE Closed__c = null';
let stage: Stage;
/** Somebody of the sample in whose territory the night found something. */
let reader = '';

beforeAll(async () => {
  stage = await setStage(600);
  for (const alias of ['rep', 'rep2', 'manager'])
    if ((await stage.rows(alias, soql)).length > 0) reader = alias;
  const hers = stage.org.users.find(({ alias }) => alias === reader)?.userId ?? '';
  const day = (ahead: number): string =>
    new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10);
  stage.org.org.load('Evenfield_Personal_Quota__c', [
    {
      OwnerId: hers,
      Person__c: hers,
      Tier__c: 'All',
      Period_Start__c: day(-40),
      Period_End__c: day(40),
      Amount__c: 500,
      Attained__c: 250,
      Attained_Overlay__c: 100,
      Attainment__c: 0.5,
      Reason__c: '2 deals: 150.00 as owner and by splits, 100.00 overlay.'
    }
  ]);
}, 180_000);

afterAll(async () => {
  await stage.end();
}, 60_000);

async function open(alias: string, size: keyof typeof sizes): Promise<Page> {
  const page = await stage.browser.newPage({ viewport: sizes[size] });
  await page.goto(`${stage.host.url}/inbox?as=${alias}`);
  await page.waitForSelector('html[data-ready]');
  await page.waitForFunction(() => document.querySelector('lightning-spinner') === null);
  await page.waitForTimeout(600);
  return page;
}

describe('attainment of the team', () => {
  it.each(['phone', 'desktop'] as const)(
    'shows her manager each territory with its quota by name, on a %s',
    async (size) => {
      const page = await stage.browser.newPage({ viewport: sizes[size] });
      await page.goto(`${stage.host.url}/team?as=manager`);
      await page.waitForSelector('[data-territory]');
      const names = await page
        .locator('[data-territory]')
        .evaluateAll((items) =>
          items.map((item) => (item as HTMLElement).dataset['territory'] ?? '')
        );
      const all = await stage.rows(
        'manager',
        'SELECT Id, Name, Parent__c, Quota__c FROM Evenfield_Territory__c'
      );
      const above = new Set(all.map((row) => row['Parent__c']));
      const leaves = all.filter((row) => !above.has(row['Id']) && row['Quota__c'] !== null);
      expect(names).toEqual(
        leaves.map((row) => String(row['Name'])).toSorted((a, b) => a.localeCompare(b))
      );
      expect(names.length).toBeGreaterThan(10);
      expect(await violations(page)).toEqual([]);
      expect(
        await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)
      ).toBe(false);
      await page.close();
    }
  );
});

describe('the inbox', () => {
  it.each(['phone', 'desktop'] as const)(
    'shows what the org holds for her, on a %s',
    async (size) => {
      const rows = await stage.rows(reader, soql);
      const page = await open(reader, size);
      const texts = await page.locator('[data-name="what"]').allInnerTexts();
      expect(texts.toSorted()).toEqual(rows.map((row) => String(row['What__c'])).toSorted());
      const quota = await page.locator('[data-component="c-my-quota"]').innerText();
      for (const shown of ['$250.00', '$500.00', '$100.00', '50%', 'Not known'])
        expect(quota).toContain(shown);
      // Of the territories that she answers for, and of no other that she may see.
      const hers = await stage.rows(
        'admin',
        `SELECT Territory__c FROM Evenfield_Territory_Member__c WHERE User__r.Alias = '${reader}' AND Role__c IN ('Owner', 'Cover')`
      );
      const today = new Date().toISOString().slice(0, 10);
      const quotas = await stage.rows(
        reader,
        `SELECT Territory__c FROM Evenfield_Quota__c WHERE Status__c = 'Published' AND Period_Start__c <= ${today} AND Period_End__c >= ${today}`
      );
      const own = new Set(hers.map((row) => row['Territory__c']));
      expect(
        await page.locator('[data-component="c-quota-outlook"] svg[data-name="arc"]').count()
      ).toBe(quotas.filter((row) => own.has(row['Territory__c'])).length);
      // Each may be contested where it is shown.
      expect(
        await page.locator('[data-component="c-quota-outlook"] button[data-quota]').count()
      ).toBe(quotas.filter((row) => own.has(row['Territory__c'])).length);
      const selling = await stage.rows(
        reader,
        `SELECT Figures__c FROM Evenfield_Selling__c WHERE Person__c = null OR Person__r.Alias = '${reader}'`
      );
      const tables = page.locator('[data-component="c-selling-metrics"] table');
      expect(await tables.locator('tbody tr').count()).toBe(
        selling.reduce(
          (sum, row) => sum + (JSON.parse(String(row['Figures__c'])) as unknown[]).length,
          0
        )
      );
      expect(await tables.count()).toBe(selling.length);
      expect(await violations(page)).toEqual([]);
      expect(
        await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)
      ).toBe(false);
      if (size === 'phone') await page.screenshot({ path: 'docs/images/inbox-phone.png' });
      await page.close();
    }
  );

  it('keeps her note, and puts aside what she has done, by keyboard', async () => {
    const [row] = await stage.rows(reader, soql);
    const page = await open(reader, 'phone');
    const item = page.locator('li', { hasText: String(row?.['What__c']) });
    await item.locator('summary').focus();
    await page.keyboard.press('Enter');
    await item.getByRole('textbox').fill('Visits planned');
    await item.getByRole('button', { name: 'Save note' }).focus();
    // The page shows at once what it sends; the org's answer tells that it is there.
    const answered = (): Promise<unknown> =>
      page.waitForResponse((response) => response.request().method() === 'PATCH');
    const noted = answered();
    await page.keyboard.press('Enter');
    await noted;
    await item.getByRole('button', { name: 'Done' }).focus();
    const finished = answered();
    await page.keyboard.press('Enter');
    await item.waitFor({ state: 'detached' });
    await finished;
    const [after] = await stage.rows(reader, `${soql} AND Id = '${String(row?.['Id'])}'`);
    expect(after).toMatchObject({ Done__c: true, Note__c: 'Visits planned' });
    await page.close();
  });

  it('says that nothing waits where nothing does', async () => {
    const page = await open('outsider', 'phone');
    expect(await page.locator('[data-name="what"]').count()).toBe(0);
    expect(await page.locator('[data-component="c-my-quota"] [data-tier]').count()).toBe(0);
    await page.close();
  });
});

describe('the period review', () => {
  const ofMonth = "Kind__c = 'Month' AND Territory__r.Key__c = 'new-england'";
  const results = (fields: string): string =>
    `SELECT Id, ${fields} FROM Evenfield_Review__c WHERE Part__c = 'Results' AND ${ofMonth} ORDER BY Period_End__c DESC`;

  async function review(alias: string, size: keyof typeof sizes): Promise<Page> {
    const page = await stage.browser.newPage({ viewport: sizes[size] });
    await page.goto(`${stage.host.url}/reviews?as=${alias}`);
    await page.waitForSelector('html[data-ready]');
    await page.waitForFunction(() => document.querySelector('lightning-spinner') === null);
    return page;
  }

  it.each(['phone', 'desktop'] as const)(
    'shows the month that the night measured beside the one before, in one request, on a %s',
    async (size) => {
      const page = await stage.browser.newPage({ viewport: sizes[size] });
      let requests = 0;
      page.on('request', (request) => {
        if (request.url().includes('/graphql')) requests += 1;
      });
      await page.goto(`${stage.host.url}/reviews?as=rep`);
      await page.locator('tr[data-figure="attained"]').waitFor();
      expect(requests).toBe(1);
      const [now, before] = await stage.rows(
        'rep',
        results('Attained__c, Period_Start__c, Period_End__c')
      );
      const money = (row: Record<string, unknown> | undefined): string =>
        new Intl.NumberFormat('en-US', {
          style: 'currency',
          currency: 'USD',
          maximumFractionDigits: 0
        }).format(Number(row?.['Attained__c']));
      const cells = page.locator('tr[data-figure="attained"] td');
      expect((await cells.nth(0).innerText()).trim()).toBe(money(now));
      expect((await cells.nth(1).innerText()).trim()).toBe(money(before));
      expect(await page.locator('[data-name="heading"]').innerText()).toBe(
        `New England, ${String(now?.['Period_Start__c'])} – ${String(now?.['Period_End__c'])}`
      );
      const goal = page.locator('[data-goal="Win the two plants in Maine"]');
      expect(await goal.getAttribute('data-status')).toBe(
        Number(now?.['Attained__c']) >= 60_000 ? 'Met' : 'Missed'
      );
      expect(await violations(page)).toEqual([]);
      expect(
        await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)
      ).toBe(false);
      await page.emulateMedia({ media: 'print' });
      expect(await page.getByRole('button', { name: 'Print' }).isVisible()).toBe(false);
      expect(await page.locator('[data-name="heading"]').isVisible()).toBe(true);
      await page.close();
    }
  );

  it('takes a goal and notes by keyboard, and keeps them', async () => {
    const page = await review('rep', 'desktop');
    await page.getByRole('button', { name: 'New goal' }).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.type('Visit every account of tier A');
    await page.getByLabel('Target').fill('90');
    const due = new Date(Date.now() + 45 * 86_400_000).toISOString().slice(0, 10);
    const shownDue = new Intl.DateTimeFormat('en-US', { dateStyle: 'medium', timeZone: 'UTC' });
    await page.getByLabel('Due').fill(shownDue.format(new Date(due)));
    await page.getByLabel('Measured by').selectOption('Health');
    await page.getByRole('button', { name: 'Save the goal' }).focus();
    await page.keyboard.press('Enter');
    await page.locator('[data-goal="Visit every account of tier A"]').waitFor();
    await page.getByLabel('Notes').fill('Maine first.');
    await page.getByRole('button', { name: 'Save the notes' }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('The notes were saved.').waitFor();
    const [row] = await stage.rows('rep', results('Notes__c'));
    expect(row?.['Notes__c']).toBe('Maine first.');
    const goals = await stage.rows(
      'rep',
      `SELECT Measure__c, Target__c, Due__c, Status__c FROM Evenfield_Review_Goal__c WHERE Review__c = '${String(row?.['Id'])}'`
    );
    expect(goals).toMatchObject([
      { Measure__c: 'Health', Target__c: 90, Due__c: due, Status__c: 'Open' }
    ]);
    await page.screenshot({ path: 'docs/images/period-review.png', fullPage: true });
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save as CSV' }).click();
    expect((await saved).suggestedFilename()).toMatch(/^New England \d{4}-\d{2}-\d{2}\.csv$/);
    await page.close();
  });

  it('keeps a territory from those who do not answer for it', async () => {
    const page = await review('rep2', 'phone');
    expect(await page.locator('[data-name="territory"]').innerText()).not.toContain('New England');
    await page.close();
  });
});
