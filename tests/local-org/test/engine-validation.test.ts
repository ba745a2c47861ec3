import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { rmSync } from 'node:fs';
import { openOrg } from '../engine/org.ts';
import type { Org, RecordValues, UserContext } from '../engine/types.ts';
import { everything, metadataFolder, named, picklist } from './metadata-folder.ts';

const text = '<type>Text</type><length>40</length>';
const number = '<type>Number</type><precision>9</precision><scale>2</scale>';
const lookup = (target: string): string =>
  `<type>Lookup</type><referenceTo>${target}</referenceTo>`;

/** Each rule forbids one thing, and is named for it. */
const rules: Readonly<Record<string, string>> = {
  Closed_Yard: 'ISPICKVAL(Yard__r.Stage__c, "Closed")',
  Over_The_Yard: 'Load__c > Yard__r.Most__c',
  Locked_Yard: 'Yard__r.Locked__c',
  Boss_Away: 'Yard__r.Keeper__r.Manager.Department = "Away"',
  Not_In_Sales: 'AND(Kind__c = "sales", $User.Department <> "Sales")',
  Wrong_Profile: 'AND(Kind__c = "profile", $Profile.Name <> "System Administrator")',
  Wrong_Role: 'AND(Kind__c = "role", $UserRole.Name <> "Chief")',
  Wrong_Org: 'AND(Kind__c = "org", $Organization.Name = "Evenfield Sample")',
  Not_The_Owner: 'AND(Kind__c = "owner", Owner:User.Alias <> $User.Alias)',
  In_The_Past: 'Due__c < TODAY()',
  Changed_Kind: 'AND(ISCHANGED(Kind__c), PRIORVALUE(Kind__c) = "fixed") /* "Kind__c" stays */',
  Quoted: 'Note__c = "Yard__r.Stage__c or TODAY() or $User.Alias"',
  New_Only: 'AND(IsNew(), Note__c = "old")'
};

let org: Org;
let folder = '';
const users: Record<'admin' | 'rep', UserContext> = { admin: { userId: '' }, rep: { userId: '' } };
const yards: Record<string, string> = {};

beforeAll(() => {
  folder = metadataFolder({
    Yard__c: {
      inner: named('Yard', 'ReadWrite'),
      fields: {
        Stage__c: `<type>Picklist</type>${picklist(['Open', 'Closed'], true)}`,
        Most__c: number,
        Locked__c: '<type>Checkbox</type><defaultValue>false</defaultValue>',
        Keeper__c: lookup('User')
      }
    },
    Load__c: {
      inner: named('Load', 'ReadWrite'),
      fields: {
        Yard__c: lookup('Yard__c'),
        Load__c: number,
        Kind__c: text,
        Note__c: '<type>Text</type><length>80</length>',
        Due__c: '<type>Date</type>'
      },
      rules
    }
  });
  org = openOrg({ sources: [folder] });
  const role = (name: string): string => org.load('UserRole', [{ Name: name }])[0] ?? '';
  const user = (
    alias: string,
    profile: string,
    roleId: string | null,
    more: RecordValues
  ): UserContext => {
    const [userId = ''] = org.load('User', [
      {
        LastName: alias,
        Username: `${alias}@yard.example`,
        Email: `${alias}@yard.example`,
        Alias: alias,
        IsActive: true,
        ProfileId: org.profileId(profile),
        UserRoleId: roleId,
        TimeZoneSidKey: 'Pacific/Auckland',
        LocaleSidKey: 'en_US',
        LanguageLocaleKey: 'en_US',
        EmailEncodingKey: 'UTF-8',
        UserType: 'Standard',
        ...more
      }
    ]);
    org.assignPermissionSet(userId, everything);
    return { userId };
  };
  users.admin = user('admin', 'System Administrator', role('Chief'), { Department: 'Sales' });
  users.rep = user('rep', 'Standard User', null, { Department: null });
  const away = user('away', 'Standard User', null, { Department: 'Away' });
  const keeper = user('keeper', 'Standard User', null, { ManagerId: away.userId });
  const yard = (name: string, values: RecordValues): void => {
    yards[name] = org.load('Yard__c', [{ Name: name, ...values }])[0] ?? '';
  };
  yard('open', { Stage__c: 'Open', Most__c: 10 });
  yard('closed', { Stage__c: 'Closed' });
  yard('locked', { Stage__c: 'Open', Locked__c: true });
  yard('kept', { Stage__c: 'Open', Keeper__c: keeper.userId });
});
afterAll(() => {
  org.close();
  rmSync(folder, { recursive: true });
});

/** Names of the rules that a new load breaks. */
function broken(values: RecordValues, user: UserContext = users.admin): string[] {
  const [result] = org.create(user, 'Load__c', [{ Name: 'Load', ...values }], { allOrNone: false });
  return (result?.errors ?? []).map((error) => error.message);
}

