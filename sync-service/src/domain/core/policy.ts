/** Every number that people may change, and the only place that knows its default. The domain helper completes it. */
export interface Policy {
  readonly timeZone: string;
}
