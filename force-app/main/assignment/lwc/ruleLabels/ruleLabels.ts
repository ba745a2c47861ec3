import title from '@salesforce/label/c.Evenfield_Rules';
import help from '@salesforce/label/c.Evenfield_Rules_Help';
import empty from '@salesforce/label/c.Evenfield_Rules_Empty';
import noAccess from '@salesforce/label/c.Evenfield_Rules_No_Access';
import newRule from '@salesforce/label/c.Evenfield_Rules_New_Rule';
import preview from '@salesforce/label/c.Evenfield_Rules_Preview';
import previewHelp from '@salesforce/label/c.Evenfield_Rules_Preview_Help';
import save from '@salesforce/label/c.Evenfield_Rules_Save';
import discard from '@salesforce/label/c.Evenfield_Rules_Discard';
import unsavedOne from '@salesforce/label/c.Evenfield_Rules_Unsaved_One';
import saveOne from '@salesforce/label/c.Evenfield_Rules_Save_One';
import savedOne from '@salesforce/label/c.Evenfield_Rules_Saved_One';
import unsaved from '@salesforce/label/c.Evenfield_Rules_Unsaved';
import noChanges from '@salesforce/label/c.Evenfield_Rules_No_Changes';
import saved from '@salesforce/label/c.Evenfield_Rules_Saved';
import saveStopped from '@salesforce/label/c.Evenfield_Rules_Save_Stopped';
import discarded from '@salesforce/label/c.Evenfield_Rules_Discarded';
import tooLong from '@salesforce/label/c.Evenfield_Rules_Too_Long';
import moreExist from '@salesforce/label/c.Evenfield_Rules_More_Exist';
import search from '@salesforce/label/c.Evenfield_Rules_Search';
import shownOf from '@salesforce/label/c.Evenfield_Rules_Shown_Of';
import showMore from '@salesforce/label/c.Evenfield_Rules_Show_More';
import order from '@salesforce/label/c.Evenfield_Rules_Order';
import orderHelp from '@salesforce/label/c.Evenfield_Rules_Order_Help';
import active from '@salesforce/label/c.Evenfield_Rules_Active';
import notActive from '@salesforce/label/c.Evenfield_Rules_Not_Active';
import moveUp from '@salesforce/label/c.Evenfield_Rules_Move_Up';
import moveDown from '@salesforce/label/c.Evenfield_Rules_Move_Down';
import moved from '@salesforce/label/c.Evenfield_Rules_Moved';
import edit from '@salesforce/label/c.Evenfield_Rules_Edit';
import remove from '@salesforce/label/c.Evenfield_Rules_Remove';
import undo from '@salesforce/label/c.Evenfield_Rules_Undo';
import changed from '@salesforce/label/c.Evenfield_Rules_Changed';
import added from '@salesforce/label/c.Evenfield_Rules_Added';
import removed from '@salesforce/label/c.Evenfield_Rules_Removed';
import territoryFixed from '@salesforce/label/c.Evenfield_Rules_Territory_Fixed';
import apply from '@salesforce/label/c.Evenfield_Rules_Apply';
import back from '@salesforce/label/c.Evenfield_Rules_Back';
import ruleOf from '@salesforce/label/c.Evenfield_Rules_Rule_Of';
import says from '@salesforce/label/c.Evenfield_Rules_Says';
import asText from '@salesforce/label/c.Evenfield_Rules_As_Text';
import asClicks from '@salesforce/label/c.Evenfield_Rules_As_Clicks';
import textCriteria from '@salesforce/label/c.Evenfield_Rules_Text_Criteria';
import unreadable from '@salesforce/label/c.Evenfield_Rules_Unreadable';
import test from '@salesforce/label/c.Evenfield_Rules_Test';
import testAccount from '@salesforce/label/c.Evenfield_Rules_Test_Account';
import testBefore from '@salesforce/label/c.Evenfield_Rules_Test_Before';
import testAfter from '@salesforce/label/c.Evenfield_Rules_Test_After';
import asked from '@salesforce/label/c.Evenfield_Rules_Asked';
import working from '@salesforce/label/c.Evenfield_Rules_Working';
import stop from '@salesforce/label/c.Evenfield_Rules_Stop';
import stopped from '@salesforce/label/c.Evenfield_Rules_Stopped';
import failed from '@salesforce/label/c.Evenfield_Rules_Failed';
import joinAll from '@salesforce/label/c.Evenfield_Rules_Join_All';
import joinAny from '@salesforce/label/c.Evenfield_Rules_Join_Any';
import joinNone from '@salesforce/label/c.Evenfield_Rules_Join_None';
import join from '@salesforce/label/c.Evenfield_Rules_Join';
import addCondition from '@salesforce/label/c.Evenfield_Rules_Add_Condition';
import addGroup from '@salesforce/label/c.Evenfield_Rules_Add_Group';
import removeGroup from '@salesforce/label/c.Evenfield_Rules_Remove_Group';
import removeCondition from '@salesforce/label/c.Evenfield_Rules_Remove_Condition';
import field from '@salesforce/label/c.Evenfield_Rules_Field';
import operator from '@salesforce/label/c.Evenfield_Rules_Operator';
import value from '@salesforce/label/c.Evenfield_Rules_Value';
import values from '@salesforce/label/c.Evenfield_Rules_Values';
import valuesHelp from '@salesforce/label/c.Evenfield_Rules_Values_Help';
import valuesCount from '@salesforce/label/c.Evenfield_Rules_Values_Count';
import file from '@salesforce/label/c.Evenfield_Rules_File';
import from from '@salesforce/label/c.Evenfield_Rules_From';
import to from '@salesforce/label/c.Evenfield_Rules_To';
import latitude from '@salesforce/label/c.Evenfield_Rules_Latitude';
import longitude from '@salesforce/label/c.Evenfield_Rules_Longitude';
import miles from '@salesforce/label/c.Evenfield_Rules_Miles';
import distance from '@salesforce/label/c.Evenfield_Rules_Distance';
import ofParent from '@salesforce/label/c.Evenfield_Rules_Of_Parent';
import isTrue from '@salesforce/label/c.Evenfield_Rules_Is_True';
import isFalse from '@salesforce/label/c.Evenfield_Rules_Is_False';
import needsValue from '@salesforce/label/c.Evenfield_Rules_Needs_Value';
import needsNumber from '@salesforce/label/c.Evenfield_Rules_Needs_Number';
import needsDay from '@salesforce/label/c.Evenfield_Rules_Needs_Day';
import needsCondition from '@salesforce/label/c.Evenfield_Rules_Needs_Condition';
import needsTerritory from '@salesforce/label/c.Evenfield_Rules_Needs_Territory';
import needsOrder from '@salesforce/label/c.Evenfield_Rules_Needs_Order';
import opEquals from '@salesforce/label/c.Evenfield_Rules_Op_equals';
import opNotEquals from '@salesforce/label/c.Evenfield_Rules_Op_notEquals';
import opIn from '@salesforce/label/c.Evenfield_Rules_Op_in';
import opNotIn from '@salesforce/label/c.Evenfield_Rules_Op_notIn';
import opLess from '@salesforce/label/c.Evenfield_Rules_Op_less';
import opLessOrEqual from '@salesforce/label/c.Evenfield_Rules_Op_lessOrEqual';
import opGreater from '@salesforce/label/c.Evenfield_Rules_Op_greater';
import opGreaterOrEqual from '@salesforce/label/c.Evenfield_Rules_Op_greaterOrEqual';
import opContains from '@salesforce/label/c.Evenfield_Rules_Op_contains';
import opStartsWith from '@salesforce/label/c.Evenfield_Rules_Op_startsWith';
import opIncludes from '@salesforce/label/c.Evenfield_Rules_Op_includes';
import opExcludes from '@salesforce/label/c.Evenfield_Rules_Op_excludes';
import opBetween from '@salesforce/label/c.Evenfield_Rules_Op_between';
import opBlank from '@salesforce/label/c.Evenfield_Rules_Op_blank';
import opNotBlank from '@salesforce/label/c.Evenfield_Rules_Op_notBlank';
import opWithinMiles from '@salesforce/label/c.Evenfield_Rules_Op_withinMiles';
import result from '@salesforce/label/c.Evenfield_Rules_Result';
import resultNote from '@salesforce/label/c.Evenfield_Rules_Result_Note';
import totals from '@salesforce/label/c.Evenfield_Rules_Totals';
import measure from '@salesforce/label/c.Evenfield_Rules_Measure';
import before from '@salesforce/label/c.Evenfield_Rules_Before';
import after from '@salesforce/label/c.Evenfield_Rules_After';
import ruled from '@salesforce/label/c.Evenfield_Rules_Ruled';
import flows from '@salesforce/label/c.Evenfield_Rules_Flows';
import flow from '@salesforce/label/c.Evenfield_Rules_Flow';
import changes from '@salesforce/label/c.Evenfield_Rules_Changes';
import change from '@salesforce/label/c.Evenfield_Rules_Change';
import placed from '@salesforce/label/c.Evenfield_Rules_Placed';
import resultFindings from '@salesforce/label/c.Evenfield_Rules_Result_Findings';
import unmatched from '@salesforce/label/c.Evenfield_Rules_Unmatched';
import multiple from '@salesforce/label/c.Evenfield_Rules_Multiple';
import warnings from '@salesforce/label/c.Evenfield_Rules_Warnings';
import cure from '@salesforce/label/c.Evenfield_Rules_Cure';
import none from '@salesforce/label/c.Evenfield_Rules_None';
import levelError from '@salesforce/label/c.Evenfield_Rules_Level_error';
import levelWarning from '@salesforce/label/c.Evenfield_Rules_Level_warning';
import levelNote from '@salesforce/label/c.Evenfield_Rules_Level_note';
import nobody from '@salesforce/label/c.Evenfield_Rules_Nobody';
import sum from '@salesforce/label/c.Evenfield_Rules_Sum';

