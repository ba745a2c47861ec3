import { dayNumber, dayText, within } from '../core/days.ts';
import type { OrgSnapshot, Territory, TerritoryMember } from '../core/snapshot.ts';
import { capacityOf } from '../territory/capacity.ts';
import type { WhatIf } from './question.ts';

type Temporary = Extract<WhatIf, { kind: 'temporary' }>;

/** Members with the temporary hours worked in, and what is then, in words. */
export interface TemporarySupposed {
  readonly members: readonly TerritoryMember[];
  readonly told: string;
}

const daysOfMonth = 365.25 / 12;

/** The day that a scenario looks at: today, or as many months ahead as its what-ifs say. */
export function dayLookedAt(today: string, whatIfs: readonly WhatIf[]): string {
  const months = whatIfs.reduce((sum, one) => sum + (one.kind === 'ahead' ? one.months : 0), 0);
  return dayText(dayNumber(today) + Math.round(months * daysOfMonth));
}

/**
 * Hours a week until a day, included: without a user of the whole territory, in equal parts by those
 * who own or cover it; with one of her membership, or of her cover where she has none there. Not
 * counted where they end before the day looked at. What was usual counts again the day after.
 * @param members as the what-ifs before this one leave them
 * @param standIn whoever is to work in a territory in which nobody does
 */
export function supposeTemporary(
  { users, today }: Pick<OrgSnapshot, 'users' | 'today'>,
  whatIf: Temporary,
  territory: Territory,
  members: readonly TerritoryMember[],
  lookedAt: string,
  standIn: TerritoryMember
): TemporarySupposed {
  const { hours, until, user } = whatIf;
  const { name } = territory;
  const temporary = { hoursPerWeek: hours, start: null, end: until };
  if (until < lookedAt)
    return {
      members,
      told: `The temporary hours of ${name} end on ${until}, before ${lookedAt}, the day looked at: the usual ones count.`
    };
  const isHere = (member: TerritoryMember): boolean =>
    member.territoryId === territory.id &&
    within(today, member.start, member.end) &&
    users.get(member.userId)?.active === true;
  const isWorking = (member: TerritoryMember): boolean =>
    isHere(member) && (member.role === 'Owner' || member.role === 'Cover');
  const working = members.filter(isWorking).length;
  const supposed = ((): TerritoryMember[] => {
    if (user !== undefined) {
      const isHers = (member: TerritoryMember): boolean => isHere(member) && member.userId === user;
      if (members.some(isHers))
        return members.map((member) => (isHers(member) ? { ...member, temporary } : member));
      return [
        ...members,
        { ...standIn, userId: user, role: 'Cover', end: until, capacityHoursPerWeek: hours }
      ];
    }
    if (working === 0) return [...members, { ...standIn, end: until, capacityHoursPerWeek: hours }];
    return members.map((member) =>
      isHere(member)
        ? {
            ...member,
            ramp: 1,
            temporary: {
              ...temporary,
              hoursPerWeek: isWorking(member) ? hours / working : 0
            }
          }
        : member
    );
  })();
  const after = dayText(dayNumber(until) + 1);
  const hoursOn = (all: readonly TerritoryMember[], day: string): string => {
    const here = all.filter(({ territoryId }) => territoryId === territory.id);
    const { effectiveHours } = capacityOf(territory, here, users, day);
    return String(Math.round(effectiveHours * 10) / 10);
  };
  return {
    members: supposed,
    told: `${name} has ${hoursOn(supposed, today)} hours a week until ${until}; from ${after} on it has ${hoursOn(members, after)}. Accounts that move do not go back by themselves then: ask again, or roll back. Applying writes no hours: enter them as temporary hours.`
  };
}
