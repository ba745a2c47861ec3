import { applyRebalance } from '../../sync-service/src/jobs/apply-rebalance.ts';
import { rollBackRebalance } from '../../sync-service/src/jobs/roll-back-rebalance.ts';
import { chanceFrom } from '../local-org/sample/random.ts';
import type { Ending, KillTrial, Trial } from './kill-trial.ts';
import { askFor, saidOf, statusLies, tally } from './kill-trial.ts';
import type { Scenario } from './undo-scenario.ts';
import { look, makeScenario } from './undo-scenario.ts';
import type { Mode, UndoStage } from './undo-stage.ts';
import { rowsOf } from './undo-stage.ts';

/** What a scenario's accounts were before it and are once it is applied, by account. */
interface Sides {
  readonly before: ReadonlyMap<string, string>;
  readonly applied: ReadonlyMap<string, string>;
}

const name = 'Killed';

/**
 * Applying a scenario and rolling it back, with teams and shares kept and with none kept. Each
 * trial moves the same accounts, which the trial before left as they were.
 */
export function moveTrials(stage: UndoStage, mode: Mode): KillTrial[] {
  const scenario = makeScenario(stage, chanceFrom(11), mode, name);
  const trials: KillTrial[] = [];
  for (const keeps of mode === 'Owner' ? [true, false] : [true]) {
    const sides: { before: Sides['before']; applied: Sides['applied'] } = {
      before: looks(stage, scenario),
      applied: new Map()
    };
    const suffix = keeps ? '' : 'WithoutTeams';
    trials.push(
      { name: `apply${suffix}`, begin: () => applying(stage, scenario, sides, mode, keeps) },
      { name: `rollBack${suffix}`, begin: () => rollingBack(stage, scenario, sides, mode, keeps) }
    );
  }
  return trials;
}

function applying(
  stage: UndoStage,
  scenario: Scenario,
  sides: Sides,
  mode: Mode,
  keeps: boolean
): Trial {
  const again = approved(stage, scenario, mode, keeps);
  const request = askFor(stage, 'Apply', again.rebalanceId);
  const end = (): Ending => ending(stage, again, request);
  return {
    request,
    end,
    lies: (wanted) => {
      const { status, asked } = saidOf(stage, again.rebalanceId, request);
      const now = looks(stage, again);
      const isBefore = same(now, sides.before);
      const isDone = outcomesOf(stage, again).every(({ Outcome__c }) => Outcome__c === 'Applied');
      return [
        ...statusLies(status, asked, ['Approved', 'Applying', 'Applied']),
        ...(status === 'Approved' && !isBefore ? ['it is Approved, and accounts are moved'] : []),
        ...(status === 'Applied' && !(isDone && recordsAre(end(), wanted))
          ? ['it is Applied, and not all stands']
          : []),
        ...outcomesOf(stage, again)
          .filter(
            ({ Outcome__c, Account__c }) =>
              Outcome__c === 'Applied' &&
              sides.applied.size > 0 &&
              now.get(String(Account__c)) !== sides.applied.get(String(Account__c))
          )
          .map(({ Account__c }) => `the move of ${String(Account__c)} is Applied and is not`)
      ];
    },
    reset: async (service) => {
      if (sides.applied.size === 0)
        Object.assign(sides, { applied: looks(stage, again) } satisfies Partial<Sides>);
      await rollBackRebalance(service, again.rebalanceId);
      forget(stage, again, sides);
    }
  };
}

function rollingBack(
  stage: UndoStage,
  scenario: Scenario,
  sides: Sides,
  mode: Mode,
  keeps: boolean
): Trial {
  const again = approved(stage, scenario, mode, keeps);
  const request = askFor(stage, 'Roll Back', again.rebalanceId);
  const end = (): Ending => ending(stage, again, request);
  return {
    request,
    prepare: async (service) => {
      await applyRebalance(service, again.rebalanceId);
    },
    end,
    lies: () => {
      const { status, asked } = saidOf(stage, again.rebalanceId, request);
      const now = looks(stage, again);
      const outcomes = outcomesOf(stage, again);
      return [
        ...statusLies(status, asked, ['Applied', 'Rolling Back', 'Rolled Back']),
        ...(status === 'Applied' && !same(now, sides.applied)
          ? ['it is Applied, and accounts are not where it moved them']
          : []),
        ...(status === 'Rolled Back' &&
        !(
          same(now, sides.before) &&
          outcomes.every(({ Outcome__c }) => Outcome__c === 'Rolled Back')
        )
          ? ['it is Rolled Back, and not all is as before']
          : []),
        ...outcomes
          .filter(
            ({ Outcome__c, Account__c }) =>
              Outcome__c === 'Rolled Back' &&
              now.get(String(Account__c)) !== sides.before.get(String(Account__c))
          )
          .map(({ Account__c }) => `the move of ${String(Account__c)} is Rolled Back and is not`)
      ];
    },
    reset: () => {
      forget(stage, again, sides);
      return Promise.resolve();
    }
  };
}

