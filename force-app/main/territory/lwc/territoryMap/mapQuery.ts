import { gql } from 'lightning/graphql';
import type { Connection, Field } from 'c/graphqlNodes';
import { nodesOf, valueOf } from 'c/graphqlNodes';
import type { PackedRow } from 'c/mapModel';

interface TerritoryNode {
  readonly Id: string;
  readonly Name: Field<string>;
  readonly Base_City__c: Field<string>;
  readonly Base_Latitude__c: Field<number>;
  readonly Base_Longitude__c: Field<number>;
  readonly Health__c: Field<number>;
  readonly Workload_Deviation__c: Field<number>;
  readonly Potential_Deviation__c: Field<number>;
  readonly Attainment__c: Field<number>;
  readonly Pace__c: Field<number>;
  readonly Coverage_Share__c: Field<number>;
  readonly GRR__c: Field<number>;
}

interface PointsNode {
  readonly Id: string;
  readonly Territory__c: Field<string>;
  readonly Kind__c: Field<string>;
  readonly Without_Place__c: Field<number>;
  readonly Points__c: Field<string>;
}

export interface TerritoriesData {
  readonly Evenfield_Territory__c: Connection<TerritoryNode>;
  readonly Evenfield_Policy__c?: Connection<{ readonly Fragment_Miles__c: Field<number> }>;
}

export interface PointsData {
  readonly Evenfield_Map_Points__c: Connection<PointsNode> & {
    readonly pageInfo?: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
}

/** Names of the measures that a territory has of itself. */
export type TerritoryMeasure =
  | 'health'
  | 'workloadDeviation'
  | 'potentialDeviation'
  | 'attainment'
  | 'pace'
  | 'coverage'
  | 'grr';

export interface MapTerritory extends Readonly<Record<TerritoryMeasure, number | null>> {
  readonly id: string;
  readonly name: string;
  readonly city: string | null;
  readonly latitude: number | null;
  readonly longitude: number | null;
}

/** Miles between places of one fragment where no policy says another. */
const usualFragmentMiles = 60;

/** All territories that the user may see, and the policy's distance between fragments. */
export const territoriesQuery = gql`
  query mapTerritories {
    uiapi {
      query {
        Evenfield_Territory__c(orderBy: { Name: { order: ASC } }, first: 2000, upperBound: 10000) {
          edges {
            node {
              Id
              Name {
                value
              }
              Base_City__c {
                value
              }
              Base_Latitude__c {
                value
              }
              Base_Longitude__c {
                value
              }
              Health__c {
                value
              }
              Workload_Deviation__c {
                value
              }
              Potential_Deviation__c {
                value
              }
              Attainment__c {
                value
              }
              Pace__c {
                value
              }
              Coverage_Share__c {
                value
              }
              GRR__c {
                value
              }
            }
          }
        }
        Evenfield_Policy__c(where: { Active__c: { eq: true } }, first: 1) {
          edges {
            node {
              Fragment_Miles__c {
                value
              }
            }
          }
        }
      }
    }
  }
`;

/** A hundred rows of at most a thousand accounts: some four megabytes. */
export const pointsQuery = gql`
  query mapPoints($after: String) {
    uiapi {
      query {
        Evenfield_Map_Points__c(first: 100, after: $after, orderBy: { Key__c: { order: ASC } }) {
          edges {
            node {
              Id
              Territory__c {
                value
              }
              Kind__c {
                value
              }
              Without_Place__c {
                value
              }
              Points__c {
                value
              }
            }
          }
          pageInfo {
            hasNextPage
            endCursor
          }
        }
      }
    }
  }
`;

export function territoryOf(node: TerritoryNode): MapTerritory {
  return {
    id: node.Id,
    name: valueOf(node.Name) ?? '',
    city: valueOf(node.Base_City__c),
    latitude: valueOf(node.Base_Latitude__c),
    longitude: valueOf(node.Base_Longitude__c),
    health: valueOf(node.Health__c),
    workloadDeviation: valueOf(node.Workload_Deviation__c),
    potentialDeviation: valueOf(node.Potential_Deviation__c),
    attainment: valueOf(node.Attainment__c),
    pace: valueOf(node.Pace__c),
    coverage: valueOf(node.Coverage_Share__c),
    grr: valueOf(node.GRR__c)
  };
}

export function fragmentMilesOf(data: TerritoriesData): number {
  return valueOf(nodesOf(data.Evenfield_Policy__c)[0]?.Fragment_Miles__c) ?? usualFragmentMiles;
}

/** Rows to unpack, and how many accounts have no place. */
export function packedRowsOf(
  nodes: readonly PointsNode[],
  territories: readonly MapTerritory[]
): { rows: PackedRow[]; withoutPlace: number } {
  const indexById = new Map(territories.map(({ id }, index) => [id, index]));
  return {
    rows: nodes.map((node) => ({
      text: valueOf(node.Points__c) ?? '',
      territory:
        valueOf(node.Kind__c) === 'Unassigned'
          ? -1
          : (indexById.get(valueOf(node.Territory__c) ?? '') ?? -1)
    })),
    withoutPlace: nodes.reduce((sum, node) => sum + (valueOf(node.Without_Place__c) ?? 0), 0)
  };
}

export function pointNodesOf(data: PointsData): PointsNode[] {
  return nodesOf(data.Evenfield_Map_Points__c);
}
