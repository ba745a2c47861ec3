import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { LocalOrg } from '../local-org/http/server.ts';
import { startLocalOrg } from '../local-org/http/server.ts';
import { ask } from '../local-org/test/sign-assertion.ts';
import type { Granted, GovernedField } from './granted.ts';
import { governedFields, granted } from './granted.ts';

const people = ['rep', 'manager', 'admin', 'service', 'outsider'] as const;
type Person = (typeof people)[number];

const rights: Readonly<Record<Person, Granted>> = {
  rep: granted(['Evenfield_Rep'], false),
  manager: granted(['Evenfield_Manager'], false),
  admin: granted(['Evenfield_Admin', 'Evenfield_Manager', 'Evenfield_Rep'], true),
  service: granted(['Evenfield_Service'], false),
  outsider: granted([], false)
};

const name = (short: string): string => `Evenfield_${short}__c`;
const objects = [
  'Territory',
  'Territory_Member',
  'Territory_Rule',
  'Coverage',
  'Assignment_Change',
  'Health_Snapshot',
  'Map_Points',
  'Quota',
  'Alert',
  'Activity_Goal',
  'Personal_Quota',
  'Selling',
  'Review',
  'Review_Goal',
  'Rebalance',
  'Rebalance_Move',
  'Undo',
  'Market_Data',
  'Contest',
  'Model_Version',
  'Request',
  'Run',
  'Run_Error',
  'Policy'
].map(name);
/** Rows that hang on the rep's territory or account, on the other rep's, or on nobody's she knows. */
type Side = 'hers' | 'other' | 'office';

let org: LocalOrg;
const ids: Record<string, Partial<Record<Side, string>>> = {};
const parents = {
  territory: '',
  account: '',
  run: '',
  user: '',
  rebalance: '',
  move: '',
  quota: '',
  review: ''
};
let cells = 0;

const marketRow = {
  Level__c: 'ZIP',
  Place__c: '75001',
  Source__c: 'Survey',
  Date__c: '2026-01-01'
};

const personalRow = { Period_Start__c: '2026-01-01', Period_End__c: '2026-06-30' };

const reviewRow = {
  Kind__c: 'Quarter',
  Part__c: 'Results',
  Period_Start__c: '2026-01-01',
  Period_End__c: '2026-03-31',
  Measured_On__c: '2026-04-01'
};

const goalRow = {
  What__c: 'Win the north',
  Measure__c: 'Attained',
  Target__c: 1000,
  Due__c: '2026-06-30'
};

const contestRow = {
  What__c: 'Potential',
  Proposed_Value__c: 1000,
  Reason__c: 'A new plant',
  Status__c: 'Open'
};

