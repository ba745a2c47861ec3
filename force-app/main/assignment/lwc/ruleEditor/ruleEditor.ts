import { LightningElement, api } from 'lwc';
import type {
  Criteria,
  FormFault,
  GroupForm,
  RuleField,
  RuleRow,
  TerritoryChoice
} from 'c/ruleCriteria';
import { criteriaOf, criteriaWords, fieldWords, formOf } from 'c/ruleCriteria';
import { label, operatorWords } from 'c/ruleLabels';
import territoryLabel from '@salesforce/label/c.Evenfield_Territory';
import { filled } from 'c/graphqlNodes';

const emptyForm: GroupForm = { kind: 'group', join: 'all', parts: [] };
const faultWords: Readonly<Record<FormFault['code'], string>> = {
  value: label.needsValue,
  number: label.needsNumber,
  day: label.needsDay,
  condition: label.needsCondition
};

/** Edits one rule. Sends `apply` with the rule as changed, or `back`. */
export default class RuleEditor extends LightningElement {
  @api fields: readonly RuleField[] = [];
  @api territories: readonly TerritoryChoice[] = [];

  label = { ...label, territory: territoryLabel };
  held: RuleRow | null = null;
  territoryId = '';
  order = '';
  active = true;
  form: GroupForm = emptyForm;
  text = '';
  asText = false;
  unreadable = '';
  faults: readonly string[] = [];
  /** True once the form says otherwise than the rule. */
  edited = false;
  movesFocus = true;

  @api get rule(): RuleRow | null {
    return this.held;
  }

  set rule(rule: RuleRow | null) {
    this.held = rule;
    this.territoryId = rule?.territoryId ?? '';
    this.order = rule === null ? '' : String(rule.order);
    this.active = rule?.active ?? true;
    this.faults = [];
    this.edited = false;
    this.movesFocus = true;
    this.readText(rule?.criteria ?? '');
    this.asText = this.unreadable !== '';
  }

  renderedCallback(): void {
    if (!this.movesFocus) return;
    this.movesFocus = false;
    (this.refs?.['title'] as HTMLElement | undefined)?.focus();
  }

  get title(): string {
    const name = this.territories.find(({ id }) => id === this.territoryId)?.name ?? '';
    return this.held?.id === null && name === ''
      ? label.newRule
      : filled(label.ruleOf, this.order, name);
  }

  get isSaved(): boolean {
    return this.held !== null && this.held.id !== null;
  }

  get territoryOptions(): { value: string; label: string; selected: boolean }[] {
    return [{ id: '', name: '' }, ...this.territories].map(({ id, name }) => ({
      value: id,
      label: name,
      selected: id === this.territoryId
    }));
  }

  get words(): string {
    const read = this.asText ? parsed(this.text) : criteriaOf(this.form, this.fields);
    return 'criteria' in read ? criteriaWords(read.criteria, operatorWords) : '';
  }

  get hasFaults(): boolean {
    return this.faults.length > 0;
  }

  get toggleLabel(): string {
    return this.asText ? label.asClicks : label.asText;
  }

  changeTerritory(event: Event): void {
    this.territoryId = (event.target as HTMLSelectElement).value;
  }

  changeOrder(event: Event): void {
    this.order = (event.target as HTMLInputElement).value;
  }

  changeActive(event: Event): void {
    this.active = (event.target as HTMLInputElement).checked;
  }

  changeForm(event: CustomEvent<GroupForm>): void {
    this.form = event.detail;
    this.edited = true;
  }

  changeText(event: Event): void {
    this.text = (event.target as HTMLTextAreaElement).value;
    this.edited = true;
  }

  toggleText(): void {
    if (this.asText) {
      this.readText(this.text);
      this.asText = this.unreadable !== '';
      return;
    }
    const read = criteriaOf(this.form, this.fields);
    if (this.edited && 'criteria' in read) this.text = JSON.stringify(read.criteria, null, 2);
    this.asText = true;
  }

  back(): void {
    this.dispatchEvent(new CustomEvent('back'));
  }

  apply(): void {
    if (this.held === null) return;
    const criteria = this.criteriaText();
    const order = Number(this.order);
    this.faults = [
      ...(this.territoryId === '' ? [label.needsTerritory] : []),
      ...(this.order === '' || !Number.isInteger(order) || order < 0 ? [label.needsOrder] : []),
      ...criteria.faults
    ];
    if (this.faults.length > 0) return;
    const rule: RuleRow = {
      ...this.held,
      territoryId: this.territoryId,
      order,
      active: this.active,
      criteria: criteria.text
    };
    this.dispatchEvent(new CustomEvent('apply', { detail: rule }));
  }

  /** Criteria untouched stay as they were written. */
  criteriaText(): { text: string; faults: readonly string[] } {
    if (!this.edited && this.held !== null && this.held.criteria !== '')
      return { text: this.held.criteria, faults: [] };
    if (this.asText) {
      const read = parsed(this.text);
      return 'fault' in read
        ? { text: '', faults: [filled(label.unreadable, read.fault)] }
        : { text: JSON.stringify(read.criteria), faults: [] };
    }
    const read = criteriaOf(this.form, this.fields);
    if ('criteria' in read) return { text: JSON.stringify(read.criteria), faults: [] };
    return {
      text: '',
      faults: read.faults.map(({ code, words: [field = '', value = ''] }) =>
        filled(faultWords[code], fieldWords(field), value)
      )
    };
  }

  readText(text: string): void {
    this.text = text;
    this.unreadable = '';
    this.form = emptyForm;
    if (text === '') return;
    const read = parsed(text);
    if ('criteria' in read) this.form = formOf(read.criteria);
    else this.unreadable = filled(label.unreadable, read.fault);
  }
}

/** JSON as criteria, as far as the form must know them; the service looks at the rest. */
function parsed(text: string): { criteria: Criteria } | { fault: string } {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return { fault: error instanceof Error ? error.message : String(error) };
  }
  return isCriteria(json) ? { criteria: json } : { fault: text.slice(0, 200) };
}

function isCriteria(node: unknown): node is Criteria {
  if (typeof node !== 'object' || node === null) return false;
  const part = node as Readonly<Record<string, unknown>>;
  for (const join of ['all', 'any']) {
    const parts = part[join];
    if (parts !== undefined) return Array.isArray(parts) && parts.every(isCriteria);
  }
  if ('not' in part) return isCriteria(part['not']);
  return typeof part['op'] === 'string';
}
