import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { HeldAlert } from '../../../src/domain/alerts/alert-readers.ts';
import { alertReaders, alertShares } from '../../../src/domain/alerts/alert-readers.ts';
import { notificationsOf } from '../../../src/domain/alerts/notify.ts';
import { owner, territory, user } from '../org-builder.ts';

/** World (record: boss) > north (member: north) > n1 (member: rep, cover: cover), n2 (vacant). */
const territories = [
  territory('world', { ownerId: 'boss' }),
  territory('north', { parentId: 'world', ownerId: 'boss' }),
  territory('n1', { parentId: 'north', ownerId: 'boss' }),
  territory('n2', { parentId: 'north', ownerId: 'gone' })
];
const members = [
  owner('north', null, { userId: 'north' }),
  owner('n1', null, { userId: 'rep' }),
  owner('n1', null, { id: 'cover', userId: 'cover', role: 'Cover', end: '2026-05-16' }),
  owner('n1', null, { id: 'support', userId: 'support', role: 'Support' }),
  owner('n2', null, { userId: 'gone' })
];
const users = new Map(
  ['boss', 'north', 'rep', 'cover', 'support']
    .map((id) => user(id))
    .concat(user('gone', false))
    .map((one) => [one.id, one])
);
const readers = alertReaders(territories, members, users, '2026-05-16');

const alert = (more: Partial<HeldAlert> = {}): HeldAlert => ({
  id: 'a1',
  key: 'a1',
  subject: 'n1',
  metric: 'Pace',
  severity: 'Act',
  value: 0.5,
  threshold: 0.6,
  opened: '2026-05-16',
  closed: null,
  sent: null,
  snoozedUntil: null,
  acknowledged: false,
  ...more
});

describe('who reads an alert', () => {
  it('is who answers for the territory, and only then who answers above', () => {
    expect(readers.firstOf('n1')).toEqual(['cover', 'rep']);
    expect(readers.aboveOf('n1')).toEqual(['boss', 'north']);
  });

  it('is the next above where nobody answers for it, and nobody who left', () => {
    expect(readers.firstOf('n2')).toEqual(['north']);
    expect(readers.aboveOf('n2')).toEqual(['boss']);
    expect(readers.firstOf('world')).toEqual(['boss']);
    expect(readers.firstOf('deleted')).toEqual([]);
  });

  it('ends with a cover’s last day', () => {
    const later = alertReaders(territories, members, users, '2026-05-17');
    expect(later.firstOf('n1')).toEqual(['rep']);
  });

  it('grows by those above on the day after it opened', () => {
    const seenBy = (today: string): string[] =>
      alertShares([alert()], readers, today).map(({ userId }) => userId);
    expect(seenBy('2026-05-16')).toEqual(['cover', 'rep']);
    expect(seenBy('2026-05-17')).toEqual(['cover', 'rep', 'boss', 'north']);
  });
});

describe('the notifications of a night', () => {
  const some = fc.array(
    fc.record({
      subject: fc.constantFrom('n1', 'n2', 'north'),
      severity: fc.constantFrom('Watch' as const, 'Act' as const)
    }),
    { maxLength: 40 }
  );
  const long = 'x'.repeat(255);

  it('tell each alert to each first reader once, in four at most, within the platform’s bounds', () => {
    fc.assert(
      fc.property(some, (given) => {
        const alerts = given.map((own, place) =>
          alert({ ...own, id: `a${String(place)}`, key: `a${String(place)}` })
        );
        const texts = new Map(alerts.map(({ key }) => [key, { what: long, todo: long }]));
        const sent = notificationsOf(alerts, readers, texts);
        const told = sent.flatMap(({ userId, alerts: own }) =>
          own.map(({ key }) => `${userId} ${key}`)
        );
        const due = alerts.flatMap(({ key, subject }) =>
          readers.firstOf(subject).map((userId) => `${userId} ${key}`)
        );
        expect(told.sort()).toEqual(due.sort());
        for (const count of Map.groupBy(sent, ({ userId }) => userId).values())
          expect(count.length).toBeLessThanOrEqual(4);
        for (const { title, body } of sent) {
          expect(title.length).toBeLessThanOrEqual(250);
          expect(body.length).toBeLessThanOrEqual(750);
        }
      }),
      { numRuns: 200 }
    );
  });
});
