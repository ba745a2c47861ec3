import curveTitle from '@salesforce/label/c.Evenfield_Model_Curve';
import curveHelp from '@salesforce/label/c.Evenfield_Model_Curve_Help';
import tenth from '@salesforce/label/c.Evenfield_Model_Tenth';
import customers from '@salesforce/label/c.Evenfield_Model_Customers';
import told from '@salesforce/label/c.Evenfield_Model_Told';
import left from '@salesforce/label/c.Evenfield_Model_Left';
import playsTitle from '@salesforce/label/c.Evenfield_Model_Plays';
import playsHelp from '@salesforce/label/c.Evenfield_Model_Plays_Help';
import play from '@salesforce/label/c.Evenfield_Model_Play';
import done from '@salesforce/label/c.Evenfield_Model_Done';
import stayed from '@salesforce/label/c.Evenfield_Model_Stayed';
import share from '@salesforce/label/c.Evenfield_Model_Share';
import interval from '@salesforce/label/c.Evenfield_Model_Interval';
import cohortsTitle from '@salesforce/label/c.Evenfield_Model_Cohorts';
import cohortsHelp from '@salesforce/label/c.Evenfield_Model_Cohorts_Help';
import cohort from '@salesforce/label/c.Evenfield_Model_Cohort';
import yearsOn from '@salesforce/label/c.Evenfield_Model_Years_On';
import logos from '@salesforce/label/c.Evenfield_Model_Logos';
import gross from '@salesforce/label/c.Evenfield_GRR';
import net from '@salesforce/label/c.Evenfield_NRR';
import spaceTitle from '@salesforce/label/c.Evenfield_Model_Space';
import spaceHelp from '@salesforce/label/c.Evenfield_Model_Space_Help';
import because from '@salesforce/label/c.Evenfield_Model_Because';
import product from '@salesforce/label/c.Evenfield_Model_Product';
import owners from '@salesforce/label/c.Evenfield_Model_Owners';
import ownShare from '@salesforce/label/c.Evenfield_Model_Own_Share';
import usual from '@salesforce/label/c.Evenfield_Model_Usual';
import profileTitle from '@salesforce/label/c.Evenfield_Model_Profile';
import profileHelp from '@salesforce/label/c.Evenfield_Model_Profile_Help';
import attribute from '@salesforce/label/c.Evenfield_Model_Attribute';
import value from '@salesforce/label/c.Evenfield_Model_Value';
import strength from '@salesforce/label/c.Evenfield_Model_Strength';
import best from '@salesforce/label/c.Evenfield_Model_Best';
import rest from '@salesforce/label/c.Evenfield_Model_Rest';
import notKnown from '@salesforce/label/c.Evenfield_Not_Known';
import { valueOf } from 'c/graphqlNodes';
import type { VersionNode } from './modelQuery';

/** A table of words and figures. */
export interface Finding {
  readonly name: string;
  readonly title: string;
  readonly help: string;
  readonly columns: readonly Cell[];
  readonly rows: readonly { readonly key: string; readonly cells: readonly Cell[] }[];
  readonly isEmpty: boolean;
}

export interface Cell {
  readonly key: string;
  readonly text: string;
}

type Row = Readonly<Record<string, unknown>>;

const keyed = (texts: readonly string[]): Cell[] =>
  texts.map((text, place) => ({ key: String(place), text }));

export function table(
  name: string,
  title: string,
  help: string,
  columns: readonly string[],
  rows: readonly (readonly string[])[]
): Finding {
  return {
    name,
    title,
    help,
    columns: keyed(columns),
    rows: rows.map((texts, place) => ({ key: String(place), cells: keyed(texts) })),
    isEmpty: rows.length === 0
  };
}

/** A list that the service wrote; none where it cannot be read. */
function listOf(text: string | null): unknown[] {
  if (text === null) return [];
  try {
    const list: unknown = JSON.parse(text);
    return Array.isArray(list) ? list : [];
  } catch {
    return [];
  }
}

const rowsOf = (text: string | null): Row[] =>
  listOf(text).filter((row): row is Row => typeof row === 'object' && row !== null);

/** A share as percent, a figure with `digits`, or that it is not known. */
export const percent = (share: unknown): string =>
  typeof share === 'number' ? `${(share * 100).toFixed(1)} %` : notKnown;
export const number = (figure: unknown, digits = 0): string =>
  typeof figure === 'number' ? figure.toFixed(digits) : notKnown;
const words = (text: unknown): string =>
  typeof text === 'string' || typeof text === 'number' ? String(text) : notKnown;

/** What a version keeps besides its measures, one table each. */
export function findingsOf(node: VersionNode): Finding[] {
  const curve = listOf(valueOf(node.Curve__c)).filter((bin): bin is unknown[] =>
    Array.isArray(bin)
  );
  return [
    table(
      'curve',
      curveTitle,
      curveHelp,
      [tenth, customers, told, left],
      curve.map(([rows, chance, happened], place) => [
        String(place + 1),
        number(rows),
        percent(chance),
        percent(happened)
      ])
    ),
    table(
      'plays',
      playsTitle,
      playsHelp,
      [play, done, stayed, share, interval],
      rowsOf(valueOf(node.Plays__c)).map((row) => [
        words(row['play']),
        number(row['done']),
        number(row['stayed']),
        percent(row['share']),
        `${percent(row['low'])} – ${percent(row['high'])}`
      ])
    ),
    table(
      'cohorts',
      cohortsTitle,
      cohortsHelp,
      [cohort, yearsOn, customers, logos, gross, net],
      rowsOf(valueOf(node.Cohorts__c)).map((row) => [
        words(row['cohort']),
        number(row['yearsOn']),
        number(row['customers']),
        percent(row['logos']),
        percent(row['grossRetention']),
        percent(row['netRetention'])
      ])
    ),
    table(
      'white-space',
      spaceTitle,
      spaceHelp,
      [because, product, owners, ownShare, usual],
      rowsOf(valueOf(node.White_Space__c)).map((row) => [
        words(row['because']),
        words(row['product']),
        number(row['owners']),
        percent(row['share']),
        percent(row['usual'])
      ])
    ),
    table(
      'profile',
      profileTitle,
      profileHelp,
      [attribute, value, strength, interval, best, rest],
      rowsOf(valueOf(node.Profile__c)).map((row) => [
        words(row['attribute']),
        words(row['label']),
        number(row['strength'], 2),
        `${number(row['low'], 2)} – ${number(row['high'], 2)}`,
        number(row['best']),
        number(row['rest'])
      ])
    )
  ];
}
