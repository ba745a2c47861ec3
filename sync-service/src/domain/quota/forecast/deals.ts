type Numbers = Float64Array | Float32Array;

/** Deals in columns, as a forecast sees them. Days are whole days since 1970. No object a row. */
export interface DealColumns {
  readonly count: number;
  /** Index of what is forecast: a territory and tier, a person. */
  readonly unit: Int32Array;
  /** As it was known while the deal was open, in the stated currency; NaN where it was not. */
  readonly amount: Float64Array;
  /** What a won deal brought, in the stated currency; 0 for others. */
  readonly value: Float64Array;
  readonly created: Float64Array;
  /** Day of the close; NaN while open. */
  readonly closed: Float64Array;
  readonly won: Uint8Array;
  /** Level of the lead source. */
  readonly source: Int32Array;
  /** Where each deal's spells begin in the columns below; one more entry than deals. */
  readonly spellsFrom: Int32Array;
  /** Day in whose morning the spell begins; the first of a deal holds from its creation on. */
  readonly spellDay: Numbers;
  readonly spellStage: Int32Array;
  /** Planned close during the spell; NaN for none. */
  readonly spellPlanned: Numbers;
  /** Amount during the spell, NaN for none; left out: `amount` throughout. */
  readonly spellAmount?: Numbers;
  /** 1 where the planned close had been put off by then; left out: never. */
  readonly spellPushed?: Uint8Array;
}

/** How many levels each factor has. */
export interface DealLevels {
  readonly stages: number;
  readonly sources: number;
  readonly units: number;
}

/** What bends the chance of a deal on a day, in the order of the cells. */
export const factors = ['stage', 'age', 'calendar', 'due', 'source', 'band'] as const;
export type Factor = (typeof factors)[number];

/** Days of age at which a new age level begins. */
export const ageStarts: readonly number[] = [
  0, 7, 14, 21, 30, 45, 60, 75, 90, 105, 120, 150, 180, 270, 365
];
export const calendarLevels = 3;
/** No plan, planned and past, within 30 days, within 90, later; the same four once it was put off. */
export const dueLevels = 9;
/** Level from which on a plan was put off. */
export const firstPushed = 5;
export const bandLevels = 5;

export function ageLevel(age: number): number {
  let level = ageStarts.length - 1;
  while (level > 0 && age < (ageStarts[level] ?? 0)) level -= 1;
  return level;
}

/** Level of a planned close seen on a day. @param pushed 1 where it was put off before, else 0 */
export function dueLevel(planned: number, day: number, pushed = 0): number {
  if (Number.isNaN(planned)) return 0;
  const ahead = planned - day;
  return (ahead < 0 ? 1 : ahead <= 30 ? 2 : ahead <= 90 ? 3 : 4) + pushed * (firstPushed - 1);
}

/** The first day after `day` on which the due level may be another. */
export function nextDueChange(planned: number, day: number): number {
  if (Number.isNaN(planned)) return Infinity;
  const ahead = planned - day;
  return ahead < 0
    ? Infinity
    : ahead <= 30
      ? planned + 1
      : ahead <= 90
        ? planned - 30
        : planned - 90;
}

/** Upper ends of the first amount bands, so that closed deals lie in each alike; level 0 is for no amount. */
export function amountEnds(deals: DealColumns, before: number): number[] {
  const known: number[] = [];
  for (let at = 0; at < deals.count; at += 1) {
    const amount = deals.amount[at] ?? NaN;
    if ((deals.closed[at] ?? NaN) < before && amount > 0) known.push(amount);
  }
  const sorted = Float64Array.from(known).sort();
  const parts = bandLevels - 1;
  return Array.from(
    { length: parts - 1 },
    (_, at) => sorted[Math.floor(((at + 1) * sorted.length) / parts)] ?? Infinity
  );
}

export function bandLevel(amount: number, ends: readonly number[]): number {
  if (!(amount > 0)) return 0;
  let level = 1;
  while (level <= ends.length && amount >= (ends[level - 1] ?? Infinity)) level += 1;
  return level;
}

/** Amount of a deal as it was known during one of its spells; NaN for none. */
export function amountIn(deals: DealColumns, at: number, spell: number): number {
  return deals.spellAmount?.[spell] ?? deals.amount[at] ?? NaN;
}

/** Spell of a deal that holds in the morning of a day: an index into the spells' columns. */
export function spellOn(deals: DealColumns, at: number, day: number): number {
  const first = deals.spellsFrom[at] ?? 0;
  let spell = (deals.spellsFrom[at + 1] ?? first + 1) - 1;
  while (spell > first && (deals.spellDay[spell] ?? 0) > day) spell -= 1;
  return spell;
}
