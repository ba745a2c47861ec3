/** A day as YYYY-MM-DD, by the person's own calendar, so many days from a moment. */
export function localDay(moment: Date, days = 0): string {
  const day = new Date(moment.getFullYear(), moment.getMonth(), moment.getDate() + days);
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}
