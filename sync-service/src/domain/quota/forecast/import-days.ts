const days = 360;
const leastDeals = 100;
const leastShare = 0.1;

/**
 * Days on which deals were loaded, not begun: an org that moved in from elsewhere has thousands of
 * deals created on the day of the move. A day with a tenth of a year's deals, and a hundred at
 * least, is one. When such deals really began is not known.
 * @param created day of each deal's creation
 * @param before the first day that does not count
 */
export function importDays(created: ArrayLike<number>, before: number): ReadonlySet<number> {
  const byDay = new Map<number, number>();
  let all = 0;
  for (let at = 0; at < created.length; at += 1) {
    const day = created[at] ?? NaN;
    if (!(day < before) || day < before - days) continue;
    byDay.set(day, (byDay.get(day) ?? 0) + 1);
    all += 1;
  }
  return new Set(
    [...byDay].flatMap(([day, count]) =>
      count >= leastDeals && count >= leastShare * all ? [day] : []
    )
  );
}
