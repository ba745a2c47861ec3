import { readFileSync } from 'node:fs';
import { graphql } from 'lightning/graphql';
import QuotaOutlook from 'c/quotaOutlook';
import type { Panel } from 'stage/panelStage';
import { place, shown, testStates } from 'stage/panelStage';
import { nextActions } from '../nextActions';
import answer from './data/answer.json';

const panel: Panel = {
  tag: 'c-quota-outlook',
  component: QuotaOutlook,
  object: 'Evenfield_Quota__c',
  answer
};
const drawn = (item: Element | null | undefined, name: string): (string | null)[] =>
  [...(item?.querySelectorAll(`[data-name="${name}"] path`) ?? [])].map((path) =>
    path.getAttribute('d')
  );

describe('quotaOutlook', () => {
  testStates(panel);

  it('draws half of the arc for half of the quota, a mark at a quarter that is due, and the fan', async () => {
    const root = await shown(panel);
    const items = [...root.querySelectorAll('li[data-quota]')];
    expect(items.map((item) => item.getAttribute('data-quota'))).toEqual([
      'Florida · c.Evenfield_New',
      'Florida · c.Evenfield_Renewal'
    ]);
    // Radius 40 around (50, 50): half of it ends at the top; a quarter lies at 45 degrees.
    expect(drawn(items[0], 'arc')).toEqual([
      'M 10 50 A 40 40 0 0 1 90 50',
      'M 10 50 A 40 40 0 0 1 50 10',
      'M 27.4 27.4 L 16.1 16.1'
    ]);
    // The period is over: all of the width; 2,000 is the top, 500 a quarter of 46 above the ground at 48.
    expect(drawn(items[0], 'fan')).toEqual([
      'M 100 36.5 L 100 2 L 100 34.2 Z',
      'M 0 48 L 100 36.5',
      'M 100 36.5 L 100 27.3',
      'M 0 25 L 100 25'
    ]);
    const figures = [...(items[0]?.querySelectorAll('c-figure') ?? [])].map((figure) => {
      const { name, value } = figure as unknown as { name: string; value: number };
      return [name, value];
    });
    expect(Object.fromEntries(figures)).toEqual({
      attained: 500,
      target: 1000,
      attainment: 0.5,
      due: 250,
      low: 600,
      likely: 900,
      high: 2000,
      reach: 0.4
    });
  });

  it('says three things to do: the worst alert, the goal that lags most, the deal that closes next', async () => {
    const root = await shown(panel);
    const next = [...root.querySelectorAll('[data-name="next"] li')];
    expect(next.map((item) => item.getAttribute('data-next'))).toEqual(['first', 'meetings', 'd1']);
    expect(next.map((item) => item.querySelector('strong')?.textContent)).toEqual([
      'first to do',
      'c.Evenfield_Goals_More',
      'c.Evenfield_Next_Deal_Overdue'
    ]);
    expect(next[1]?.textContent).toContain('Florida: why meetings');
  });

  it('fills what one kind lacks with the next of the others, and says where nothing waits', async () => {
    const alerts = answer.Evenfield_Alert__c.edges.map(({ node }) => node);
    const goals = answer.Evenfield_Activity_Goal__c.edges.map(({ node }) => node);
    const ids = (...given: Parameters<typeof nextActions>): string[] =>
      nextActions(...given).map(({ id }) => id);
    expect(ids(alerts, [], [], '2026-02-01')).toEqual(['first', 'later', 'watch']);
    expect(ids([], goals, [], '2026-02-01')).toEqual(['meetings', 'calls']);
    const root = await shown(panel, { Evenfield_Quota__c: answer.Evenfield_Quota__c });
    expect(root.querySelector('[data-name="nothing-waits"]')).not.toBeNull();
  });

  it('shows drafts apart from what counts, and lets both be contested', async () => {
    const [, counted] = answer.Evenfield_Quota__c.edges;
    const draft = {
      node: {
        ...counted?.node,
        Id: 'd1',
        Status__c: { value: 'Draft' },
        Amount__c: { value: 1200 },
        Rationale__c: { value: 'Quota 1,200.00 USD.' }
      }
    };
    const root = await shown(panel, {
      ...answer,
      Evenfield_Quota__c: { edges: [draft, ...answer.Evenfield_Quota__c.edges] }
    });
    expect(root.querySelectorAll('li[data-quota]')).toHaveLength(2);
    const list = root.querySelector('c-quota-draft-list') as unknown as { rows: unknown };
    expect(list.rows).toEqual([
      {
        id: 'd1',
        label: 'c.Evenfield_Quota_Draft_Of',
        amount: 1200,
        rationale: 'Quota 1,200.00 USD.'
      }
    ]);
    const contest = root.querySelector('c-quota-contest') as unknown as {
      quotas: readonly { id: string; label: string }[];
    };
    expect(contest.quotas.map(({ id, label }) => [id, label])).toEqual([
      ['q1', 'Florida · c.Evenfield_New'],
      ['q2', 'Florida · c.Evenfield_Renewal'],
      ['d1', 'c.Evenfield_Quota_Draft_Of']
    ]);
    expect((await shown(panel)).querySelector('c-quota-draft-list')).toBeNull();
  });

  it('asks once more without deals where opportunities are closed to her, and shows all else', async () => {
    const wire = graphql as unknown as {
      emit(value: unknown): void;
      emitErrors(errors: readonly { message: string }[]): void;
    };
    const root = place(panel);
    wire.emitErrors([
      {
        message:
          "Validation error of type FieldUndefined: Field 'Opportunity' in type 'RecordQuery' is undefined @ 'uiapi/query/Opportunity'"
      }
    ]);
    await Promise.resolve();
    const state = (): string =>
      (root.querySelector('c-panel-state') as unknown as { state: string }).state;
    expect(state()).toBe('loading');
    const { Opportunity: closed, ...rest } = answer;
    wire.emit({ uiapi: { query: rest } });
    await Promise.resolve();
    await Promise.resolve();
    expect(closed.edges.length).toBeGreaterThan(0);
    expect(root.querySelectorAll('li[data-quota]')).toHaveLength(2);
    const next = [...root.querySelectorAll('[data-name="next"] li')];
    expect(next.map((item) => item.getAttribute('data-next'))).toEqual([
      'first',
      'meetings',
      'later'
    ]);
  });

  it('asks for the same figures with deals and without', () => {
    const read = (file: string): string =>
      /gql`([^`]*)`/.exec(
        readFileSync(`force-app/main/quota/lwc/quotaOutlook/${file}.ts`, 'utf8')
      )?.[1] ?? '';
    const deals = /\n {8}Opportunity\([^]*?\n {8}\}(?=\n)/;
    expect(read('outlookQuery')).toMatch(deals);
    expect(read('outlookQueryWithoutDeals')).toBe(read('outlookQuery').replace(deals, ''));
  });

  it('lets her ask for help with each of her territories once', async () => {
    const root = await shown(panel);
    const asks = [...root.querySelectorAll('c-help-ask')] as unknown as {
      recordId: string;
      name: string;
      asked: string | null;
    }[];
    expect(asks.map(({ recordId, name, asked }) => [recordId, name, asked])).toEqual([
      ['t1', 'Florida', null]
    ]);
  });

  it('draws no mark where nothing is attained, and no fan where nothing is forecast', async () => {
    const root = await shown(panel);
    const item = root.querySelectorAll('li[data-quota]')[1];
    expect(drawn(item, 'arc')).toHaveLength(2);
    expect(item?.querySelector('[data-name="fan"]')).toBeNull();
  });
});
