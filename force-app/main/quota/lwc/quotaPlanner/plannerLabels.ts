import title from '@salesforce/label/c.Evenfield_Planner';
import help from '@salesforce/label/c.Evenfield_Planner_Help';
import noAccess from '@salesforce/label/c.Evenfield_Planner_No_Access';
import part from '@salesforce/label/c.Evenfield_Planner_Part';
import partHelp from '@salesforce/label/c.Evenfield_Planner_Part_Help';
import noPart from '@salesforce/label/c.Evenfield_Planner_No_Part';
import wholeCompany from '@salesforce/label/c.Evenfield_Planner_Whole_Company';
import none from '@salesforce/label/c.Evenfield_Planner_None';
import ask from '@salesforce/label/c.Evenfield_Planner_Ask';
import askAgain from '@salesforce/label/c.Evenfield_Planner_Ask_Again';
import requested from '@salesforce/label/c.Evenfield_Planner_Requested';
import working from '@salesforce/label/c.Evenfield_Planner_Working';
import failed from '@salesforce/label/c.Evenfield_Planner_Failed';
import cancelled from '@salesforce/label/c.Evenfield_Planner_Cancelled';
import unreadable from '@salesforce/label/c.Evenfield_Planner_Unreadable';
import refused from '@salesforce/label/c.Evenfield_Planner_Refused';
import blame from '@salesforce/label/c.Evenfield_Planner_Blame';
import missing from '@salesforce/label/c.Evenfield_Planner_Missing';
import tooMuch from '@salesforce/label/c.Evenfield_Planner_Too_Much';
import draft from '@salesforce/label/c.Evenfield_Planner_Draft';
import about from '@salesforce/label/c.Evenfield_Planner_About';
import ofFamily from '@salesforce/label/c.Evenfield_Quota_Of_Family';
import planSpread from '@salesforce/label/c.Evenfield_Planner_Plan_Spread';
import noSpread from '@salesforce/label/c.Evenfield_Planner_No_Spread';
import leftOff from '@salesforce/label/c.Evenfield_Planner_Left_Off';
import openDraft from '@salesforce/label/c.Evenfield_Planner_Open';
import openHelp from '@salesforce/label/c.Evenfield_Planner_Open_Help';
import publish from '@salesforce/label/c.Evenfield_Planner_Publish';
import publishHelp from '@salesforce/label/c.Evenfield_Planner_Publish_Help';
import stale from '@salesforce/label/c.Evenfield_Planner_Stale';
import levels from '@salesforce/label/c.Evenfield_Planner_Levels';
import levelsHelp from '@salesforce/label/c.Evenfield_Planner_Levels_Help';
import level from '@salesforce/label/c.Evenfield_Planner_Level';
import territories from '@salesforce/label/c.Evenfield_Planner_Territories';
import amount from '@salesforce/label/c.Evenfield_Planner_Amount';
import beyond from '@salesforce/label/c.Evenfield_Planner_Beyond';
import overrides from '@salesforce/label/c.Evenfield_Planner_Overrides';
import overrideWords from '@salesforce/label/c.Evenfield_Planner_Override_Words';
import takeBack from '@salesforce/label/c.Evenfield_Planner_Take_Back';
import takeBackOf from '@salesforce/label/c.Evenfield_Planner_Take_Back_Of';
import tooLong from '@salesforce/label/c.Evenfield_Planner_Too_Long';
import progress from '@salesforce/label/c.Evenfield_Progress';
import { filled } from 'c/graphqlNodes';
import type { Asked } from './plannerDrafts';

export const label = {
  title,
  help,
  noAccess,
  none,
  part,
  partHelp,
  noPart,
  wholeCompany,
  ask,
  askAgain,
  unreadable,
  refused,
  blame,
  missing,
  tooMuch,
  draft,
  about,
  ofFamily,
  planSpread,
  noSpread,
  leftOff,
  openDraft,
  openHelp,
  publish,
  publishHelp,
  stale,
  levels,
  levelsHelp,
  level,
  territories,
  amount,
  beyond,
  overrides,
  overrideWords,
  takeBack,
  takeBackOf,
  tooLong,
  progress
};

/** How a request stands, in words; none for one that was answered. */
export function statusWords({ status, error }: Asked): string {
  switch (status) {
    case 'Requested':
      return requested;
    case 'Working':
      return working;
    case 'Failed':
      return filled(failed, error);
    case 'Cancelled':
      return cancelled;
    default:
      return '';
  }
}

/** What came of a request, in words; none where nobody asked. */
export function outcomeOf(asked: Asked | null): string {
  if (asked === null) return '';
  return asked.status === 'Done' ? asked.result : statusWords(asked);
}
