import RetentionModel from 'c/retentionModel';
import type { Panel } from 'stage/panelStage';
import { shown, testStates } from 'stage/panelStage';
import answer from './data/answer.json';

const panel: Panel = {
  tag: 'c-retention-model',
  component: RetentionModel,
  object: 'Evenfield_Model_Version__c',
  answer
};
const text = (root: ParentNode, selector: string): string =>
  root.querySelector(selector)?.textContent ?? '';
const cells = (root: ParentNode, finding: string): string[][] =>
  [...root.querySelectorAll(`[data-finding="${finding}"] tbody tr`)].map((row) =>
    [...row.querySelectorAll('td')].map((cell) => cell.textContent ?? '')
  );
const only = (place: number, more: object): unknown => ({
  Evenfield_Model_Version__c: {
    edges: [{ node: { ...answer.Evenfield_Model_Version__c.edges[place]?.node, ...more } }]
  }
});

describe('retentionModel', () => {
  testStates(panel);

  it('tells the version in use, and that a later fit was worse', async () => {
    const root = await shown(panel);
    expect(text(root, '[data-name="kind"]')).toBe('c.Evenfield_Model_Ridge');
    expect(text(root, '[data-name="says"]')).toContain('Dated history');
    expect(text(root, '[data-name="worse"]')).toContain('c.Evenfield_Model_Not_In_Use');
    expect(
      Object.fromEntries(
        [...root.querySelectorAll('c-figure')].map((figure) => {
          const { name, value } = figure as unknown as { name: string; value: unknown };
          return [name, value];
        })
      )
    ).toMatchObject({
      fitted: '2026-05-09',
      rows: 2366,
      churners: 41,
      roc: '0.911',
      precision: '0.620',
      brier: '0.051',
      skill: '0.410',
      calibration: '0.012',
      slope: '0.980',
      lift: '4.200',
      lead: 47
    });
    expect(cells(root, 'versions').map((row) => [row[0], row[2]])).toEqual([
      ['2026-05-16', 'c.Evenfield_Model_No'],
      ['2026-05-09', 'c.Evenfield_Model_Yes']
    ]);
  });

  it('shows what was told beside what happened, and plays with their interval and the warning', async () => {
    const root = await shown(panel);
    expect(cells(root, 'curve')).toEqual([
      ['1', '100', '1.2 %', '1.0 %'],
      ['2', '100', '45.0 %', '50.0 %']
    ]);
    expect(cells(root, 'plays')).toEqual([
      ['talk about the renewal', '50', '40', '80.0 %', '67.0 % – 88.8 %'],
      // Under ten ends there is no share.
      ['settle the open cases', '3', '3', 'c.Evenfield_Not_Known', '43.9 % – 100.0 %']
    ]);
    expect(text(root, '[data-finding="plays"]')).toContain('c.Evenfield_Model_Plays_Help');
    expect(cells(root, 'cohorts')).toEqual([['2023', '1', '40', '90.0 %', '85.0 %', '110.0 %']]);
    expect(cells(root, 'white-space')).toEqual([['Pump', 'Filter', '80', '80.0 %', '45.0 %']]);
    expect(text(root, '[data-finding="profile"] [data-name="nothing"]')).toBe(
      'c.Evenfield_Model_Nothing'
    );
  });

  it('shows no figure where the scorecard stands, and nothing of a list that cannot be read', async () => {
    const none = { value: null };
    const root = await shown(
      panel,
      only(2, {
        Kind__c: { value: 'Scorecard' },
        ROC_Area__c: none,
        Curve__c: { value: '{broken' },
        Plays__c: none
      })
    );
    expect(text(root, '[data-name="kind"]')).toBe('c.Evenfield_Model_Scorecard');
    expect(root.querySelector('[data-name="worse"]')).toBeNull();
    const roc = [...root.querySelectorAll('c-figure')].find(
      (figure) => (figure as unknown as { name: string }).name === 'roc'
    ) as unknown as { value: unknown };
    expect(roc.value).toBeNull();
    expect(cells(root, 'curve')).toEqual([]);
  });

  it('shows the second model apart, with measures of its own', async () => {
    const root = await shown(panel);
    expect(text(root, '[data-name="contraction-kind"]')).toBe('c.Evenfield_Model_Ridge');
    expect(text(root, '[data-name="contraction-says"]')).toContain('who stays');
    const roc = [...root.querySelectorAll('c-figure')].find(
      (figure) => (figure as unknown as { name: string }).name === 'contraction-roc'
    ) as unknown as { value: unknown };
    expect(roc.value).toBe('0.777');
  });

  it('says why the second model is not in use, and nothing of it where there is none', async () => {
    const why = { value: 'Not in use: on later time it says no more than the mean of all does.' };
    const root = await shown(panel, only(0, { In_Use__c: { value: false }, Message__c: why }));
    expect(text(root, '[data-name="contraction-kind"]')).toBe('c.Evenfield_Model_Contraction_None');
    expect(text(root, '[data-name="contraction-says"]')).toBe(why.value);
    expect(root.querySelector('[data-name="contraction"] c-figure')).toBeNull();
    const without = await shown(panel, only(2, {}));
    expect(without.querySelector('[data-name="contraction"]')).toBeNull();
  });

  it('says when no version is in use', async () => {
    const root = await shown(panel, only(1, {}));
    expect(text(root, '[data-name="kind"]')).toBe('c.Evenfield_Model_None_In_Use');
    expect(text(root, '[data-name="worse"]')).not.toBe('');
  });
});
