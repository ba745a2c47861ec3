import { createElement } from 'lwc';
import { updateRecord } from 'lightning/uiRecordApi';
import ChallengeAnswer from 'c/challengeAnswer';

jest.mock(
  '@salesforce/label/c.Evenfield_Challenge_Instead',
  () => ({ __esModule: true, default: '{0} Proposed instead: {1}.' }),
  { virtual: true }
);

const update = updateRecord as unknown as jest.Mock;
const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 8; turn += 1) await Promise.resolve();
};

function place(values: object): ShadowRoot {
  const element = createElement('c-challenge-answer', { is: ChallengeAnswer });
  Object.assign(element, {
    moveId: 'a015e0000000001AAA',
    account: 'Acme',
    reason: 'A renewal is under way.',
    canDecide: true,
    ...values
  });
  const host = element as unknown as HTMLElement;
  document.body.appendChild(host);
  if (host.shadowRoot === null) throw new Error('no shadow root');
  return host.shadowRoot;
}

function say(root: ShadowRoot, text: string, value: string): void {
  const area = root.querySelector('textarea');
  if (area !== null) area.value = text;
  area?.dispatchEvent(new CustomEvent('input'));
  root.querySelector<HTMLButtonElement>(`button[value="${value}"]`)?.click();
}

afterEach(() => {
  document.body.replaceChildren();
  update.mockReset();
});

describe('challengeAnswer', () => {
  it('writes the answer with its verdict, shows it, and asks no more', async () => {
    update.mockResolvedValue({});
    const root = place({});
    say(root, ' Agreed. ', 'Accepted');
    await settle();
    expect(update).toHaveBeenCalledWith({
      fields: {
        Id: 'a015e0000000001AAA',
        Challenge_Status__c: 'Accepted',
        Challenge_Answer__c: 'Agreed.'
      }
    });
    expect(root.querySelector('[data-name="answer"]')?.textContent).toBe(
      'c.Evenfield_Challenge_Upheld Agreed.'
    );
    expect(root.querySelectorAll('button')).toHaveLength(0);
  });

  it('says why the org refused, and leaves the question open', async () => {
    update.mockRejectedValue({ body: { message: 'Not open for decisions any more.' } });
    const root = place({});
    say(root, 'No.', 'Refused');
    await settle();
    expect(root.querySelector('[data-name="fault"]')?.textContent).toContain(
      'Not open for decisions any more.'
    );
    expect(root.querySelectorAll('button')).toHaveLength(2);
  });

  it('offers nothing to who may not decide, nor once it is answered', () => {
    expect(place({ canDecide: false }).querySelectorAll('button')).toHaveLength(0);
    const root = place({ status: 'Refused', answered: 'Too far.' });
    expect(root.querySelectorAll('button')).toHaveLength(0);
    expect(root.querySelector('[data-name="answer"]')?.textContent).toBe(
      'c.Evenfield_Challenge_Refused Too far.'
    );
  });

  it('names the territory that was proposed instead', () => {
    const said = (root: ShadowRoot): string | null | undefined =>
      root.querySelector('[data-name="challenge"]')?.textContent;
    expect(said(place({}))).toBe('A renewal is under way.');
    expect(said(place({ instead: 'North' }))).toBe(
      'A renewal is under way. Proposed instead: North.'
    );
  });

  it('is accessible', async () => {
    const root = place({});
    await expect(root.host).toBeAccessible();
  });
});
