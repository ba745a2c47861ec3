import type { Problem } from '../../core/problem.ts';
import type { Activity } from './activity-goal.ts';
import { activities } from './activity-goal.ts';
import { listedWords } from '../listed-words.ts';

export const goalPeriods = ['Week', 'Month'] as const;
export type GoalPeriod = (typeof goalPeriods)[number];

/** A target that the policy sets for everybody of a role. */
export interface RoleGoal {
  /** Name of the role, in lower case. */
  readonly role: string;
  readonly activity: Activity;
  readonly period: GoalPeriod;
  readonly target: number;
}

/** What the policy says of activity goals. */
export interface GoalPolicy {
  readonly periods: readonly GoalPeriod[];
  readonly byRole: readonly RoleGoal[];
  /** Beginnings, in lower case, of the stages in which a proposal was made. */
  readonly proposalStages: readonly string[];
}

/** Columns of the policy row that are read for it. */
export const goalPolicyTexts = [
  'Goal_Periods__c',
  'Goals_by_Role__c',
  'Proposal_Stages__c'
] as const;

/**
 * The policy of goals: `Goal_Periods__c` is Week (the default), Month or Both; `Goals_by_Role__c` a role a
 * line, `Sales Rep: Calls 20 a week, Proposals 4 a month`. A line that cannot be used becomes a problem
 * and sets nothing.
 * @param record the policy's key, for problems
 */
export function parseGoalPolicy(
  row: Readonly<Record<string, unknown>>,
  record: string
): { goals: GoalPolicy; problems: Problem[] } {
  const problems: Problem[] = [];
  const byRole = linesOf(row['Goals_by_Role__c']).flatMap((line) => {
    const goals = roleGoals(line);
    if (goals !== null) return goals;
    problems.push({
      object: 'Evenfield_Policy__c',
      record,
      field: 'Goals_by_Role__c',
      code: 'POLICY_INVALID',
      message: `"${line.slice(0, 200)}" is no goal of a role; it sets nothing.`,
      cure: 'Write one role a line, such as Sales Rep: Calls 20 a week, Proposals 4 a month.'
    });
    return [];
  });
  const named = row['Goal_Periods__c'];
  const beginnings = listedWords(row['Proposal_Stages__c']);
  return {
    goals: {
      periods: named === 'Both' ? goalPeriods : named === 'Month' ? ['Month'] : ['Week'],
      byRole,
      proposalStages: beginnings.length > 0 ? beginnings : ['proposal']
    },
    problems
  };
}

function linesOf(text: unknown): string[] {
  return typeof text === 'string'
    ? text
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== '')
    : [];
}

/** Null where a part of the line is no goal. */
function roleGoals(line: string): RoleGoal[] | null {
  const [, role = '', rest = ''] = /^([^:]+):(.+)$/.exec(line) ?? [];
  const goals = rest.split(',').map((part): RoleGoal | null => {
    const [, name = '', target = '', period = 'week'] =
      /^\s*(\D+?)\s+(\d{1,6})(?:\s+a\s+(week|month))?\s*$/i.exec(part) ?? [];
    const activity = activities.find((one) => one.toLowerCase() === name.toLowerCase());
    return activity === undefined
      ? null
      : {
          role: role.trim().toLowerCase(),
          activity,
          period: period.toLowerCase() === 'month' ? 'Month' : 'Week',
          target: Number(target)
        };
  });
  const known = goals.filter((goal) => goal !== null);
  return role.trim() === '' || known.length < goals.length ? null : known;
}
