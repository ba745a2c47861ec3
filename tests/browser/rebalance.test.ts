/// <reference lib="dom" />
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { Stage } from './stage.ts';
import { violations } from './axe-violations.ts';
import { setStage } from './stage.ts';

/** The story on the page, with the service behind it: asked, watched, decided, applied, taken back. */
let stage: Stage;
let page: Page;
const waits = { timeout: 120_000 };

beforeAll(async () => {
  stage = await setStage(300);
  page = await stage.browser.newPage({ viewport: { width: 1280, height: 1100 } });
  await page.goto(`${stage.host.url}/rebalance?as=admin`);
  await page.waitForSelector('html[data-ready]');
  await page.waitForSelector('[data-name="none"]', waits);
}, 240_000);

afterAll(async () => {
  await stage.end();
}, 60_000);

const status = (wanted: string): Promise<unknown> =>
  page.waitForFunction(
    (text) => document.querySelector('[data-name="status"]')?.textContent === text,
    wanted,
    waits
  );
const press = (name: string): Promise<void> =>
  page.getByRole('button', { name, exact: true }).click();
const moves = (outcome?: string): Promise<Record<string, unknown>[]> =>
  stage.rows(
    'admin',
    `SELECT Account__c, From__c, To__c FROM Evenfield_Rebalance_Move__c${outcome === undefined ? '' : ` WHERE Outcome__c = '${outcome}'`}`
  );
const territoryOf = async (account: unknown): Promise<unknown> =>
  (
    await stage.rows(
      'admin',
      `SELECT Territory__c FROM Evenfield_Coverage__c WHERE Account__c = '${String(account)}'`
    )
  )[0]?.['Territory__c'];

describe('the rebalance console', () => {
  it('asks for a scenario by keyboard and shows it computed', async () => {
    await page.getByLabel('Name of the scenario').focus();
    await page.keyboard.type('Autumn');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await status('Proposed');
    await page.waitForSelector('[data-move]', waits);
    expect(await page.locator('[data-move]').count()).toBe(Math.min(50, (await moves()).length));
    expect(await page.locator('[data-move] p').nth(1).innerText()).not.toBe('');
    expect(await violations(page)).toEqual([]);
    await page.screenshot({ path: 'docs/images/rebalance.png' });
  }, 180_000);

  it('takes a rejected move out at once', async () => {
    const first = page.locator('[data-move]').first();
    await first.getByRole('button', { name: /^Reject/ }).click();
    await page.waitForSelector('[data-verdict="Rejected"]', waits);
    const total = await page.locator('[data-name="total"]').innerText();
    expect(total).toContain(`${String((await moves()).length - 1)} stand`);
  });

  it('applies what was approved and leaves what was rejected', async () => {
    await press('Approve');
    await status('Approved');
    await press('Apply');
    await status('Applied');
    const applied = await moves('Applied');
    expect(applied.length).toBe((await moves()).length - 1);
    for (const move of applied) expect(await territoryOf(move['Account__c'])).toBe(move['To__c']);
    await page.screenshot({ path: 'docs/images/rebalance-applied.png' });
  }, 180_000);

  it('rolls back, and every account is where it was', async () => {
    const applied = await moves('Applied');
    await press('Roll back');
    await status('Rolled Back');
    for (const move of applied) expect(await territoryOf(move['Account__c'])).toBe(move['From__c']);
  }, 180_000);

  it('offers a rep nothing', async () => {
    const other = await stage.browser.newPage({ viewport: { width: 390, height: 844 } });
    await other.goto(`${stage.host.url}/rebalance?as=rep`);
    await other.waitForSelector('[data-state="no-access"]', waits);
    expect(await other.getByRole('button').count()).toBe(0);
    await other.close();
  });
});
