import { applyRebalance } from '../../sync-service/src/jobs/apply-rebalance.ts';
import { rollBackRebalance } from '../../sync-service/src/jobs/roll-back-rebalance.ts';
import { sharePeople } from '../../sync-service/src/jobs/share-people.ts';
import type { Ending, KillTrial, Trial } from './kill-trial.ts';
import { askFor, saidOf, statusLies, tally } from './kill-trial.ts';
import type { Mode, UndoStage } from './undo-stage.ts';
import { rowsOf } from './undo-stage.ts';

/** What is held of people before a proposal is applied, and once it is. */
interface Sides {
  before: ReadonlyMap<string, string>;
  applied: ReadonlyMap<string, string>;
}

/**
 * Applying a proposal of people and rolling it back: two change places, and a third gives hers to
 * somebody who held none.
 */
export function peopleTrials(stage: UndoStage, mode: Mode): KillTrial[] {
  const { org } = stage.local;
  const seated = mode === 'ETM' ? rowsOf(stage, 'SELECT Id FROM UserTerritory2Association') : [];
  for (const { owner, place } of stage.territories.slice(0, 3))
    if (place !== null && seated.length === 0)
      org.load('UserTerritory2Association', [
        { UserId: owner, Territory2Id: place, RoleInTerritory2: 'Sales Rep', IsActive: true }
      ]);
  const sides: Sides = { before: new Map(), applied: new Map() };
  return [
    { name: 'applyPeople', begin: () => applying(stage, mode, sides) },
    { name: 'rollBackPeople', begin: () => rollingBack(stage, mode, sides) }
  ];
}

function applying(stage: UndoStage, mode: Mode, sides: Sides): Trial {
  const scenario = approved(stage, mode);
  const request = askFor(stage, 'Apply', scenario);
  const end = (): Ending => ending(stage, scenario, request);
  return {
    request,
    prepare: async (service) => {
      await sharePeople(service);
      if (sides.before.size === 0) sides.before = places(stage);
    },
    end,
    lies: (wanted) => {
      const { status, asked } = saidOf(stage, scenario, request);
      const outcomes = outcomesOf(stage, scenario);
      return [
        ...statusLies(status, asked, ['Approved', 'Applying', 'Applied']),
        ...(status === 'Approved' && !same(places(stage), sides.before)
          ? ['it is Approved, and people have moved']
          : []),
        ...(status === 'Applied' && !same(end(), wanted, 'status')
          ? ['it is Applied, and not all stands']
          : []),
        ...(status !== 'Applied' && outcomes.some(({ outcome }) => outcome !== undefined)
          ? ['people are said to have moved before the scenario is Applied']
          : [])
      ];
    },
    reset: async (service) => {
      if (sides.applied.size === 0) sides.applied = places(stage);
      await rollBackRebalance(service, scenario);
      mustBe(stage, sides.before);
    }
  };
}

function rollingBack(stage: UndoStage, mode: Mode, sides: Sides): Trial {
  const scenario = approved(stage, mode);
  const request = askFor(stage, 'Roll Back', scenario);
  return {
    request,
    prepare: async (service) => {
      await applyRebalance(service, scenario);
    },
    end: () => ending(stage, scenario, request),
    lies: () => {
      const { status, asked } = saidOf(stage, scenario, request);
      const outcomes = outcomesOf(stage, scenario);
      const are = (outcome: string): boolean => outcomes.every((one) => one.outcome === outcome);
      return [
        ...statusLies(status, asked, ['Applied', 'Rolling Back', 'Rolled Back']),
        ...(status === 'Applied' && !(same(places(stage), sides.applied) && are('Applied'))
          ? ['it is Applied, and people are not where it put them']
          : []),
        ...(status === 'Rolled Back' && !(same(places(stage), sides.before) && are('Rolled Back'))
          ? ['it is Rolled Back, and people are not where they were']
          : [])
      ];
    },
    reset: () => {
      mustBe(stage, sides.before);
      return Promise.resolve();
    }
  };
}

