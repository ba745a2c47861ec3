import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { rmSync } from 'node:fs';
import { plantedCustomers } from '../../sync-service/test/domain/retention/planted-customers.ts';
import { orgSettings } from '../../sync-service/src/config.ts';
import { noSignalFields } from '../../sync-service/src/domain/retention/signal-fields.ts';
import { readLearning } from '../../sync-service/src/jobs/read-learning.ts';
import { readRecent } from '../../sync-service/src/jobs/read-recent.ts';
import { connect } from '../../sync-service/src/salesforce/connection.ts';
import { readSignalSources } from '../../sync-service/src/salesforce/records/signal-sources.ts';
import type { ChurnOrg } from './churn-stage.ts';
import { churnOrg, plantPast, plantRevenue, riskByAccount } from './churn-stage.ts';
import { rocArea } from '../../sync-service/src/domain/retention/model/measures.ts';
import { runCli, serviceEnvironment } from './service-stage.ts';

const count = 480;
const { table, chances } = plantedCustomers(count, 33);
/** One in four stays outside: the org never knows whether that customer leaves. */
const known = (row: number): boolean => row % 4 !== 0;
let stage: ChurnOrg;
let admin = '';

const asked = (query: string): Readonly<Record<string, unknown>>[] =>
  stage.org.org
    .query({ userId: admin }, query)
    .records.map(({ id, values }) => ({ ...values, Id: id }));
const versions =
  'SELECT Key__c, Kind__c, In_Use__c, Rows__c, Churners__c, ROC_Area__c, Message__c FROM Evenfield_Model_Version__c';

beforeAll(async () => {
  stage = await churnOrg(table, known);
  admin = stage.org.users.find((user) => user.alias === 'admin')?.userId ?? '';
  await runCli(stage.org, ['sync']);
}, 120_000);
afterAll(async () => {
  await stage.org.stop();
  rmSync(stage.source, { recursive: true });
});

describe('a churn set in the org, mapped by the policy', () => {
  it('is learned from by the run, which keeps one version with its measures', () => {
    const rows = asked(versions);
    expect(rows).toHaveLength(1);
    const left = table.churned.filter((own, row) => own === 1 && known(row)).length;
    expect(rows[0]).toMatchObject({
      Kind__c: left >= 100 ? 'Additive' : 'Ridge',
      In_Use__c: true,
      Rows__c: table.churned.filter((_, row) => known(row)).length,
      Churners__c: left
    });
    expect(Number(rows[0]?.['ROC_Area__c'])).toBeGreaterThan(0.7);
  });

  it('gives customers whose outcome stayed outside chances that rank as the planted ones', () => {
    const risks = riskByAccount(stage.org);
    const outside = stage.ids.flatMap((id, row) =>
      known(row) ? [] : [{ told: Number(risks.get(id)?.['Churn_Risk__c']), row }]
    );
    let right = 0;
    let pairs = 0;
    for (const a of outside)
      for (const b of outside) {
        if (!((chances[a.row] ?? 0) > (chances[b.row] ?? 0) + 0.2)) continue;
        pairs += 1;
        right += a.told > b.told ? 1 : 0;
      }
    expect(right / pairs).toBeGreaterThan(0.85);
    for (const row of risks.values())
      expect(row).toMatchObject({ Risk_Measured__c: true, Churn_Risk__c: expect.any(Number) });
    // What lowers a chance, and what it would be with one signal mended, is told as what raises it.
    const all = [...risks.values()];
    const held = all.map((row) => row['Holding_Signals__c']).filter((words) => words !== null);
    const mended = all.map((row) => row['If_Mended__c']).filter((words) => words !== null);
    expect([held.length > 0, mended.length > 0]).toEqual([true, true]);
    for (const words of held) expect(words).toMatch(/: \d+ points less risk, \d+ % without it/);
    for (const words of mended) expect(words).toMatch(/^If .+: \d+ % instead of \d+ %$/);
  });

  it('keeps a worse version beside the one in use, and then fits and writes nothing for a week', async () => {
    const [row] = asked('SELECT Id FROM Evenfield_Model_Version__c');
    const service = stage.org.users.find((user) => user.username === 'service@evenfield.example');
    stage.org.org.update(
      { userId: service?.userId ?? '' },
      'Evenfield_Model_Version__c',
      [
        {
          Id: String(row?.['Id']),
          Fitted__c: '2020-01-01',
          Key__c: 'churn:2020-01-01',
          Brier_Skill__c: 0.99
        }
      ],
      { allOrNone: true }
    );
    expect(await runCli(stage.org, ['sync'])).toMatchObject({ status: 'Completed', failed: 0 });
    const rows = asked(`${versions} ORDER BY Key__c`);
    expect(rows.map((own) => own['In_Use__c'])).toEqual([true, false]);
    expect(rows[1]?.['Message__c']).toContain('Not in use');
    // A week goes by before the next fit, however old the one in use is.
    expect(await runCli(stage.org, ['sync'])).toMatchObject({ status: 'Completed', written: 0 });
    expect(asked(versions)).toHaveLength(2);
  });
});

