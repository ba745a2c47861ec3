import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { dayNumber } from '../../../src/domain/core/days.ts';
import type { StageRows } from '../../../src/domain/quota/forecast/stage-rows.ts';
import { parseGoalPolicy } from '../../../src/domain/quota/goals/goal-policy.ts';
import { newLeadDays } from '../../../src/domain/quota/goals/new-leads.ts';
import { firstProposals } from '../../../src/domain/quota/goals/proposals.ts';
import { strengths } from '../../../src/domain/quota/goals/strengths.ts';

describe('the policy of goals', () => {
  it('sets nothing by default but the week and stages named Proposal', () => {
    expect(parseGoalPolicy({}, 'p')).toEqual({
      goals: { periods: ['Week'], byRole: [], proposalStages: ['proposal'] },
      problems: []
    });
  });

  it('reads a role a line, and names a line that it cannot use', () => {
    const { goals, problems } = parseGoalPolicy(
      {
        Goal_Periods__c: 'Both',
        Proposal_Stages__c: 'Quote, Negotiation',
        Goals_by_Role__c:
          'Sales Rep: Calls 20, New Leads 3 a week, proposals 4 a Month\nHunter: Visits 3\n\nNobody 7'
      },
      'p'
    );
    expect(goals).toEqual({
      periods: ['Week', 'Month'],
      proposalStages: ['quote', 'negotiation'],
      byRole: [
        { role: 'sales rep', activity: 'Calls', period: 'Week', target: 20 },
        { role: 'sales rep', activity: 'New Leads', period: 'Week', target: 3 },
        { role: 'sales rep', activity: 'Proposals', period: 'Month', target: 4 }
      ]
    });
    expect(problems.map(({ field, message }) => [field, message.split('"')[1]])).toEqual([
      ['Goals_by_Role__c', 'Hunter: Visits 3'],
      ['Goals_by_Role__c', 'Nobody 7']
    ]);
  });
});

describe('strengths', () => {
  it('are win rates where an activity was done, shrunk to the team’s, over their mean', () => {
    // Meetings: 8 of 10 won, the team 40 of 100: (8 + 4) / 20 = 0.6. Calls: 2 of 10, the team 40 of
    // 100: (2 + 4) / 20 = 0.3. Mean 0.45. Nobody in the team sends emails.
    expect(
      strengths(
        [
          { won: 2, closed: 10 },
          { won: 8, closed: 10 },
          { won: 0, closed: 0 }
        ],
        [
          { won: 40, closed: 100 },
          { won: 40, closed: 100 },
          { won: 0, closed: 0 }
        ]
      ).map((one) => Math.round(one * 1000) / 1000)
    ).toEqual([0.667, 1.333, 1]);
  });

  it('are the team’s where she has no deals, and average 1 whatever the deals', () => {
    const deals = fc.nat(60).chain((closed) => fc.nat(closed).map((won) => ({ won, closed })));
    fc.assert(
      fc.property(fc.array(fc.tuple(deals, deals), { minLength: 1, maxLength: 3 }), (ways) => {
        const own = ways.map(([one]) => one);
        const team = ways.map(([, all]) => all);
        const weights = strengths(own, team);
        const known = weights.filter((_, at) => (team[at]?.closed ?? 0) > 0);
        const mean = known.reduce((sum, weight) => sum + weight, 0) / Math.max(1, known.length);
        if (known.length > 0) expect(mean).toBeCloseTo(1, 9);
        for (const weight of weights) expect(weight).toBeGreaterThanOrEqual(0);
        const none = own.map(() => ({ won: 0, closed: 0 }));
        const even = team.map(() => ({ won: 3, closed: 9 }));
        for (const weight of strengths(none, even)) expect(weight).toBeCloseTo(1, 12);
      })
    );
  });
});

describe('what is counted besides tasks and events', () => {
  it('is the first move of a deal into a stage of proposals, whatever follows', () => {
    const moves = [
      { deal: 0, stage: 'Prospecting', day: 10 },
      { deal: 0, stage: 'Proposal/Price Quote', day: 14 },
      { deal: 0, stage: 'Negotiation', day: 15 },
      { deal: 0, stage: 'Proposal/Price Quote', day: 16 },
      { deal: 1, stage: 'Negotiation', day: 12 },
      { deal: -1, stage: 'Proposal/Price Quote', day: 12 }
    ];
    const stages = [...new Set(moves.map(({ stage }) => stage))];
    const rows: StageRows = {
      count: moves.length,
      deal: Int32Array.from(moves, ({ deal }) => deal),
      at: Uint32Array.from(moves, ({ day }) => day * 86_400 + 60),
      stage: Uint16Array.from(moves, ({ stage }) => stages.indexOf(stage)),
      planned: new Float32Array(moves.length),
      amount: new Float32Array(moves.length),
      stages,
      closed: new Set()
    };
    const deals = { count: 2, account: Int32Array.from([7, 8]) };
    const found = (beginnings: readonly string[]): unknown => {
      const { account, day } = firstProposals(deals, rows, beginnings);
      return [[...account], [...day]];
    };
    expect(found(['proposal'])).toEqual([[7], [14]]);
    expect(found(['nego'])).toEqual([
      [7, 8],
      [15, 12]
    ]);
    expect(found(['offer'])).toEqual([[], []]);
  });

  it('is each new lead of a territory’s owner on its day, but none of an import', () => {
    const today = dayNumber('2026-05-14');
    const days = [today, today - 9, ...Array.from({ length: 100 }, () => today - 3)];
    const leads = {
      count: days.length,
      ids: days.map(String),
      owner: Int32Array.from(days, (_, at) => (at === 1 ? 1 : 0)),
      owners: ['u1', 'queue'],
      created: Float64Array.from(days, (day) => day * 24 + 5),
      answered: new Float64Array(days.length).fill(NaN),
      touched: new Float64Array(days.length).fill(NaN),
      state: new Uint8Array(days.length)
    };
    expect([...newLeadDays(leads, ['w', null], today * 24 + 12)]).toEqual([['w', [today]]]);
  });
});
