/// <reference lib="dom" />
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { violations } from './axe-violations.ts';
import { modelVersions } from './model-versions.ts';
import type { Stage } from './stage.ts';
import { setStage } from './stage.ts';
import { tabTo } from './tab-to.ts';

const sizes = { desktop: { width: 1280, height: 1100 }, phone: { width: 390, height: 844 } };
const ahead = 'Renewal_Date__c >= TODAY AND Renewal_Date__c <= NEXT_N_FISCAL_QUARTERS:2';
/** What the page says to do about each part of the scorecard. */
const subjects: Readonly<Record<string, string>> = {
  Engagement: 'Retention: get in touch again',
  Spend: 'Retention: ask why less is bought',
  Service: 'Retention: settle the open cases',
  Relationship: 'Retention: meet the contacts who fell silent',
  Contacts: 'Retention: get to know more people there',
  Contract: 'Retention: talk about the renewal'
};
let stage: Stage;

beforeAll(async () => {
  stage = await setStage(300);
}, 180_000);

afterAll(async () => {
  await stage.end();
}, 60_000);

async function open(
  alias: string,
  size: keyof typeof sizes = 'desktop',
  path = '/retention'
): Promise<Page> {
  const page = await stage.browser.newPage({ viewport: sizes[size] });
  await page.goto(`${stage.host.url}${path}?as=${alias}`);
  await page.waitForSelector('html[data-ready]');
  await page.waitForFunction(() => document.querySelector('lightning-spinner') === null);
  await page.waitForTimeout(400);
  return page;
}

const idsShown = (page: Page): Promise<string[]> =>
  page
    .locator('[data-account]')
    .evaluateAll((items) => items.map((item) => (item as HTMLElement).dataset['account'] ?? ''));
const prospectsShown = (page: Page): Promise<string[]> =>
  page
    .locator('[data-prospect]')
    .evaluateAll((items) => items.map((item) => (item as HTMLElement).dataset['prospect'] ?? ''));
const number = (text: string): number => Number(text.replaceAll(/[^0-9.-]/g, ''));

