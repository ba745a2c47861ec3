import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Alert, AlertRule } from '../../../src/domain/alerts/alert.ts';
import { evaluateAlerts } from '../../../src/domain/alerts/evaluate.ts';
import { alertToDo, alertWhat, alertsToSend, asSent } from '../../../src/domain/alerts/notify.ts';
import { dayText } from '../../../src/domain/core/days.ts';

const rule: AlertRule = {
  metric: 'Pace',
  bad: 'Low',
  watch: { open: 0.8, close: 0.85 },
  act: { open: 0.6, close: 0.65 }
};

/** Night after night; what a night writes is all that the next one knows. */
function nights(
  values: readonly (number | null)[],
  rules: readonly AlertRule[] = [rule],
  restart: (night: number) => boolean = () => false
): { rows: ReadonlyMap<string, Alert>; told: string[] } {
  const rows = new Map<string, Alert>();
  const told: string[] = [];
  values.forEach((value, night) => {
    const today = dayText(20_000 + night);
    const held = () =>
      [...rows.values()].filter(({ closed }) => closed === null || closed === today);
    const run = () =>
      evaluateAlerts(rules, [{ subject: 'W', metric: 'Pace', value }], held(), today);
    // Killed after some rows were written and before anything was sent, the night runs again.
    if (restart(night)) for (const alert of run().changed) rows.set(alert.key, alert);
    const { changed, standing } = run();
    for (const alert of changed) rows.set(alert.key, alert);
    for (const alert of alertsToSend(standing, today)) {
      told.push(`${alert.opened} ${alert.severity}`);
      rows.set(alert.key, asSent(alert));
    }
  });
  return { rows, told };
}

describe('an alert', () => {
  it('opens, rises, falls and closes by its marks, and tells what got worse alone', () => {
    const { rows, told } = nights([0.9, 0.79, 0.82, 0.59, 0.63, 0.66, 0.84, 0.85, 0.9]);
    const [alert] = rows.values();
    expect(rows.size).toBe(1);
    expect(alert).toMatchObject({
      opened: dayText(20_001),
      closed: dayText(20_007),
      severity: 'Watch'
    });
    expect(told).toEqual([`${dayText(20_001)} Watch`, `${dayText(20_001)} Act`]);
  });

  it('stays as it is on nights without a measure', () => {
    const [alert] = nights([0.5, null, null]).rows.values();
    expect(alert).toMatchObject({ closed: null, severity: 'Act' });
    expect(nights([null, null]).rows.size).toBe(0);
  });

  it('that was acknowledged is not told again until it gets worse', () => {
    const { standing } = evaluateAlerts(
      [rule],
      [{ subject: 'W', metric: 'Pace', value: 0.7 }],
      [],
      '2026-01-05'
    );
    const known = standing.map((alert) => ({ ...alert, acknowledged: true }));
    expect(alertsToSend(known, '2026-01-06')).toEqual([]);
    const worse = evaluateAlerts(
      [rule],
      [{ subject: 'W', metric: 'Pace', value: 0.5 }],
      known,
      '2026-01-06'
    );
    expect(alertsToSend(worse.standing, '2026-01-06')).toMatchObject([{ severity: 'Act' }]);
  });

  it('that is snoozed stands, and is told on the day after', () => {
    const { standing } = evaluateAlerts(
      [rule],
      [{ subject: 'W', metric: 'Pace', value: 0.7 }],
      [],
      '2026-01-05'
    );
    const quiet = standing.map((alert) => ({ ...alert, snoozedUntil: '2026-01-07' }));
    expect(alertsToSend(quiet, '2026-01-07')).toEqual([]);
    expect(alertsToSend(quiet, '2026-01-08')).toHaveLength(1);
  });

  it('says what changed with its figures, and what to do', () => {
    const { standing } = evaluateAlerts(
      [rule],
      [{ subject: 'W', metric: 'Pace', value: 0.713 }],
      [],
      '2026-01-05'
    );
    expect(standing.map((alert) => [alertWhat(alert, 'West'), alertToDo(alert)])).toEqual([
      [
        'West is behind its pace: 71.3 % of what is due, the mark is 80 %.',
        'Look at the open deals that close in the period.'
      ]
    ]);
  });

  it('for high values is the mirror image', () => {
    const high: AlertRule = {
      metric: 'Pace',
      bad: 'High',
      watch: { open: 1.1, close: 1 },
      act: null
    };
    const { rows } = nights([1, 1.11, 1.05, 0.99, 1.2], [high]);
    expect([...rows.values()].map(({ closed }) => closed)).toEqual([dayText(20_003), null]);
  });
});

const watchOnly: AlertRule = { ...rule, act: null };
const series = fc.array(
  fc.oneof(fc.double({ min: 0.7, max: 0.95, noNaN: true }), fc.constant(null)),
  { maxLength: 60 }
);

describe('any noisy series', () => {
  it('opens once for each crossing from beyond the way back to beyond the mark', () => {
    fc.assert(
      fc.property(series, (values) => {
        let crossings = 0;
        let isBack = true;
        for (const value of values) {
          if (value === null) continue;
          if (isBack && value < 0.8) {
            crossings += 1;
            isBack = false;
          } else if (value >= 0.85) isBack = true;
        }
        const { rows, told } = nights(values, [watchOnly]);
        expect(rows.size).toBe(crossings);
        expect(told).toHaveLength(crossings);
        expect([...rows.values()].filter(({ closed }) => closed === null)).toHaveLength(
          isBack ? 0 : 1
        );
      }),
      { numRuns: 300 }
    );
  });

  it('that trembles by less than the way back never opens twice', () => {
    const trembling = fc.array(fc.double({ min: 0.776, max: 0.824, noNaN: true }), {
      maxLength: 60
    });
    fc.assert(
      fc.property(trembling, (values) => {
        expect(nights(values, [watchOnly]).rows.size).toBeLessThanOrEqual(1);
      }),
      { numRuns: 200 }
    );
  });

  it('loses and doubles nothing over restarts between writing and sending', () => {
    fc.assert(
      fc.property(series, fc.infiniteStream(fc.boolean()), (values, kills) => {
        const killed = values.map(() => kills.next().value === true);
        const steady = nights(values);
        const restarted = nights(values, [rule], (night) => killed[night] === true);
        expect([...restarted.rows.values()]).toEqual([...steady.rows.values()]);
        expect(restarted.told).toEqual(steady.told);
      }),
      { numRuns: 200 }
    );
  });
});
