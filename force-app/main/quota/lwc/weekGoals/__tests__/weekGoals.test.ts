import WeekGoals from 'c/weekGoals';
import type { Panel } from 'stage/panelStage';
import { shown, testStates } from 'stage/panelStage';
import answer from './data/answer.json';

const panel: Panel = {
  tag: 'c-week-goals',
  component: WeekGoals,
  object: 'Evenfield_Activity_Goal__c',
  answer
};
const list = (root: ShadowRoot): ShadowRoot | null | undefined =>
  root.querySelector('c-goal-list')?.shadowRoot;
const texts = (root: ShadowRoot, name: string): (string | null)[] =>
  [...(list(root)?.querySelectorAll(`[data-name="${name}"]`) ?? [])].map(
    ({ textContent }) => textContent
  );

describe('weekGoals', () => {
  testStates(panel);

  it('says what is still to do, the week before the month, and how each goal comes about', async () => {
    const root = await shown(panel);
    expect(texts(root, 'more')).toEqual([
      'c.Evenfield_Goals_More',
      'c.Evenfield_Goals_Reached',
      'c.Evenfield_Goals_More_Month'
    ]);
    expect(texts(root, 'reason')).toEqual([
      'Set by hand.',
      '90,000 of the quota is left, 4.5 wins of 20,000; a win takes 16 calls; 6 weeks.',
      'Set for the role.'
    ]);
  });

  it('says a goal alone where what was done is not known', async () => {
    const [edge] = answer.Evenfield_Activity_Goal__c.edges;
    const unknown = { ...edge?.node, Actual__c: { value: null }, More__c: { value: null } };
    const root = await shown({
      ...panel,
      answer: { Evenfield_Activity_Goal__c: { edges: [{ node: unknown }] } }
    });
    expect(texts(root, 'more')).toEqual(['c.Evenfield_Goals_Asked']);
    expect(texts(root, 'count')).toEqual(['(c.Evenfield_Goals_Not_Counted)']);
  });
});
