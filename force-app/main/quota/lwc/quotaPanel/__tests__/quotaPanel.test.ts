import QuotaPanel from 'c/quotaPanel';
import type { Panel } from 'stage/panelStage';
import { shown, testStates } from 'stage/panelStage';
import answer from './data/answer.json';

const panel: Panel = {
  tag: 'c-quota-panel',
  component: QuotaPanel,
  object: 'Evenfield_Quota__c',
  answer
};

describe('quotaPanel', () => {
  it('shows all first, then each kind of revenue in order', async () => {
    const element = await shown(panel);
    const tiers = [...element.querySelectorAll<HTMLElement>('[data-tier]')].map(
      (item) => item.dataset['tier']
    );
    expect(tiers).toEqual(['All', 'New', 'Renewal']);
  });

  it('shows a product family as one more line after its kind of revenue, forecast by nobody', async () => {
    const [, whole] = answer.Evenfield_Quota__c.edges;
    const part = (family: string): object => ({
      node: {
        ...whole?.node,
        Id: family,
        Product_Family__c: { value: family },
        P50__c: { value: null },
        Territory__r: null
      }
    });
    const element = await shown(panel, {
      ...answer,
      Evenfield_Quota__c: {
        edges: [part('Software'), part('Hardware'), ...answer.Evenfield_Quota__c.edges]
      }
    });
    const lines = [...element.querySelectorAll<HTMLElement>('[data-tier]')].map(
      ({ dataset }) => `${dataset['tier'] ?? ''} ${dataset['family'] ?? ''}`
    );
    expect(lines).toEqual(['All ', 'New ', 'New Hardware', 'New Software', 'Renewal ']);
    expect(
      element.querySelector('[data-family="Hardware"] c-figure[data-name="likely"]')
    ).toBeNull();
  });

  it('shows what the account itself brings: won, open, and white space, which may not be known', async () => {
    const part = { Won_Period__c: 100, Open_Pipeline__c: 0, White_Space__c: null };
    const node = Object.fromEntries(Object.entries(part).map(([name, value]) => [name, { value }]));
    const element = await shown(panel, { ...answer, Evenfield_Coverage__c: { edges: [{ node }] } });
    const figures = [...element.querySelectorAll('[data-name="part"] c-figure')];
    expect(figures.map((figure) => (figure as unknown as { value: unknown }).value)).toEqual([
      100,
      0,
      null
    ]);
    expect((await shown(panel)).querySelector('[data-name="part"]')).toBeNull();
  });

  it('leaves a ratio that is not known empty, and never zero', async () => {
    const element = await shown(panel);
    const figures = element.querySelectorAll('[data-tier="Renewal"] c-figure');
    const figure = figures[3] as unknown as { value: unknown };
    expect(figure.value).toBeNull();
  });

  it('shows the forecast where there is one, and nothing in its place where there is none', async () => {
    const element = await shown(panel);
    const figuresOf = (tier: string): Record<string, unknown> =>
      Object.fromEntries(
        [...element.querySelectorAll(`[data-tier="${tier}"] c-figure`)].map((figure) => {
          const { name, value } = figure as unknown as { name: string; value: unknown };
          return [name, value];
        })
      );
    expect(figuresOf('New')).toMatchObject({
      low: 71000,
      likely: 88000,
      high: 109000,
      reach: 0.23
    });
    expect(figuresOf('Renewal')).not.toHaveProperty('likely');
    expect(figuresOf('All')).not.toHaveProperty('likely');
  });

  it('shows a draft apart from what counts, with its reasons, and lets it be contested', async () => {
    const draft = {
      node: {
        Id: 'd1',
        Tier__c: { value: 'New' },
        Amount__c: { value: 1200 },
        Period_Start__c: { value: '2027-01-01' },
        Period_End__c: { value: '2027-03-31' },
        Status__c: { value: 'Draft' },
        Rationale__c: { value: 'Quota 1,200.00 USD.' }
      }
    };
    const root = await shown(panel, {
      ...answer,
      Evenfield_Quota__c: { edges: [draft, ...answer.Evenfield_Quota__c.edges] }
    });
    expect(root.querySelectorAll('[data-tier]')).toHaveLength(3);
    const list = root.querySelector('c-quota-draft-list');
    expect(list?.shadowRoot?.querySelector('[data-draft="d1"]')?.textContent).toContain(
      'Quota 1,200.00 USD.'
    );
    const contest = root.querySelector('c-quota-contest') as unknown as {
      quotas: readonly { id: string; amount: number | null }[];
    };
    expect(contest.quotas).toContainEqual(expect.objectContaining({ id: 'd1', amount: 1200 }));
    expect((await shown(panel)).querySelector('c-quota-draft-list')).toBeNull();
  });

  it('says what this week asks for where the answer holds goals, and nothing of others', async () => {
    expect((await shown(panel)).querySelector('c-goal-list')).toBeNull();
    const root = await shown(panel, {
      ...answer,
      Evenfield_Activity_Goal__c: {
        edges: [
          {
            node: {
              Id: 'g1',
              Activity__c: { value: 'Meetings' },
              Target__c: { value: 6 },
              Actual__c: { value: 2 },
              More__c: { value: 4 },
              Reason__c: { value: 'Set by hand.' }
            }
          }
        ]
      }
    });
    const list = root.querySelector('c-goal-list') as unknown as { rows: readonly unknown[] };
    expect(list.rows).toMatchObject([{ id: 'g1', activity: 'Meetings', reason: 'Set by hand.' }]);
  });

  testStates(panel);
});
