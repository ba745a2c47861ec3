import engagement from '@salesforce/label/c.Evenfield_Play_Engagement';
import spend from '@salesforce/label/c.Evenfield_Play_Spend';
import service from '@salesforce/label/c.Evenfield_Play_Service';
import relationship from '@salesforce/label/c.Evenfield_Play_Relationship';
import contacts from '@salesforce/label/c.Evenfield_Play_Contacts';
import contract from '@salesforce/label/c.Evenfield_Play_Contract';
import rival from '@salesforce/label/c.Evenfield_Play_Rival';
import owner from '@salesforce/label/c.Evenfield_Play_Owner';
import escalation from '@salesforce/label/c.Evenfield_Play_Escalation';
import renewal from '@salesforce/label/c.Evenfield_Play_Renewal';
import notice from '@salesforce/label/c.Evenfield_Play_Notice';
import invoices from '@salesforce/label/c.Evenfield_Play_Invoices';
import satisfaction from '@salesforce/label/c.Evenfield_Play_Satisfaction';
import usage from '@salesforce/label/c.Evenfield_Play_Usage';
import mapped from '@salesforce/label/c.Evenfield_Play_Mapped';
import missing from '@salesforce/label/c.Evenfield_Play_Missing';
import general from '@salesforce/label/c.Evenfield_Play_General';

/** What to do about a driver: a task's subject, and in how many days it is due. */
export interface Play {
  readonly subject: string;
  readonly days: number;
}

/** By the codes that the service writes beside its signals. */
const plays: Readonly<Record<string, Play>> = {
  Engagement: { subject: engagement, days: 7 },
  Spend: { subject: spend, days: 10 },
  Service: { subject: service, days: 2 },
  Relationship: { subject: relationship, days: 14 },
  Contacts: { subject: contacts, days: 14 },
  Contract: { subject: contract, days: 5 },
  Rival: { subject: rival, days: 7 },
  Owner: { subject: owner, days: 7 },
  Escalation: { subject: escalation, days: 1 },
  Renewal: { subject: renewal, days: 5 },
  Notice: { subject: notice, days: 3 },
  Invoices: { subject: invoices, days: 3 },
  Satisfaction: { subject: satisfaction, days: 7 },
  Usage: { subject: usage, days: 10 },
  Mapped: { subject: mapped, days: 7 },
  Missing: { subject: missing, days: 14 }
};

/** For a risk without a named driver, and for a driver whose code a later service writes. */
export const generalPlay: Play = { subject: general, days: 7 };

/** The play of a signal's code; there is one for every code. */
export function playOf(code: string | undefined): Play {
  return plays[code ?? ''] ?? generalPlay;
}

/** What drives a risk, and what to do about it. */
export interface Driver {
  readonly words: string;
  readonly play: Play;
}

/**
 * Drivers in their order, each with the play of its code.
 * @param codes with semicolons between, in the order of the words; null where none were written yet
 * @param needsPlay a risk that is not low is not left without a play
 */
export function driversOf(
  words: readonly string[],
  codes: string | null,
  needsPlay: boolean,
  noWords: string
): Driver[] {
  const each = codes?.split(';') ?? [];
  if (words.length === 0 && needsPlay) return [{ words: noWords, play: generalPlay }];
  return words.map((text, place) => ({ words: text, play: playOf(each[place]) }));
}

/** An open task of the account. */
export interface OpenTask {
  readonly id: string;
  readonly subject: string;
}