describe('dated history in place of a mapping', () => {
  const dated = 160;
  let neglected: readonly number[] = [];
  const findings = `SELECT Kind__c, In_Use__c, Message__c, ROC_Area__c, Cohorts__c, Plays__c, White_Space__c, Profile__c FROM Evenfield_Model_Version__c WHERE In_Use__c = true AND Predicts__c = 'Churn'`;
  const contraction =
    "SELECT Id, Kind__c, In_Use__c, ROC_Area__c, Brier_Skill__c, Message__c FROM Evenfield_Model_Version__c WHERE Predicts__c = 'Contraction'";
  const list = (
    row: Readonly<Record<string, unknown>> | undefined,
    field: string
  ): Record<string, unknown>[] =>
    JSON.parse(String(row?.[field] ?? '[]')) as Record<string, unknown>[];
  const forget = (): void => {
    const rows = asked('SELECT Id FROM Evenfield_Model_Version__c');
    stage.org.org.remove(
      { userId: admin },
      rows.map(({ Id: id }) => String(id)),
      { allOrNone: true }
    );
  };
  /** Half of the accounts own a pump; a filter is owned by `share` of those and one in ten of the others. */
  const own = (share: number): void => {
    stage.org.org.load(
      'Asset',
      stage.ids.slice(0, dated).flatMap((AccountId, place) => {
        const pump = place % 2 === 0;
        const filter = pump ? (place / 2) % 10 < share * 10 : ((place - 1) / 2) % 10 < 1;
        return [
          ...(pump ? ['Pump'] : []),
          ...(filter ? ['Filter'] : []),
          ...(place % 3 === 0 ? ['Hose'] : [])
        ].map((name) => ({
          Name: name,
          AccountId,
          Product2Id: productIds.get(name) ?? '',
          Status: 'Installed'
        }));
      })
    );
  };
  const productIds = new Map<string, string>();
  const growthOf = (): Map<string, Readonly<Record<string, unknown>>> =>
    new Map(
      asked(
        'SELECT Account__c, White_Space_Products__c, Likeness__c, Likeness_Reasons__c, Cluster__c, Won_12_Months__c FROM Evenfield_Coverage__c'
      ).map((row) => [String(row['Account__c']), row])
    );
  /** One account in five buys most; those that `inEnergy` names are in energy, the others are not. */
  const thrive = (inEnergy: (place: number) => boolean): void => {
    stage.org.org.update(
      { userId: admin },
      'Account',
      // Of forty who bought nothing every fourth is in energy, whoever thrives.
      stage.ids.slice(0, dated + 40).map((Id, place) => ({
        Id,
        Industry: (place < dated ? inEnergy(place) : place % 4 === 0)
          ? 'Energy'
          : (['Banking', 'Retail', 'Media'][((place * 7919) % 97) % 3] ?? null)
      })),
      { allOrNone: true }
    );
  };

  beforeAll(async () => {
    const { org } = stage.org;
    const names = ['Pump', 'Filter', 'Hose'];
    org
      .load(
        'Product2',
        names.map((Name) => ({ Name, IsActive: true }))
      )
      .forEach((id, at) => productIds.set(names[at] ?? '', id));
    neglected = plantPast(org, stage.ids.slice(0, dated), 1500, 5);
    // Plays of two years ago: a meeting for those who are looked after, a letter for the others.
    const day = new Date(org.now() - 700 * 86_400_000).toISOString();
    org.load(
      'Opportunity',
      stage.ids
        .slice(0, dated)
        .filter((_, place) => place % 5 === 0)
        .map((AccountId) => ({
          Name: 'Large',
          AccountId,
          StageName: 'Closed Won',
          Amount: 1e6,
          CloseDate: day.slice(0, 10),
          CreatedDate: day,
          IsClosed: true,
          IsWon: true
        }))
    );
    org.load(
      'Task',
      stage.ids.slice(0, dated).map((id, place) => ({
        Subject: `Retention: ${neglected.includes(place) ? 'letter' : 'meeting'}`,
        Status: 'Completed',
        WhatId: id,
        AccountId: id,
        ActivityDate: day.slice(0, 10),
        CompletedDateTime: day,
        IsClosed: true
      }))
    );
    own(0.8);
    thrive((place) => place % 5 === 0);
    const [policy] = asked('SELECT Id FROM Evenfield_Policy__c');
    org.update(
      { userId: admin },
      'Evenfield_Policy__c',
      [
        {
          Id: String(policy?.['Id']),
          Churn_Label__c: null,
          Churn_Signals__c: null,
          Churn_History_Years__c: 5
        }
      ],
      { allOrNone: true }
    );
    forget();
    expect(await runCli(stage.org, ['sync'])).toMatchObject({ status: 'Completed', failed: 0 });
  }, 120_000);

  it('tells whose contract ends in the horizon the higher chance, and nobody one who is not judged', () => {
    const [row] = asked(findings);
    expect(row?.['Message__c']).toContain('Dated history');
    expect(Number(row?.['ROC_Area__c'])).toBeGreaterThan(0.7);
    const risks = riskByAccount(stage.org);
    const judged = stage.ids.flatMap((id, place) => {
      const own = risks.get(id);
      if (own?.['Risk_Measured__c'] !== true) {
        expect(own?.['Churn_Risk__c'] ?? null).toBeNull();
        return [];
      }
      const ends = Date.parse(String(own['Renewal_Date__c']));
      expect(place).toBeLessThan(dated);
      return {
        chance: Number(own['Churn_Risk__c']),
        endsSoon: ends <= stage.org.org.now() + 90 * 86_400_000 ? 1 : 0
      };
    });
    expect(judged.length).toBeGreaterThan(50);
    const area = rocArea(
      Float64Array.from(judged, ({ chance }) => chance),
      Uint8Array.from(judged, ({ endsSoon }) => endsSoon)
    );
    expect(area).toBeGreaterThan(0.9);
  });

  it('tells a chance to grow only where a third model is in use, and else why not', () => {
    const [row] = asked(
      "SELECT In_Use__c, Kind__c, Message__c FROM Evenfield_Model_Version__c WHERE Predicts__c = 'Expansion'"
    );
    expect(row?.['Message__c']).toContain('chance that one who stays grows by more than a fifth');
    const told = asked('SELECT Expansion_Chance__c FROM Evenfield_Coverage__c').filter(
      (own) => typeof own['Expansion_Chance__c'] === 'number'
    );
    expect(told.length > 0).toBe(row?.['In_Use__c'] === true);
  });

  it('tells who stays and buys less by a second model of its own, which the tempted stand out in', () => {
    const [row] = asked(contraction);
    expect(row).toMatchObject({ In_Use__c: true });
    expect(Number(row?.['ROC_Area__c'])).toBeGreaterThan(0.85);
    const risks = riskByAccount(stage.org);
    const day = (days: number): string =>
      new Date(stage.org.org.now() + days * 86_400_000).toISOString().slice(0, 10);
    const tempted = new Set(
      asked(
        `SELECT AccountId FROM Opportunity WHERE Name = 'Lost' AND CloseDate > ${day(-150)}`
      ).map(({ AccountId: id }) => id)
    );
    const told = stage.ids.flatMap((id) => {
      const own = risks.get(id);
      const chance = own?.['Contraction_Risk__c'] ?? null;
      if (own?.['Risk_Measured__c'] !== true || chance === null) {
        expect(chance).toBeNull();
        return [];
      }
      const isNear = String(own['Renewal_Date__c']) < day(90);
      return isNear ? [{ isTempted: tempted.has(id), chance: Number(chance) }] : [];
    });
    const mean = (of: boolean): number => {
      const own = told.filter(({ isTempted }) => isTempted === of);
      return own.reduce((sum, { chance }) => sum + chance, 0) / own.length;
    };
    expect(mean(true)).toBeGreaterThan(1.5 * mean(false));
  });

  it('reads each dated change that the org keeps, and tells a mapped field that it does not have', async () => {
    const connection = await connect(orgSettings(serviceEnvironment(stage.org)));
    const { sources, problems } = await readSignalSources(connection, noSignalFields);
    expect([sources, problems]).toEqual([
      { competitor: null, notice: { field: 'OwnerExpirationNotice', isDay: false } },
      []
    ]);
    const now = stage.org.org.now();
    const day = (days: number): string =>
      new Date(now + days * 86_400_000).toISOString().slice(0, 10);
    const rows = await readRecent(connection, day(0), sources);
    const count = (of: string): number => rows.filter(({ kind }) => kind === of).length;
    const inOrg = (query: string): number => asked(query).length;
    const expected = {
      rivals: inOrg(`SELECT Id FROM Opportunity WHERE Name = 'Lost' AND CloseDate >= ${day(-365)}`),
      owners: inOrg(`SELECT Id FROM AccountHistory WHERE CreatedDate >= ${day(-365)}T00:00:00Z`),
      escalations: inOrg('SELECT Id FROM CaseHistory WHERE Case.IsClosed = false'),
      notices: inOrg(`SELECT Id FROM Contract WHERE EndDate >= ${day(-365)}`)
    };
    expect(Object.fromEntries(Object.keys(expected).map((kind) => [kind, count(kind)]))).toEqual(
      expected
    );
    expect(expected.rivals * expected.owners * expected.notices).toBeGreaterThan(0);
    const { past } = await readLearning(connection, {
      today: day(0),
      years: 5,
      currencies: null,
      expected: dated,
      sources
    });
    const held = (kind: 'rivals' | 'owners' | 'escalations' | 'notices' | 'renewals' | 'revenue') =>
      past[kind].offsets[past.count];
    expect({
      rivals: held('rivals'),
      owners: held('owners'),
      escalations: held('escalations'),
      notices: held('notices'),
      renewals: held('renewals'),
      revenue: held('revenue')
    }).toEqual({
      rivals: inOrg("SELECT Id FROM Opportunity WHERE Name = 'Lost'"),
      owners: inOrg('SELECT Id FROM AccountHistory'),
      escalations: inOrg('SELECT Id FROM CaseHistory'),
      notices: inOrg('SELECT Id FROM Contract'),
      renewals: inOrg("SELECT Id FROM Opportunity WHERE Type = 'Renewal'"),
      revenue: inOrg('SELECT Id FROM Asset WHERE Price > 0')
    });
    const mapped = { ...noSignalFields, competitor: 'Nowhere__c', notice: 'EndDate' };
    const other = await readSignalSources(connection, mapped);
    expect(other.sources).toEqual({ competitor: null, notice: { field: 'EndDate', isDay: true } });
    expect(other.problems.map(({ object, field, code }) => [object, field, code])).toEqual([
      ['Opportunity', 'Nowhere__c', 'CHURN_FIELD']
    ]);
  });

  it('keeps cohorts, plays with what followed, and products that go together', () => {
    const [row] = asked(findings);
    expect(list(row, 'Cohorts__c').length).toBeGreaterThan(3);
    const plays = list(row, 'Plays__c');
    expect(plays.map(({ play }) => play)).toEqual(['meeting', 'letter']);
    expect(plays[0]?.['low']).toBeGreaterThan(Number(plays[1]?.['share']));
    expect(list(row, 'White_Space__c').map(({ because, product }) => [because, product])).toEqual(
      expect.arrayContaining([['Pump', 'Filter']])
    );
  });

  it('learns what the best customers share', async () => {
    const [row] = asked(findings);
    expect(list(row, 'Profile__c')[0]).toMatchObject({ attribute: 'Industry', label: 'Energy' });
  });

  it('tells each account what its look-alikes own and it does not', () => {
    const growth = growthOf();
    // By hand: of the 80 who own a pump 64 own a filter, and 8 of the 80 others. Owners at large are
    // the accounts that own something at all.
    const owners = stage.ids.slice(0, dated).filter((_, place) => {
      const other = (place - 1) / 2;
      return place % 2 === 0 || other % 10 < 1 || place % 3 === 0;
    }).length;
    const usual = ((72 / owners) * 100).toFixed(0);
    stage.ids.slice(0, dated).forEach((id, place) => {
      const text = String(growth.get(id)?.['White_Space_Products__c'] ?? '');
      const lacks = place % 2 === 0 && (place / 2) % 10 >= 8;
      expect([place, text.includes('Filter: 80 % of those who own Pump have it')]).toEqual([
        place,
        lacks
      ]);
      if (lacks) expect(text).toContain(`of all customers ${usual} %`);
    });
    // Nobody else is told of a filter.
    const told = [...growth.values()].filter((row) =>
      String(row['White_Space_Products__c'] ?? '').includes('Filter: 80 %')
    );
    expect(told).toHaveLength(16);
  });

  it('ranks who bought nothing by what the best customers share, and no customer', () => {
    const growth = growthOf();
    const prospects = stage.ids.slice(dated, dated + 40).map((id) => growth.get(id));
    prospects.forEach((row, place) => {
      const likeness = Number(row?.['Likeness__c']);
      if (place % 4 === 0) {
        expect(likeness).toBeGreaterThan(0);
        expect(row).toMatchObject({
          Likeness_Reasons__c: expect.stringMatching(/^Industry Energy \(\+/),
          Cluster__c: expect.stringMatching(/^Energy/)
        });
      } else expect(likeness).toBeLessThanOrEqual(0);
    });
    for (const row of growth.values())
      if (Number(row['Won_12_Months__c']) > 0) expect(row['Likeness__c'] ?? null).toBeNull();
  });

  it('fits nothing the next night, and writes nothing anew', async () => {
    expect(await runCli(stage.org, ['sync'])).toMatchObject({ status: 'Completed', written: 0 });
    expect(asked('SELECT Id FROM Evenfield_Model_Version__c')).toHaveLength(3);
  });

  it('finds no products that go together, nothing that the best share and nobody who shrinks, once those are shuffled', async () => {
    const subscriptions = asked(
      "SELECT AccountId, InstallDate, UsageEndDate, Price FROM Asset WHERE Name = 'Subscription' ORDER BY Id"
    );
    const assets = asked('SELECT Id FROM Asset');
    stage.org.org.remove(
      { userId: admin },
      assets.map(({ Id: id }) => String(id)),
      { allOrNone: true }
    );
    own(0.1);
    // As many subscriptions, of as much and as long, now begun on other days and by other accounts.
    plantRevenue(
      stage.org.org,
      subscriptions.map((row, place) => {
        const shift = ((place * 7919) % 300) * 86_400_000;
        const day = (moment: number): string => new Date(moment).toISOString().slice(0, 10);
        const to = row['UsageEndDate'] ?? null;
        return {
          accountId: stage.ids[(place * 7) % dated] ?? '',
          from: day(Date.parse(String(row['InstallDate'])) - shift),
          to: to === null ? null : day(Date.parse(String(to)) - shift),
          price: Number(subscriptions[(place * 31) % subscriptions.length]?.['Price'])
        };
      })
    );
    // As many in energy as before, now without regard to who buys most.
    thrive((place) => place % 5 === Math.floor(place / 5) % 5);
    forget();
    expect(await runCli(stage.org, ['sync'])).toMatchObject({ status: 'Completed' });
    const [row] = asked(findings);
    expect(list(row, 'White_Space__c')).toEqual([]);
    expect(list(row, 'Profile__c')).toEqual([]);
    for (const own of growthOf().values())
      expect([own['White_Space_Products__c'] ?? null, own['Likeness__c'] ?? null]).toEqual([
        null,
        null
      ]);
    const [second] = asked(contraction);
    const area = Number(second?.['ROC_Area__c'] ?? 0.5);
    expect(second?.['In_Use__c'] === false || area < 0.7).toBe(true);
  });
});
