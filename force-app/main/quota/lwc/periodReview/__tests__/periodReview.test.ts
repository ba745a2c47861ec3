import { updateRecord } from 'lightning/uiRecordApi';
import PeriodReview from 'c/periodReview';
import { csvText } from 'c/csvFile';
import type { Panel } from 'stage/panelStage';
import { shown, testStates } from 'stage/panelStage';
import { chosenReview, goalsToReview, reviewPairs } from '../reviewChoice';
import { reviewFigures } from '../reviewFigures';
import { reviewLines } from '../reviewLines';
import type { ReviewNode } from '../reviewQuery';
import { talkingPoints } from '../talkingPoints';
import { reviewAnswer } from 'stage/reviewAnswer';

jest.mock('@salesforce/user/Id', () => ({ __esModule: true, default: '0055e0000000001AAA' }), {
  virtual: true
});

const update = updateRecord as unknown as jest.Mock;
const panel: Panel = {
  tag: 'c-period-review',
  component: PeriodReview,
  object: 'Evenfield_Review__c',
  answer: reviewAnswer
};
const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
};
const cell = (root: ShadowRoot, figure: string, name: string): (number | string | null)[] => {
  const place = root.querySelector(`tr[data-figure="${figure}"] [data-name="${name}"]`);
  const number = place?.querySelector('lightning-formatted-number') as { value: number } | null;
  return number === null ? [place?.textContent?.trim() ?? null] : [number.value];
};
const choose = async (root: ShadowRoot, name: string, value: string): Promise<void> => {
  const select = root.querySelector<HTMLSelectElement>(`select[data-name="${name}"]`);
  if (select === null) throw new Error(`no ${name}`);
  select.value = value;
  select.dispatchEvent(new CustomEvent('change'));
  await settle();
};

describe('periodReview', () => {
  testStates(panel);

  beforeEach(() => update.mockReset());

  it('shows the latest month beside the one before, and says what is not measured', async () => {
    const root = await shown(panel);
    expect(root.querySelector('[data-name="heading"]')?.textContent).toBe(
      'North, 2026-09-01 – 2026-09-30'
    );
    expect(cell(root, 'attained', 'value')).toEqual([800]);
    expect(cell(root, 'attained', 'before')).toEqual([900]);
    expect(cell(root, 'attained', 'change')).toEqual([-100]);
    // 48 hours of 40.
    expect(cell(root, 'load', 'value')).toEqual([1.2]);
    expect(cell(root, 'load', 'before')).toEqual(['c.Evenfield_Review_Not_Measured']);
    expect(cell(root, 'attainment', 'change')).toEqual(['c.Evenfield_Review_Points']);
    expect(
      root.querySelector('tr[data-figure="calls"] [data-name="value"]')?.textContent
    ).toContain('c.Evenfield_Review_Asked');
    const asked = (figure: string): boolean =>
      root
        .querySelector(`tr[data-figure="${figure}"] [data-name="value"]`)
        ?.textContent?.includes('c.Evenfield_Review_Asked') ?? false;
    expect([cell(root, 'newLeads', 'value'), asked('newLeads')]).toEqual([[5], false]);
    expect([cell(root, 'proposals', 'value'), asked('proposals')]).toEqual([[3], true]);
    expect(cell(root, 'emails', 'value')).toEqual(['c.Evenfield_Review_Not_Measured']);
  });

  it('lets another territory, a quarter and an earlier month be chosen', async () => {
    const root = await shown(panel);
    await choose(root, 'kind', 'Quarter');
    expect(cell(root, 'attained', 'value')).toEqual([2500]);
    await choose(root, 'kind', 'Month');
    await choose(root, 'period', '2026-08-01');
    expect(cell(root, 'attained', 'value')).toEqual([900]);
    expect(cell(root, 'attained', 'before')).toEqual(['c.Evenfield_Review_Not_Measured']);
    await choose(root, 'territory', 't2');
    expect(cell(root, 'attained', 'value')).toEqual([10]);
    expect(root.querySelector('tr[data-figure="winRate"]')).toBeNull();
  });

  it('writes the notes on the results, and how she sold opens when she says so', async () => {
    update.mockResolvedValue({});
    const root = await shown(panel);
    const notes = root.querySelector('[data-name="notes-text"]') as HTMLTextAreaElement;
    expect(notes.value).toBe('Said before');
    notes.value = 'Go north';
    notes.dispatchEvent(new CustomEvent('change'));
    root.querySelector<HTMLElement>('[data-do="save-notes"]')?.click();
    await settle();
    root.querySelector<HTMLElement>('[data-do="open-selling"]')?.click();
    await settle();
    expect(update.mock.calls.map(([one]) => one as unknown)).toEqual([
      { fields: { Id: 'r1', Notes__c: 'Go north' } },
      { fields: { Id: 'r2', Opened__c: true } }
    ]);
  });

  it('says why the org refused what was written', async () => {
    update.mockRejectedValue({ body: { message: 'Not now' } });
    const root = await shown(panel);
    root.querySelector<HTMLElement>('[data-do="save-notes"]')?.click();
    await settle();
    expect(root.querySelector('[data-name="fault"]')?.textContent).toBe(
      'c.Evenfield_Review_Failed'
    );
  });
});

