import type { LocalOrg } from '../../tests/local-org/http/server.ts';
import { startLocalOrg } from '../../tests/local-org/http/server.ts';
import { seededRandom } from '../src/domain/assignment/solve/seeded-random.ts';
import { packedPoint } from '../src/domain/territory/map-points.ts';
import { readPlaces } from './assign-places.ts';

/** A local org that holds what the night writes for the map, and where its accounts are. */
export interface MapOrg {
  readonly org: LocalOrg;
  readonly places: string;
  readonly longitude: Float64Array;
  readonly latitude: Float64Array;
}

const accountsPerRow = 1_000;

/**
 * Accounts around US places, each in the territory of the nearest base but one in fifty that has
 * none; only territories and `Evenfield_Map_Points__c` rows, since the map reads nothing else.
 */
export async function mapOrg(
  accounts: number,
  territories: number,
  seed: number,
  dir: string
): Promise<MapOrg> {
  const drawn = readPlaces(dir);
  const random = seededRandom(seed);
  const share = (): number => random.next() / 2 ** 32;
  const sums = Float64Array.from(drawn.weight);
  for (let index = 1; index < sums.length; index += 1)
    sums[index] = (sums[index] ?? 0) + (sums[index - 1] ?? 0);
  const place = (): [number, number] => {
    const at = share() * (sums.at(-1) ?? 0);
    const index = Math.max(
      0,
      sums.findIndex((sum) => sum > at)
    );
    return [
      (drawn.longitude[index] ?? 0) + (share() - 0.5) * 0.4,
      (drawn.latitude[index] ?? 0) + (share() - 0.5) * 0.3
    ];
  };
  const bases = Array.from({ length: territories }, place);
  const longitude = new Float64Array(accounts);
  const latitude = new Float64Array(accounts);
  const members = bases.map((): string[] => []);
  const gaps: string[] = [];
  for (let index = 0; index < accounts; index += 1) {
    const [east, north] = place();
    longitude[index] = east;
    latitude[index] = north;
    const text = packedPoint({
      id: `0015e${index.toString(36).padStart(10, '0')}`,
      longitude: east,
      latitude: north,
      potential: Math.round(Math.exp(9 + 1.2 * (share() + share() + share() - 1.5))),
      workloadHours: share(),
      postalCode: String(100 + Math.floor(share() * 900)),
      tier: share() < 0.1 ? 'A' : 'C',
      isOverlap: share() < 0.01,
      isLocked: share() < 0.05
    });
    const group = share() < 0.02 ? gaps : members[nearest(bases, east, north)];
    group?.push(text);
  }
  const org = await startLocalOrg({
    fill: (empty) => {
      const ids = empty.load(
        'Evenfield_Territory__c',
        bases.map(([east, north], index) => ({
          Name: `Territory ${String(index + 1)}`,
          Key__c: `t${String(index)}`,
          Base_Longitude__c: Math.round(east * 1e6) / 1e6,
          Base_Latitude__c: Math.round(north * 1e6) / 1e6,
          Health__c: 50
        }))
      );
      const rows = (own: readonly string[], id: string, kind: string): void => {
        for (let from = 0; from < own.length; from += accountsPerRow)
          empty.load('Evenfield_Map_Points__c', [
            {
              Territory__c: id,
              Kind__c: kind,
              Key__c: `${id}:${kind}:${String(from / accountsPerRow + 1)}`,
              Points__c: own.slice(from, from + accountsPerRow).join('')
            }
          ]);
      };
      members.forEach((own, index) => {
        rows(own, ids[index] ?? '', 'Assigned');
      });
      rows(gaps, ids[0] ?? '', 'Unassigned');
    }
  });
  return { org, places: drawn.source, longitude, latitude };
}

function nearest(bases: readonly [number, number][], east: number, north: number): number {
  let [best, least] = [0, Infinity];
  bases.forEach(([x, y], index) => {
    const apart = ((x - east) * 0.77) ** 2 + (y - north) ** 2;
    if (apart < least) [best, least] = [index, apart];
  });
  return best;
}
