/** Rows of the org's history of stages in columns, in any order. No object a row. */
export interface StageRows {
  readonly count: number;
  /** Index of the deal; -1 for one that is not among them. */
  readonly deal: Int32Array;
  /** Whole seconds since 1970, UTC. */
  readonly at: Uint32Array;
  /** Index into `stages`. */
  readonly stage: Uint16Array;
  /** Planned close, whole days since 1970; NaN for none. */
  readonly planned: Float32Array;
  /** In the corporate currency; NaN where it is blank or has no rate. */
  readonly amount: Float32Array;
  /** Names of stages. */
  readonly stages: readonly string[];
  /** Those in which a deal is closed. */
  readonly closed: ReadonlySet<string>;
}

/** Kinds of open stages that are told apart; rarer ones count together. */
const mostStages = 12;

/** What each deal was, spell by spell, as `DealColumns` holds it. */
export interface Spells {
  readonly stages: number;
  /** Names by number of the stage; empty for the one that is not known, and for the rare ones together. */
  readonly names: readonly string[];
  readonly spellsFrom: Int32Array;
  readonly spellDay: Float32Array;
  readonly spellStage: Int32Array;
  readonly spellPlanned: Float32Array;
  readonly spellAmount: Float32Array;
  readonly spellPushed: Uint8Array;
}

/** What spells ask of the deals. */
export interface HistoricDeals {
  readonly count: number;
  /** Day of the creation. */
  readonly created: ArrayLike<number>;
  readonly amount: ArrayLike<number>;
}

/**
 * Spells of each deal from the rows that the org kept. What changes on a day holds from the next
 * morning on, so that a win is counted for the stage that the deal was in that morning, which is what
 * a forecast knows, and not for the one it passed through on its last day. Rows in a closed stage are
 * left out: a deal is at risk to its close. Stage 0 is that of a deal without rows.
 */
export function spellsOf(deals: HistoricDeals, rows: StageRows): Spells {
  const isOpen = rows.stages.map((name) => !rows.closed.has(name));
  const from = new Int32Array(deals.count + 1);
  const byStage = new Float64Array(rows.stages.length);
  const used = (row: number): boolean =>
    (rows.deal[row] ?? -1) >= 0 && isOpen[rows.stage[row] ?? 0] === true;
  for (let row = 0; row < rows.count; row += 1) {
    if (!used(row)) continue;
    const deal = rows.deal[row] ?? 0;
    from[deal + 1] = (from[deal + 1] ?? 0) + 1;
    const stage = rows.stage[row] ?? 0;
    byStage[stage] = (byStage[stage] ?? 0) + 1;
  }
  for (let deal = 0; deal < deals.count; deal += 1)
    from[deal + 1] = (from[deal + 1] ?? 0) + (from[deal] ?? 0);
  const { code, stages, names } = stageCodes(rows.stages, byStage);
  const order = placed(rows, used, from);
  const room = deals.count + order.length;
  const spellsFrom = new Int32Array(deals.count + 1);
  const spellDay = new Float32Array(room);
  const spellStage = new Int32Array(room);
  const spellPlanned = new Float32Array(room);
  const spellAmount = new Float32Array(room);
  const spellPushed = new Uint8Array(room);
  let count = 0;
  for (let deal = 0; deal < deals.count; deal += 1) {
    const first = from[deal] ?? 0;
    const end = from[deal + 1] ?? first;
    const own = order.subarray(first, end);
    inTime(rows, own);
    const start = count;
    spellsFrom[deal] = start;
    const created = deals.created[deal] ?? NaN;
    if (own.length === 0) {
      spellDay[count] = created;
      spellPlanned[count] = NaN;
      spellAmount[count] = deals.amount[deal] ?? NaN;
      count += 1;
      continue;
    }
    for (const row of own) {
      // Nothing is known of the time before the first row: what it says holds from the creation on.
      const isFirst = count === start;
      const day = isFirst
        ? created
        : Math.max(Math.floor((rows.at[row] ?? 0) / 86_400), created) + 1;
      const before = count - 1;
      if (!isFirst && isSame(rows, row, code, { spellStage, spellPlanned, spellAmount }, before))
        continue;
      // Of a day's changes the last one counts.
      const replaces = before > start && spellDay[before] === day;
      const at = replaces ? before : count;
      const earlier = at - 1;
      const planned = rows.planned[row] ?? NaN;
      spellDay[at] = day;
      spellStage[at] = code[rows.stage[row] ?? 0] ?? 0;
      spellPlanned[at] = planned;
      spellAmount[at] = rows.amount[row] ?? NaN;
      spellPushed[at] =
        !isFirst && ((spellPushed[earlier] ?? 0) === 1 || planned > (spellPlanned[earlier] ?? NaN))
          ? 1
          : 0;
      count = at + 1;
    }
  }
  spellsFrom[deals.count] = count;
  return {
    stages,
    names,
    spellsFrom,
    spellDay: spellDay.subarray(0, count),
    spellStage: spellStage.subarray(0, count),
    spellPlanned: spellPlanned.subarray(0, count),
    spellAmount: spellAmount.subarray(0, count),
    spellPushed: spellPushed.subarray(0, count)
  };
}

