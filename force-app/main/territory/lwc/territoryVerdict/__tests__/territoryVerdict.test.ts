import TerritoryVerdict from 'c/territoryVerdict';
import type { Panel } from 'stage/panelStage';
import { shown, testStates } from 'stage/panelStage';
import answer from './data/answer.json';

const panel: Panel = {
  tag: 'c-territory-verdict',
  component: TerritoryVerdict,
  object: 'Evenfield_Territory__c',
  answer
};

describe('territoryVerdict', () => {
  it('shows the verdict, its next step, and each sign with evidence', async () => {
    const element = await shown(panel);
    expect(element.querySelector('[data-name="level"]')?.textContent).toBe('c.Evenfield_Act');
    expect(element.querySelector('[data-name="next"]')?.textContent).toContain('Name an owner.');
    const signs = [...element.querySelectorAll<HTMLElement>('[data-sign]')];
    expect(signs.map((sign) => [sign.dataset['sign'], sign.dataset['level']])).toEqual([
      ['TURNOVER', 'Act'],
      ['TRAVEL', 'Watch'],
      ['MARKET', 'Not measured'],
      ['NEGLECT', 'Sound']
    ]);
    const text = signs.map((sign) => sign.textContent);
    expect(text[1]).toContain('16.0 hours of 40.0 hours a week are spent on the road (40 %).');
    expect(text[1]).toContain('c.Evenfield_Verdict_Next: Put the visits of one direction');
    expect(text[2]).toContain('c.Evenfield_Verdict_Not_Measured');
    expect(text[3]).not.toContain('c.Evenfield_Verdict_Next');
  });

  it('says so where the night has not looked yet', async () => {
    const [edge] = answer.Evenfield_Territory__c.edges;
    const element = await shown(panel, {
      Evenfield_Territory__c: {
        edges: [{ node: { ...edge?.node, Verdict__c: { value: null } } }]
      }
    });
    const state = element.querySelector('c-panel-state') as unknown as { state: string };
    expect(state.state).toBe('empty');
  });

  testStates(panel);
});
