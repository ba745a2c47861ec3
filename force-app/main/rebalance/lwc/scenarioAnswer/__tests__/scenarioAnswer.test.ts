import ScenarioAnswer from 'c/scenarioAnswer';
import type { Panel } from 'stage/panelStage';
import { shown, testStates } from 'stage/panelStage';
import answer from './data/answer.json';

const panel: Panel = {
  tag: 'c-scenario-answer',
  component: ScenarioAnswer,
  object: 'Evenfield_Rebalance__c',
  answer
};
const [edge] = answer.Evenfield_Rebalance__c.edges;
const texts = (root: ShadowRoot, selector: string): (string | null)[] =>
  [...root.querySelectorAll(selector)].map(({ textContent }) => textContent);

function withField(name: string, value: string | null): unknown {
  return {
    Evenfield_Rebalance__c: { edges: [{ node: { ...edge?.node, [name]: { value } } }] }
  };
}

describe('scenarioAnswer', () => {
  testStates(panel);

  it('says what was asked, what-ifs among it, with names instead of keys', async () => {
    const root = await shown(panel);
    expect(texts(root, '[data-name="asked"] li')).toEqual([
      'c.Evenfield_Settings_Whole',
      'c.Evenfield_Settings_Measures: c.Evenfield_Settings_Workload (± 5 %), c.Evenfield_Settings_Accounts',
      'c.Evenfield_Settings_Most_Accounts: 1,200',
      'c.Evenfield_Settings_Frozen: South',
      'c.Evenfield_What_If: c.Evenfield_What_If_Leaver (c.Evenfield_What_If_Person: Ann)',
      'c.Evenfield_What_If: c.Evenfield_What_If_Ahead (c.Evenfield_What_If_Months: 12)'
    ]);
  });

  it('holds each territory before against after, with what is the same said once', async () => {
    const root = await shown(panel);
    expect(texts(root, '[data-territory="North"] td')).toEqual([
      '30 (+20%) → 25 (0%)',
      '45 (+50%) → 31.3 (+4%)',
      '1,200 → 1,100',
      '900',
      'c.Evenfield_Answer_Out_Of_Band → c.Evenfield_Answer_In_Band'
    ]);
    expect(root.querySelectorAll('[data-territory]')).toHaveLength(2);
  });

  it('tells which accounts stay and why, and that some had no room', async () => {
    const root = await shown(panel);
    expect(texts(root, '[data-name="stays"] li')).toEqual(['Birch Works (North): It is locked.']);
    expect(texts(root, '[data-name="missing-stays"]')).toEqual(['c.Evenfield_Answer_Missing']);
    expect(texts(root, '[data-name="missing-territories"]')).toEqual(['']);
  });

  it('tells what was looked at before applying and until when it goes back', async () => {
    const root = await shown(panel);
    expect(texts(root, '[data-name="preflight"] li')).toEqual([
      '10 moves, write mode Owner.',
      '2 new owners, 0 of them inactive.'
    ]);
    expect(root.querySelector('[data-name="undo-until"]')).not.toBeNull();
  });

  it('draws fifty territories and more when asked', async () => {
    const rows = Array.from({ length: 60 }, (_, place) => ({
      key: `t${String(place)}`,
      name: `T ${String(place)}`,
      accounts: 1,
      hours: 1,
      potential: 1,
      revenue: 1,
      deviations: {},
      isInBand: true
    }));
    const root = await shown(panel, withField('Before__c', JSON.stringify(rows)));
    const drawn = (): number => root.querySelectorAll('[data-territory^="T "]').length;
    expect(drawn()).toBe(50);
    root.querySelector<HTMLElement>('[data-name="more-territories"]')?.click();
    await Promise.resolve();
    expect(drawn()).toBe(60);
    expect(root.querySelector('[data-name="more-territories"]')).toBeNull();
  });

  it('shows nothing of a scenario that is not computed yet but what was asked', async () => {
    const root = await shown(panel, {
      Evenfield_Rebalance__c: {
        edges: [
          {
            node: {
              Scope__c: { value: 'Subtree' },
              Root__r: { Name: { value: 'West' } },
              Parameters__c: { value: null },
              Before__c: { value: null },
              After__c: { value: null },
              Stays__c: { value: null },
              Preflight__c: { value: null },
              Undo_Until__c: { value: null }
            }
          }
        ]
      }
    });
    expect(texts(root, 'li')).toEqual(['c.Evenfield_Settings_Root: West']);
    expect(root.querySelector('table')).toBeNull();
  });

  it('says that parameters cannot be read', async () => {
    const root = await shown(panel, withField('Parameters__c', '{"mostAccounts":'));
    const state = root.querySelector('c-panel-state') as unknown as {
      state: string;
      message: string;
    };
    expect(state.state).toBe('error');
    expect(state.message).toContain('JSON');
  });
});
