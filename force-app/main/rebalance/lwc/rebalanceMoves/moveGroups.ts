import type { MoveRow } from './moveRows';

/** What moves are put together by. */
export type MoveGrouping = 'none' | 'from' | 'to' | 'wave';

/** Which moves of a group a verdict is meant for, as the service takes it in a request's Filter. */
export type GroupScope =
  { readonly from: string } | { readonly to: string } | { readonly wave: number };
/** What of an applied scenario goes back; a territory with all that left it or came to it. */
export type RollBackScope =
  { readonly territory: string } | { readonly wave: number } | { readonly account: string };

export interface MoveGroup {
  readonly key: string;
  readonly name: string;
  readonly moves: number;
  /** Hours a week of the moves that are not rejected. */
  readonly hours: number;
  /** Null where one verdict for all cannot be asked for. */
  readonly scope: GroupScope | null;
  /** Null where nothing of the group is applied, or nothing of it can be named. */
  readonly back: RollBackScope | null;
  /** First day of the group's wave; empty where the group is no wave or waits for no day. */
  readonly day: string;
  readonly rows: readonly MoveRow[];
}

/** Groups in the order in which their first row stands; one group without a name where nothing is put together. */
export function groupedMoves(rows: readonly MoveRow[], by: MoveGrouping): MoveGroup[] {
  const groups = new Map<string, MoveRow[]>();
  for (const row of rows) {
    const key = keyOf(row, by);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return [...groups].flatMap(([key, members]): MoveGroup[] => {
    const [first] = members;
    if (first === undefined) return [];
    const kept = members.filter(({ verdict }) => verdict !== 'Rejected');
    return [
      {
        key,
        name: nameOf(first, by),
        moves: members.length,
        hours: kept.reduce((sum, { hours }) => sum + hours, 0),
        scope: scopeOf(first, by),
        back: members.some(({ outcome }) => outcome === 'Applied') ? backOf(first, by) : null,
        day: by === 'wave' ? first.waveDate : '',
        rows: members
      }
    ];
  });
}

function keyOf(row: MoveRow, by: MoveGrouping): string {
  if (by === 'from') return row.fromId ?? '';
  if (by === 'to') return row.toId ?? '';
  return by === 'wave' ? String(row.wave) : '';
}

function nameOf(row: MoveRow, by: MoveGrouping): string {
  if (by === 'wave') return String(row.wave);
  return by === 'none' ? '' : row[by];
}

function scopeOf(row: MoveRow, by: MoveGrouping): GroupScope | null {
  if (by === 'wave') return { wave: row.wave };
  if (by === 'from') return row.fromId === null ? null : { from: row.fromId };
  return by === 'to' && row.toId !== null ? { to: row.toId } : null;
}

function backOf(row: MoveRow, by: MoveGrouping): RollBackScope | null {
  if (by === 'wave') return { wave: row.wave };
  const territory = by === 'from' ? row.fromId : by === 'to' ? row.toId : null;
  return territory === null ? null : { territory };
}
