/// <reference lib="dom" />
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { troubles } from '../local-org/sample/territory-plan.ts';
import type { Stage } from './stage.ts';
import { violations } from './axe-violations.ts';
import { setStage } from './stage.ts';

const sizes = { desktop: { width: 1280, height: 900 }, phone: { width: 390, height: 844 } };
let stage: Stage;
let accountId = '';

beforeAll(async () => {
  stage = await setStage(600);
  const [row] = await stage.rows(
    'rep',
    "SELECT Account__c FROM Evenfield_Coverage__c WHERE Tier__c = 'A' AND Renewal_Date__c != null AND Signal_2__c != null ORDER BY Account__c LIMIT 1"
  );
  accountId = String(row?.['Account__c']);
}, 180_000);

afterAll(async () => {
  await stage.end();
}, 60_000);

async function open(path: string, size: keyof typeof sizes = 'desktop'): Promise<Page> {
  const page = await stage.browser.newPage({ viewport: sizes[size] });
  await page.goto(stage.host.url + path);
  await page.waitForSelector('html[data-ready]');
  await page.waitForFunction(
    () =>
      document.querySelector('lightning-spinner') === null &&
      document.querySelector('[data-component]') !== null
  );
  await page.waitForTimeout(600);
  return page;
}

async function textOf(page: Page, selector: string): Promise<string> {
  return (await page.locator(selector).first().innerText()).replaceAll(/\s+/g, ' ').trim();
}

describe('the account page, as its rep', () => {
  it("shows the org's own values", async () => {
    const [row] = await stage.rows(
      'rep',
      `SELECT Territory_Label__c, Territory_Owner__r.Name, Reason__c, Next_Step__c, Next_Step_Reason__c, Signal_1__c, Signal_2__c, Health__c FROM Evenfield_Coverage__c WHERE Account__c = '${accountId}'`
    );
    const page = await open(`/account/${accountId}?as=rep`);
    expect(await textOf(page, '[data-name="step"]')).toBe(row?.['Next_Step__c']);
    expect(await textOf(page, 'c-do-this-next [data-name="reason"]')).toBe(
      row?.['Next_Step_Reason__c']
    );
    expect(await textOf(page, '[data-name="territory"]')).toBe(row?.['Territory_Label__c']);
    expect(await textOf(page, 'c-territory-panel [data-name="owner"] dd')).toBe(
      (row?.['Territory_Owner__r'] as { Name: string }).Name
    );
    expect(await textOf(page, 'c-territory-panel [data-name="reason"] dd')).toBe(
      row?.['Reason__c']
    );
    expect(
      await page.locator('[data-name="signals"] [data-name="signal"]').allInnerTexts()
    ).toEqual(expect.arrayContaining([row?.['Signal_1__c'], row?.['Signal_2__c']]));
    expect(await textOf(page, '[data-name="measured"]')).toContain('not measured on your data');
    expect(Number(await textOf(page, 'c-retention-panel [data-name="health"] dd'))).toBeCloseTo(
      Number(row?.['Health__c']),
      1
    );
    await page.screenshot({ path: 'docs/images/account.png' });
    await page.close();
  });

  it('shows the quota of each kind of revenue', async () => {
    const quotas = await stage.rows(
      'rep',
      `SELECT Tier__c, Attainment__c FROM Evenfield_Quota__c WHERE Territory__c IN (SELECT Territory__c FROM Evenfield_Coverage__c WHERE Account__c = '${accountId}')`
    );
    const page = await open(`/account/${accountId}?as=rep`);
    for (const quota of quotas) {
      const shown = await textOf(
        page,
        `[data-tier="${String(quota['Tier__c'])}"] [data-name="attainment"] dd`
      );
      const ratio = quota['Attainment__c'];
      expect(shown === 'Not known' ? null : Number.parseFloat(shown)).toEqual(
        ratio === null ? null : expect.closeTo(Number(ratio) * 100, 0)
      );
    }
    expect(quotas).toHaveLength(3);
    await page.close();
  });

  it('keeps another territory to itself', async () => {
    const page = await open(`/account/${accountId}?as=outsider`);
    expect(await textOf(page, 'c-territory-panel')).toContain('You do not have access');
    await page.close();
  });
});

describe('a contested potential', () => {
  it('is sent by keyboard from a phone, and accepted on the board', async () => {
    const page = await open(`/account/${accountId}?as=rep`, 'phone');
    await page.getByRole('button', { name: 'Contest the potential' }).focus();
    await page.keyboard.press('Enter');
    // The form takes the focus itself.
    await page.keyboard.type('765432');
    await page.keyboard.press('Tab');
    await page.keyboard.type('They build a second plant.');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByText('Sent. Who is above').waitFor();
    await page.getByText('it waits for an answer').waitFor();
    expect(await violations(page)).toEqual([]);
    await page.close();
    const [said] = await stage.rows(
      'rep',
      `SELECT Proposed_Value__c, Reason__c, Status__c, Shown_Source__c FROM Evenfield_Contest__c WHERE Account__c = '${accountId}'`
    );
    expect(said).toMatchObject({
      Proposed_Value__c: 765_432,
      Reason__c: 'They build a second plant.',
      Status__c: 'Open'
    });
    const board = await open('/board?as=manager', 'phone');
    await board.getByRole('button', { name: 'Show contested figures' }).click();
    await board.getByRole('button', { name: /^Accept what/ }).click();
    await board.getByText('Accepted.').waitFor();
    expect(await violations(board)).toEqual([]);
    await board.close();
    const [decided] = await stage.rows(
      'rep',
      `SELECT Status__c, Decided_By__r.Alias FROM Evenfield_Contest__c WHERE Account__c = '${accountId}'`
    );
    expect([
      decided?.['Status__c'],
      (decided?.['Decided_By__r'] as { Alias: string }).Alias
    ]).toEqual(['Accepted', 'manager']);
  });
});