beforeAll(async () => {
  org = await startLocalOrg();
  const user = (alias: string): string =>
    org.users.find((one) => one.alias === alias)?.userId ?? '';
  const load = (
    object: string,
    side: Side,
    values: Record<string, string | number | boolean>
  ): string => {
    const [id = ''] = org.org.load(object, [values]);
    (ids[object] ??= {})[side] = id;
    return id;
  };
  for (const [side, alias] of [
    ['hers', 'rep'],
    ['other', 'rep2']
  ] as const) {
    const account =
      org.org.load('Account', [{ Name: `Account ${side}`, OwnerId: user(alias) }])[0] ?? '';
    const territory = load(name('Territory'), side, {
      Name: `Land ${side}`,
      Key__c: side,
      OwnerId: user(alias)
    });
    load(name('Territory_Member'), side, {
      Key__c: side,
      Territory__c: territory,
      User__c: user(alias),
      Role__c: 'Owner'
    });
    load(name('Territory_Rule'), side, {
      Key__c: side,
      Territory__c: territory,
      Order__c: 1,
      Criteria__c: '{}'
    });
    load(name('Coverage'), side, { Key__c: account, Account__c: account, Territory__c: territory });
    load(name('Assignment_Change'), side, { Key__c: side, Account__c: account });
    load(name('Health_Snapshot'), side, {
      Key__c: side,
      Territory__c: territory,
      Date__c: '2026-01-01'
    });
    load(name('Map_Points'), side, { Key__c: side, Territory__c: territory, Part__c: 1 });
    const quota = load(name('Quota'), side, {
      Key__c: side,
      Territory__c: territory,
      Tier__c: 'New',
      Period_Start__c: '2026-01-01',
      Period_End__c: '2026-03-31'
    });
    load(name('Alert'), side, {
      Key__c: side,
      Territory__c: territory,
      Metric__c: 'Pace',
      Severity__c: 'Watch',
      Opened__c: '2026-01-01',
      OwnerId: user(alias)
    });
    load(name('Activity_Goal'), side, {
      Key__c: side,
      Territory__c: territory,
      Activity__c: 'Calls',
      OwnerId: user(alias)
    });
    load(name('Personal_Quota'), side, {
      ...personalRow,
      Person__c: user(alias),
      OwnerId: user(alias)
    });
    load(name('Selling'), side, {
      Key__c: side,
      Territory__c: territory,
      Figures__c: '[]',
      OwnerId: user(alias)
    });
    const review = load(name('Review'), side, {
      ...reviewRow,
      Key__c: side,
      Territory__c: territory,
      OwnerId: user(alias)
    });
    load(name('Review_Goal'), side, { ...goalRow, Review__c: review, Person__c: user(alias) });
    const move = load(name('Rebalance_Move'), side, {
      Key__c: side,
      Account__c: account,
      To__c: territory,
      OwnerId: user(alias)
    });
    load(name('Contest'), side, {
      ...contestRow,
      Key__c: side,
      Account__c: account,
      OwnerId: user(alias)
    });
    if (side === 'hers') Object.assign(parents, { move, quota, review });
    if (side === 'hers') Object.assign(parents, { territory, account, user: user(alias) });
  }
  load(name('Request'), 'office', {
    Kind__c: 'Sync',
    Status__c: 'Requested',
    OwnerId: user('admin')
  });
  parents.rebalance = load(name('Rebalance'), 'office', {
    Name: 'Draft',
    Status__c: 'Draft',
    OwnerId: user('admin')
  });
  load(name('Rebalance'), 'hers', {
    Name: 'The manager’s',
    Status__c: 'Draft',
    OwnerId: user('manager')
  });
  load(name('Undo'), 'office', { Key__c: 'undo', OwnerId: user('service') });
  parents.run = load(name('Run'), 'office', { Key__c: 'run', OwnerId: user('service') });
  load(name('Run_Error'), 'office', { Key__c: 'error', Run__c: parents.run });
  load(name('Market_Data'), 'office', {
    ...marketRow,
    Key__c: 'market',
    OwnerId: user('admin')
  });
  load(name('Model_Version'), 'office', { Key__c: 'churn', OwnerId: user('service') });
  load(name('Policy'), 'office', { Name: 'Policy', Key__c: 'policy', OwnerId: user('admin') });
}, 60_000);

afterAll(async () => {
  process.stdout.write(`counted: ${String(cells)} cells tried\n`);
  await org.stop();
});

const data = '/services/data/v66.0';
const sides = (object: string): [Side, string][] =>
  Object.entries(ids[object] ?? {}) as [Side, string][];

/** Which rows a person may see, by hand: a rep her own; the manager above both reps theirs; admin and service all; market data and model versions whoever may read them. */
function sees(person: Person, object: string, side: Side): boolean {
  if (!rights[person].object(object).read) return false;
  if (object === name('Market_Data') || object === name('Model_Version')) return true;
  if (person === 'admin' || person === 'service') return true;
  if (person === 'manager') return side !== 'office';
  return person === 'rep' && side === 'hers';
}

async function graphql(
  person: Person,
  query: string
): Promise<{
  data?: { uiapi?: { query?: Record<string, { edges: { node: { Id: string } }[] }> } } | null;
  errors?: unknown[];
}> {
  const response = await ask(
    org,
    `${data}/graphql`,
    { method: 'POST', body: JSON.stringify({ query }) },
    person
  );
  return (await response.json()) as Awaited<ReturnType<typeof graphql>>;
}

