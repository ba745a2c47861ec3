import { nodesOf, valueOf } from 'c/graphqlNodes';
import type { MapPoints } from 'c/mapModel';
import { unpackedPoints } from 'c/mapModel';
import type { MovedNode, MovesMapData, PointsNode } from './movesMapQuery';

export type Side = 'before' | 'after';

export interface Moved {
  readonly id: string;
  readonly account: string;
  /** Indexes of territories; -1 for none. */
  readonly from: number;
  readonly to: number;
  readonly isRejected: boolean;
  /** Number of the account among the points; -1 where it has no place. */
  readonly point: number;
}

/** The moves of a scenario with every account of the territories that they touch. */
export interface MovesOnMap {
  /** Names by index, in their order. */
  readonly territories: readonly string[];
  readonly points: MapPoints;
  readonly moves: readonly Moved[];
  /** Territory of each point on either side; a rejected move changes nothing. */
  readonly territory: Readonly<Record<Side, Int32Array>>;
  readonly withoutPlace: number;
  readonly isCut: boolean;
}

/**
 * @param data an answer in full
 * @throws Error for a row of points that is cut short
 */
export function movesOnMap(data: MovesMapData): MovesOnMap {
  const nodes = nodesOf(data.Evenfield_Rebalance_Move__c);
  const names = new Map<string, string>();
  for (const node of nodes)
    for (const [id, name] of [
      [valueOf(node.From__c), valueOf(node.From_Label__c)],
      [valueOf(node.To__c), valueOf(node.To_Label__c)]
    ] as const)
      if (id !== null) names.set(id, name ?? names.get(id) ?? id);
  const ids = [...names].sort(([, a], [, b]) => a.localeCompare(b)).map(([id]) => id);
  const indexOf = (id: string | null): number => (id === null ? -1 : ids.indexOf(id));
  const rows = new Map<string, PointsNode>();
  for (const node of [...nodesOf(data.giving), ...nodesOf(data.taking)]) rows.set(node.Id, node);
  const points = unpackedPoints([
    ...[...rows.values()].map((node) => ({
      text: valueOf(node.Points__c) ?? '',
      territory: indexOf(valueOf(node.Territory__c))
    })),
    ...nodesOf(data.none).map((node) => ({ text: valueOf(node.Points__c) ?? '', territory: -1 }))
  ]);
  const pointOf = new Map(points.ids.map((id, index) => [id, index]));
  const moves = nodes
    .map((node) => movedOf(node, indexOf, pointOf))
    .sort((a, b) => a.account.localeCompare(b.account));
  const before = Int32Array.from(points.territory);
  const after = Int32Array.from(points.territory);
  // The night may have drawn an account where an applied move has put it: the move says from where.
  for (const { point, from, to, isRejected } of moves) {
    if (point < 0) continue;
    before[point] = from;
    after[point] = isRejected ? from : to;
  }
  return {
    territories: ids.map((id) => names.get(id) ?? id),
    points,
    moves,
    territory: { before, after },
    withoutPlace: moves.filter(({ point, isRejected }) => point < 0 && !isRejected).length,
    isCut: [data.giving, data.taking, data.none].some(({ pageInfo }) => pageInfo?.hasNextPage)
  };
}

function movedOf(
  node: MovedNode,
  indexOf: (id: string | null) => number,
  pointOf: ReadonlyMap<string, number>
): Moved {
  return {
    id: node.Id,
    account: valueOf(node.Account_Label__c) ?? '',
    from: indexOf(valueOf(node.From__c)),
    to: indexOf(valueOf(node.To__c)),
    isRejected: valueOf(node.Verdict__c) === 'Rejected',
    point: pointOf.get(valueOf(node.Account__c)?.slice(0, 15) ?? '') ?? -1
  };
}
