import accept from '@salesforce/label/c.Evenfield_Moves_Accept';
import reject from '@salesforce/label/c.Evenfield_Moves_Reject';
import groupOne from '@salesforce/label/c.Evenfield_Moves_Group_One';
import groupMany from '@salesforce/label/c.Evenfield_Moves_Group';
import groupWave from '@salesforce/label/c.Evenfield_Moves_Group_Wave';
import noTerritory from '@salesforce/label/c.Evenfield_Moves_No_Territory';
import acceptAll from '@salesforce/label/c.Evenfield_Moves_Accept_All';
import rejectAll from '@salesforce/label/c.Evenfield_Moves_Reject_All';
import { filled } from 'c/graphqlNodes';
import type { MoveGroup, MoveGrouping } from './moveGroups';
import { groupedMoves } from './moveGroups';
import type { MoveRow } from './moveRows';

export interface DrawnGroup extends Omit<MoveGroup, 'rows'> {
  readonly rows: readonly (MoveRow & {
    readonly acceptLabel: string;
    readonly rejectLabel: string;
    readonly verdictText: string;
  })[];
  readonly isNamed: boolean;
  readonly text: string;
  readonly canDecide: boolean;
  readonly scopeText: string;
  readonly acceptLabel: string;
  readonly rejectLabel: string;
}

export interface Drawing {
  /** Rows drawn at most, over all groups. */
  readonly room: number;
  readonly canDecide: boolean;
  readonly verdictText: (row: MoveRow) => string;
}

/** Groups of the rows that are drawn; their figures are of all that are chosen. */
export function drawnGroups(
  chosen: readonly MoveRow[],
  by: MoveGrouping,
  { room, canDecide, verdictText }: Drawing
): DrawnGroup[] {
  let left = room;
  return groupedMoves(chosen, by).flatMap((group): DrawnGroup[] => {
    const rows = group.rows.slice(0, left).map((row) => ({
      ...row,
      acceptLabel: `${accept} ${row.account}`,
      rejectLabel: `${reject} ${row.account}`,
      verdictText: verdictText(row)
    }));
    left -= rows.length;
    if (rows.length === 0) return [];
    const name = by === 'wave' ? filled(groupWave, group.name) : group.name;
    const spoken = name === '' ? noTerritory : name;
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
        canDecide: canDecide && group.scope !== null,
        scopeText: JSON.stringify(group.scope),
        acceptLabel: `${acceptAll}: ${spoken}`,
        rejectLabel: `${rejectAll}: ${spoken}`
      }
    ];
  });
}