/** Codes from 1 on for the stages that most rows are in, the same whatever the rows' order. */
function stageCodes(
  names: readonly string[],
  rows: Float64Array
): { code: Int32Array; stages: number; names: string[] } {
  const often = names
    .map((name, stage) => ({ name, stage, rows: rows[stage] ?? 0 }))
    .filter((own) => own.rows > 0)
    .sort((a, b) => b.rows - a.rows || (a.name < b.name ? -1 : 1));
  const code = new Int32Array(names.length);
  often.forEach(({ stage }, at) => (code[stage] = Math.min(at, mostStages) + 1));
  const stages = 1 + Math.min(often.length, mostStages + 1);
  return {
    code,
    stages,
    names: Array.from({ length: stages }, (_, own) =>
      own === 0 || own > mostStages ? '' : (often[own - 1]?.name ?? '')
    )
  };
}

/** Indexes of the used rows, deal by deal. */
function placed(rows: StageRows, used: (row: number) => boolean, from: Int32Array): Int32Array {
  const next = from.slice();
  const order = new Int32Array(from.at(-1) ?? 0);
  for (let row = 0; row < rows.count; row += 1) {
    if (!used(row)) continue;
    const deal = rows.deal[row] ?? 0;
    const at = next[deal] ?? 0;
    order[at] = row;
    next[deal] = at + 1;
  }
  return order;
}

/** Of the same second the later plan comes last, then by name and amount: an org gives rows in any order. */
function inTime(rows: StageRows, own: Int32Array): void {
  if (own.length < 2) return;
  const name = (row: number): string => rows.stages[rows.stage[row] ?? 0] ?? '';
  own.sort(
    (a, b) =>
      (rows.at[a] ?? 0) - (rows.at[b] ?? 0) ||
      ((rows.planned[a] ?? 0) || 0) - ((rows.planned[b] ?? 0) || 0) ||
      (name(a) < name(b) ? -1 : name(a) > name(b) ? 1 : 0) ||
      ((rows.amount[a] ?? 0) || 0) - ((rows.amount[b] ?? 0) || 0)
  );
}

function isSame(
  rows: StageRows,
  row: number,
  code: Int32Array,
  spells: Pick<Spells, 'spellStage' | 'spellPlanned' | 'spellAmount'>,
  at: number
): boolean {
  return (
    spells.spellStage[at] === (code[rows.stage[row] ?? 0] ?? 0) &&
    Object.is(spells.spellPlanned[at], rows.planned[row] ?? NaN) &&
    Object.is(spells.spellAmount[at], rows.amount[row] ?? NaN)
  );
}
