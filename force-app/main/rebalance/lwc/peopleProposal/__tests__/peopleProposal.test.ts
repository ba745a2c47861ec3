import PeopleProposal from 'c/peopleProposal';
import type { Panel } from 'stage/panelStage';
import { shown, testStates } from 'stage/panelStage';
import answer from './data/answer.json';

const panel: Panel = {
  tag: 'c-people-proposal',
  component: PeopleProposal,
  object: 'Evenfield_Rebalance__c',
  answer
};

describe('peopleProposal', () => {
  testStates(panel);

  it('lists each person with what she holds, would hold, and why', async () => {
    const root = await shown(panel);
    const rows = [...root.querySelectorAll('[data-person]')].map((row) =>
      [...row.children].map(({ textContent }) => textContent)
    );
    expect(rows).toEqual([
      ['Ann', 'North', 'North', 'Ann holds North: holds it today.'],
      [
        'Bob',
        'c.Evenfield_People_No_Territory',
        'South',
        'Bob holds South: has wine, which it needs.'
      ],
      ['Cas', 'West', 'c.Evenfield_People_No_Territory', 'Cas holds no territory.']
    ]);
    expect(root.querySelector('[data-name="vacancies"]')?.textContent).toBe(
      'West is vacant: nobody has wine.'
    );
    expect(root.querySelectorAll('[data-name="hires"] li')).toHaveLength(1);
  });

  it('says what became of each change once the scenario was applied', async () => {
    const value = JSON.stringify({
      people: [
        { person: 'Ann', holds: 'North', gets: 'North', why: 'Stays.' },
        {
          person: 'Bob',
          holds: null,
          gets: 'South',
          why: 'Fits.',
          outcome: 'Skipped',
          outcomeText: 'Bob is not active.'
        }
      ],
      vacancies: [],
      hires: []
    });
    const root = await shown(panel, {
      Evenfield_Rebalance__c: { edges: [{ node: { People__c: { value } } }] }
    });
    expect(
      [...root.querySelectorAll('[data-name="outcome"]')].map(({ textContent }) => textContent)
    ).toEqual(['', 'Skipped: Bob is not active.']);
  });

  it('is empty before the service has placed anybody', async () => {
    const edges = [{ node: { People__c: { value: null } } }];
    const root = await shown(panel, { Evenfield_Rebalance__c: { edges } });
    expect(root.querySelector('c-panel-state')).toMatchObject({ state: 'empty' });
  });

  it('saves the list as a file', async () => {
    const saved: Blob[] = [];
    URL.createObjectURL = (blob: Blob) => {
      saved.push(blob);
      return 'blob:people';
    };
    URL.revokeObjectURL = () => undefined;
    jest.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => undefined);
    const root = await shown(panel);
    root.querySelector<HTMLElement>('[data-name="export"]')?.click();
    expect(saved).toHaveLength(1);
  });

  it('is accessible', async () => {
    const root = await shown(panel);
    await expect(root.host).toBeAccessible();
  });
});
