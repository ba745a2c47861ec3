import done from '@salesforce/label/c.Evenfield_Hand_Off_Done';
import due from '@salesforce/label/c.Evenfield_Hand_Off_Due';
import { filled, nodesOf, valueOf } from 'c/graphqlNodes';
import type { HandOffNodes } from './territoryQuery';

/** A hand-off that is under way: what is done of it, and which steps are left. */
export interface HandOff {
  readonly done: number;
  readonly all: number;
  readonly text: string;
  readonly left: readonly { readonly id: string; readonly text: string }[];
}

/** The scenario that a hand-off's subject ends with: "(Autumn)". */
const scenario = /\([^()]*\)$/;

/** The hand-off with a step left, of the scenario whose tasks are the newest; null where none is under way. */
export function handOffOf(tasks: HandOffNodes | undefined): HandOff | null {
  const all = nodesOf(tasks).map((task) => {
    const subject = valueOf(task.Subject) ?? '';
    const day = valueOf(task.ActivityDate);
    return {
      id: task.Id,
      text: day === null ? subject : filled(due, subject, day),
      of: scenario.exec(subject)?.[0] ?? '',
      isClosed: valueOf(task.IsClosed) === true
    };
  });
  const open = all.find(({ isClosed }) => !isClosed);
  if (open === undefined) return null;
  const steps = all.filter(({ of }) => of === open.of);
  const left = steps.filter(({ isClosed }) => !isClosed);
  const count = steps.length - left.length;
  return {
    done: count,
    all: steps.length,
    text: filled(done, String(count), String(steps.length)),
    left
  };
}