describe('the retention board, as manager', () => {
  it('sums what is at stake by band as the org has it', async () => {
    const rows = await stage.rows(
      'manager',
      `SELECT Risk_Band__c, Recurring_Revenue__c FROM Evenfield_Coverage__c WHERE ${ahead}`
    );
    const page = await open('manager');
    const bands = [...new Set(rows.map((row) => String(row['Risk_Band__c'])))];
    expect(await page.locator('[data-band]').count()).toBe(bands.length);
    for (const band of bands) {
      const own = rows.filter((row) => row['Risk_Band__c'] === band);
      const revenue = own.reduce((sum, row) => sum + Number(row['Recurring_Revenue__c'] ?? 0), 0);
      const figure = (name: string): Promise<string> =>
        page.locator(`[data-band="${band}"] [data-name="${name}"] dd`).innerText();
      expect(number(await figure('accounts'))).toBe(own.length);
      expect(number(await figure('revenue'))).toBe(Math.round(revenue));
    }
    expect(await page.locator('[data-name="measured"]').innerText()).toContain(
      `${String(rows.length)} of ${String(rows.length)} bands come from the published scorecard`
    );
    expect(await page.locator('c-retention-model').innerText()).toContain(
      'Until then bands come from the published scorecard.'
    );
    // A band from the scorecard is never shown as a chance.
    expect(await page.locator('[data-name="renewals"] [data-name="chance"]').count()).toBe(0);
    await page.close();
  });

  it('shows gross and net retention beside their targets, and marks what is under them', async () => {
    const rows = await stage.rows(
      'manager',
      "SELECT Name, GRR__c, NRR__c FROM Evenfield_Territory__c WHERE Key__c = 'florida' OR GRR__c < 0.9"
    );
    expect(rows.length).toBeGreaterThan(0);
    const page = await open('manager');
    for (const row of rows) {
      const place = page.locator(`[data-territory="${String(row['Name'])}"]`);
      if ((await place.count()) === 0) continue;
      const percent = async (name: string): Promise<number> =>
        Number.parseFloat(await place.locator(`[data-name="${name}"] dd`).innerText());
      expect(await percent('grr')).toBeCloseTo(Number(row['GRR__c']) * 100, 0);
      expect(await percent('nrr')).toBeCloseTo(Number(row['NRR__c']) * 100, 0);
      expect([await percent('grr-target'), await percent('nrr-target')]).toEqual([90, 100]);
      expect(await place.locator('[data-name="under-gross"]').count()).toBe(
        Number(row['GRR__c']) < 0.9 ? 1 : 0
      );
    }
    await page.getByLabel('Show').last().selectOption('under');
    const shown = await page.locator('[data-territory]').count();
    expect(shown).toBe(await page.locator('[data-territory]:has([data-name^="under"])').count());
    expect(shown).toBeGreaterThan(0);
    await page.close();
  });

  it('tells by quarter, tier and cohort what adds up to gross retention', async () => {
    const [row] = await stage.rows(
      'manager',
      'SELECT Id, GRR__c, NRR__c, Retention_Detail__c FROM Evenfield_Territory__c WHERE GRR__c < 0.9 ORDER BY Key__c LIMIT 1'
    );
    const { tiers, cohorts, quarters } = JSON.parse(String(row?.['Retention_Detail__c'])) as Record<
      'tiers' | 'cohorts' | 'quarters',
      Record<'start' | 'churned' | 'contracted' | 'expanded' | 'customers', number>[]
    >;
    // The figures of the list are summed on another way, from sums by account.
    for (const parts of [tiers, cohorts]) {
      const sum = (name: 'start' | 'churned' | 'contracted' | 'expanded'): number =>
        parts.reduce((all, part) => all + part[name], 0);
      const gross = 1 - (sum('churned') + sum('contracted')) / sum('start');
      expect(gross).toBeCloseTo(Number(row?.['GRR__c']), 4);
      expect(gross + sum('expanded') / sum('start')).toBeCloseTo(Number(row?.['NRR__c']), 4);
    }
    expect(quarters).toHaveLength(5);
    const page = await open('manager');
    const detail = page.locator('c-retention-detail');
    await tabTo(page, detail.locator('summary'));
    await page.keyboard.press('Enter');
    await page.getByLabel('Territory in detail').selectOption(String(row?.['Id']));
    const shown = await detail.locator('[data-table="quarters"] tbody tr').allInnerTexts();
    expect(shown.map((text) => Number(text.split('\t')[1]))).toEqual(
      quarters.map(({ customers }) => customers)
    );
    await detail.screenshot({ path: 'docs/images/retention-detail.png' });
    expect(await violations(page)).toEqual([]);
    await page.close();
  });

  it('opens a month and an account of it by keyboard', async () => {
    const page = await open('manager');
    const month = page.locator('[data-month]').first();
    await tabTo(page, month.locator('summary'));
    await page.keyboard.press('Enter');
    await page.screenshot({ path: 'docs/images/retention-board.png', fullPage: true });
    const link = month.locator('a').first();
    const name = await link.innerText();
    await tabTo(page, link);
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/account\//);
    expect(await page.locator('h1').innerText()).toBe(name);
    await page.close();
  });
});

describe('where to grow, as manager', () => {
  it('shows the most alike first, and clusters as the org counts them, and opens a prospect by keyboard', async () => {
    const rows = await stage.rows(
      'manager',
      'SELECT Account__c, Likeness__c, Cluster__c FROM Evenfield_Coverage__c WHERE Likeness__c != null ORDER BY Likeness__c DESC'
    );
    const page = await open('manager');
    const board = page.locator('c-growth-board');
    const likeness = new Map(rows.map((row) => [row['Account__c'], Number(row['Likeness__c'])]));
    // Who is less like the best than like the others is no suggestion.
    const alike = rows.map((row) => Number(row['Likeness__c'])).filter((own) => own > 0);
    const shown = await prospectsShown(page);
    expect(shown.map((id) => likeness.get(id))).toEqual(alike.slice(0, 50));
    expect(shown.length).toBeGreaterThan(0);
    const clusters = board.locator('[data-name="clusters"] summary');
    await tabTo(page, clusters);
    await page.keyboard.press('Enter');
    const counted = new Map<string, number[]>();
    for (const row of rows) {
      const name = String(row['Cluster__c']);
      counted.set(name, [...(counted.get(name) ?? []), Number(row['Likeness__c'])]);
    }
    const cells = await board
      .locator('[data-cluster]')
      .evaluateAll((lines) =>
        lines.map((line) => [...line.querySelectorAll('th, td')].map((cell) => cell.textContent))
      );
    expect(cells.length).toBe(counted.size);
    for (const [name, , prospects, mean] of cells) {
      const own = counted.get(name ?? '') ?? [];
      expect(Number(prospects)).toBe(own.length);
      expect(Number(mean)).toBeCloseTo(own.reduce((sum, one) => sum + one, 0) / own.length, 0);
    }
    await board.screenshot({ path: 'docs/images/growth-board.png' });
    const link = board.locator('[data-prospect] a').first();
    const name = await link.innerText();
    await tabTo(page, link);
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/account\//);
    expect(await page.locator('h1').innerText()).toBe(name);
    const panel = page.locator('c-account-growth');
    expect(await panel.locator('[data-name="likeness-reasons"]').innerText()).not.toBe('');
    await page.close();
  });
});

