/// <reference lib="dom" />
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { changesBetween, everyRow } from '../integration/every-row.ts';
import { violations } from './axe-violations.ts';
import type { Stage } from './stage.ts';
import { setStage } from './stage.ts';
import { tabTo } from './tab-to.ts';

const sizes = { desktop: { width: 1280, height: 900 }, phone: { width: 390, height: 844 } };
let stage: Stage;
let adminId = '';
const held = (): ReturnType<typeof everyRow> => everyRow(stage.org.org, adminId);

beforeAll(async () => {
  stage = await setStage(300);
  adminId = stage.org.users.find((user) => user.alias === 'admin')?.userId ?? '';
}, 180_000);

afterAll(async () => {
  await stage.end();
}, 60_000);

async function open(size: keyof typeof sizes, as = 'admin'): Promise<Page> {
  const page = await stage.browser.newPage({ viewport: sizes[size] });
  await page.goto(`${stage.host.url}/rules?as=${as}`);
  await page.waitForSelector('html[data-ready]');
  await page.waitForFunction(() => document.querySelector('lightning-spinner') === null);
  return page;
}

const named = (page: Page, name: string): Locator => page.locator(`[data-name="${name}"]`);

/** Builds, without a mouse, a rule that gives Florida the accounts of Texas. */
async function buildRule(page: Page): Promise<void> {
  await tabTo(page, named(page, 'new'));
  await page.keyboard.press('Enter');
  await tabTo(page, named(page, 'territory'));
  await page.keyboard.type('Florida');
  await tabTo(page, page.getByLabel('Order', { exact: true }));
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('5');
  await tabTo(page, page.getByRole('button', { name: 'Add condition' }));
  await page.keyboard.press('Enter');
  // The focus stands on the new condition's field.
  await page.keyboard.type('Billing State');
  await tabTo(page, page.getByRole('textbox', { name: 'Value' }));
  await page.keyboard.type('TX');
  await tabTo(page, page.getByRole('button', { name: 'Keep this change' }));
  expect(await named(page, 'editor').locator('[data-name="words"]').innerText()).toBe(
    'Billing State is TX'
  );
}

async function preview(page: Page): Promise<void> {
  await tabTo(page, named(page, 'preview-button'));
  await page.keyboard.press('Enter');
  await named(page, 'preview').waitFor({ timeout: 60_000 });
}

async function expectGood(page: Page): Promise<void> {
  expect(await violations(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)).toBe(
    false
  );
}

describe.each(['desktop', 'phone'] as const)('the rules page at %s size', (size) => {
  it('builds a rule by keyboard, shows who would move, and changes nothing when cancelled', async () => {
    const page = await open(size);
    await expectGood(page);
    const before = held();
    await buildRule(page);
    await expectGood(page);
    await page.screenshot({ path: `docs/images/rule-editor-${size}.png` });
    await page.keyboard.press('Enter');
    expect(await named(page, 'changes').innerText()).toBe('1 change, not saved');
    await preview(page);
    const inTexas = await stage.rows(
      'admin',
      "SELECT Id FROM Account WHERE BillingState = 'TX' AND ParentId = null"
    );
    const flows = await page.locator('[data-list="flows"] li').allInnerTexts();
    const toFlorida = flows.filter((text) => text.includes(' to Florida ('));
    for (const flow of toFlorida)
      expect(flow).toMatch(/^Texas (North|South) \(.+\) to Florida \(.+\): \d+ accounts$/);
    const moving = toFlorida.map((flow) => Number(/: (\d+) accounts/.exec(flow)?.[1]));
    expect(moving.reduce((sum, accounts) => sum + accounts, 0)).toBeGreaterThanOrEqual(
      inTexas.length
    );
    expect(await page.locator('[data-list="warnings"] li').allInnerTexts()).toContainEqual(
      expect.stringContaining('RULE_INVALID')
    );
    await expectGood(page);
    await page.screenshot({ path: `docs/images/rules-${size}.png` });
    await page.keyboard.press('Shift+Tab');
    await tabTo(page, named(page, 'discard'));
    await page.keyboard.press('Enter');
    expect(await named(page, 'notice').innerText()).toContain('Nothing was written');
    expect(await named(page, 'preview').count()).toBe(0);
    const { added, gone, moved } = changesBetween(before, held());
    expect([gone, moved]).toEqual([[], []]);
    expect(added).toEqual([expect.stringMatching(/^Evenfield_Request__c:/)]);
    await page.close();
  }, 120_000);
});

