import type { DealTable } from '../../core/columns.ts';
import { dealStates } from '../../core/columns.ts';
import { dayNumber } from '../../core/days.ts';
import type { ResultRow } from '../../core/result.ts';
import type { OrgSnapshot } from '../../core/snapshot.ts';
import type { TerritoryTree } from '../../territory/tree.ts';
import { quotaTiers } from '../attainment/attained.ts';
import { importDays } from '../forecast/import-days.ts';
import type { Spells } from '../forecast/stage-rows.ts';
import type { LeadFigures, LeadTable } from './leads.ts';
import { importedLeadDays, leadFigures } from './leads.ts';
import type { SellingSums } from './selling.ts';
import { addDeal, addSelling, metricsOf, noSelling } from './selling.ts';
import type { Measured, StageFigure } from './selling-figures.ts';
import { figuresOf } from './selling-figures.ts';
import { stagesLeft } from './stage-conversion.ts';

/** Deals that closed in so many days up to today are measured. */
const measuredDays = 365;
/** A territory above fewer than so many people tells of persons, and is not shown. */
const leastPeople = 3;

/** The org's leads, and whose they are. */
export interface AskedLeads {
  readonly table: LeadTable;
  /** Id of the territory that a lead counts for, by its owner's place in `owners`; null for none. */
  readonly territoryOfOwner: readonly (string | null)[];
  /** Hours since 1970. */
  readonly now: number;
  readonly droppedDays: number;
}

export interface SellingQuestion extends Pick<OrgSnapshot, 'today' | 'quotas' | 'period'> {
  readonly deals: DealTable;
  /** Null where the history of stages is not known. */
  readonly spells: Spells | null;
  /** Territory of each account, by the deals' own numbers of accounts. */
  readonly territoryOf: Int32Array;
  /** By territory and tier, as `attainedByTerritory` gives it. */
  readonly attained: Float64Array;
  /** Ids of territories that somebody answers for. */
  readonly answered: ReadonlySet<string>;
  /** Ids of the users who get figures of their own. */
  readonly people: readonly string[];
  /** Null where the org has none, or they cannot be read. */
  readonly leads: AskedLeads | null;
}

/**
 * Rows of `Evenfield_Selling__c`: how each leaf that somebody answers for sells, each territory above
 * three such leaves or more, and each person by what she owns, against all leaves together. A figure
 * that cannot be told is left out, a row without figures too.
 */
export function sellingRows(question: SellingQuestion, tree: TerritoryTree): ResultRow[] {
  const { answered, people } = question;
  const count = tree.territories.length;
  const byLeaf = measuring(question, count, leafOfDeal(question, tree), leafOfLead(question, tree));
  const all = tree.territories.flatMap((_, index) => (tree.inScope(index) ? [index] : []));
  const team = byLeaf(all, leftOf(question, tree, all));
  const rowOf = (key: string, of: object, own: Measured): ResultRow[] => {
    const figures = figuresOf(own, team);
    return figures.length === 0
      ? []
      : [{ key, id: null, values: { ...of, Figures__c: JSON.stringify(figures) } }];
  };
  const ofTerritories = tree.territories.flatMap((territory, index): ResultRow[] => {
    const leaves = tree.leavesBelow(index);
    const held = leaves.filter((leaf) => answered.has(tree.territories[leaf]?.id ?? ''));
    const isShown = tree.inScope(index) ? answered.has(territory.id) : held.length >= leastPeople;
    if (!isShown) return [];
    const own = byLeaf(leaves, leftOf(question, tree, leaves));
    return rowOf(territory.id, { Territory__c: territory.id, Person__c: null }, own);
  });
  if (people.length === 0) return ofTerritories;
  const byPerson = measuring(
    question,
    people.length,
    personOf(people, question.deals.owners, question.deals.owner),
    personOf(people, question.leads?.table.owners, question.leads?.table.owner)
  );
  return [
    ...ofTerritories,
    // What is left of the quota is known of territories alone.
    ...people.flatMap((person, at) =>
      rowOf(person, { Territory__c: null, Person__c: person }, byPerson([at], null))
    )
  ];
}

/** Unit of a deal or of a lead, by its place in its table; -1 for none. */
type UnitOf = (at: number) => number;

function leafOfDeal({ deals, territoryOf }: SellingQuestion, tree: TerritoryTree): UnitOf {
  return (deal) => {
    const territory = territoryOf[deals.account[deal] ?? -1] ?? -1;
    return territory >= 0 && tree.inScope(territory) ? territory : -1;
  };
}

