import { describe, expect, it } from '@jest/globals';
import { snapshotsToThin } from '../../../src/domain/territory/thin-snapshots.ts';

const row = (territoryId: string, date: string) => ({
  id: `${territoryId} ${date}`,
  territoryId,
  date
});

describe('snapshots', () => {
  it('stay daily from the day on and at month ends before it', () => {
    const days = [
      '2026-06-29',
      '2026-06-30',
      '2026-07-30',
      '2026-08-26',
      '2026-08-27',
      '2026-08-28'
    ];
    expect(
      snapshotsToThin(
        days.map((date) => row('west', date)),
        '2026-08-27'
      )
    ).toEqual(['west 2026-06-29', 'west 2026-08-26']);
  });

  it('keep a month’s last row of each territory, whatever its day', () => {
    const rows = [row('west', '2026-03-02'), row('west', '2026-03-09'), row('east', '2026-03-02')];
    expect(snapshotsToThin(rows, '2026-08-27')).toEqual(['west 2026-03-02']);
  });
});
