import { graphql } from 'lightning/graphql';
import { updateRecord } from 'lightning/uiRecordApi';
import RebalanceMoves from 'c/rebalanceMoves';
import type { Panel } from 'stage/panelStage';
import { shown, testStates } from 'stage/panelStage';
import answer from './data/answer.json';

const panel: Panel = {
  tag: 'c-rebalance-moves',
  component: RebalanceMoves,
  object: 'Evenfield_Rebalance_Move__c',
  answer
};
const update = updateRecord as unknown as jest.Mock;
const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 8; turn += 1) await Promise.resolve();
};
const accounts = (root: ShadowRoot): (string | undefined)[] =>
  [...root.querySelectorAll<HTMLElement>('[data-move]')].map(({ dataset }) => dataset['move']);

async function deciding(): Promise<ShadowRoot> {
  const root = await shown(panel);
  (root.host as unknown as { canDecide: boolean }).canDecide = true;
  await settle();
  return root;
}

afterEach(() => {
  update.mockReset();
});

describe('rebalanceMoves', () => {
  testStates(panel);

  it('lists moves by account with their reasons, challenges and totals', async () => {
    const root = await shown(panel);
    expect(accounts(root)).toEqual(['Alder Mills', 'Birch Works']);
    const text = root.querySelector('[data-move="Birch Works"]')?.textContent ?? '';
    expect(text).toContain('North → South');
    expect(text).toContain('North is 50 % above its fair share of work.');
    expect(text).toContain('I know them.');
    expect(root.querySelector('button')).toBeNull();
  });

  it('says that more moves stand than were read, and adds the next part', async () => {
    const { edges } = answer.Evenfield_Rebalance_Move__c;
    const page = (names: number, more: boolean): unknown => ({
      Evenfield_Rebalance_Move__c: {
        edges: edges.slice(names, names + 1),
        pageInfo: { hasNextPage: more, endCursor: more ? 'next' : null }
      }
    });
    const root = await shown(panel, page(0, true));
    expect(root.querySelector('[data-name="part"]')).not.toBeNull();
    root.querySelector<HTMLElement>('[data-name="next-part"]')?.click();
    await settle();
    (graphql as unknown as { emit(value: unknown): void }).emit({
      uiapi: { query: page(1, false) }
    });
    await settle();
    expect(accounts(root)).toEqual(['Alder Mills', 'Birch Works']);
    expect(root.querySelector('[data-name="part"]')).toBeNull();
  });

  it('filters and sorts', async () => {
    const root = await shown(panel);
    const [show, sort] = root.querySelectorAll('select');
    const choose = async (select: HTMLSelectElement | undefined, value: string): Promise<void> => {
      if (select !== undefined) select.value = value;
      select?.dispatchEvent(new CustomEvent('change'));
      await settle();
    };
    await choose(sort, 'hours');
    expect(accounts(root)).toEqual(['Alder Mills', 'Birch Works']);
    await choose(sort, 'wave');
    expect(accounts(root)).toEqual(['Alder Mills', 'Birch Works']);
    await choose(show, 'challenged');
    expect(accounts(root)).toEqual(['Birch Works']);
  });

  it('takes a rejected move out of the totals at once, and puts it back where the org refuses', async () => {
    update.mockResolvedValue({ id: 'a085e0000000001AAA' });
    const root = await deciding();
    const reject = (): HTMLButtonElement | null =>
      root.querySelector('[data-move="Birch Works"] button[data-verdict="Rejected"]');
    reject()?.click();
    await settle();
    expect(update).toHaveBeenCalledWith({
      fields: { Id: 'a085e0000000001AAA', Verdict__c: 'Rejected' }
    });
    const verdict = (): string | null | undefined =>
      root.querySelector('[data-move="Birch Works"]')?.getAttribute('data-verdict');
    expect(verdict()).toBe('Rejected');
    update.mockRejectedValue({ body: { message: 'not open for decisions' } });
    root
      .querySelector<HTMLButtonElement>('[data-move="Birch Works"] button[data-verdict="Accepted"]')
      ?.click();
    await settle();
    expect(verdict()).toBe('Rejected');
    expect(root.querySelector('[data-name="fault"]')?.textContent).toBe('not open for decisions');
  });
});