function leafOfLead({ leads }: SellingQuestion, tree: TerritoryTree): UnitOf {
  if (leads === null) return () => -1;
  const leafOf = leads.territoryOfOwner.map((id) => {
    const index = tree.indexById.get(id ?? '') ?? -1;
    return index >= 0 && tree.inScope(index) ? index : -1;
  });
  return (lead) => leafOf[leads.table.owner[lead] ?? -1] ?? -1;
}

function personOf(
  people: readonly string[],
  owners: readonly string[] = [],
  owner: Int32Array = new Int32Array()
): UnitOf {
  const place = new Map(people.map((person, at) => [person, at]));
  const placeOf = owners.map((id) => place.get(id) ?? -1);
  return (at) => placeOf[owner[at] ?? -1] ?? -1;
}

/** Adds up deals and leads by unit; what it gives measures some units together. */
function measuring(
  question: SellingQuestion,
  units: number,
  unitOfDeal: UnitOf,
  unitOfLead: UnitOf
): (chosen: readonly number[], left: number | null) => Measured {
  const { deals, spells, leads } = question;
  const to = dayNumber(question.today);
  const from = to - measuredDays + 1;
  const sums = Array.from({ length: units }, noSelling);
  const imported = importDays(deals.created, to + 1);
  for (let deal = 0; deal < deals.count; deal += 1) {
    const own = sums[unitOfDeal(deal)];
    const state = dealStates[deals.state[deal] ?? 0];
    if (own === undefined) continue;
    const created = deals.created[deal] ?? NaN;
    addDeal(
      own,
      {
        // When a deal that was loaded began is not known.
        created: state === 'Won' && imported.has(created) ? NaN : created,
        closed: state === 'Open' ? NaN : (deals.closes[deal] ?? NaN),
        won: state === 'Won',
        amount: deals.amount[deal] ?? NaN
      },
      from,
      to
    );
  }
  const gone = spells === null ? null : stagesLeft(deals, spells, unitOfDeal, units, from, to);
  const stagesOf = (chosen: readonly number[]): StageFigure[] =>
    (spells?.names ?? []).flatMap((name, stage): StageFigure[] => {
      if (gone === null || name === '') return [];
      const total = (of: Float64Array): number =>
        chosen.reduce((sum, unit) => sum + (of[unit * gone.stages + stage] ?? 0), 0);
      return [{ name, left: total(gone.left), onward: total(gone.onward) }];
    });
  const pooled = (chosen: readonly number[]): SellingSums => {
    const all = noSelling();
    for (const unit of chosen) addSelling(all, sums[unit] ?? noSelling());
    return all;
  };
  const leadsOf = leads === null ? null : leadsBy(leads, units, unitOfLead);
  return (chosen, left) => ({
    metrics: metricsOf(pooled(chosen), left),
    stages: stagesOf(chosen),
    leads: leadsOf?.(chosen) ?? null
  });
}

/** Figures of the leads of some units together. */
function leadsBy(
  { table, now, droppedDays }: AskedLeads,
  units: number,
  unitOf: UnitOf
): (chosen: readonly number[]) => LeadFigures {
  const lists = Array.from({ length: units }, (): number[] => []);
  for (let lead = 0; lead < table.count; lead += 1) lists[unitOf(lead)]?.push(lead);
  const imported = importedLeadDays(table, now);
  return (chosen) =>
    leadFigures(
      table,
      chosen.flatMap((unit) => lists[unit] ?? []),
      now,
      droppedDays,
      imported
    );
}

/** Quota less attained of leaves in the running period; null where none has a quota. */
function leftOf(
  { quotas, period, attained }: SellingQuestion,
  tree: TerritoryTree,
  leaves: readonly number[]
): number | null {
  const within = new Set(leaves.map((leaf) => tree.territories[leaf]?.id));
  const running = quotas.filter(
    (quota) =>
      quota.amount !== null &&
      within.has(quota.territoryId) &&
      quota.periodStart === period.start &&
      quota.periodEnd === period.end
  );
  if (running.length === 0) return null;
  const won = leaves.reduce(
    (sum, leaf) =>
      sum +
      quotaTiers.reduce((own, _, at) => own + (attained[leaf * quotaTiers.length + at] ?? 0), 0),
    0
  );
  return running.reduce((sum, { amount }) => sum + (amount ?? 0), 0) - won;
}
