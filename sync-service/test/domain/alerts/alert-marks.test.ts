import { describe, expect, it } from '@jest/globals';
import { parseAlertMarks } from '../../../src/domain/alerts/alert-marks.ts';

const ruleFor = (text: string | null, metric: string): unknown =>
  parseAlertMarks(text, 'p').rules.find((rule) => rule.metric === metric);
const codes = (text: string): string[] =>
  parseAlertMarks(text, 'p').problems.map(({ message }) => message);

describe('the policy’s alert marks', () => {
  it('are the defaults where nothing is written', () => {
    expect(parseAlertMarks(null, 'p').problems).toEqual([]);
    expect(ruleFor(null, 'Pace')).toEqual({
      metric: 'Pace',
      bad: 'Low',
      watch: { open: 0.8, close: 0.85 },
      act: { open: 0.6, close: 0.65 }
    });
    expect(ruleFor(null, 'Pace (New)')).toBeUndefined();
  });

  it('replace a default, add a metric of one kind of revenue, and turn one off', () => {
    const text = 'Pace low 0.9/0.95 -\n\nPace (New) low - 0.5/0.6\nWorkload off';
    expect(codes(text)).toEqual([]);
    expect(ruleFor(text, 'Pace')).toMatchObject({ watch: { open: 0.9, close: 0.95 }, act: null });
    expect(ruleFor(text, 'Pace (New)')).toMatchObject({
      watch: null,
      act: { open: 0.5, close: 0.6 }
    });
    expect(ruleFor(text, 'Workload')).toBeUndefined();
  });

  it.each([
    ['Mood low 1/2 -', 'names no metric'],
    ['Pace low 0.8 0.6', 'is no pair of marks'],
    ['Pace sideways 1/2', 'names no metric'],
    ['Pace low 0.8/0.7 -', 'closes on the wrong side'],
    ['Workload high 1/1.1 -', 'closes on the wrong side'],
    ['Pace low 0.6/0.65 0.8/0.85', 'closes on the wrong side'],
    ['Pace low - -', 'closes on the wrong side'],
    ['Pace low 0.8/0.85 -\nPace off', 'names a metric a second time']
  ])('say what is wrong with %j and keep the default', (text, words) => {
    expect(codes(text)).toEqual([expect.stringContaining(words)]);
    expect(ruleFor(text, 'Pace')).toMatchObject({ bad: 'Low', watch: { open: 0.8, close: 0.85 } });
  });
});