describe('accounts that are not shared', () => {
  it.each(['rep', 'rep2', 'manager'])(
    '%s meets those that are shared with her alone',
    async (alias) => {
      const all = await stage.rows(
        'admin',
        `SELECT Account__c FROM Evenfield_Coverage__c WHERE ${ahead}`
      );
      const hers = await stage.rows(
        alias,
        `SELECT Account__c FROM Evenfield_Coverage__c WHERE ${ahead}`
      );
      const page = await open(alias);
      const shown = await idsShown(page);
      expect(shown.sort()).toEqual(hers.map((row) => String(row['Account__c'])).sort());
      const prospects = await stage.rows(
        alias,
        'SELECT Account__c FROM Evenfield_Coverage__c WHERE Likeness__c > 0'
      );
      const hersToo = new Set(prospects.map((row) => String(row['Account__c'])));
      const prospectsMet = await prospectsShown(page);
      expect(prospectsMet.length).toBe(Math.min(50, prospects.length));
      expect(prospectsMet.filter((id) => !hersToo.has(id))).toEqual([]);
      if (alias !== 'manager') {
        expect(shown.length).toBeLessThan(all.length);
        // No version of the model is hers to read.
        expect(await page.locator('c-retention-model').innerText()).toContain(
          'You do not have access'
        );
      }
      const counts = await page.locator('[data-band] [data-name="accounts"] dd').allInnerTexts();
      expect(counts.reduce((sum, text) => sum + number(text), 0)).toBe(hers.length);
      await page.close();
    }
  );

  it('an account of others is closed to a rep on its page and through the API', async () => {
    const foreign = (await stage.rows('admin', 'SELECT Id, Account__c FROM Evenfield_Coverage__c'))
      .filter(({ Account__c: account }) => typeof account === 'string')
      .map((row) => ({ id: String(row['Id']), account: String(row['Account__c']) }));
    const hers = new Set(
      (await stage.rows('rep', 'SELECT Id FROM Account')).map((row) => String(row['Id']))
    );
    const others = foreign.filter(({ account }) => !hers.has(account));
    expect(others.length).toBeGreaterThan(50);
    // By query: of no account that she may not see is there a row of coverage.
    const read = await stage.rows('rep', 'SELECT Account__c FROM Evenfield_Coverage__c');
    expect(read.filter((row) => !hers.has(String(row['Account__c'])))).toEqual([]);
    // By id, of the record and of what is said of it.
    const [one] = others;
    const token = stage.org.users.find(({ alias }) => alias === 'rep')?.accessToken ?? '';
    const answer = await fetch(
      `${stage.org.url}/services/data/v66.0/sobjects/Evenfield_Coverage__c/${one?.id ?? ''}`,
      { headers: { authorization: `Bearer ${token}` } }
    );
    expect(answer.status).toBe(404);
    const page = await open('rep', 'phone', `/account/${one?.account ?? ''}`);
    const panel = page.locator('c-retention-panel');
    expect(await panel.locator('[data-name="band"], [data-name="measured"]').count()).toBe(0);
    await page.close();
  });

  it('shows an outsider nothing at all', async () => {
    const page = await open('outsider');
    expect(
      await page.locator('[data-account], [data-band], [data-territory], [data-prospect]').count()
    ).toBe(0);
    expect(await page.locator('c-retention-board').innerText()).toContain('You do not have access');
    await page.close();
  });
});

