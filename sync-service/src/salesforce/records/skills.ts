import type { KnownSkills } from '../../domain/rebalance/propose-people.ts';
import type { OrgConnection } from '../connection.ts';
import { readRows } from '../read-rows.ts';

/** Skills that territories need and that people offer in any of theirs. @throws OrgError */
export async function readSkills(connection: OrgConnection): Promise<KnownSkills> {
  const needs = new Map<string, string[]>();
  await readRows(
    connection,
    {
      object: 'Evenfield_Territory__c',
      columns: ['Id', 'Needs_Skills__c'],
      where: 'Needs_Skills__c != null'
    },
    ([id, text]) => {
      needs.set(id ?? '', skillsIn(text ?? ''));
    }
  );
  const has = new Map<string, string[]>();
  await readRows(
    connection,
    {
      object: 'Evenfield_Territory_Member__c',
      columns: ['User__c', 'Skills__c'],
      where: 'Skills__c != null'
    },
    ([user, text]) => {
      has.set(user ?? '', [...(has.get(user ?? '') ?? []), ...skillsIn(text ?? '')]);
    }
  );
  return { needs, has };
}

function skillsIn(text: string): string[] {
  return text
    .split(';')
    .map((skill) => skill.trim().toLowerCase())
    .filter((skill) => skill !== '');
}
