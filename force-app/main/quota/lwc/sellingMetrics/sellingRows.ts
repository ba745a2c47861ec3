import { gql } from 'lightning/graphql';
import winRate from '@salesforce/label/c.Evenfield_Selling_Win_Rate';
import dealSize from '@salesforce/label/c.Evenfield_Selling_Deal_Size';
import cycleDays from '@salesforce/label/c.Evenfield_Selling_Cycle';
import cycleTrend from '@salesforce/label/c.Evenfield_Selling_Cycle_Trend';
import velocity from '@salesforce/label/c.Evenfield_Selling_Velocity';
import coverage from '@salesforce/label/c.Evenfield_Selling_Coverage';
import leadResponse from '@salesforce/label/c.Evenfield_Selling_Lead_Response';
import leadConversion from '@salesforce/label/c.Evenfield_Selling_Lead_Conversion';
import leadsDropped from '@salesforce/label/c.Evenfield_Selling_Leads_Dropped';
import leadLink from '@salesforce/label/c.Evenfield_Selling_Lead_Link';
import mine from '@salesforce/label/c.Evenfield_Selling_Mine';
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
  /** Of a person's own figures; else empty. */
  readonly Person__c?: Field<string>;
  readonly Territory__r?: { readonly Name: Field<string> } | null;
}

export interface SellingData {
  readonly Evenfield_Selling__c: Connection<SellingNode>;
}

/** Nobody's own figures but the user's, whatever the org lets her see. */
export const sellingQuery: unknown = gql`
  query sellingMetrics($userId: ID) {
    uiapi {
      query {
        Evenfield_Selling__c(
          where: { or: [{ Person__c: { eq: null } }, { Person__c: { eq: $userId } }] }
          first: 50
        ) {
          edges {
            node {
              Id
              Figures__c {
                value
              }
              Person__c {
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
  readonly records?: readonly string[];
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
  readonly hasHigh: boolean;
  readonly hasTeam: boolean;
  readonly hasLeads: boolean;
  /** Dropped leads, the one that waits longest first. */
  readonly leads: readonly { readonly id: string; readonly label: string }[];
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
  'Lead Response': [leadResponse, 'decimal', 1],
  'Lead Conversion': [leadConversion, 'percent', 0],
  'Dropped Leads': [leadsDropped, 'percent', 0],
  Stage: [stage, 'percent', 0]
};

const words: Readonly<Record<string, string>> = {
  Above: above,
  Below: below,
  'Not proven': notProven
};

/** Her own figures, then territories by name, each with its figures in the order in which the service tells them. */
export function sellingTerritories(nodes: readonly SellingNode[]): SellingTerritory[] {
  return nodes
    .map((node) => ({
      id: node.Id,
      isOwn: Boolean(valueOf(node.Person__c)),
      name: valueOf(node.Person__c) ? mine : (valueOf(node.Territory__r?.Name) ?? ''),
      figures: (JSON.parse(valueOf(node.Figures__c) ?? '[]') as Figure[]).map(figureRow)
    }))
    .sort((a, b) => Number(b.isOwn) - Number(a.isOwn) || a.name.localeCompare(b.name));
}

function figureRow(figure: Figure, place: number): SellingFigureRow {
  const leads = (figure.records ?? []).map((id, at) => ({
    id,
    label: filled(leadLink, String(at + 1))
  }));
  const [name, style, digits] = shown[figure.metric] ?? [figure.metric, 'decimal', 1];
  const half = 0.5 * 10 ** -(style === 'percent' ? digits + 2 : digits);
  // What is rounded to nothing has no sign: −0 would be written out.
  const unsigned = <Value extends number | null>(value: Value): Value | 0 =>
    value !== null && Math.abs(value) < half ? 0 : value;
  return {
    key: String(place),
    name: filled(name, ...places(figure)),
    value: unsigned(figure.value),
    low: unsigned(figure.low),
    high: unsigned(figure.high),
    cases: figure.cases === null ? '' : String(figure.cases),
    team: unsigned(figure.team),
    says: words[figure.says ?? ''] ?? '',
    style,
    digits,
    isEstimated: figure.low !== null,
    hasHigh: figure.high !== null,
    hasTeam: figure.team !== null,
    hasLeads: leads.length > 0,
    leads
  };
}

/** What the places of a figure's name stand for: a stage, or how many of how many. */
function places({ metric, stage, value, cases }: Figure): string[] {
  return metric === 'Dropped Leads'
    ? [String(Math.round(value * (cases ?? 0))), String(cases ?? 0)]
    : [stage ?? ''];
}
