import accountsBefore from '@salesforce/label/c.Evenfield_Moves_Map_Accounts_Before';
import accountsAfter from '@salesforce/label/c.Evenfield_Moves_Map_Accounts_After';
import hoursBefore from '@salesforce/label/c.Evenfield_Moves_Map_Hours_Before';
import hoursAfter from '@salesforce/label/c.Evenfield_Moves_Map_Hours_After';
import potentialBefore from '@salesforce/label/c.Evenfield_Moves_Map_Potential_Before';
import potentialAfter from '@salesforce/label/c.Evenfield_Moves_Map_Potential_After';
import territoryLabel from '@salesforce/label/c.Evenfield_Territory';
import accountLabel from '@salesforce/label/c.Evenfield_Moves_Account';
import from from '@salesforce/label/c.Evenfield_Moves_Map_From';
import to from '@salesforce/label/c.Evenfield_Moves_Map_To';
import verdictLabel from '@salesforce/label/c.Evenfield_Moves_Rejected';
import noTerritory from '@salesforce/label/c.Evenfield_Map_No_Territory';
import type { TerritoryTotals } from 'c/mapModel';
import { territoryTotals } from 'c/mapModel';
import type { TableCell, TableRow, TableView } from 'c/mapTable';
import type { MovesOnMap, Side } from './movesOnMap';

/** Each territory that the moves touch, before and after. */
export function territoriesTable(data: MovesOnMap): TableView {
  const totals = (side: Side): TerritoryTotals[] =>
    territoryTotals(data.points, data.territories.length, data.territory[side]);
  const [before, after] = [totals('before'), totals('after')];
  return {
    columns: [
      territoryLabel,
      accountsBefore,
      accountsAfter,
      hoursBefore,
      hoursAfter,
      potentialBefore,
      potentialAfter
    ],
    rows: data.territories.map((name, index) => {
      const sides = [before[index], after[index]];
      const cells = (
        [
          ['accounts', 'number'],
          ['workload', 'number'],
          ['potential', 'currency']
        ] as const
      ).flatMap(([measure, kind]) =>
        sides.map((one, place): TableCell => ({
          key: `${measure} ${String(place)}`,
          kind,
          // A territory without accounts has none of anything; one whose accounts tell nothing is not known.
          value: one?.accounts === 0 ? 0 : (one?.[measure] ?? null)
        }))
      );
      return { key: `territory ${String(index)}`, name, cells };
    })
  };
}

/** Each move that has a place to show. */
export function movesTable(data: MovesOnMap): TableView {
  const nameOf = (index: number): string => data.territories[index] ?? noTerritory;
  return {
    columns: [accountLabel, from, to],
    rows: data.moves
      .filter(({ point }) => point >= 0)
      .map((move): TableRow => ({
        key: `move ${String(move.point)}`,
        name: move.account,
        cells: [
          { key: 'from', kind: 'text', value: nameOf(move.from) },
          {
            key: 'to',
            kind: 'text',
            value: `${nameOf(move.to)}${move.isRejected ? ` (${verdictLabel})` : ''}`
          }
        ]
      }))
  };
}
