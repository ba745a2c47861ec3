import type { Ending, KillTrial, Trial } from './kill-trial.ts';
import { askFor, saidOf, tally } from './kill-trial.ts';
import type { UndoStage } from './undo-stage.ts';
import { rowsOf } from './undo-stage.ts';

const accountsOf = [9, 3, 3, 3, 3];

/** Computing a scenario, and computing one again of which people have decided on moves. */
export function computeTrials(stage: UndoStage): KillTrial[] {
  const { org } = stage.local;
  stage.territories.forEach((territory, place) => {
    for (let number = 0; number < (accountsOf[place] ?? 0); number += 1) {
      const [account = ''] = org.load('Account', [
        { Name: `Even ${String(place)}.${String(number)}`, OwnerId: territory.owner }
      ]);
      org.load('Evenfield_Coverage__c', [
        {
          Key__c: account,
          Account__c: account,
          Territory__c: territory.id,
          Territory_Label__c: territory.name,
          Source__c: 'Import'
        }
      ]);
    }
  });
  return [
    { name: 'compute', begin: () => trialOf(stage, load(stage)) },
    {
      name: 'computeAgain',
      begin: () => {
        const scenario = load(stage);
        decide(stage, scenario);
        return trialOf(stage, scenario);
      }
    }
  ];
}

function load(stage: UndoStage): string {
  const [scenario = ''] = stage.local.org.load('Evenfield_Rebalance__c', [
    {
      Name: 'Even out',
      Status__c: 'Requested',
      OwnerId: stage.adminId,
      Design__c: 'Smallest Change',
      Parameters__c: '{"measures":[{"name":"accounts","tolerance":0.25}]}'
    }
  ]);
  return scenario;
}

/** Moves of an answer before: one that people rejected, and one that the next answer has no use for. */
function decide(stage: UndoStage, scenario: string): void {
  const [home, left, right] = stage.territories;
  const some = rowsOf(
    stage,
    `SELECT Account__c, Territory__c FROM Evenfield_Coverage__c WHERE Account__r.Name LIKE 'Even %' ORDER BY Account__r.Name`
  );
  const of = (id: string | undefined): string =>
    String(some.find(({ Territory__c }) => Territory__c === id)?.['Account__c']);
  stage.local.org.load(
    'Evenfield_Rebalance_Move__c',
    [
      { account: of(home?.id), from: home?.id, to: left?.id, verdict: 'Rejected' },
      { account: of(left?.id), from: left?.id, to: right?.id, verdict: 'Open' }
    ].map(({ account, from = null, to = null, verdict }) => ({
      Key__c: `${scenario}:${account}`,
      Rebalance__c: scenario,
      Account__c: account,
      From__c: from,
      To__c: to,
      Verdict__c: verdict,
      Wave__c: 0
    }))
  );
}

function trialOf(stage: UndoStage, scenario: string): Trial {
  const request = askFor(stage, 'Rebalance', scenario);
  const end = (): Ending => {
    const moves = rowsOf(
      stage,
      `SELECT Id, Account__c, From__c, To__c, Reason__c, Effects__c, Keeps_At__c, Wave__c, Verdict__c, Outcome__c FROM Evenfield_Rebalance_Move__c WHERE Rebalance__c = '${scenario}'`
    );
    const accountOf = new Map(moves.map(({ Id, Account__c }) => [Id, String(Account__c)]));
    const shares = rowsOf(
      stage,
      `SELECT ParentId, UserOrGroupId, AccessLevel FROM Evenfield_Rebalance_Move__Share WHERE Parent.Rebalance__c = '${scenario}' AND RowCause = 'Manual'`
    );
    const [figures] = rowsOf(
      stage,
      `SELECT Moves__c, Quality__c, Gap__c, Before__c, After__c, Stays__c, Message__c FROM Evenfield_Rebalance__c WHERE Id = '${scenario}'`
    );
    const { status, asked } = saidOf(stage, scenario, request);
    return new Map([
      ['status', `${status} ${asked}`],
      ['figures', JSON.stringify(figures)],
      ...tally([
        ...moves.map(({ Id: _, ...values }) => `move ${JSON.stringify(values)}`),
        ...shares.map(
          ({ ParentId, UserOrGroupId, AccessLevel }) =>
            `share ${accountOf.get(ParentId ?? '') ?? ''} ${String(UserOrGroupId)} ${String(AccessLevel)}`
        )
      ])
    ]);
  };
  return {
    request,
    end,
    lies: (wanted) => {
      const { status, asked } = saidOf(stage, scenario, request);
      const lies: string[] = [];
      if (!['Requested', 'Computing', 'Proposed'].includes(status))
        lies.push(`the scenario is ${status}`);
      if (asked === 'Requested' && status !== 'Requested')
        lies.push(`the request waits, and the scenario is ${status}`);
      if (asked === 'Done' && status !== 'Proposed')
        lies.push(`the request is done, and the scenario is ${status}`);
      if (asked === 'Failed') lies.push('the request failed');
      if (status === 'Proposed') {
        const now = end();
        if ([...wanted].some(([key, value]) => key !== 'status' && now.get(key) !== value))
          lies.push('it is Proposed, and moves, shares or figures are not those of the answer');
      }
      return lies;
    },
    reset: () => {
      const ids = rowsOf(
        stage,
        `SELECT Id FROM Evenfield_Rebalance_Move__c WHERE Rebalance__c = '${scenario}'`
      ).map(({ Id }) => String(Id));
      stage.local.org.remove({ userId: stage.adminId }, ids, { allOrNone: true });
      return Promise.resolve();
    }
  };
}
