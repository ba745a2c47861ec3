import TerritoryPanel from 'c/territoryPanel';
import type { Panel } from 'stage/panelStage';
import { shown, testStates } from 'stage/panelStage';
import answer from './data/answer.json';

const panel: Panel = {
  tag: 'c-territory-panel',
  component: TerritoryPanel,
  object: 'Evenfield_Coverage__c',
  answer
};

describe('territoryPanel', () => {
  it('shows territory, team with temporary cover, lock and history', async () => {
    const element = await shown(panel);
    const text = (name: string): string =>
      element.querySelector(`[data-name="${name}"]`)?.textContent ?? '';
    expect(text('territory')).toBe('New England');
    expect(text('team')).toContain('Ana Ruiz');
    expect(text('team')).not.toContain('Rachel Kim');
    expect(text('lock')).toContain('2026-12-31');
    expect(text('history')).toContain('c.Evenfield_Moved_From_To');
  });

  it('says "not known" for a component without data, and never zero', async () => {
    const element = await shown(panel);
    expect(element.querySelector('[data-component="Retention"]')?.textContent).toBe(
      'c.Evenfield_Not_Known'
    );
    expect(element.querySelector('[data-component="Attainment"]')?.textContent).toBe('86');
  });

  it('stands when the territory row is not open to the user', async () => {
    const closed = JSON.parse(JSON.stringify(answer)) as typeof answer;
    const node = closed.Evenfield_Coverage__c.edges[0]?.node as { Territory__r: unknown };
    node.Territory__r = null;
    const element = await shown(panel, closed);
    expect(element.querySelector('[data-name="territory"]')?.textContent).toBe('New England');
    expect(element.querySelector('[data-name="components"]')).toBeNull();
  });

  it('shows a hand-off until its last step is done, and no older one', async () => {
    const element = await shown(panel);
    const bar = element.querySelector('[data-name="hand-off"]');
    const progress = bar?.querySelector('progress');
    expect([progress?.value, progress?.max]).toEqual([1, 2]);
    expect(bar?.querySelectorAll('li')).toHaveLength(1);
    const done = JSON.parse(JSON.stringify(answer)) as typeof answer;
    for (const edge of done.Task.edges) edge.node.IsClosed.value = true;
    const after = await shown(panel, done);
    expect(after.querySelector('[data-name="hand-off"]')).toBeNull();
  });

  testStates(panel);
});
