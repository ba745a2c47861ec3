import RetentionPanel from 'c/retentionPanel';
import { driversOf, growthOf } from 'stage/retentionPanelStage';
import type { Panel } from 'stage/panelStage';
import { shown, testStates } from 'stage/panelStage';
import answer from './data/answer.json';

const panel: Panel = {
  tag: 'c-retention-panel',
  component: RetentionPanel,
  object: 'Evenfield_Coverage__c',
  answer
};

describe('retentionPanel', () => {
  it('shows the band with its reasons and says that it is not measured', async () => {
    const element = await shown(panel);
    expect(element.querySelector('[data-name="band"]')?.textContent).toBe('c.Evenfield_Risk_High');
    expect(element.querySelector('[data-name="measured"]')?.textContent).toBe(
      'c.Evenfield_Not_Measured'
    );
    expect(driversOf(element).querySelectorAll('[data-name="signals"] li')).toHaveLength(2);
  });

  it('shows a chance only where it is measured', async () => {
    const [edge] = answer.Evenfield_Coverage__c.edges;
    const of = (measured: boolean): Panel => ({
      ...panel,
      answer: {
        Evenfield_Coverage__c: {
          edges: [
            {
              node: {
                ...edge?.node,
                Risk_Measured__c: { value: measured },
                Churn_Risk__c: { value: 0.34 }
              }
            }
          ]
        }
      }
    });
    const figure = (element: Element): { value?: number } | null =>
      element.querySelector('c-figure');
    const measured = await shown(of(true));
    expect(measured.querySelector('[data-name="measured"]')?.textContent).toBe(
      'c.Evenfield_Measured'
    );
    expect(figure(measured)?.value).toBe(0.34);
    expect(figure(await shown(of(false)))?.value).not.toBe(0.34);
  });

  it('shows what look-alikes own, the share of wallet with its source, and what a referral lacks', async () => {
    const growth = growthOf(await shown(panel));
    expect(
      [...growth.querySelectorAll('[data-name="white-space"] li')].map(
        ({ textContent }) => textContent
      )
    ).toEqual([
      'Filter: 80 % of those who own Pump have it (at least 53 %), of all customers 45 %',
      'Hose: 60 % of customers in Energy have it (at least 41 %), of all customers 20 %'
    ]);
    const figures = [...growth.querySelectorAll('c-figure')].map((own) => {
      const { name, value } = own as unknown as { name: string; value: unknown };
      return [name, value];
    });
    expect(figures).toEqual([
      ['white-space-amount', 60000],
      ['wallet', 0.25]
    ]);
    expect(growth.querySelector('[data-name="wallet-source"]')).not.toBeNull();
    expect(growth.querySelector('[data-name="high-value"]')).not.toBeNull();
    expect(growth.querySelector('[data-name="referral"]')?.textContent).toBe(
      'c.Evenfield_Growth_Referral_Not_Yet'
    );
    expect(growth.querySelector('[data-name="referral-reasons"]')?.textContent).toBe(
      'risk is High'
    );
  });

  it('shows how like the best customers an account is, a chance that is measured, and no share of what is not known', async () => {
    const [edge] = answer.Evenfield_Coverage__c.edges;
    const empty = { value: null };
    const node = {
      ...edge?.node,
      White_Space_Products__c: empty,
      Share_of_Wallet__c: empty,
      Expansion_Chance__c: { value: 0.3 },
      High_Value__c: { value: false },
      Referral_Reasons__c: empty,
      Likeness__c: { value: 1.4 },
      Likeness_Reasons__c: { value: 'Industry Energy (+1.4)' }
    };
    const growth = growthOf(
      await shown({ ...panel, answer: { Evenfield_Coverage__c: { edges: [{ node }] } } })
    );
    const named = [...growth.querySelectorAll<HTMLElement>('[data-name]')].map(
      ({ dataset }) => dataset['name']
    );
    expect(named).toEqual(['growth', 'no-white-space', 'likeness-reasons']);
    expect(
      [...growth.querySelectorAll('c-figure')].map((own) => {
        const { name, value } = own as unknown as { name: string; value: unknown };
        return [name, value];
      })
    ).toEqual([
      ['expansion', 0.3],
      ['likeness', 1.4]
    ]);
  });

  it('lists what holds the customer, and what mending one signal would do', async () => {
    const element = await shown(panel);
    expect(
      [...element.querySelectorAll('[data-name="holding"] li')].map(
        ({ textContent }) => textContent
      )
    ).toEqual([
      'Won 1,500 in twelve months, 1,000 in the twelve before',
      'The contract ends on 2027-05-16'
    ]);
    expect(element.querySelector('[data-name="mended"]')?.textContent).toBe(
      'If the customer were touched now: Medium instead of High'
    );
  });

  it('shows a chance to buy less as one line where it is measured, and else neither it nor an empty list', async () => {
    const [edge] = answer.Evenfield_Coverage__c.edges;
    const of = (chance: number | null): Panel => ({
      ...panel,
      answer: {
        Evenfield_Coverage__c: {
          edges: [
            {
              node: {
                ...edge?.node,
                Contraction_Risk__c: { value: chance },
                Holding_Signals__c: { value: null },
                If_Mended__c: { value: null }
              }
            }
          ]
        }
      }
    });
    const figures = (element: ParentNode): (readonly unknown[])[] =>
      [...element.querySelectorAll('c-figure')].flatMap((figure) => {
        const { name, value } = figure as unknown as { name: string; value: unknown };
        return name === 'contraction' ? [[name, value]] : [];
      });
    expect(figures(await shown(of(0.21)))).toEqual([['contraction', 0.21]]);
    const without = await shown(of(null));
    expect(figures(without)).toEqual([]);
    expect(without.querySelector('[data-name="holding"]')).toBeNull();
    expect(without.querySelector('[data-name="mended"]')).toBeNull();
  });

  testStates(panel);
});
