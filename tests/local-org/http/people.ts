import type { Org } from '../engine/types.ts';

export interface Person {
  readonly alias: string;
  readonly username: string;
  readonly userId: string;
  readonly name: string;
  readonly profile: string;
}

interface Part {
  readonly alias: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly profile: string;
  readonly role: string | null;
  readonly permissionSets: readonly string[];
}

/** The role tree, each below the one named. */
const ROLES: readonly { readonly name: string; readonly parent: string | null }[] = [
  { name: 'CEO', parent: null },
  { name: 'VP Sales', parent: 'CEO' },
  { name: 'Region Manager', parent: 'VP Sales' },
  { name: 'Sales Rep', parent: 'Region Manager' }
];

const STANDARD = 'Standard User';

const CAST: readonly Part[] = [
  {
    alias: 'admin',
    firstName: 'Ada',
    lastName: 'Admin',
    profile: 'System Administrator',
    role: 'CEO',
    permissionSets: ['Evenfield_Admin', 'Evenfield_Manager', 'Evenfield_Rep']
  },
  {
    alias: 'service',
    firstName: 'Evenfield',
    lastName: 'Service',
    profile: 'Minimum Access - API Only Integrations',
    role: null,
    permissionSets: ['Evenfield_Service']
  },
  {
    alias: 'manager',
    firstName: 'Maria',
    lastName: 'Santos',
    profile: STANDARD,
    role: 'VP Sales',
    permissionSets: ['Evenfield_Manager']
  },
  {
    alias: 'rep',
    firstName: 'Rachel',
    lastName: 'Kim',
    profile: STANDARD,
    role: 'Sales Rep',
    permissionSets: ['Evenfield_Rep']
  },
  {
    alias: 'rep2',
    firstName: 'Ravi',
    lastName: 'Patel',
    profile: STANDARD,
    role: 'Sales Rep',
    permissionSets: ['Evenfield_Rep']
  },
  {
    alias: 'outsider',
    firstName: 'Otto',
    lastName: 'Outsider',
    profile: STANDARD,
    role: null,
    permissionSets: []
  }
];

/** Creates roles, users and their permission sets in a new org. */
export function loadCast(org: Org): Person[] {
  const roles = new Map<string, string>();
  for (const { name, parent } of ROLES) {
    const [id = ''] = org.load('UserRole', [
      {
        Name: name,
        DeveloperName: name.replaceAll(' ', '_'),
        ParentRoleId: parent === null ? null : (roles.get(parent) ?? null)
      }
    ]);
    roles.set(name, id);
  }
  return CAST.map((part) => {
    const person = loadPerson(
      org,
      part,
      part.role === null ? null : (roles.get(part.role) ?? null)
    );
    const others = part.alias === 'admin' ? setsOfOthers(org) : [];
    for (const name of [...part.permissionSets, ...others])
      assignWhereDeployed(org, person.userId, name);
    return person;
  });
}

/** Permission sets of metadata beside our own: who brings it wants the admin to have them. */
function setsOfOthers(org: Org): string[] {
  return org.permissionSetNames().filter((name) => !name.startsWith('Evenfield_'));
}

/** An org of other metadata has none of our permission sets, and its users go without. */
function assignWhereDeployed(org: Org, userId: string, permissionSet: string): void {
  if (org.hasPermissionSet(permissionSet)) org.assignPermissionSet(userId, permissionSet);
}

function loadPerson(org: Org, part: Part, roleId: string | null): Person {
  const username = usernameOf(part);
  const name = `${part.firstName} ${part.lastName}`;
  const [userId = ''] = org.load('User', [
    {
      Username: username,
      FirstName: part.firstName,
      LastName: part.lastName,
      Name: name,
      Alias: part.alias,
      Email: username,
      IsActive: true,
      ProfileId: org.profileId(part.profile),
      UserRoleId: roleId,
      UserType: 'Standard',
      TimeZoneSidKey: 'America/New_York',
      LocaleSidKey: 'en_US',
      LanguageLocaleKey: 'en_US',
      EmailEncodingKey: 'UTF-8'
    }
  ]);
  return { alias: part.alias, username, userId, name, profile: part.profile };
}

/** Finds the cast again in a kept org. */
export function readCast(org: Org): Person[] {
  return CAST.map((part) => {
    const username = usernameOf(part);
    const user = org.findUser(username);
    if (user === null)
      throw new Error(`The kept org has no user ${username}; start with another folder.`);
    return {
      alias: part.alias,
      username,
      userId: user.userId,
      name: `${part.firstName} ${part.lastName}`,
      profile: part.profile
    };
  });
}

function usernameOf(part: Part): string {
  return `${part.alias}@evenfield.example`;
}
