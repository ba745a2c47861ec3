import account from '@salesforce/label/c.Evenfield_Accounts';
import area from '@salesforce/label/c.Evenfield_Map_Area';
import claimed from '@salesforce/label/c.Evenfield_Map_Claimed';
import elsewhere from '@salesforce/label/c.Evenfield_Map_Elsewhere';
import fragments from '@salesforce/label/c.Evenfield_Map_Fragments';
import hoursWeek from '@salesforce/label/c.Evenfield_Hours_Week';
import office from '@salesforce/label/c.Evenfield_Map_Office';
import potential from '@salesforce/label/c.Evenfield_Potential';
import territory from '@salesforce/label/c.Evenfield_Territory';
import territories from '@salesforce/label/c.Evenfield_Map_Territories';
import withoutTerritory from '@salesforce/label/c.Evenfield_Map_Without_Territory';
import type { AreaTotals } from 'c/mapModel';
import { gapsOf, overlapsOf } from 'c/mapModel';
import type { TableCell, TableRow, TableView } from 'c/mapTable';
import type { Place } from 'c/mapGeometry';
import type { MapData, MapSide, Shape } from './mapData';
import { areaName, levelOf, placeOfAccount } from './mapData';
import type { Measure } from './measures';
import { areaMeasure, measureWords, territoryMeasure } from './measures';
import { smallerFragments } from './sceneOf';

/** Which list the table shows. */
export type ListName = 'territories' | 'areas' | 'gaps' | 'overlaps' | 'fragments';

type Cell = Omit<TableCell, 'key'>;
const text = (value: string): Cell => ({ kind: 'text', value });
const number = (value: number | null): Cell => ({ kind: 'number', value });
const currency = (value: number | null): Cell => ({ kind: 'currency', value });

/** A row with what the map zooms to when it is chosen. */
interface Entry {
  readonly name: string;
  readonly cells: readonly Cell[];
  places(): Place[];
}

export interface MapTable {
  readonly view: TableView;
  /** Places of a row, by its key. */
  places(key: string): Place[];
}

/** The list as a table: the same figures that the map shows by colour and line. */
export function mapTable(
  data: MapData,
  side: MapSide,
  shape: Shape,
  measure: Measure,
  list: ListName
): MapTable {
  const { columns, entries } = listOf(data, side, shape, measure, list);
  const rows = entries.map((entry, index): TableRow => ({
    key: String(index),
    name: entry.name,
    cells: entry.cells.map((cell, place) => ({ ...cell, key: String(place) }))
  }));
  return {
    view: { columns, rows },
    places: (key) => entries[Number(key)]?.places() ?? []
  };
}

function listOf(
  data: MapData,
  side: MapSide,
  shape: Shape,
  measure: Measure,
  list: ListName
): { columns: string[]; entries: Entry[] } {
  const level = levelOf(shape, data);
  const nameOf = (one: AreaTotals): string => areaName(data, level, one.area) ?? elsewhere;
  const { label, kind } = measureWords(measure);
  const placesIn = (one: AreaTotals, isWanted: (index: number) => boolean): Place[] =>
    Array.from(data.areaOf[level].keys())
      .filter((index) => data.areaOf[level][index] === one.area && isWanted(index))
      .map((index) => placeOfAccount(data, index));
  const names = (one: AreaTotals): string =>
    one.territories
      .map(([index, accounts]) => `${data.territories[index]?.name ?? ''} (${accounts})`)
      .join(', ');
  const extra = measure === 'territory' || ['accounts', 'potential', 'workload'].includes(measure);
  switch (list) {
    case 'territories':
      return {
        columns: [
          territory,
          account,
          potential,
          hoursWeek,
          fragments,
          office,
          ...(extra ? [] : [label])
        ],
        entries: data.territories.flatMap((one, index): Entry[] => {
          const totals = side.totals()[index];
          if (totals === undefined || (totals.accounts === 0 && one.latitude === null)) return [];
          const own = side.fragments().filter((fragment) => fragment.territory === index);
          return [
            {
              name: one.name,
              cells: [
                number(totals.accounts),
                currency(totals.potential),
                number(totals.workload),
                number(own.length),
                text(one.city ?? ''),
                ...(extra ? [] : [{ kind, value: territoryMeasure(data, side, measure, index) }])
              ],
              places: () =>
                own.flatMap(({ accounts }) => accounts.map((at) => placeOfAccount(data, at)))
            }
          ];
        })
      };
    case 'areas':
      return {
        columns: [area, territories, account, potential, hoursWeek, ...(extra ? [] : [label])],
        entries: [...side.areas(level)]
          .sort((a, b) => b.accounts - a.accounts || a.area - b.area)
          .map((one) => ({
            name: nameOf(one),
            cells: [
              text(names(one)),
              number(one.accounts),
              currency(one.potential),
              number(one.workload),
              ...(extra ? [] : [{ kind, value: areaMeasure(data, measure, one) }])
            ],
            places: () => placesIn(one, () => true)
          }))
      };
    case 'gaps':
      return {
        columns: [area, withoutTerritory, potential],
        entries: gapsOf(side.areas(level)).map((one) => ({
          name: nameOf(one),
          cells: [number(one.withoutTerritory), currency(one.potentialWithoutTerritory)],
          places: () => placesIn(one, (index) => (side.territory[index] ?? -1) < 0)
        }))
      };
    case 'overlaps':
      return {
        columns: [area, territories, claimed],
        entries: overlapsOf(side.areas(level)).map((one) => ({
          name: nameOf(one),
          cells: [text(names(one)), number(one.claimedTwice)],
          places: () => placesIn(one, () => true)
        }))
      };
    case 'fragments':
      return {
        columns: [territory, area, account],
        entries: smallerFragments(side).map((fragment) => ({
          name: data.territories[fragment.territory]?.name ?? '',
          cells: [
            text(
              areaName(data, level, data.areaOf[level][fragment.accounts[0] ?? -1] ?? -1) ??
                elsewhere
            ),
            number(fragment.accounts.length)
          ],
          places: () => fragment.accounts.map((index) => placeOfAccount(data, index))
        }))
      };
  }
}
