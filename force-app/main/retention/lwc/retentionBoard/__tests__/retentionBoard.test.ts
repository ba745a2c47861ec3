import RetentionBoard from 'c/retentionBoard';
import type { Panel } from 'stage/panelStage';
import { testStates } from 'stage/panelStage';
import { shownBoard, stakeNode, turns } from 'stage/retentionBoardStage';
import answer from './data/answer.json';

const panel: Panel = {
  tag: 'c-retention-board',
  component: RetentionBoard,
  object: 'Evenfield_Territory__c',
  answer
};
const groups = [
  stakeNode('Low', false, 4, 1, 700),
  stakeNode('High', false, 2, 2, 3000),
  stakeNode('High', true, 1, 1, 500),
  stakeNode('Unknown', false, 3, 0, null)
];
const figuresOf = (root: ParentNode): Record<string, unknown> =>
  Object.fromEntries(
    [...root.querySelectorAll('c-figure')].map((figure) => {
      const { name, value } = figure as unknown as { name: string; value: unknown };
      return [name, value];
    })
  );
const one = (root: ParentNode, selector: string): HTMLElement => {
  const found = root.querySelector<HTMLElement>(selector);
  if (found === null) throw new Error(`Nothing matches ${selector}`);
  return found;
};
const calendarOf = (root: ShadowRoot): ShadowRoot => {
  const { shadowRoot } = one(root, 'c-renewal-calendar');
  if (shadowRoot === null) throw new Error('The calendar has no shadow root');
  return shadowRoot;
};
const choose = async (root: ParentNode, value: string): Promise<void> => {
  const select = root.querySelector('select');
  if (select !== null) select.value = value;
  select?.dispatchEvent(new CustomEvent('change'));
  await turns();
};
const listed = (root: ParentNode, key: string): (string | undefined)[] =>
  [...root.querySelectorAll<HTMLElement>(`[data-${key}]`)].map(({ dataset }) => dataset[key]);