describe('the rules page', () => {
  it('tells of one account why it is here, by the saved rules and by those of the page', async () => {
    const [account] = await stage.rows(
      'admin',
      "SELECT Id FROM Account WHERE BillingState = 'TX' AND ParentId = null LIMIT 1"
    );
    const page = await open('desktop');
    await buildRule(page);
    await page.keyboard.press('Enter');
    await page.getByLabel('Account name or id').fill(String(account?.['Id']));
    await page.getByRole('button', { name: 'Why here?' }).click();
    const tested = named(page, 'tested');
    await tested.waitFor({ timeout: 60_000 });
    expect(await tested.locator('[data-name="before"]').innerText()).toContain('Texas');
    expect(await tested.locator('[data-name="after"]').innerText()).toBe(
      'By the rules on this page: Florida: rule 5 of Florida: Billing State is TX; here Billing State TX'
    );
    await page.close();
  }, 120_000);

  it('takes thousands of ZIPs by paste and by file, each once', async () => {
    const zips = Array.from({ length: 4000 }, (_, index) => String(10_000 + index));
    const page = await open('desktop');
    await page.getByRole('button', { name: 'New rule' }).click();
    await page.getByRole('button', { name: 'Add condition' }).click();
    await named(page, 'field').selectOption('BillingPostalCode');
    await named(page, 'op').selectOption('in');
    const words = page.locator('c-rule-editor [data-name="words"]');
    const count = page.locator('c-criteria-builder [data-name="count"]');
    await page.getByLabel('Values', { exact: true }).fill('75001, 75002,75001');
    expect(await count.innerText()).toBe('2 values, 1 given twice and left out');
    expect(await words.innerText()).toBe('Billing Postal Code is one of 75001, 75002');
    await page.getByLabel('Read values from a file').setInputFiles({
      name: 'zips.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from([...zips, zips[0]].map((zip) => `"${zip}"`).join('\r\n'))
    });
    await page.locator('c-rule-editor [data-name="words"]', { hasText: '10000' }).waitFor();
    expect(await count.innerText()).toBe('4000 values, 1 given twice and left out');
    await page.getByLabel('Values', { exact: true }).evaluate((area, text) => {
      (area as HTMLTextAreaElement).value = text;
      area.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
    }, zips.slice(1).join('\n'));
    await page.locator('c-criteria-builder [data-name="count"]', { hasText: '3999' }).waitFor();
    await page.close();
  }, 60_000);

  it('says what is missing before it keeps a rule', async () => {
    const page = await open('phone');
    await page.getByRole('button', { name: 'New rule' }).click();
    await page.getByRole('button', { name: 'Add condition' }).click();
    await page.getByRole('button', { name: 'Keep this change' }).click();
    const faults = await page.locator('[data-name="faults"] li').allInnerTexts();
    expect(faults).toEqual(['Choose a territory', expect.stringContaining('give a value')]);
    await expectGood(page);
    await page.close();
  }, 60_000);

  it('orders by buttons, saves, and then a run has the totals that it showed', async () => {
    const rules = await stage.rows(
      'admin',
      'SELECT Key__c, Order__c FROM Evenfield_Territory_Rule__c ORDER BY Order__c, Key__c'
    );
    const [one, two] = rules.map((row) => String(row['Key__c']));
    const page = await open('desktop');
    const second = page.locator(`[data-rule="${two ?? ''}"]`);
    await tabTo(page, second.getByRole('button', { name: /^Move up/ }));
    await page.keyboard.press('Enter');
    expect(await named(page, 'notice').innerText()).toContain(`is now at place 1 of`);
    expect(
      await page
        .locator('[data-rule]')
        .evaluateAll((items) => items.slice(0, 2).map((item) => item.getAttribute('data-rule')))
    ).toEqual([two, one]);
    await buildRule(page);
    await page.keyboard.press('Enter');
    await preview(page);
    const shown = new Map<string, string>();
    for (const row of await page.locator('[data-name="totals"] tbody tr').all())
      shown.set(
        (await row.getAttribute('data-territory')) ?? '',
        (await row.locator('[data-name="after"]').innerText()).replaceAll(',', '')
      );
    await tabTo(page, named(page, 'save'));
    await page.keyboard.press('Enter');
    await page.getByText('3 changes saved').waitFor({ timeout: 30_000 });
    expect(
      await stage.rows(
        'admin',
        `SELECT Key__c, Order__c FROM Evenfield_Territory_Rule__c WHERE Key__c IN ('${one ?? ''}', '${two ?? ''}') ORDER BY Order__c`
      )
    ).toEqual([
      expect.objectContaining({ Key__c: two, Order__c: rules[0]?.['Order__c'] }),
      expect.objectContaining({ Key__c: one, Order__c: rules[1]?.['Order__c'] })
    ]);
    await page.goto(`${stage.host.url}/admin?as=admin`);
    await page.getByRole('button', { name: 'Sync now' }).click();
    await page.waitForSelector('[data-status="Done"]', { timeout: 60_000 });
    const territories = await stage.rows(
      'admin',
      "SELECT Id, Key__c, Parent__c, Accounts__c FROM Evenfield_Territory__c WHERE Stage__c IN ('Active', 'Pilot')"
    );
    const parents = new Set(territories.map((row) => row['Parent__c']));
    const figures = territories.filter((row) => !parents.has(row['Id']));
    expect(figures.length).toBeGreaterThan(10);
    for (const row of figures)
      expect([row['Key__c'], shown.get(String(row['Key__c']))]).toEqual([
        row['Key__c'],
        String(row['Accounts__c'])
      ]);
    await page.close();
  }, 120_000);

  it('does not write over what somebody else changed meanwhile, and keeps the change', async () => {
    const page = await open('desktop');
    const [row] = await stage.rows(
      'admin',
      'SELECT Id, Key__c, Order__c FROM Evenfield_Territory_Rule__c ORDER BY Order__c DESC LIMIT 1'
    );
    const key = String(row?.['Key__c']);
    await page.locator(`[data-rule="${key}"]`).getByRole('button', { name: /^Edit/ }).click();
    await page.getByLabel('Order', { exact: true }).fill('7000');
    await page.getByRole('button', { name: 'Keep this change' }).click();
    // Stamps count whole seconds in the header that guards an edit.
    await new Promise((done) => setTimeout(done, 1100));
    await stage.edit('admin', 'Evenfield_Territory_Rule__c', String(row?.['Id']), {
      Order__c: 8000
    });
    await named(page, 'save').click();
    await page.getByText('0 of 1 changes were saved').waitFor();
    const [after] = await stage.rows(
      'admin',
      `SELECT Order__c FROM Evenfield_Territory_Rule__c WHERE Key__c = '${key}'`
    );
    expect(after?.['Order__c']).toBe(8000);
    expect(await page.locator(`[data-rule="${key}"]`).getAttribute('data-mark')).toBe('changed');
    await page.close();
  }, 60_000);

  it('is closed to a manager', async () => {
    const page = await open('phone', 'manager');
    expect(await page.locator('[data-state="no-access"]').innerText()).toBe(
      'Only admins design rules.'
    );
    await page.close();
  }, 60_000);
});
