import DoThisNext from 'c/doThisNext';
import type { Panel } from 'stage/panelStage';
import { shown, testStates } from 'stage/panelStage';
import answer from './data/answer.json';

const panel: Panel = {
  tag: 'c-do-this-next',
  component: DoThisNext,
  object: 'Evenfield_Coverage__c',
  answer
};

describe('doThisNext', () => {
  it('says what to do and why', async () => {
    const element = await shown(panel);
    expect(element.querySelector('[data-name="step"]')?.textContent).toBe('Call about the renewal');
    expect(element.querySelector('[data-name="reason"]')?.textContent).toBe(
      'The contract ends on 2027-01-02.'
    );
  });

  testStates(panel);
});
