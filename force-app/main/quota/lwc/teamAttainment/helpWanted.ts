import asked from '@salesforce/label/c.Evenfield_Team_Help_Asked';
import alerted from '@salesforce/label/c.Evenfield_Team_Help_Alert';
import given from '@salesforce/label/c.Evenfield_Team_Help_Given';
import { filled, nodesOf, valueOf } from 'c/graphqlNodes';
import type { TeamData } from './attainmentRows';

/** A territory where help is wanted, and why. */
export interface HelpWanted {
  readonly id: string;
  readonly name: string;
  readonly why: string;
  /** Somebody asked; else an alert stands. */
  readonly isAsked: boolean;
  readonly givenLabel: string;
}

/**
 * Territories that asked for help, in the order in which they did; then those with an alert to act on that
 * nobody has done or put aside, by how long it stands. The org shows an alert to those above from the
 * day after it opened, so that nobody hears of it before those whom it is about. Attainment orders nobody.
 * @param today as YYYY-MM-DD
 */
export function helpWanted(data: TeamData, today: string): HelpWanted[] {
  const territories = nodesOf(data.Evenfield_Territory__c);
  const names = new Map(territories.map((node) => [node.Id, valueOf(node.Name) ?? '']));
  const ofThose = territories
    .filter((node) => valueOf(node.Help_Asked__c) !== null)
    .sort((a, b) => (valueOf(a.Help_Asked__c) ?? '').localeCompare(valueOf(b.Help_Asked__c) ?? ''))
    .map((node) =>
      wanted(
        node.Id,
        valueOf(node.Name) ?? '',
        asked,
        valueOf(node.Help_Asked__c),
        valueOf(node.Help_Note__c),
        true
      )
    );
  const seen = new Set(ofThose.map(({ id }) => id));
  const ofAlerts = nodesOf(data.Evenfield_Alert__c)
    .filter((node) => (valueOf(node.Snoozed_Until__c) ?? '') < today)
    .sort((a, b) => (valueOf(a.Opened__c) ?? '').localeCompare(valueOf(b.Opened__c) ?? ''))
    .flatMap((node) => {
      const id = valueOf(node.Territory__c) ?? '';
      const name = names.get(id);
      if (name === undefined || seen.has(id)) return [];
      seen.add(id);
      return [wanted(id, name, alerted, valueOf(node.Opened__c), valueOf(node.What__c), false)];
    });
  return [...ofThose, ...ofAlerts];
}

function wanted(
  id: string,
  name: string,
  words: string,
  since: string | null,
  why: string | null,
  isAsked: boolean
): HelpWanted {
  return {
    id,
    name,
    why: filled(words, (since ?? '').slice(0, 10), why ?? ''),
    isAsked,
    givenLabel: filled(given, name)
  };
}
