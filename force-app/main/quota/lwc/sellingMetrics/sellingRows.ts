import { gql } from 'lightning/graphql';
import winRate from '@salesforce/label/c.Evenfield_Selling_Win_Rate';
import dealSize from '@salesforce/label/c.Evenfield_Selling_Deal_Size';
import cycleDays from '@salesforce/label/c.Evenfield_Selling_Cycle';
import cycleTrend from '@salesforce/label/c.Evenfield_Selling_Cycle_Trend';
import velocity from '@salesforce/label/c.Evenfield_Selling_Velocity';
import coverage from '@salesforce/label/c.Evenfield_Selling_Coverage';
import stage from '@salesforce/label/c.Evenfield_Selling_Stage';
import above from '@salesforce/label/c.Evenfield_Selling_Above';
import below from '@salesforce/label/c.Evenfield_Selling_Below';
import notProven from '@salesforce/label/c.Evenfield_Selling_Not_Proven';
import type { Connection, Field } from 'c/graphqlNodes';
import { filled, valueOf } from 'c/graphqlNodes';

/** A row as GraphQL gives it. */
export interface SellingNode {
  readonly Id: string;
  readonly Figures__c: Field<string>;
  readonly Territory__r?: { readonly Name: Field<string> } | null;
}

export interface SellingData {
  readonly Evenfield_Selling__c: Connection<SellingNode>;
}

export const sellingQuery = gql`
  query sellingMetrics {
    uiapi {
      query {
        Evenfield_Selling__c(first: 50) {
          edges {
            node {
              Id
              Figures__c {
                value
              }
              Territory__r {
                Name {
                  value
                }
              }
            }
          }
        }
      }
    }
  }
`;

/** A figure as the service writes it. */
interface Figure {
  readonly metric: string;
  readonly stage: string | null;
  readonly value: number;
  readonly low: number | null;
  readonly high: number | null;
  readonly cases: number | null;
  readonly team: number | null;
  readonly says: string | null;
}

/** A figure as it is shown. */
export interface SellingFigureRow {
  readonly key: string;
  readonly name: string;
  readonly value: number;
  readonly low: number | null;
  readonly high: number | null;
  readonly cases: string;
  readonly team: number | null;
  readonly says: string;
  readonly style: 'percent' | 'currency' | 'decimal';
  readonly digits: number;
  readonly isEstimated: boolean;
  readonly hasTeam: boolean;
}

export interface SellingTerritory {
  readonly id: string;
  readonly name: string;
  readonly figures: readonly SellingFigureRow[];
}

type Shown = readonly [name: string, style: SellingFigureRow['style'], digits: number];

const shown: Readonly<Record<string, Shown>> = {
  'Win Rate': [winRate, 'percent', 0],
  'Deal Size': [dealSize, 'currency', 0],
  'Cycle Days': [cycleDays, 'decimal', 0],
  'Cycle Trend': [cycleTrend, 'decimal', 0],
  Velocity: [velocity, 'currency', 0],
  'Pipeline Coverage': [coverage, 'decimal', 1],
  Stage: [stage, 'percent', 0]
};

const words: Readonly<Record<string, string>> = {
  Above: above,
  Below: below,
  'Not proven': notProven
};

/** Territories by name, each with its figures in the order in which the service tells them. */
export function sellingTerritories(nodes: readonly SellingNode[]): SellingTerritory[] {
  return nodes
    .map((node) => ({
      id: node.Id,
      name: valueOf(node.Territory__r?.Name) ?? '',
      figures: (JSON.parse(valueOf(node.Figures__c) ?? '[]') as Figure[]).map(figureRow)
    }))
    .sort((a, b) => a.name.localeCompare(b.name));
}

function figureRow(figure: Figure, place: number): SellingFigureRow {
  const [name, style, digits] = shown[figure.metric] ?? [figure.metric, 'decimal', 1];
  return {
    key: String(place),
    name: filled(name, figure.stage ?? ''),
    value: figure.value,
    low: figure.low,
    high: figure.high,
    cases: figure.cases === null ? '' : String(figure.cases),
    team: figure.team,
    says: words[figure.says ?? ''] ?? '',
    style,
    digits,
    isEstimated: figure.low !== null,
    hasTeam: figure.team !== null
  };
}
