import { createRecord } from 'lightning/uiRecordApi';
import RetentionPanel from 'c/retentionPanel';
import { formOf, sendContest, settle } from 'stage/contestStage';
import type { Panel } from 'stage/panelStage';
import { shown } from 'stage/panelStage';
import answer from '../../retentionPanel/__tests__/data/answer.json';

jest.mock('@salesforce/user/Id', () => ({ __esModule: true, default: '0055e0000000001AAA' }), {
  virtual: true
});

const panel: Panel = {
  tag: 'c-retention-panel',
  component: RetentionPanel,
  object: 'Evenfield_Coverage__c',
  answer
};
const create = createRecord as unknown as jest.Mock;
const insideOf = (root: ShadowRoot): ShadowRoot => {
  const inside = root.querySelector('c-risk-contest')?.shadowRoot;
  if (inside === null || inside === undefined) throw new Error('Nothing can be contested');
  return inside;
};
const press = async (root: ShadowRoot, name: string): Promise<void> => {
  root.querySelector<HTMLElement>(`[data-name="${name}"]`)?.click();
  await settle();
};
const said = (by: string, what: string, band: string, more: object = {}): unknown => ({
  ...answer,
  Evenfield_Contest__c: {
    edges: [
      {
        node: {
          Id: 'a025e0000000001AAA',
          What__c: { value: what },
          Proposed_Band__c: { value: band },
          Reason__c: { value: 'They signed for three years' },
          Status__c: { value: 'Open' },
          Answer__c: { value: null },
          Decided_At__c: { value: null },
          Decided_By__r: null,
          CreatedDate: { value: '2026-05-10T12:00:00.000Z' },
          CreatedById: { value: by },
          CreatedBy: { Name: { value: 'Ana Ruiz' } },
          ...more
        }
      }
    ]
  }
});
const fields = (): unknown => (create.mock.calls[0]?.[0] as { fields: object }).fields;

beforeEach(() => {
  create.mockReset();
  create.mockResolvedValue({ id: 'a025e0000000009AAA' });
});

afterEach(() => {
  document.body.replaceChildren();
});

describe('a contested risk', () => {
  it('is sent with its reason and what was shown, which is a band and no percentage', async () => {
    const inside = insideOf(await shown(panel));
    await press(inside, 'contest');
    await sendContest(formOf(inside), 'Low', ' They signed. ');
    expect(fields()).toEqual({
      Key__c: expect.stringMatching(/^0015e0000000001AAA:0055e0000000001AAA:\d+$/) as string,
      Account__c: '0015e0000000001AAA',
      What__c: 'Churn Risk',
      Shown_Source__c: 'c.Evenfield_Risk_High; c.Evenfield_Not_Measured',
      Proposed_Band__c: 'Low',
      Reason__c: 'They signed.',
      Status__c: 'Open'
    });
    expect(inside.querySelector('[data-name="contest-outcome"]')?.textContent).toBe(
      'c.Evenfield_Risk_Contest_Kept'
    );
    expect(inside.querySelector('c-contest-form')).toBeNull();
  });

  it('is another than a contested health', async () => {
    const inside = insideOf(await shown(panel));
    await press(inside, 'contest-health');
    await sendContest(formOf(inside), 'Worse', 'They complain.');
    expect(fields()).toMatchObject({
      What__c: 'Account Health',
      Shown_Source__c: expect.stringContaining('c.Evenfield_Account_Health') as string,
      Proposed_Band__c: 'Worse'
    });
  });

  it.each([
    ['Churn Risk', 'Low', 'c.Evenfield_Risk_Contest_Proposed'],
    ['Account Health', 'Better', 'c.Evenfield_Health_Contest_Proposed']
  ])(
    'of %s stands beside what was worked out, with words and answer',
    async (what, band, words) => {
      const root = await shown(
        panel,
        said('0055e0000000007AAA', what, band, {
          Status__c: { value: 'Rejected' },
          Answer__c: { value: 'Nothing is signed' }
        })
      );
      const inside = insideOf(root);
      expect(inside.querySelector('[data-name="proposed"]')?.textContent).toBe(words);
      const text = inside.querySelector('[data-name="said"]')?.textContent;
      expect(text).toContain('c.Evenfield_Contest_Said_By');
      expect(text).toContain('c.Evenfield_Contest_Answer_Was');
      expect(root.querySelector('[data-name="band"]')?.textContent).toBe('c.Evenfield_Risk_High');
      expect(inside.querySelector('[data-name="contest"]')).not.toBeNull();
    }
  );

  it('waits for its answer before she says another word, and not for somebody else’s', async () => {
    const own = insideOf(await shown(panel, said('0055e0000000001AAA', 'Churn Risk', 'Low')));
    expect(own.querySelector('[data-name="contest"]')).toBeNull();
    expect(own.querySelector('[data-name="waits"]')).not.toBeNull();
    document.body.replaceChildren();
    const others = insideOf(await shown(panel, said('0055e0000000007AAA', 'Churn Risk', 'Low')));
    expect(others.querySelector('[data-name="contest"]')).not.toBeNull();
  });

  it('draws before anything was said and without the list', async () => {
    const inside = insideOf(await shown(panel, { ...answer, Evenfield_Contest__c: null }));
    expect(inside.querySelector('[data-name="contest"]')).not.toBeNull();
    expect(inside.querySelector('[data-name="said"]')).toBeNull();
    await expect(document.body).toBeAccessible();
  });
});