describe('a play, as rep', () => {
  it('becomes one task of the account by keyboard, for who answers for the territory', async () => {
    const [row] = await stage.rows(
      'rep',
      'SELECT Account__c, Signal_1__c, Signal_Codes__c, Territory_Owner__c FROM Evenfield_Coverage__c WHERE Signal_Codes__c != null AND Territory_Owner__c != null ORDER BY Account__c LIMIT 1'
    );
    const accountId = String(row?.['Account__c']);
    const made = (): Promise<Record<string, unknown>[]> =>
      stage.rows(
        'rep',
        `SELECT Id, Subject, Description, OwnerId, ActivityDate, IsClosed FROM Task WHERE WhatId = '${accountId}' AND Subject LIKE 'Retention: %'`
      );
    const subject = subjects[String(row?.['Signal_Codes__c']).split(';')[0] ?? ''] ?? '';
    expect(subject).not.toBe('');
    const [page, otherPage] = [
      await open('rep', 'phone', `/account/${accountId}`),
      await open('rep', 'phone', `/account/${accountId}`)
    ];
    const button = page.getByRole('button', { name: `Make the task: ${subject}` });
    await tabTo(page, button);
    await page.keyboard.press('Enter');
    await page.getByText('The task was made.').waitFor();
    expect(await violations(page)).toEqual([]);
    const [task, ...more] = await made();
    expect(more).toEqual([]);
    expect(task).toMatchObject({
      Subject: subject,
      Description: row?.['Signal_1__c'],
      OwnerId: row?.['Territory_Owner__c'],
      IsClosed: false
    });
    expect(await button.count()).toBe(0);
    await page.locator('c-retention-drivers a').first().click();
    await page.waitForURL(new RegExp(`/task/${String(task?.['Id'])}`));
    expect(await page.locator('h1').innerText()).toBe(subject);
    await page.close();
    // A page that was open before meets the task that is there, and makes no second one.
    await otherPage.getByRole('button', { name: `Make the task: ${subject}` }).click();
    await otherPage.getByText('no second one was made').waitFor();
    expect(await made()).toHaveLength(1);
    // Once it is closed, there is something to do again.
    await stage.edit('rep', 'Task', String(task?.['Id']), { Status: 'Completed' });
    await otherPage.reload();
    await otherPage.getByRole('button', { name: `Make the task: ${subject}` }).waitFor();
    await otherPage.close();
  });
});

describe('a risk, as rep', () => {
  it('is contested with a reason by keyboard, and what was said stands beside it for her and for who answers above, and for no peer', async () => {
    const [row] = await stage.rows(
      'rep',
      'SELECT Account__c FROM Evenfield_Coverage__c WHERE Territory_Owner__c != null ORDER BY Account__c DESC LIMIT 1'
    );
    const accountId = String(row?.['Account__c']);
    const page = await open('rep', 'phone', `/account/${accountId}`);
    await tabTo(page, page.getByRole('button', { name: 'Contest the risk' }));
    await page.keyboard.press('Enter');
    // The form takes the focus itself.
    await page.keyboard.press('m');
    await page.keyboard.press('Tab');
    await page.keyboard.type('Their new buyer asks for other offers.');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    const said = page.locator('c-risk-contest [data-name="said"]');
    await said.waitFor();
    expect(await said.innerText()).toContain('Of the risk: Medium risk');
    expect(await said.innerText()).toContain('Their new buyer asks for other offers.');
    expect(await violations(page)).toEqual([]);
    await page.locator('c-retention-panel').screenshot({ path: 'docs/images/risk-contest.png' });
    await page.close();
    const soql = `SELECT What__c, Proposed_Band__c, Status__c FROM Evenfield_Contest__c WHERE Account__c = '${accountId}'`;
    expect(await stage.rows('rep', soql)).toMatchObject([
      { What__c: 'Churn Risk', Proposed_Band__c: 'Medium', Status__c: 'Open' }
    ]);
    expect(await stage.rows('rep2', soql)).toEqual([]);
  });
});

describe('the model page', () => {
  it('shows what the version in use is worth, and that a later one is not used', async () => {
    stage.org.org.load('Evenfield_Model_Version__c', modelVersions);
    const page = await open('manager', 'phone');
    const model = page.locator('c-retention-model');
    expect(await model.locator('[data-name="roc"] dd').innerText()).toBe('0.853');
    expect(await model.locator('[data-name="worse"]').innerText()).toContain('is not in use');
    const curve = model.locator('[data-finding="curve"]');
    await tabTo(page, curve.locator('summary'));
    await page.keyboard.press('Enter');
    expect(await curve.locator('tbody tr').last().innerText()).toContain('76.1 %');
    const plays = model.locator('[data-finding="plays"]');
    await plays.locator('summary').click();
    expect(await plays.innerText()).toContain('This is no experiment');
    expect(await violations(page)).toEqual([]);
    await model.screenshot({ path: 'docs/images/retention-model.png' });
    await page.close();
  });
});

describe('accessibility', () => {
  it.each(['desktop', 'phone'] as const)('axe finds nothing at %s size', async (size) => {
    const page = await open('manager', size);
    await page.locator('[data-month] summary').first().click();
    expect(await violations(page)).toEqual([]);
    expect(
      await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)
    ).toBe(false);
    await page.close();
  });
});
