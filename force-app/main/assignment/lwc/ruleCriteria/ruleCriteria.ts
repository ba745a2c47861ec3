export type { Condition, Criteria } from './criteriaWords';
export { criteriaWords, fieldWords } from './criteriaWords';
export type {
  ConditionForm,
  FieldKind,
  FormFault,
  FormNode,
  GroupForm,
  RuleField
} from './criteriaForm';
export {
  criteriaOf,
  distanceField,
  emptyCondition,
  formOf,
  operatorsFor,
  splitValues,
  valuesOf
} from './criteriaForm';
export type { FormPath, FormRow } from './formEdits';
export { added, replaced, rowsOf } from './formEdits';
export type { ListName, PreviewAnswer, PreviewRow } from './previewAnswer';
export { withPage } from './previewAnswer';
export type { RuleRow, TerritoryChoice } from './ruleRow';
export { refusalWords } from './refusalWords';
