/** The made-up company's people beyond those that every local org has. */
import type { Org } from '../engine/types.ts';
import { leafPlans, regions, troubles } from './territory-plan.ts';

export interface People {
  /** Owner of the root of the tree. */
  readonly headOfSales: string;
  /** Region key to its manager's user id. */
  readonly managers: ReadonlyMap<string, string>;
  /** Leaf key to its rep's user id; the vacant leaf has none. */
  readonly reps: ReadonlyMap<string, string>;
  readonly overlays: readonly string[];
  readonly support: string;
}

const repNames: readonly string[] = [
  'Ana Ruiz',
  'Ben Okafor',
  'Carla Meyer',
  'Dev Patel',
  'Ema Novak',
  'Finn Larsen',
  'Grace Kim',
  'Hugo Silva',
  'Ines Costa',
  'Jonas Weber',
  'Kira Sato',
  'Liam Byrne',
  'Mona Haddad',
  'Nils Berg',
  'Olga Petrova',
  'Paul Adeyemi',
  'Quinn Harper',
  'Rosa Lopez',
  'Sam Fisher'
];

/** Leaves that the two reps of every local org work. */
const knownReps: Readonly<Record<string, string>> = {
  'new-england': 'rep@evenfield.example',
  pennsylvania: 'rep2@evenfield.example'
};

function idOf(org: Org, username: string): string {
  const user = org.findUser(username);
  if (user === null) throw new Error(`The sample needs the user ${username}, and the org has none`);
  return user.userId;
}

function textOf(org: Org, asUser: string, soql: string, field: string): string | null {
  const value = org.query({ userId: asUser }, soql).records[0]?.values[field];
  return typeof value === 'string' ? value : null;
}

/** Makes region managers, reps, overlays and support, with roles that follow the territory tree. */
export function loadPeople(org: Org): People {
  const admin = idOf(org, 'admin@evenfield.example');
  const headOfSales = idOf(org, 'manager@evenfield.example');
  const profile = textOf(org, admin, "SELECT Id FROM Profile WHERE Name = 'Standard User'", 'Id');
  const headRole = textOf(
    org,
    admin,
    `SELECT UserRoleId FROM User WHERE Id = '${headOfSales}'`,
    'UserRoleId'
  );
  const managerRoles = org.load(
    'UserRole',
    regions.map((region) => ({
      Name: `${region.name} Sales Manager`,
      DeveloperName: `${region.name}_Sales_Manager`,
      ParentRoleId: headRole
    }))
  );
  const repRoles = org.load(
    'UserRole',
    regions.map((region, index) => ({
      Name: `${region.name} Sales Rep`,
      DeveloperName: `${region.name}_Sales_Rep`,
      ParentRoleId: managerRoles[index] ?? null
    }))
  );
  const person = (name: string, role: string | null, title: string): string => {
    const [first = '', last = name] = name.split(' ');
    const username = `${first}.${last}@evenfield.example`.toLowerCase();
    const [id = ''] = org.load('User', [
      {
        Username: username,
        FirstName: first,
        LastName: last,
        Name: name,
        Email: username,
        Title: title,
        Alias: `${first.slice(0, 1)}${last.slice(0, 5)}`.toLowerCase(),
        IsActive: true,
        ProfileId: profile,
        UserRoleId: role,
        TimeZoneSidKey: 'America/New_York',
        LocaleSidKey: 'en_US',
        LanguageLocaleKey: 'en_US',
        EmailEncodingKey: 'UTF-8',
        UserType: 'Standard'
      }
    ]);
    return id;
  };
  const managers = new Map<string, string>();
  ['Tara Walsh', 'Uma Reddy', 'Victor Hahn'].forEach((name, index) => {
    const id = person(name, managerRoles[index] ?? null, 'Regional Sales Manager');
    org.assignPermissionSet(id, 'Evenfield_Manager');
    managers.set(regions[index]?.key ?? '', id);
  });
  const reps = new Map<string, string>();
  let nextName = 0;
  for (const plan of leafPlans) {
    if (plan.key === troubles.vacant) continue;
    const known = knownReps[plan.key];
    if (known !== undefined) {
      reps.set(plan.key, idOf(org, known));
      continue;
    }
    const role = repRoles[regions.findIndex((region) => region.key === plan.region)] ?? null;
    const id = person(repNames[nextName] ?? `Rep ${nextName}`, role, 'Account Executive');
    nextName += 1;
    org.assignPermissionSet(id, 'Evenfield_Rep');
    reps.set(plan.key, id);
  }
  const overlays = ['Wendy Cho', 'Xavier Brun'].map((name) =>
    person(name, headRole, 'Solution Specialist')
  );
  const support = person('Yara Nasser', headRole, 'Inside Sales');
  for (const id of [...overlays, support]) org.assignPermissionSet(id, 'Evenfield_Rep');
  return { headOfSales, managers, reps, overlays, support };
}
