/// <reference lib="dom" />
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { Stage } from './stage.ts';
import { violations } from './axe-violations.ts';
import { setStage } from './stage.ts';

const sizes = { desktop: { width: 1280, height: 1100 }, phone: { width: 390, height: 844 } };
let stage: Stage;
let row: Record<string, unknown> = {};

beforeAll(async () => {
  stage = await setStage(300);
  [row = {}] = await stage.rows(
    'rep',
    "SELECT Id, Verdict__c, Verdict_Summary__c, Verdict_Signs__c FROM Evenfield_Territory__c WHERE Key__c = 'new-england'"
  );
}, 180_000);

afterAll(async () => {
  await stage.end();
}, 60_000);

async function open(path: string, size: keyof typeof sizes = 'desktop'): Promise<Page> {
  const page = await stage.browser.newPage({ viewport: sizes[size] });
  await page.goto(stage.host.url + path);
  await page.waitForSelector('html[data-ready]');
  await page.waitForFunction(() => document.querySelector('lightning-spinner') === null);
  await page.waitForTimeout(400);
  return page;
}

const territoryPath = (alias: string): string => `/territory/${String(row['Id'])}?as=${alias}`;

describe('the verdict', () => {
  it("says what the night wrote, all eight signs, to the territory's rep as to her manager", async () => {
    expect(String(row['Verdict_Signs__c']).split('\n')).toHaveLength(8);
    for (const alias of ['rep', 'manager']) {
      const page = await open(territoryPath(alias));
      expect(await page.locator('[data-name="level"]').getAttribute('data-level')).toBe(
        row['Verdict__c']
      );
      expect(await page.locator('[data-name="summary"]').innerText()).toBe(
        row['Verdict_Summary__c']
      );
      const signs = await page.locator('[data-sign]').evaluateAll((items) =>
        items.map((item) => {
          const { sign, level } = (item as HTMLElement).dataset;
          return `${level ?? ''} ${sign ?? ''}`;
        })
      );
      expect(signs).toEqual(
        String(row['Verdict_Signs__c'])
          .split('\n')
          .map((line) => line.slice(0, line.indexOf(':')))
      );
      await page.close();
    }
  });

  it('stands on top of the board: how many, and each to act on with evidence and next step', async () => {
    const act = await stage.rows(
      'manager',
      "SELECT Name, Verdict_Summary__c, Verdict_Next_Step__c FROM Evenfield_Territory__c WHERE Verdict__c = 'Act' ORDER BY Name"
    );
    const page = await open('/board?as=manager');
    expect(await page.locator('[data-name="verdict-counts"]').innerText()).toContain(
      `${String(act.length)} to act on`
    );
    const shown = await page.locator('[data-name="verdicts"] li').allInnerTexts();
    expect(shown.map((text) => text.replaceAll(/\s+/g, ' ').trim()).sort()).toEqual(
      act
        .map(
          (one) =>
            `${String(one['Name'])}: ${String(one['Verdict_Summary__c'])} Next step: ${String(one['Verdict_Next_Step__c'])}`
        )
        .sort()
    );
    await page.close();
  });

  it('keeps another territory to itself', async () => {
    const page = await open(territoryPath('rep2'));
    expect(await page.locator('[data-sign]').count()).toBe(0);
    expect(await page.locator('[data-name="name"]').count()).toBe(0);
    await page.close();
  });
});

describe('the brief', () => {
  it('is filled from the org', async () => {
    const top = await stage.rows(
      'rep',
      `SELECT Account__r.Name FROM Evenfield_Coverage__c WHERE Territory__c = '${String(row['Id'])}' ORDER BY White_Space__c DESC NULLS LAST LIMIT 8`
    );
    const page = await open(territoryPath('rep'));
    expect(await page.locator('[data-name="name"]').innerText()).toBe('New England');
    expect((await page.locator('[data-name="who"] li').allInnerTexts())[0]).toMatch(/, /);
    expect(await page.locator('[data-name="accounts"] tbody th').allInnerTexts()).toEqual(
      top.map((one) => (one['Account__r'] as { Name: string }).Name)
    );
    await page.close();
  });

  it('takes words by keyboard, and keeps them', async () => {
    const page = await open(territoryPath('rep'));
    await page.getByRole('button', { name: 'Edit the words' }).focus();
    await page.keyboard.press('Enter');
    await page.getByLabel('Plan').focus();
    await page.keyboard.type('Two days a month in Maine.');
    await page.getByRole('button', { name: 'Save' }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('The words were saved.').waitFor();
    await page.getByText('Two days a month in Maine.').waitFor();
    const [kept] = await stage.rows(
      'manager',
      `SELECT Brief_Plan__c FROM Evenfield_Territory__c WHERE Id = '${String(row['Id'])}'`
    );
    expect(kept?.['Brief_Plan__c']).toBe('Two days a month in Maine.');
    await page.screenshot({ path: 'docs/images/territory.png', fullPage: true });
    await page.close();
  });

  it('prints on one page', async () => {
    const page = await open(territoryPath('rep'));
    const paper = (await page.pdf({ format: 'A4' })).toString('latin1');
    expect(paper.match(/\/Type\s*\/Page\b(?!s)/g)).toHaveLength(1);
    await page.close();
  });
});

describe('accessibility', () => {
  it.each(['desktop', 'phone'] as const)('axe finds nothing at %s size', async (size) => {
    const page = await open(territoryPath('rep'), size);
    expect(await violations(page)).toEqual([]);
    expect(
      await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)
    ).toBe(false);
    if (size === 'phone')
      await page.screenshot({ path: 'docs/images/territory-phone.png', fullPage: true });
    await page.getByRole('button', { name: 'Edit the words' }).click();
    expect(await violations(page)).toEqual([]);
    await page.close();
  });
});
