import type { DealTable } from '../core/columns.ts';
import { dealStates } from '../core/columns.ts';
import { dayNumber } from '../core/days.ts';
import type { OrgSnapshot, Period } from '../core/snapshot.ts';
import type { TerritoryTree } from '../territory/tree.ts';
import { quotaTiers } from './attainment/attained.ts';
import type { DealColumns } from './forecast/deals.ts';
import type { Spells } from './forecast/stage-rows.ts';
import { forecastPeriod } from './forecast/forecast.ts';
import { importDays } from './forecast/import-days.ts';
import type { ForecastFigures } from './forecast/simulate.ts';

/** Fewer won deals than this say too little of how deals are won: then nothing is forecast. */
const leastWins = 30;
/** Days of deals begun before the pace of new ones is taken for known. */
const leastDays = 60;
const draws = 1_000;
const won = dealStates.indexOf('Won');
const open = dealStates.indexOf('Open');

/** Forecasts by the id of their quota row. */
export type QuotaForecasts = ReadonlyMap<string, ForecastFigures>;

/**
 * Forecast of each quota row of the running period, by the row's id: leaves from their own deals,
 * territories above from the draws of the leaves below. Made for the end of today: what was won
 * today is attained, tomorrow is the first day that is foretold.
 * @param attained by territory and tier, as `attainedByTerritory` gives it
 * @param territoryOf territory of each account, by the deals' own numbers of accounts
 * @param spells of the deals; null where the history of their stages is not known: then every open
 *   day is of one stage, and no close is planned
 * @returns empty where too few deals were won to learn from
 */
export function quotaForecasts(
  snapshot: Pick<OrgSnapshot, 'deals' | 'period' | 'quotas' | 'today'>,
  tree: TerritoryTree,
  attained: Float64Array,
  territoryOf: Int32Array,
  spells: Spells | null = null
): QuotaForecasts {
  const { deals, period } = snapshot;
  const rows = snapshot.quotas.filter(
    (quota) => quota.periodStart === period.start && quota.periodEnd === period.end
  );
  if (deals === undefined || rows.length === 0) return new Map();
  const origin = dayNumber(snapshot.today) + 1;
  const imported = importDays(deals.created, origin);
  if (!isEnough(deals, imported, origin)) return new Map();
  const tiers = quotaTiers.length;
  const territories = tree.territories.length;
  const nobody = territories * tiers;
  const slotOf = (territoryId: string, tier: (typeof quotaTiers)[number]): number => {
    const index = tree.indexById.get(territoryId);
    return index === undefined ? -1 : index * tiers + quotaTiers.indexOf(tier);
  };
  const quotas = new Float64Array(nobody + 1).fill(NaN);
  for (const row of rows) {
    const slot = slotOf(row.territoryId, row.tier);
    if (slot >= 0) quotas[slot] = row.amount ?? NaN;
  }
  const isAbove = Uint8Array.from(tree.territories, (_, at) =>
    tree.children(at).length > 0 ? 1 : 0
  );
  const withRow = new Set(rows.map((row) => slotOf(row.territoryId, row.tier)));
  const groupOf = new Map<number, number>();
  for (const slot of withRow)
    if (slot >= 0 && isAbove[Math.floor(slot / tiers)] === 1) groupOf.set(slot, groupOf.size);
  const forecast = forecastPeriod(
    dealColumns(deals, territoryOf, nobody, imported, spells),
    {
      stages: spells?.stages ?? 1,
      sources: 1 + deals.source.reduce((most, own) => Math.max(most, own), 0),
      units: nobody + 1
    },
    {
      origin,
      imported,
      start: dayNumber(period.start),
      end: dayNumber(period.end),
      fiscal: fiscalOf(period),
      seed: dayNumber(period.start),
      draws,
      quotas,
      isAsked: (unit) => unit < nobody && isAbove[Math.floor(unit / tiers)] === 0,
      groupsOf: (unit) =>
        tree
          .above(Math.floor(unit / tiers))
          .flatMap((territory) => groupOf.get(territory * tiers + (unit % tiers)) ?? []),
      groupQuotas: Float64Array.from(groupOf.keys(), (slot) => quotas[slot] ?? NaN),
      attained: Float64Array.from({ length: nobody + 1 }, (_, unit) => attained[unit] ?? 0)
    }
  );
  return new Map(
    rows.flatMap((row): [string, ForecastFigures][] => {
      const slot = slotOf(row.territoryId, row.tier);
      const group = groupOf.get(slot);
      const own = group === undefined ? forecast.units[slot] : forecast.groups[group];
      return own === undefined || own === null ? [] : [[row.id, own]];
    })
  );
}

/** Whether what is seen from beginning to end says how deals are won, and how many begin. */
function isEnough(
  { created, state }: Pick<DealTable, 'created' | 'state'>,
  imported: ReadonlySet<number>,
  origin: number
): boolean {
  let wins = 0;
  let first = origin;
  created.forEach((day, deal) => {
    if (imported.has(day)) return;
    if (day < first) first = day;
    if (state[deal] === won) wins += 1;
  });
  return wins >= leastWins && origin - first >= leastDays;
}

/** Months count from the period's own first month where it is a quarter or longer. */
function fiscalOf(period: Period): { startMonth: number; namedByStart: boolean } {
  const isLong = dayNumber(period.end) - dayNumber(period.start) > 80;
  return { startMonth: isLong ? Number(period.start.slice(5, 7)) : 1, namedByStart: true };
}

/**
 * The org's deals as the forecast takes them. The amount of a closed deal is the last one that was
 * known while it was open, where that is known. A closed deal that was loaded has no day on which it
 * began, so that nothing is learned of how long it took.
 */
function dealColumns(
  { count, account, amount, created, closes, state, tier, source }: DealTable,
  territoryOf: Int32Array,
  nobody: number,
  imported: ReadonlySet<number>,
  spells: Spells | null
): DealColumns {
  const unit = new Int32Array(count);
  const value = new Float64Array(count);
  const days = new Float64Array(count);
  const closed = new Float64Array(count);
  const isWon = new Uint8Array(count);
  const known = new Float64Array(count);
  for (let at = 0; at < count; at += 1) {
    const territory = territoryOf[account[at] ?? -1] ?? -1;
    const isOpen = state[at] === open;
    const day = created[at] ?? NaN;
    const own = amount[at] ?? NaN;
    unit[at] = territory < 0 ? nobody : territory * quotaTiers.length + (tier[at] ?? 0);
    isWon[at] = state[at] === won ? 1 : 0;
    value[at] = isWon[at] === 1 && own > 0 ? own : 0;
    closed[at] = isOpen ? NaN : (closes[at] ?? NaN);
    days[at] = !isOpen && imported.has(day) ? NaN : day;
    const last = (spells?.spellsFrom[at + 1] ?? 0) - 1;
    known[at] = isOpen || spells === null ? own : (spells.spellAmount[last] ?? own);
  }
  return {
    count,
    unit,
    amount: known,
    value,
    created: days,
    closed,
    won: isWon,
    source: Int32Array.from(source),
    ...(spells ?? {
      spellsFrom: Int32Array.from({ length: count + 1 }, (_, at) => at),
      spellDay: days,
      spellStage: new Int32Array(count),
      spellPlanned: new Float64Array(count).fill(NaN)
    })
  };
}