describe.each(people)('%s reads', (person) => {
  it.each(objects)(
    '%s by REST, SOQL and GraphQL exactly as rights and sharing say',
    async (object) => {
      const visible = sides(object)
        .filter(([side]) => sees(person, object, side))
        .map(([, id]) => id)
        .sort();
      for (const [, id] of sides(object)) {
        cells += 1;
        const response = await ask(org, `${data}/sobjects/${object}/${id}`, {}, person);
        expect([object, id, response.status]).toEqual([
          object,
          id,
          visible.includes(id) ? 200 : 404
        ]);
      }
      const soql = await ask(org, `${data}/query?q=SELECT+Id+FROM+${object}`, {}, person);
      const shown = await graphql(
        person,
        `{ uiapi { query { ${object}(first: 50) { edges { node { Id } } } } } }`
      );
      cells += 2;
      if (rights[person].object(object).read) {
        const { records } = (await soql.json()) as { records: { Id: string }[] };
        expect(records.map((record) => record.Id).sort()).toEqual(visible);
        expect(
          (shown.data?.uiapi?.query?.[object]?.edges ?? []).map((edge) => edge.node.Id).sort()
        ).toEqual(visible);
      } else {
        expect(soql.status).toBe(400);
        expect(shown.errors ?? []).not.toHaveLength(0);
      }
    }
  );
});

/** A value that fits the field. */
function valueFor(field: GovernedField, turn: number): string | number | boolean {
  switch (field.type) {
    case 'Checkbox':
      return true;
    case 'Number':
    case 'Percent':
      return 0.5;
    case 'Currency':
      return 10;
    case 'Date':
      return '2026-05-01';
    case 'DateTime':
      return '2026-05-01T10:00:00.000Z';
    case 'Picklist':
      return field.firstValue ?? '';
    case 'Lookup':
      return field.referenceTo === 'User'
        ? parents.user
        : field.referenceTo === 'Account'
          ? parents.account
          : field.referenceTo === name('Run')
            ? parents.run
            : field.referenceTo === name('Rebalance')
              ? parents.rebalance
              : field.referenceTo === name('Rebalance_Move')
                ? parents.move
                : field.referenceTo === name('Quota')
                  ? parents.quota
                  : parents.territory;
    default:
      return `x${String(turn)}`;
  }
}

/** Fields that a validation rule lets in only together with another. */
const together: Readonly<Record<string, Record<string, string | number | boolean>>> = {
  Locked_Until__c: { Locked__c: true },
  Override_Territory__c: { Override_Reason__c: 'Because' },
  Base_Latitude__c: { Base_Longitude__c: 1 },
  Base_Longitude__c: { Base_Latitude__c: 1 },
  Nightly_Hour__c: {},
  End_Date__c: {}
};
const fields = governedFields();
/** Computed: no person may edit it, only the service. */
const computed = fields.filter(
  (field) =>
    !(['rep', 'manager', 'admin'] as const).some((person) =>
      rights[person].mayEdit(field.object, field.name)
    )
);

