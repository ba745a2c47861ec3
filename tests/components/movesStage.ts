import { packedPoint } from '../../sync-service/src/domain/territory/map-points.ts';

const field = <T>(value: T): { value: T } => ({ value });

function point(id: string, latitude: number, longitude: number, hours: number): string {
  return packedPoint({
    id: `001000000000${id}`,
    latitude,
    longitude,
    potential: 100,
    workloadHours: hours,
    postalCode: '10001',
    tier: 'A',
    isOverlap: false,
    isLocked: false
  });
}

const row = (id: string, territory: string | null, text: string): { node: unknown } => ({
  node: { Id: id, Territory__c: field(territory), Points__c: field(text) }
});

function move(
  id: string,
  from: readonly [string, string] | null,
  to: readonly [string, string],
  verdict = 'Open'
): { node: unknown } {
  return {
    node: {
      Id: `m${id}`,
      Account__c: field(`001000000000${id}AAA`),
      Account_Label__c: field(`Account ${id}`),
      From__c: field(from?.[0] ?? null),
      From_Label__c: field(from?.[1] ?? null),
      To__c: field(to[0]),
      To_Label__c: field(to[1]),
      Verdict__c: field(verdict)
    }
  };
}

const east = ['a01', 'East'] as const;
const west = ['a02', 'West'] as const;

/**
 * East holds AAA, AAB and AAC, West holds AAE. AAA and AAD (in no territory) go to West, AAB would
 * but is rejected, AAZ has no place. East's row comes twice, because East gives and takes.
 */
export const movesAnswer = {
  Evenfield_Rebalance_Move__c: {
    edges: [
      move('AAA', east, west),
      move('AAB', east, west, 'Rejected'),
      move('AAD', null, west),
      move('AAZ', west, east)
    ]
  },
  giving: {
    edges: [
      row(
        'p1',
        'a01',
        point('AAA', 40, -75, 1) + point('AAB', 41, -75, 2) + point('AAC', 40, -74, 4)
      ),
      row('p2', 'a02', point('AAE', 40, -120, 8))
    ],
    pageInfo: { hasNextPage: false }
  },
  taking: {
    edges: [
      row('p2', 'a02', point('AAE', 40, -120, 8)),
      row(
        'p1',
        'a01',
        point('AAA', 40, -75, 1) + point('AAB', 41, -75, 2) + point('AAC', 40, -74, 4)
      )
    ],
    pageInfo: { hasNextPage: false }
  },
  none: { edges: [row('p3', null, point('AAD', 39, -110, 16))], pageInfo: { hasNextPage: false } }
};
