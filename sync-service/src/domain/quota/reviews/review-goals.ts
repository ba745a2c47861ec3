import type { ResultRow } from '../../core/result.ts';
import { roundedOrNull } from '../../core/rounding.ts';
import type { Measuring, PeriodFigures } from './period-figures.ts';
import { figuresOfPeriod, placeOfPeriod } from './period-figures.ts';
import type { GoalMeasure, OpenGoal, ReviewQuestion } from './review-question.ts';
import { goalPeriod } from './review-question.ts';

/** Decimals of an actual, as of its field. */
const places = 2;

/**
 * Rows of `Evenfield_Review_Goal__c` that change: the actual so far of each open goal and, once its
 * due date is over, whether it was met. It is measured from the day after the reviewed period to the
 * due date; a goal whose measure is not known then is not measured, and neither met nor missed.
 */
export function reviewGoalRows(measuring: Measuring, question: ReviewQuestion): ResultRow[] {
  const { snapshot, tree } = measuring;
  const known = new Map<number, PeriodFigures[]>();
  const figuresAt = (at: number): PeriodFigures[] => {
    const figures = known.get(at) ?? figuresOfPeriod(measuring, question, at);
    known.set(at, figures);
    return figures;
  };
  return question.goals.flatMap((goal): ResultRow[] => {
    const isOver = goal.due < snapshot.today;
    const period = goalPeriod(goal, snapshot.today);
    const at = placeOfPeriod(question.periods, period);
    const place = tree.indexById.get(goal.territoryId ?? '') ?? -1;
    const own = at < 0 || place < 0 || !tree.inScope(place) ? undefined : figuresAt(at)[place];
    const actual = own === undefined ? null : roundedOrNull(measured(own, goal.measure), places);
    if (!isOver && actual === goal.actual) return [];
    return [
      {
        key: goal.id,
        id: goal.id,
        values: {
          Actual__c: actual,
          Status__c: isOver ? decided(goal, actual) : 'Open',
          Measured_On__c: isOver ? snapshot.today : null
        }
      }
    ];
  });
}

function decided({ sense, target }: OpenGoal, actual: number | null): string {
  if (actual === null) return 'Not Measured';
  return (sense === 'At Least' ? actual >= target : actual <= target) ? 'Met' : 'Missed';
}

/** A figure in the unit of its measure: shares as percent. */
function measured(own: PeriodFigures, measure: GoalMeasure): number | null {
  const percent = (share: number | null): number | null => (share === null ? null : share * 100);
  switch (measure) {
    case 'Attained':
      return own.attained;
    case 'Open Pipeline':
      return own.openPipeline;
    case 'Win Rate':
      return percent(own.winRate?.value ?? null);
    case 'Workload':
      return own.workloadHours === null || !((own.capacityHours ?? 0) > 0)
        ? null
        : percent(own.workloadHours / (own.capacityHours ?? 1));
    case 'Health':
      return own.health;
    case 'GRR':
      return percent(own.grossRetention);
    case 'NRR':
      return percent(own.netRetention);
    case 'Open Alerts':
      return own.alerts;
    case 'Calls':
      return own.activities.calls;
    case 'Meetings':
      return own.activities.meetings;
    case 'Emails':
      return own.activities.emails;
  }
}