const nodes = reviewAnswer.Evenfield_Review__c.edges.map(
  (edge) => (edge as { node: unknown }).node
) as ReviewNode[];
const pairs = reviewPairs(nodes);
const { now, before } = chosenReview(pairs, { territoryId: 't1', kind: 'Month', start: '' });
if (now === null) throw new Error('no review');
const figures = reviewFigures(now, before);
const goals = goalsToReview(pairs, now);

describe('what is talked about', () => {
  it('comes of the figures alone, and claims no difference that is not proven', () => {
    expect(talkingPoints(figures, goals, now, before)).toEqual([
      'c.Evenfield_Review_Talk_Attainment_Less',
      'c.Evenfield_Review_Talk_Pace',
      'c.Evenfield_Review_Talk_Load',
      'c.Evenfield_Review_Talk_Health_Down',
      'c.Evenfield_Review_Talk_Retention',
      'c.Evenfield_Review_Talk_Alerts',
      // 24 to 76 % and 7 to 59 % lie over one another.
      'c.Evenfield_Review_Talk_Win_Rate',
      'c.Evenfield_Review_Talk_Missed'
    ]);
  });

  it('is nothing where nothing is measured', () => {
    const [bare] = reviewPairs(nodes.filter(({ Id }) => Id === 'r6'));
    if (bare === undefined) throw new Error('no review');
    expect(talkingPoints(reviewFigures(bare, null), [], bare, null)).toEqual([]);
  });
});

describe('the saved list', () => {
  const lines = csvText(reviewLines(now, figures, goals)).split('\r\n');

  it('holds each figure with its unit, shares in percent, and leaves empty what is not measured', () => {
    const line = (label: string): string | undefined =>
      lines.find((one) => one.includes(`,${label},`));
    expect(line('c.Evenfield_Review_Attainment')).toBe(
      'North,2026-09-01 – 2026-09-30,c.Evenfield_Review_Attainment,c.Evenfield_Review_Unit_Percent,80,90,'
    );
    expect(line('c.Evenfield_Review_Win_Rate')).toBe(
      'North,2026-09-01 – 2026-09-30,c.Evenfield_Review_Win_Rate,c.Evenfield_Review_Unit_Percent,50,25,c.Evenfield_Review_Interval'
    );
    expect(line('c.Evenfield_Review_Emails')).toBe(
      'North,2026-09-01 – 2026-09-30,c.Evenfield_Review_Emails,c.Evenfield_Review_Unit_Count,,,'
    );
  });

  it('makes cells that begin a formula harmless', () => {
    expect(lines.find((one) => one.includes('HYPERLINK'))).toBe(
      `North,2026-09-01 – 2026-09-30,"'=HYPERLINK(""x"")",Attained,At Least,1000,250,2026-10-31,Ana Ruiz,Open,`
    );
  });
});