describe.each(people)('%s writes', (person) => {
  it('each field by REST and GraphQL exactly where field rights say so', async () => {
    let turn = 0;
    const wrong: string[] = [];
    for (const field of fields) {
      const [side, id] = sides(field.object)[0] ?? ['hers', ''];
      turn += 1;
      const value = valueFor(field, turn);
      const body = { [field.name]: value, ...together[field.name] };
      const isAllowed =
        sees(person, field.object, side) &&
        rights[person].object(field.object).edit &&
        rights[person].mayEdit(field.object, field.name);
      const rest = await ask(
        org,
        `${data}/sobjects/${field.object}/${id}`,
        { method: 'PATCH', body: JSON.stringify(body) },
        person
      );
      const input = Object.entries(body)
        .map(([key, part]) => `${key}: ${JSON.stringify(part)}`)
        .join(', ');
      const mutation = `mutation { uiapi { ${field.object.replace(/__c$/, '__c')}Update(input: { Id: "${id}", ${field.object}: { ${input} } }) { success } } }`;
      const answer = await graphql(person, mutation);
      cells += 2;
      const byGraphql = (answer.errors ?? []).length === 0;
      const isComputed = computed.includes(field);
      if (isComputed || person === 'service' || !isAllowed) {
        if (rest.ok !== isAllowed)
          wrong.push(
            `${person} REST ${field.object}.${field.name}: ${String(rest.status)} ${await rest.text()}`
          );
        if (byGraphql !== isAllowed)
          wrong.push(
            `${person} GraphQL ${field.object}.${field.name}: ${JSON.stringify(answer).slice(0, 200)}`
          );
      }
    }
    expect(wrong).toEqual([]);
  }, 60_000);

  it('creates and deletes exactly the objects that object rights say', async () => {
    const wrong: string[] = [];
    const minimal: Readonly<Record<string, Record<string, string | number>>> = {
      [name('Territory')]: { Name: 'New land' },
      [name('Territory_Member')]: {
        Territory__c: parents.territory,
        User__c: parents.user,
        Role__c: 'Support'
      },
      [name('Territory_Rule')]: { Territory__c: parents.territory, Order__c: 5, Criteria__c: '{}' },
      [name('Coverage')]: { Account__c: parents.account },
      [name('Assignment_Change')]: { Account__c: parents.account },
      [name('Health_Snapshot')]: { Territory__c: parents.territory, Date__c: '2026-02-02' },
      [name('Map_Points')]: { Territory__c: parents.territory, Part__c: 2 },
      [name('Quota')]: {
        Territory__c: parents.territory,
        Tier__c: 'Upsell',
        Period_Start__c: '2026-01-01',
        Period_End__c: '2026-03-31'
      },
      [name('Alert')]: {},
      [name('Activity_Goal')]: {},
      [name('Personal_Quota')]: { ...personalRow, Person__c: parents.user },
      [name('Selling')]: {},
      [name('Review')]: {},
      [name('Review_Goal')]: {
        ...goalRow,
        Review__c: parents.review,
        Person__c: parents.user
      },
      [name('Rebalance')]: { Name: 'Another', Status__c: 'Draft' },
      [name('Rebalance_Move')]: {
        Rebalance__c: ids[name('Rebalance')]?.hers ?? '',
        Account__c: parents.account,
        To__c: parents.territory
      },
      [name('Undo')]: {},
      [name('Request')]: { Kind__c: 'Rebalance', Status__c: 'Requested' },
      [name('Market_Data')]: marketRow,
      [name('Contest')]: { ...contestRow, Account__c: parents.account },
      [name('Model_Version')]: {},
      [name('Run')]: {},
      [name('Run_Error')]: { Run__c: parents.run },
      [name('Policy')]: { Name: 'Another' }
    };
    /** Rows that validation keeps to the service, whatever an administrator's profile opens. */
    const serviceOnly = [
      'Model_Version',
      'Run',
      'Run_Error',
      'Health_Snapshot',
      'Map_Points',
      'Assignment_Change',
      'Alert',
      'Activity_Goal',
      'Selling',
      'Review',
      'Undo'
    ].map(name);
    for (const object of objects) {
      const right = rights[person].object(object);
      const mayCreate = right.create && (person === 'service' || !serviceOnly.includes(object));
      const made = await ask(
        org,
        `${data}/sobjects/${object}`,
        { method: 'POST', body: JSON.stringify(minimal[object]) },
        person
      );
      if (made.ok !== mayCreate)
        wrong.push(`${person} creates ${object}: ${String(made.status)} ${await made.text()}`);
      const [spare = ''] = org.org.load(object, [{ ...minimal[object] }]);
      const deleted = await ask(
        org,
        `${data}/sobjects/${object}/${spare}`,
        { method: 'DELETE' },
        person
      );
      // A goal hangs on her own review, which the manager above sees as well.
      const isHers = object === name('Review_Goal');
      const mayDelete = right.delete && (isHers || person === 'admin' || person === 'service');
      if (deleted.ok !== mayDelete)
        wrong.push(
          `${person} deletes ${object}: ${String(deleted.status)} ${await deleted.text()}`
        );
      cells += 2;
    }
    expect(wrong).toEqual([]);
  });
});
