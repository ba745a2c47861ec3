import { createRecord } from 'lightning/uiRecordApi';
import PotentialPanel from 'c/potentialPanel';
import { formOf, sendContest, settle } from 'stage/contestStage';
import type { Panel } from 'stage/panelStage';
import { shown, testStates } from 'stage/panelStage';
import answer from './data/answer.json';

jest.mock('@salesforce/user/Id', () => ({ __esModule: true, default: '0055e0000000001AAA' }), {
  virtual: true
});

const panel: Panel = {
  tag: 'c-potential-panel',
  component: PotentialPanel,
  object: 'Evenfield_Coverage__c',
  answer
};
const create = createRecord as unknown as jest.Mock;
const one = (root: ShadowRoot, selector: string): HTMLInputElement => {
  const found = root.querySelector<HTMLInputElement>(selector);
  if (found === null) throw new Error(`nothing is ${selector}`);
  return found;
};

async function press(root: ShadowRoot, selector: string): Promise<void> {
  one(root, selector).click();
  await settle();
}

afterEach(() => {
  create.mockReset();
});

/** The answer with the contest's columns changed. */
function withContest(values: Readonly<Record<string, unknown>>): unknown {
  const copy = JSON.parse(JSON.stringify(answer)) as {
    Evenfield_Contest__c: { edges: { node: object }[] };
  };
  const [edge] = copy.Evenfield_Contest__c.edges;
  if (edge !== undefined) edge.node = { ...edge.node, ...values };
  return copy;
}

describe('potentialPanel', () => {
  it('says what the account is worth, who says so, and what sources say of it', async () => {
    const root = await shown(panel);
    const figure = (name: string): unknown =>
      [...root.querySelectorAll('c-figure')]
        .map((element) => element as unknown as { name: string; value: unknown })
        .find((element) => element.name === name)?.value;
    expect(figure('potential')).toBe(40_000);
    expect(figure('source')).toContain('Look-alikes: Energy');
    // A source that tells no potential is not listed.
    expect(root.querySelectorAll('[data-name="market"] li')).toHaveLength(1);
  });

  it('tells what was said of it, who decided and the answer', async () => {
    const root = await shown(panel);
    const text = one(root, '[data-name="said"]').textContent;
    expect(text).toContain('c.Evenfield_Contest_Rejected');
    expect(text).toContain('c.Evenfield_Contest_Decided_By');
    expect(text).toContain('c.Evenfield_Contest_Answer_Was');
  });

  it('sends what is shown beside what is proposed, then asks again and says so', async () => {
    create.mockResolvedValue({ id: 'a025e0000000009AAA' });
    const root = await shown(panel);
    await press(root, '[data-name="contest"]');
    await sendContest(formOf(root), '90000', ' They build. ');
    expect(create).toHaveBeenCalledTimes(1);
    expect(create.mock.calls[0]?.[0]).toEqual({
      apiName: 'Evenfield_Contest__c',
      fields: {
        Key__c: expect.stringMatching(/^0015e0000000001AAA:0055e0000000001AAA:\d+$/),
        Account__c: '0015e0000000001AAA',
        What__c: 'Potential',
        Shown_Value__c: 40_000,
        Shown_Source__c: 'Look-alikes: Energy, under 50 people; open pipeline',
        Shown_Date__c: '2026-05-01',
        Proposed_Value__c: 90_000,
        Reason__c: 'They build.',
        Status__c: 'Open'
      }
    });
    expect(one(root, '[data-name="outcome"]').textContent).toBe('c.Evenfield_Contest_Sent');
    expect(root.querySelector('c-contest-form')).toBeNull();
  });

  it('contests a market figure with the figure’s own source and day', async () => {
    create.mockResolvedValue({ id: 'a025e0000000009AAA' });
    const root = await shown(panel);
    await press(root, '[data-market]');
    await sendContest(formOf(root), '0', 'They closed.');
    expect((create.mock.calls[0]?.[0] as { fields: object }).fields).toMatchObject({
      What__c: 'Market Figure',
      Shown_Value__c: 55_000,
      Shown_Source__c: 'Survey',
      Shown_Date__c: '2026-03-01',
      Proposed_Value__c: 0
    });
  });

  it('writes nothing when it is cancelled', async () => {
    const root = await shown(panel);
    await press(root, '[data-name="contest"]');
    await press(formOf(root), '[data-name="cancel"]');
    expect(create).not.toHaveBeenCalled();
    expect(root.querySelector('c-contest-form')).toBeNull();
  });

  it('waits for an answer to her own before it takes another, but not to somebody else’s', async () => {
    const own = await shown(panel, withContest({ Status__c: { value: 'Open' } }));
    expect(own.querySelector('[data-name="waits"]')).not.toBeNull();
    expect(own.querySelectorAll('[data-name="contest"], [data-market]')).toHaveLength(0);
    document.body.replaceChildren();
    const others = await shown(
      panel,
      withContest({ Status__c: { value: 'Open' }, CreatedById: { value: '0055e0000000002AAA' } })
    );
    expect(others.querySelector('[data-name="waits"]')).toBeNull();
    expect(others.querySelectorAll('[data-name="contest"], [data-market]')).toHaveLength(2);
  });

  testStates(panel);
});
