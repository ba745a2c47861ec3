import accept from '@salesforce/label/c.Evenfield_Moves_Accept';
import reject from '@salesforce/label/c.Evenfield_Moves_Reject';
import groupOne from '@salesforce/label/c.Evenfield_Moves_Group_One';
import groupMany from '@salesforce/label/c.Evenfield_Moves_Group';
import groupWave from '@salesforce/label/c.Evenfield_Moves_Group_Wave';
import groupWaveDay from '@salesforce/label/c.Evenfield_Moves_Group_Wave_Day';
import noTerritory from '@salesforce/label/c.Evenfield_Moves_No_Territory';
import rollBackOne from '@salesforce/label/c.Evenfield_Moves_Roll_Back_One';
import rollBackTerritory from '@salesforce/label/c.Evenfield_Moves_Roll_Back_Territory';
import { filled } from 'c/graphqlNodes';
import { effectLines } from './moveEffects';
import type { MoveGroup, MoveGrouping } from './moveGroups';
import { groupedMoves } from './moveGroups';
import type { MoveRow } from './moveRows';
import type { FoundScope } from './verdictScope';

interface DrawnRow extends Omit<MoveRow, 'effects'> {
  readonly effects: readonly string[];
  readonly acceptLabel: string;
  readonly rejectLabel: string;
  readonly verdictText: string;
  /** Null where the move cannot be taken back. */
  readonly backText: string | null;
  readonly backLabel: string;
}

export interface DrawnGroup extends Omit<MoveGroup, 'rows'> {
  readonly rows: readonly DrawnRow[];
  readonly isNamed: boolean;
  readonly text: string;
  readonly canDecide: boolean;
  readonly scopeText: string;
  readonly acceptLabel: string;
  readonly rejectLabel: string;
  readonly backText: string | null;
  readonly backLabel: string;
}

export interface Drawing {
  /** Rows drawn at most, over all groups. */
  readonly room: number;
  /** What the list is searched by; null where no verdict can be given on what it shows. */
  readonly found: FoundScope | null;
  readonly canDecide: boolean;
  readonly canRollBack: boolean;
  /** What the buttons for a whole group say. */
  readonly acceptAll: string;
  readonly rejectAll: string;
  readonly verdictText: (row: MoveRow) => string;
}

/** Groups of the rows that are drawn; their figures are of all that are chosen. */
export function drawnGroups(
  chosen: readonly MoveRow[],
  by: MoveGrouping,
  drawing: Drawing
): DrawnGroup[] {
  const { found, canDecide, canRollBack } = drawing;
  let left = drawing.room;
  return groupedMoves(chosen, by).flatMap((group): DrawnGroup[] => {
    const rows = group.rows.slice(0, left).map((row) => drawnRow(row, drawing));
    left -= rows.length;
    if (rows.length === 0) return [];
    const name = nameOf(group, by);
    const spoken = name === '' ? noTerritory : name;
    // A roll back is of all that a group stands for, so it is not offered while only some are shown.
    const isWhole = found !== null && Object.keys(found).length === 0;
    const back = canRollBack && isWhole ? group.back : null;
    return [
      {
        ...group,
        rows,
        isNamed: by !== 'none',
        text: filled(
          group.moves === 1 ? groupOne : groupMany,
          spoken,
          String(group.moves),
          group.hours.toFixed(1)
        ),
        canDecide: canDecide && group.scope !== null && found !== null,
        scopeText: JSON.stringify({ ...group.scope, ...found }),
        acceptLabel: `${drawing.acceptAll}: ${spoken}`,
        rejectLabel: `${drawing.rejectAll}: ${spoken}`,
        backText: back === null ? null : JSON.stringify(back),
        backLabel: filled(by === 'wave' ? rollBackOne : rollBackTerritory, spoken)
      }
    ];
  });
}

function drawnRow(row: MoveRow, { canRollBack, verdictText }: Drawing): DrawnRow {
  return {
    ...row,
    effects: effectLines(row.effects),
    acceptLabel: `${accept} ${row.account}`,
    rejectLabel: `${reject} ${row.account}`,
    verdictText: verdictText(row),
    backText:
      canRollBack && row.outcome === 'Applied' && row.accountId !== null
        ? JSON.stringify({ account: row.accountId })
        : null,
    backLabel: filled(rollBackOne, row.account)
  };
}

function nameOf(group: MoveGroup, by: MoveGrouping): string {
  if (by !== 'wave') return group.name;
  return group.day === ''
    ? filled(groupWave, group.name)
    : filled(groupWaveDay, group.name, group.day);
}