describe('retentionBoard', () => {
  testStates(panel);

  it('lists territories without others below them, by name, each beside the targets', async () => {
    const root = await shownBoard(answer, groups);
    expect(listed(root, 'territory')).toEqual(['Florida', 'Georgia', 'Texas']);
    expect(figuresOf(one(root, '[data-territory="Texas"]'))).toEqual({
      grr: 0.85,
      'grr-target': 0.9,
      nrr: 1.1,
      'nrr-target': 1
    });
    // Not known is handed on as such, never as 0.
    expect(figuresOf(one(root, '[data-territory="Georgia"]'))).toMatchObject({
      grr: null,
      nrr: null
    });
  });

  it('marks each that is under a target, and what is not known under none', async () => {
    const root = await shownBoard(answer, groups);
    const marks = (name: string): number =>
      one(root, `[data-territory="${name}"]`).querySelectorAll('[data-name^="under"]').length;
    expect(['Texas', 'Florida', 'Georgia'].map(marks)).toEqual([1, 1, 0]);
    expect(root.querySelector('[data-territory="Texas"] [data-name="under-gross"]')).not.toBeNull();
    expect(root.querySelector('[data-territory="Florida"] [data-name="under-net"]')).not.toBeNull();
    await choose(one(root, '[data-name="retention"]'), 'under');
    expect(listed(root, 'territory')).toEqual(['Florida', 'Texas']);
  });

  it('adds up quarters, tiers and cohorts of all territories, and shows one alone when it is chosen', async () => {
    const board = await shownBoard(answer, groups);
    const { shadowRoot: detail } = one(board, 'c-retention-detail');
    if (detail === null) throw new Error('The detail has no shadow root');
    const table = (name: string): (string | undefined)[][] =>
      [...detail.querySelectorAll(`[data-table="${name}"] tbody tr`)].map((row) =>
        [...row.querySelectorAll('th, td')].map((cell) => cell.textContent?.trim())
      );
    // 100 left, 100 got smaller, 300 grew of 2,000; one of ten customers left.
    expect(table('quarters')).toEqual([
      ['2026-01-01 – 2026-03-31', '10', '90.0 %', '105.0 %', '10.0 %', '5.0 %', '15.0 %'],
      ['2026-04-01 – 2026-06-30', '2', '0.0 %', '0.0 %', '50.0 %', '0.0 %', '0.0 %']
    ]);
    // Targets by revenue: (300 × 0.97 + 100 × 0.93) / 400.
    expect(table('tiers')).toEqual([['A', '4', '92.5 %', '96.0 %', '92.5 %', '110.0 %']]);
    expect(table('cohorts')).toEqual([
      ['2024', '2', '90.0 %', '90.0 %', '0.0 %', '0.0 %', '0.0 %']
    ]);
    await choose(detail, 't2');
    expect(table('quarters').map(([, customers, gross]) => [customers, gross])).toEqual([
      ['4', '85.0 %']
    ]);
    await choose(detail, 't3');
    expect(detail.querySelector('[data-name="no-detail"]')).not.toBeNull();
  });

  it('sums what is at stake by band, the worst first, and says what is not in the sum', async () => {
    const root = await shownBoard(answer, groups);
    expect(listed(root, 'band')).toEqual(['High', 'Low', 'Unknown']);
    expect(figuresOf(one(root, '[data-band="High"]'))).toEqual({ revenue: 3500, accounts: 3 });
    expect(root.querySelector('[data-band="High"] [data-name="unknown"]')).toBeNull();
    expect(figuresOf(one(root, '[data-band="Low"]'))).toEqual({ revenue: 700, accounts: 4 });
    expect(root.querySelector('[data-band="Low"] [data-name="unknown"]')).not.toBeNull();
    expect(figuresOf(one(root, '[data-band="Unknown"]'))).toEqual({ revenue: null, accounts: 3 });
  });

  it('says how much is measured', async () => {
    const mixed = await shownBoard(answer, groups);
    expect(one(mixed, '[data-name="measured"]').textContent).toBe('c.Evenfield_Stake_Not_Measured');
    document.body.replaceChildren();
    const measured = await shownBoard(answer, [stakeNode('High', true, 1, 1, 500)]);
    expect(one(measured, '[data-name="measured"]').textContent).toBe('c.Evenfield_Stake_Measured');
  });

  it('says so when nothing renews', async () => {
    const root = await shownBoard(answer, []);
    expect(root.querySelector('[data-name="no-stake"]')).not.toBeNull();
    expect(root.querySelector('c-renewal-calendar')).toBeNull();
  });

  it('puts renewals under their month in the order of days, and a chance only where measured', async () => {
    const calendar = calendarOf(await shownBoard(answer, groups));
    expect(listed(calendar, 'month')).toEqual(['2026-07-01', '2026-08-01']);
    expect(listed(calendar, 'account')).toEqual([
      '0015e0000000001AAA',
      '0015e0000000003AAA',
      '0015e0000000002AAA'
    ]);
    const figures = (id: string): Record<string, unknown> =>
      figuresOf(one(calendar, `[data-account="${id}"]`));
    expect(figures('0015e0000000003AAA')).toEqual({ day: '2026-08-01', revenue: 500, chance: 0.6 });
    expect(figures('0015e0000000002AAA')).toEqual({ day: '2026-08-31', revenue: null });
    await choose(calendar, 'High');
    expect(listed(calendar, 'account')).toEqual(['0015e0000000001AAA', '0015e0000000003AAA']);
  });

  it('says when it does not show all, and links each account', async () => {
    const calendar = calendarOf(await shownBoard(answer, groups));
    expect(calendar.querySelector('[data-name="cut"]')).not.toBeNull();
    const link = one(calendar, 'c-record-link') as HTMLElement & { recordId: string };
    expect(link.recordId).toBe('0015e0000000001AAA');
    expect(link.shadowRoot?.querySelector('a')?.textContent).toBe('Abel');
    document.body.replaceChildren();
    const whole = calendarOf(await shownBoard(answer, [stakeNode('High', false, 3, 3, 1)]));
    expect(whole.querySelector('[data-name="cut"]')).toBeNull();
  });
});