/** Words of the rules page. */
export const label = {
  title,
  help,
  empty,
  noAccess,
  newRule,
  preview,
  previewHelp,
  save,
  discard,
  unsaved,
  unsavedOne,
  saveOne,
  savedOne,
  noChanges,
  saved,
  saveStopped,
  discarded,
  tooLong,
  moreExist,
  search,
  shownOf,
  showMore,
  order,
  orderHelp,
  active,
  notActive,
  moveUp,
  moveDown,
  moved,
  edit,
  remove,
  undo,
  changed,
  added,
  removed,
  territoryFixed,
  apply,
  back,
  ruleOf,
  says,
  asText,
  asClicks,
  textCriteria,
  unreadable,
  test,
  testAccount,
  testBefore,
  testAfter,
  asked,
  working,
  stop,
  stopped,
  failed,
  joinAll,
  joinAny,
  joinNone,
  join,
  addCondition,
  addGroup,
  removeGroup,
  removeCondition,
  field,
  operator,
  value,
  values,
  valuesHelp,
  valuesCount,
  file,
  from,
  to,
  latitude,
  longitude,
  miles,
  distance,
  ofParent,
  isTrue,
  isFalse,
  needsValue,
  needsNumber,
  needsDay,
  needsCondition,
  needsTerritory,
  needsOrder,
  result,
  resultNote,
  totals,
  measure,
  before,
  after,
  ruled,
  flows,
  flow,
  changes,
  change,
  placed,
  resultFindings,
  unmatched,
  multiple,
  warnings,
  cure,
  none,
  nobody,
  sum
};

/** An operator of the rule language as a person says it. */
export const operatorWords: Readonly<Record<string, string>> = {
  equals: opEquals,
  notEquals: opNotEquals,
  in: opIn,
  notIn: opNotIn,
  less: opLess,
  lessOrEqual: opLessOrEqual,
  greater: opGreater,
  greaterOrEqual: opGreaterOrEqual,
  contains: opContains,
  startsWith: opStartsWith,
  includes: opIncludes,
  excludes: opExcludes,
  between: opBetween,
  blank: opBlank,
  notBlank: opNotBlank,
  withinMiles: opWithinMiles
};

/** How grave a warning is. */
export const levelWords: Readonly<Record<string, string>> = {
  error: levelError,
  warning: levelWarning,
  note: levelNote
};
