import RetentionPanel from 'c/retentionPanel';
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
    expect(element.querySelectorAll('[data-name="signals"] li')).toHaveLength(2);
  });

  testStates(panel);
});
