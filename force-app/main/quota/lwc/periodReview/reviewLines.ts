import territory from '@salesforce/label/c.Evenfield_Review_Territory';
import period from '@salesforce/label/c.Evenfield_Review_Period';
import figureLabel from '@salesforce/label/c.Evenfield_Review_Figure';
import unit from '@salesforce/label/c.Evenfield_Review_Unit';
import nowLabel from '@salesforce/label/c.Evenfield_Review_This';
import beforeLabel from '@salesforce/label/c.Evenfield_Review_Before';
import aside from '@salesforce/label/c.Evenfield_Review_Aside';
import what from '@salesforce/label/c.Evenfield_Review_Goal_What';
import measure from '@salesforce/label/c.Evenfield_Review_Goal_Measure';
import sense from '@salesforce/label/c.Evenfield_Review_Goal_Sense';
import target from '@salesforce/label/c.Evenfield_Review_Target';
import actual from '@salesforce/label/c.Evenfield_Review_Actual';
import status from '@salesforce/label/c.Evenfield_Review_Status';
import due from '@salesforce/label/c.Evenfield_Review_Goal_Due';
import person from '@salesforce/label/c.Evenfield_Review_Goal_Person';
import note from '@salesforce/label/c.Evenfield_Review_Goal_Note';
import notes from '@salesforce/label/c.Evenfield_Review_Notes';
import { valueOf } from 'c/graphqlNodes';
import type { ReviewPair } from './reviewChoice';
import type { FigureUnit, ReviewFigure } from './reviewFigures';
import { unitWords } from './reviewFigures';
import type { GoalNode } from './reviewQuery';

/** A review as lines of cells: its figures, its goals, and the notes. What is not measured is empty. */
export function reviewLines(
  pair: ReviewPair,
  figures: readonly ReviewFigure[],
  goals: readonly GoalNode[]
): string[][] {
  const about = [pair.territory, `${pair.start} – ${pair.end}`];
  const cell = (value: string | number | null): string => String(value ?? '');
  const goalLines = goals.map((goal) => [
    ...about,
    cell(valueOf(goal.What__c)),
    cell(valueOf(goal.Measure__c)),
    cell(valueOf(goal.Sense__c)),
    cell(valueOf(goal.Target__c)),
    cell(valueOf(goal.Actual__c)),
    cell(valueOf(goal.Due__c)),
    cell(valueOf(goal.Person__r?.Name)),
    cell(valueOf(goal.Status__c)),
    cell(valueOf(goal.Note__c))
  ]);
  return [
    [territory, period, figureLabel, unit, nowLabel, beforeLabel, aside],
    ...figures.map(({ label, unit: kind, value, before, between }) => [
      ...about,
      label,
      unitWords[kind],
      numberCell(kind, value),
      numberCell(kind, before),
      between
    ]),
    [],
    [territory, period, what, measure, sense, target, actual, due, person, status, note],
    ...goalLines,
    [],
    [notes, cell(valueOf(pair.results.Notes__c))]
  ];
}

/** Shares are told in percent, to a tenth. */
function numberCell(unit: FigureUnit, value: number | null): string {
  if (value === null) return '';
  return String(unit === 'percent' ? Math.round(value * 1000) / 10 : value);
}