describe('the board, as manager', () => {
  it('puts exactly the planted troubles first', async () => {
    const page = await open('/board?as=manager');
    const names = await page
      .locator('[data-severity="Act"]')
      .evaluateAll((items) =>
        items.map((item) => (item as HTMLElement).dataset['territory'] ?? '')
      );
    const keys = Object.values(troubles)
      .map((key) => `'${key}'`)
      .join(', ');
    const planted = await stage.rows(
      'manager',
      `SELECT Name FROM Evenfield_Territory__c WHERE Key__c IN (${keys})`
    );
    expect(names.sort()).toEqual(planted.map((row) => String(row['Name'])).sort());
    const order = await page
      .locator('[data-territory]')
      .evaluateAll((items) => items.map((item) => (item as HTMLElement).dataset['severity']));
    expect(order.slice(0, names.length).every((severity) => severity === 'Act')).toBe(true);
    await page.screenshot({ path: 'docs/images/board.png' });
    await page.close();
  });

  it('filters by what to act on, searches, and opens one by keyboard', async () => {
    const page = await open('/board?as=manager');
    await page.getByLabel('Show').selectOption('act');
    expect(await textOf(page, '[data-name="count"]')).toBe('6 of 24 territories');
    await page.getByLabel('Show').selectOption('all');
    await page.getByLabel('Search territories').fill('florida');
    await page.locator('[data-territory]').nth(1).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Open Florida' }).focus();
    await page.keyboard.press('Enter');
    expect(await textOf(page, '[data-name="detail"] h3')).toBe('Florida');
    await page.close();
  });
});

describe('Sync now, as admin', () => {
  it('takes an edit in the org to the page', async () => {
    const before = await stage.rows(
      'admin',
      `SELECT Territory_Label__c, Finding__c FROM Evenfield_Coverage__c WHERE Account__c = '${accountId}'`
    );
    await stage.edit('admin', 'Account', accountId, {
      BillingState: 'PA',
      BillingPostalCode: '19104'
    });
    const page = await open('/admin?as=admin');
    await page.getByRole('button', { name: 'Sync now' }).click();
    await page.waitForSelector('[data-status="Done"]', { timeout: 60_000 });
    await page.screenshot({ path: 'docs/images/admin.png' });
    await page.close();
    const account = await open(`/account/${accountId}?as=rep`);
    expect(await textOf(account, 'c-territory-panel [data-name="finding"]')).toContain(
      'would go to Pennsylvania'
    );
    expect([before[0]?.['Territory_Label__c'], before[0]?.['Finding__c']]).toEqual([
      'New England',
      null
    ]);
    await account.close();
  });

  it('is not offered to a manager', async () => {
    const page = await open('/admin?as=manager');
    expect(await page.getByRole('button', { name: 'Sync now' }).count()).toBe(0);
    expect(await textOf(page, '[data-state="no-access"]')).toContain('Only admins');
    await page.close();
  });
});

describe('which approach fits, as admin', () => {
  it('is asked of the service and answered on the page, on a phone too', async () => {
    const page = await open('/approach?as=admin', 'phone');
    await page.getByRole('button', { name: 'Compare now' }).focus();
    await page.keyboard.press('Enter');
    await page.waitForSelector('[data-status="Done"]', { state: 'attached', timeout: 90_000 });
    const [request] = await stage.rows(
      'admin',
      "SELECT Result__c FROM Evenfield_Request__c WHERE Kind__c = 'Approach'"
    );
    expect(await textOf(page, '[data-name="words"]')).toBe(request?.['Result__c']);
    expect(await page.locator('[data-chart="winRate"] [data-bar]').count()).toBeGreaterThan(1);
    expect(await violations(page)).toEqual([]);
    expect(
      await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)
    ).toBe(false);
    await page.close();
  }, 120_000);
});

describe('accessibility', () => {
  const pages = [
    ['account', () => `/account/${accountId}?as=rep`],
    ['board', () => '/board?as=manager'],
    ['admin', () => '/admin?as=admin']
  ] as const;
  for (const size of ['desktop', 'phone'] as const) {
    it.each(pages)(`axe finds nothing on the %s page at ${size} size`, async (name, path) => {
      const page = await open(path(), size);
      expect(await violations(page)).toEqual([]);
      const isTooWide = await page.evaluate(
        () => document.documentElement.scrollWidth > window.innerWidth
      );
      expect(isTooWide).toBe(false);
      if (size === 'phone') await page.screenshot({ path: `docs/images/${name}-phone.png` });
      await page.close();
    });
  }
});
