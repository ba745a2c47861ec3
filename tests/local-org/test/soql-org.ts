import { fileURLToPath } from 'node:url';
import { openOrg } from '../engine/org.ts';
import type { Org } from '../engine/types.ts';
import { SalesforceError } from '../engine/types.ts';

/** Metadata of these tests: a few fields on Account, a private object, a detail, a detail of a detail. */
const METADATA = fileURLToPath(new URL('soql-metadata', import.meta.url));

/** Roles: chief above manager above rep and peer; outsider and admin have none. */
export type Person = 'admin' | 'chief' | 'manager' | 'rep' | 'peer' | 'outsider';

export interface SoqlOrg {
  readonly org: Org;
  /** User ids. */
  readonly people: Readonly<Record<Person, string>>;
  /** Names of the rows that a query gives, in its order. */
  names(person: Person, soql: string): string[];
  /** The error that a query ends with. */
  refusal(person: Person, soql: string): SalesforceError;
}

/** An org in memory whose clock stands near `now`; everybody lives in New York. */
export function openSoqlOrg(now: string): SoqlOrg {
  const org = openOrg({ sources: [METADATA] });
  org.setClock(Date.parse(now) - Date.now());
  const role = (name: string, parent: string | null): string => {
    const [id = ''] = org.load('UserRole', [{ Name: `${name} Role`, ParentRoleId: parent }]);
    return id;
  };
  const chief = role('Chief', null);
  const manager = role('Manager', chief);
  const user = (person: Person, roleId: string | null): string => {
    const profile = person === 'admin' ? 'System Administrator' : 'Standard User';
    const [id = ''] = org.load('User', [
      {
        FirstName: `${person.charAt(0).toUpperCase()}${person.slice(1)}`,
        LastName: 'Person',
        Username: `${person}@soql.example`,
        Email: `${person}@soql.example`,
        Alias: person,
        IsActive: true,
        ProfileId: org.profileId(profile),
        UserRoleId: roleId,
        TimeZoneSidKey: 'America/New_York',
        LocaleSidKey: 'en_US',
        LanguageLocaleKey: 'en_US',
        EmailEncodingKey: 'UTF-8',
        UserType: 'Standard'
      }
    ]);
    org.assignPermissionSet(id, 'Soql_Reader');
    return id;
  };
  const people: Record<Person, string> = {
    admin: user('admin', null),
    chief: user('chief', chief),
    manager: user('manager', manager),
    rep: user('rep', role('Rep', manager)),
    peer: user('peer', role('Peer', manager)),
    outsider: user('outsider', null)
  };
  return {
    org,
    people,
    names(person, soql) {
      const { records } = org.query({ userId: people[person] }, soql);
      return records.map((record) => String(record.values['Name']));
    },
    refusal(person, soql) {
      try {
        org.query({ userId: people[person] }, soql);
      } catch (error) {
        if (error instanceof SalesforceError) return error;
        throw error;
      }
      throw new Error(`was not refused: ${soql}`);
    }
  };
}