function approved(stage: UndoStage, mode: Mode): string {
  const { org } = stage.local;
  org.update(
    { userId: stage.adminId },
    'Evenfield_Policy__c',
    [{ Id: stage.policyId, Write_Mode__c: mode }],
    { allOrNone: true }
  );
  const [first, second, third] = stage.territories;
  const [spare = ''] = stage.users.filter((user) =>
    stage.territories.every(({ owner }) => owner !== user)
  );
  const person = (
    userId: string,
    from: typeof first,
    to: typeof first
  ): Record<string, unknown> => ({
    person: `Person ${userId}`,
    userId,
    holds: from?.name ?? null,
    holdsId: from?.id ?? null,
    gets: to?.name ?? null,
    getsId: to?.id ?? null,
    displaces: to === undefined ? [] : [to.owner],
    why: 'By hand.'
  });
  const [scenario = ''] = org.load('Evenfield_Rebalance__c', [
    {
      Name: 'People',
      Status__c: 'Approved',
      Design__c: 'People',
      People__c: JSON.stringify({
        people: [
          person(first?.owner ?? '', first, second),
          person(second?.owner ?? '', second, first),
          person(third?.owner ?? '', third, undefined),
          person(spare, undefined, third)
        ],
        vacancies: [],
        hires: [],
        notes: []
      })
    }
  ]);
  return scenario;
}

interface Outcome {
  readonly outcome?: string;
  readonly outcomeText?: string;
}

function outcomesOf(stage: UndoStage, scenario: string): Outcome[] {
  const [row] = rowsOf(
    stage,
    `SELECT People__c FROM Evenfield_Rebalance__c WHERE Id = '${scenario}'`
  );
  return (JSON.parse(String(row?.['People__c'])) as { people: Outcome[] }).people;
}

/** Memberships, owners, shares and assignments, by what they are, each with how often it stands. */
function places(stage: UndoStage): Map<string, string> {
  const see = (object: string, fields: string, where = ''): string[] =>
    rowsOf(stage, `SELECT ${fields} FROM ${object}${where}`).map(
      (values) =>
        `${object} ${JSON.stringify(fields.split(', ').map((name) => values[name] ?? null))}`
    );
  return tally([
    ...see(
      'Evenfield_Territory_Member__c',
      'Territory__c, User__c, Role__c, Start_Date__c, End_Date__c, Capacity_Hours__c, Ramp__c, Skills__c'
    ),
    ...see('Evenfield_Territory__c', 'Id, OwnerId'),
    ...see(
      'Evenfield_Territory__Share',
      'ParentId, UserOrGroupId, AccessLevel',
      " WHERE RowCause = 'Manual'"
    ),
    ...(stage.territories.some(({ place }) => place !== null)
      ? see('UserTerritory2Association', 'UserId, Territory2Id, RoleInTerritory2')
      : [])
  ]);
}

function ending(stage: UndoStage, scenario: string, request: string): Ending {
  const { status, message, asked } = saidOf(stage, scenario, request);
  const undo = rowsOf(
    stage,
    `SELECT Key__c, Before__c, Written__c, Outcome__c, Outcome_Text__c FROM Evenfield_Undo__c WHERE Rebalance__c = '${scenario}'`
  );
  // Keys and values name the scenario, which is another in each trial; ids of rows made again too.
  const plain = (text: string): string => text.replaceAll(scenario, 'scenario');
  return new Map([
    ['status', `${status} ${asked}`],
    ['message', message],
    ['outcomes', JSON.stringify(outcomesOf(stage, scenario))],
    ...places(stage),
    ...tally(undo.map((values) => plain(JSON.stringify(values))))
  ]);
}

const same = (a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>, but = ''): boolean =>
  [...new Set([...a.keys(), ...b.keys()])].every((key) => key === but || a.get(key) === b.get(key));

function mustBe(stage: UndoStage, before: Sides['before']): void {
  if (!same(places(stage), before))
    throw new Error('A trial did not leave people where they were; those after it mean nothing.');
}