describe('validation formulas over relations', () => {
  it.each<[string, string | null, RecordValues, string[]]>([
    ['nothing related', null, { Load__c: 50 }, []],
    ['a picklist that fits', 'open', {}, []],
    ['a picklist that does not', 'closed', {}, ['Closed_Yard']],
    ['a number within', 'open', { Load__c: 10 }, []],
    ['a number beyond', 'open', { Load__c: 10.01 }, ['Over_The_Yard']],
    ['a checkbox', 'locked', {}, ['Locked_Yard']],
    ['a path over three objects', 'kept', {}, ['Boss_Away']]
  ])('%s', (_, yard, values, names) => {
    expect(broken({ ...values, Yard__c: yard === null ? null : (yards[yard] ?? '') })).toEqual(
      names
    );
  });

  it('read the related row as it is now', () => {
    const row = { Yard__c: yards['open'] ?? '' };
    expect(broken(row)).toEqual([]);
    org.update(users.admin, 'Yard__c', [{ Id: row.Yard__c, Stage__c: 'Closed' }], {
      allOrNone: true
    });
    expect(broken(row)).toEqual(['Closed_Yard']);
    org.update(users.admin, 'Yard__c', [{ Id: row.Yard__c, Stage__c: 'Open' }], {
      allOrNone: true
    });
    expect(broken(row)).toEqual([]);
  });
});

describe('validation formulas over who saves', () => {
  it.each<[string, string[]]>([
    ['sales', ['Not_In_Sales']],
    ['profile', ['Wrong_Profile']],
    ['role', ['Wrong_Role']]
  ])('%s: the admin may, the rep may not', (Kind__c, names) => {
    expect(broken({ Kind__c })).toEqual([]);
    expect(broken({ Kind__c }, users.rep)).toEqual(names);
  });

  it('read the organization and the owner', () => {
    expect(broken({ Kind__c: 'org' })).toEqual(['Wrong_Org']);
    expect(broken({ Kind__c: 'owner' })).toEqual([]);
    expect(broken({ Kind__c: 'owner', OwnerId: users.rep.userId })).toEqual(['Not_The_Owner']);
  });
});

describe('validation formulas over time and change', () => {
  it('today is the day in the zone of who saves, by the org’s clock', () => {
    const noon = Date.parse('2027-03-10T12:00:00Z');
    org.setClock(noon - Date.now());
    // In Auckland, 13 hours ahead, it is one in the morning of the 11th.
    expect(broken({ Due__c: '2027-03-10' })).toEqual(['In_The_Past']);
    expect(broken({ Due__c: '2027-03-11' })).toEqual([]);
    org.setClock(noon + 86_400_000 - Date.now());
    expect(broken({ Due__c: '2027-03-11' })).toEqual(['In_The_Past']);
    org.setClock(0);
  });

  it('what was is told from what is, and a comment is none of it', () => {
    const [made] = org.create(users.admin, 'Load__c', [{ Name: 'L', Kind__c: 'fixed' }], {
      allOrNone: true
    });
    const update = (values: RecordValues): string[] =>
      org
        .update(users.admin, 'Load__c', [{ Id: made?.id ?? '', ...values }], { allOrNone: false })
        .flatMap((result) => result.errors.map((error) => error.message));
    expect(update({ Note__c: 'old' })).toEqual([]);
    expect(update({ Kind__c: 'free' })).toEqual(['Changed_Kind']);
    expect(broken({ Note__c: 'old' })).toEqual(['New_Only']);
  });

  it('names within a text are text', () => {
    expect(broken({ Note__c: 'Yard__r.Stage__c or TODAY() or $User.Alias' })).toEqual(['Quoted']);
  });
});

describe('a formula that no org would take', () => {
  it.each([
    ['$Setup.Thing__c = "x"', /\$Setup/],
    ['Nothing = "x"', /Nothing does not exist/],
    ['Owner.Name = "x"', /Owner/],
    ['ISPICKVAL(Kind__c', /One/]
  ])('%s', (formula, message) => {
    const bad = metadataFolder({
      Load__c: {
        inner: named('Load', 'ReadWrite'),
        fields: { Kind__c: text },
        rules: { One: formula }
      }
    });
    const other = openOrg({ sources: [bad] });
    const [userId = ''] = other.load('User', [
      { LastName: 'A', ProfileId: other.profileId('System Administrator') }
    ]);
    expect(() =>
      other.create({ userId }, 'Load__c', [{ Name: 'L' }], { allOrNone: false })
    ).toThrow(message);
    other.close();
    rmSync(bad, { recursive: true });
  });

  it('goes without the custom field that it reads', () => {
    const bad = metadataFolder({
      Load__c: {
        inner: named('Load', 'ReadWrite'),
        fields: {},
        rules: { One: 'Gone__r.Kind__c = "x"', Two: 'Gone__c = "x"' }
      }
    });
    const other = openOrg({ sources: [bad] });
    const [userId = ''] = other.load('User', [
      { LastName: 'A', ProfileId: other.profileId('System Administrator') }
    ]);
    const [result] = other.create({ userId }, 'Load__c', [{ Name: 'L' }], { allOrNone: false });
    expect(result?.success).toBe(true);
    other.close();
    rmSync(bad, { recursive: true });
  });
});