/** The scenario's moves once more, approved, over the same accounts. */
function approved(stage: UndoStage, scenario: Scenario, mode: Mode, keeps: boolean): Scenario {
  const { org } = stage.local;
  org.update(
    { userId: stage.adminId },
    'Evenfield_Policy__c',
    [
      {
        Id: stage.policyId,
        Write_Mode__c: mode,
        Follow_Opportunities__c: true,
        Follow_Cases__c: true,
        Follow_Tasks__c: true,
        Keep_Teams__c: keeps,
        Keep_Shares__c: keeps,
        Exclude_From_Rules__c: true,
        Handoff_Days__c: 7
      }
    ],
    { allOrNone: true }
  );
  const [rebalanceId = ''] = org.load('Evenfield_Rebalance__c', [
    { Name: name, Status__c: 'Approved' }
  ]);
  const moves = rowsOf(
    stage,
    `SELECT Account__c, From__c, To__c, Reason__c, Wave__c FROM Evenfield_Rebalance_Move__c WHERE Rebalance__c = '${scenario.rebalanceId}'`
  );
  org.load(
    'Evenfield_Rebalance_Move__c',
    moves.map((move) => ({
      ...move,
      Key__c: `${rebalanceId}:${String(move['Account__c'])}`,
      Rebalance__c: rebalanceId,
      Verdict__c: 'Open'
    }))
  );
  return { ...scenario, rebalanceId };
}

const outcomesOf = (stage: UndoStage, { rebalanceId }: Scenario): ReturnType<typeof rowsOf> =>
  rowsOf(
    stage,
    `SELECT Id, Account__c, Outcome__c, Outcome_Text__c FROM Evenfield_Rebalance_Move__c WHERE Rebalance__c = '${rebalanceId}'`
  );

/** What is seen of each account and all that hangs on it; tasks of hand-offs apart. */
function looks(stage: UndoStage, scenario: Scenario): Map<string, string> {
  const handOffs = new Set(handOffsOf(stage, scenario).map(({ Id }) => `Task:${String(Id)}`));
  return new Map(
    scenario.accounts.map((account): [string, string] => [
      account,
      JSON.stringify(
        [...look(stage, { ...scenario, accounts: [account] })]
          .filter(([key]) => !handOffs.has(key))
          .sort(([a], [b]) => (a < b ? -1 : 1))
      )
    ])
  );
}

function handOffsOf(stage: UndoStage, { accounts }: Scenario): ReturnType<typeof rowsOf> {
  return rowsOf(
    stage,
    `SELECT Id, WhatId, OwnerId, Subject FROM Task WHERE Subject LIKE 'Hand-off: %' AND WhatId IN (${accounts.map((id) => `'${id}'`).join(', ')})`
  );
}

/** Everything that the service wrote, by what it is, each with how often it stands. */
function ending(stage: UndoStage, scenario: Scenario, request: string): Ending {
  const { rebalanceId } = scenario;
  const { status, message, asked } = saidOf(stage, rebalanceId, request);
  const moves = outcomesOf(stage, scenario);
  const accountOf = new Map(moves.map(({ Id, Account__c }) => [String(Id), String(Account__c)]));
  const ids = moves.map(({ Id }) => `'${String(Id)}:applied', '${String(Id)}:back'`).join(', ');
  const changes = rowsOf(
    stage,
    `SELECT Key__c, From__c, To__c, Source__c, Reason__c FROM Evenfield_Assignment_Change__c WHERE Key__c IN (${ids})`
  );
  const undo = rowsOf(
    stage,
    `SELECT Key__c, Before__c, Written__c, Outcome__c, Outcome_Text__c FROM Evenfield_Undo__c WHERE Rebalance__c = '${rebalanceId}'`
  );
  const own = (key: unknown): string => String(key).slice(rebalanceId.length + 1);
  return new Map([
    ['status', `${status} ${asked}`],
    ['message', message],
    ...looks(stage, scenario),
    ...tally([
      ...moves.map(
        ({ Account__c, Outcome__c, Outcome_Text__c }) =>
          `move of ${String(Account__c)}: ${String(Outcome__c)} ${String(Outcome_Text__c)}`
      ),
      ...changes.map(({ Key__c, ...values }) => {
        const [move = '', kind = ''] = String(Key__c).split(':');
        return `change of ${accountOf.get(move) ?? ''} ${kind}: ${JSON.stringify(values)}`;
      }),
      ...undo.map(({ Key__c, ...values }) => `undo of ${own(Key__c)}: ${JSON.stringify(values)}`),
      ...handOffsOf(stage, scenario).map(
        ({ WhatId, OwnerId, Subject }) =>
          `task of ${String(WhatId)} for ${String(OwnerId)}: ${String(Subject)}`
      )
    ])
  ]);
}

function recordsAre(now: Ending, wanted: Ending): boolean {
  return [...wanted].every(([key, value]) => key === 'status' || now.get(key) === value);
}

const same = (a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): boolean =>
  [...a].every(([key, value]) => b.get(key) === value);

/** Takes the trial's own rows away, and makes sure that its accounts are as they were. */
function forget(stage: UndoStage, scenario: Scenario, sides: Sides): void {
  if (!same(looks(stage, scenario), sides.before))
    throw new Error(
      'A trial did not leave the accounts as they were; those after it mean nothing.'
    );
}
