import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { runCli, sampleOrg, startCli } from '../integration/service-stage.ts';
import type { LocalOrg } from '../local-org/http/server.ts';
import { violations } from './axe-violations.ts';
import { launchChromium } from './stage.ts';

let org: LocalOrg;
let browser: Browser;
const folder = mkdtempSync(join(tmpdir(), 'evenfield-audit-'));
const file = join(folder, 'audit.html');

beforeAll(async () => {
  org = await sampleOrg(600);
  await runCli(org, ['sync']);
  expect((await startCli(org, ['audit', '--out', file]).ended).code).toBe(0);
  browser = await launchChromium();
}, 120_000);

afterAll(async () => {
  await browser.close();
  await org.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe('the page of an audit', () => {
  it.each([
    ['desktop', { width: 1280, height: 900 }],
    ['phone', { width: 390, height: 844 }]
  ])(
    'reads well at %s size, to axe too, and shows the territory furthest out first',
    async (name, size) => {
      const page = await browser.newPage({ viewport: size });
      await page.goto(pathToFileURL(file).href);
      expect(await violations(page)).toEqual([]);
      const isTooWide = await page.evaluate(
        () => document.documentElement.scrollWidth > window.innerWidth
      );
      expect(isTooWide).toBe(false);
      const adminId = org.users.find((user) => user.alias === 'admin')?.userId ?? '';
      const rows = org.org
        .query(
          { userId: adminId },
          "SELECT Name, Workload_Deviation__c, Potential_Deviation__c FROM Evenfield_Territory__c WHERE Workload_Deviation__c != null AND Stage__c IN ('Active', 'Pilot')"
        )
        .records.map(({ values }) => ({
          name: String(values['Name']),
          off: Math.max(
            Math.abs(Number(values['Workload_Deviation__c'] ?? 0)),
            Math.abs(Number(values['Potential_Deviation__c'] ?? 0))
          )
        }))
        .sort((a, b) => b.off - a.off);
      const first = await page.locator('tbody th').first().textContent();
      expect(first).toBe(rows[0]?.name);
      if (name === 'desktop') await page.screenshot({ path: 'docs/images/audit.png' });
      await page.close();
    }
  );
});
