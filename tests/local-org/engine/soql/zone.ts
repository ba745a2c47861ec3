const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    calendar: 'iso8601',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric'
  });
  formatters.set(zone, made);
  return made;
}

/** What a wall clock in the zone shows at an instant, as the milliseconds at which UTC shows the same. */
export function wallClock(instant: number, zone: string): number {
  const parts = new Map<string, number>();
  for (const part of formatterOf(zone).formatToParts(instant))
    parts.set(part.type, Number(part.value));
  const of = (name: string): number => parts.get(name) ?? 0;
  return Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'));
}

/** The date in the zone at an instant, 'YYYY-MM-DD'. */
export function localDate(instant: number, zone: string): string {
  return new Date(wallClock(instant, zone)).toISOString().slice(0, 10);
}

/**
 * First instant (milliseconds since 1970) of a local day. Where the clock jumps over midnight,
 * it is the instant after the jump; where midnight comes twice, the first.
 */
export function startOfDay(date: string, zone: string): number {
  const midnight = Date.parse(`${date}T00:00:00Z`);
  const day = 86_400_000;
  const candidates = [midnight - day, midnight, midnight + day].map(
    (near) => midnight - (wallClock(near, zone) - Math.floor(near / 1000) * 1000)
  );
  const exact = candidates.filter((instant) => wallClock(instant, zone) === midnight);
  if (exact.length > 0) return Math.min(...exact);
  let low = Math.min(...candidates) - 3_600_000 * 3;
  let high = Math.max(...candidates) + 3_600_000 * 3;
  while (high - low > 1000) {
    const middle = Math.floor((low + high) / 2000) * 1000;
    if (wallClock(middle, zone) < midnight) low = middle;
    else high = middle;
  }
  return high;
}

/** Text of an instant as the store keeps it. */
export function storedInstant(instant: number): string {
  return new Date(instant).toISOString();
}
