import type { FitPart } from './fit.ts';
import { listed } from './fit.ts';
import type { PeopleProblem, Person, Seat } from './people-problem.ts';

/** What is said about a person. */
export interface Told {
  readonly problem: PeopleProblem;
  readonly who: Person | undefined;
  readonly where: Seat | undefined;
  readonly parts: readonly FitPart[];
  readonly lacks: readonly string[];
  readonly settled: boolean;
  readonly next: number;
  readonly more: string;
  readonly personOf: Int32Array;
}

/** Why a person holds a territory or none, in plain words. */
export function wordsOf({
  problem,
  who,
  where,
  parts,
  lacks,
  settled,
  next,
  more,
  personOf
}: Told): string {
  const name = who?.name ?? '';
  const nextName = problem.seats[next]?.name;
  if (where === undefined)
    return nextName === undefined
      ? `${name} holds no territory: none is open to what ${name} brings.`
      : `${name} holds no territory: ${nextName} would be the best, and the whole would cost ${more} more.`;
  const speaks = parts.filter(
    ({ cost, kind }) => cost < 0 || kind === 'need' || (kind === 'want' && cost === 0)
  );
  const against = parts.filter(({ cost }) => cost > 0).slice(0, 2);
  const sentences = [
    settled
      ? `${name} holds ${where.name} because that is required.`
      : `${name} holds ${where.name}${speaks.length > 0 ? `: ${listed(speaks.map(({ words }) => words))}` : ''}.`
  ];
  if (lacks.length > 0) sentences.push(`It needs ${listed(lacks)}, which ${name} lacks.`);
  if (against.length > 0)
    sentences.push(`Against it: ${listed(against.map(({ words }) => words))}.`);
  if (nextName !== undefined) {
    const holder = problem.people[personOf[next] ?? -1]?.name;
    sentences.push(
      `Next best is ${nextName}${holder === undefined ? '' : `, which ${holder} holds`}; the whole would cost ${more} more.`
    );
  }
  return sentences.join(' ');
}
