import { LightningElement, api } from 'lwc';
import type { ConditionForm, FormNode, GroupForm, RuleField } from 'c/ruleCriteria';
import { added, distanceField, emptyCondition, replaced, rowsOf } from 'c/ruleCriteria';
import { label } from 'c/ruleLabels';
import type { BuilderRow } from './builderRows';
import { builderRow, operatorsOf } from './builderRows';

/**
 * Builds criteria by clicks: groups and conditions, nested as deep as wanted. Sends `formchange`
 * with the new form; holds nothing itself but where the focus goes.
 */
export default class CriteriaBuilder extends LightningElement {
  @api form: GroupForm = { kind: 'group', join: 'all', parts: [] };
  @api fields: readonly RuleField[] = [];

  label = label;
  focusNext: string | null = null;

  get rows(): BuilderRow[] {
    return rowsOf(this.form).map(({ path, node }) => builderRow(path, node, this.fields));
  }

  renderedCallback(): void {
    if (this.focusNext === null) return;
    const target = this.template?.querySelector<HTMLElement>(`[data-focus="${this.focusNext}"]`);
    if (!target) return;
    this.focusNext = null;
    target.focus();
  }

  changeJoin(event: Event): void {
    const select = event.currentTarget as HTMLSelectElement;
    const { path, node } = this.at(select);
    if (node?.kind !== 'group') return;
    this.send(replaced(this.form, path, { ...node, join: select.value as GroupForm['join'] }));
  }

  changeField(event: Event): void {
    const select = event.currentTarget as HTMLSelectElement;
    this.change(select, (condition) => {
      const operators = operatorsOf(select.value, this.fields);
      const op = operators.includes(condition.op) ? condition.op : (operators[0] ?? 'equals');
      return { ...condition, field: select.value, op };
    });
  }

  changeOp(event: Event): void {
    const select = event.currentTarget as HTMLSelectElement;
    this.change(select, (condition) => ({ ...condition, op: select.value }));
  }

  changeText(event: Event): void {
    const input = event.currentTarget as HTMLInputElement;
    this.change(input, (condition) => ({
      ...condition,
      [input.dataset['part'] ?? 'value']: input.value ?? ''
    }));
  }

  async readFile(event: Event): Promise<void> {
    const input = event.currentTarget as HTMLInputElement;
    const file = input.files?.[0];
    if (file === undefined) return;
    const text = await file.text();
    this.change(input, (condition) => ({ ...condition, value: text.replace(/^\uFEFF/, '') }));
  }

  addCondition(event: Event): void {
    const { path, node } = this.at(event.currentTarget as HTMLElement);
    if (node?.kind !== 'group') return;
    this.focusNext = `field:${[...path, node.parts.length].join('.')}`;
    this.send(added(this.form, path, emptyCondition(this.fields[0]?.name ?? 'Name')));
  }

  addGroup(event: Event): void {
    const { path, node } = this.at(event.currentTarget as HTMLElement);
    if (node?.kind !== 'group') return;
    const group: GroupForm = {
      kind: 'group',
      join: node.join === 'any' ? 'all' : 'any',
      parts: [emptyCondition(this.fields[0]?.name ?? 'Name')]
    };
    this.focusNext = `join:${[...path, node.parts.length].join('.')}`;
    this.send(added(this.form, path, group));
  }

  remove(event: Event): void {
    const { path } = this.at(event.currentTarget as HTMLElement);
    this.focusNext = `add:${path.slice(0, -1).join('.')}`;
    this.send(replaced(this.form, path, null));
  }

  /** The part that a control belongs to. */
  at(control: HTMLElement): { path: number[]; node: FormNode | undefined } {
    const key = control.dataset['path'] ?? '';
    const path = key === '' ? [] : key.split('.').map(Number);
    const node = path.reduce<FormNode | undefined>(
      (found, place) => (found?.kind === 'group' ? found.parts[place] : undefined),
      this.form
    );
    return { path, node };
  }

  change(control: HTMLElement, by: (condition: ConditionForm) => ConditionForm): void {
    const { path, node } = this.at(control);
    if (node?.kind !== 'condition') return;
    const changed = by(node);
    const op = changed.field === distanceField ? 'withinMiles' : changed.op;
    this.send(replaced(this.form, path, { ...changed, op }));
  }

  send(form: GroupForm): void {
    this.dispatchEvent(new CustomEvent('formchange', { detail: form }));
  }
}
