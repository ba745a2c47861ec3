import { LightningElement, wire } from 'lwc';
import { graphql } from 'lightning/graphql';
import { getObjectInfo } from 'lightning/uiObjectInfoApi';
import mayDesign from '@salesforce/customPermission/Evenfield_Administer';
import type { GraphqlResult, PanelStateName } from 'c/graphqlNodes';
import { counted, filled, messageOf, nodesOf, stateOf } from 'c/graphqlNodes';
import type {
  ListName,
  PreviewAnswer,
  PreviewRow,
  RuleField,
  RuleRow,
  TerritoryChoice
} from 'c/ruleCriteria';
import { withPage } from 'c/ruleCriteria';
import { label } from 'c/ruleLabels';
import type { RuleDraft } from './ruleDraft';
import {
  countChanges,
  draftFilter,
  markedRules,
  moved,
  newRule,
  noDraft,
  undone,
  withRule,
  withoutRule
} from './ruleDraft';
import type { RuleItem, TestItem } from './ruleItems';
import { ruleItems, testItems } from './ruleItems';
import type { ObjectInfo, RulesData } from './ruleQuery';
import { ruleFields, ruleRows, rulesQuery, territoryChoices } from './ruleQuery';
import { outcomeWords, saveRules } from './saveRules';

/** What is asked of the service: all, why one account is where it is, or more rows of a list. */
type Asked =
  { readonly kind: 'preview' | 'test' } | { readonly kind: 'page'; readonly list: ListName };

type RequestElement = HTMLElement & { ask(filter: string): Promise<void>; cancel(): Promise<void> };

const firstShown = 50;

/** The rules of all territories: build, order, test on one account, preview, then save or cancel. */
export default class RuleDesigner extends LightningElement {
  label = label;
  state: PanelStateName = mayDesign === true ? 'loading' : 'noAccess';
  message = '';
  held: readonly RuleRow[] = [];
  territories: readonly TerritoryChoice[] = [];
  fields: readonly RuleField[] = [];
  hasMoreRules = false;
  draft: RuleDraft = noDraft;
  search = '';
  shownCount = firstShown;
  editing: RuleRow | null = null;
  testAccount = '';
  tests: readonly PreviewRow[] = [];
  answer: PreviewAnswer | null = null;
  words = '';
  asked: Asked | null = null;
  notice = '';
  isSaving = false;
  focusNext: string | null = null;
  refreshRules: (() => Promise<unknown>) | null = null;

  get query(): unknown {
    return mayDesign === true ? rulesQuery : undefined;
  }

  get accountObject(): string | undefined {
    return mayDesign === true ? 'Account' : undefined;
  }

  @wire(graphql, { query: '$query' })
  takeRules(result: GraphqlResult<RulesData>): void {
    if (mayDesign !== true) return;
    // While the rules are asked for again, those shown stay, and with them what is being edited.
    if (!result.data && !result.errors && this.state === 'ready') return;
    this.refreshRules = result.refresh ?? null;
    this.state = stateOf(result, (data) => nodesOf(data.Evenfield_Territory__c).length === 0);
    this.message = this.state === 'error' ? messageOf(result) : label.empty;
    const data = result.data?.uiapi.query;
    if (data === undefined) return;
    this.held = ruleRows(data);
    this.territories = territoryChoices(data);
    this.hasMoreRules = data.Evenfield_Territory_Rule__c.pageInfo?.hasNextPage === true;
  }

  @wire(getObjectInfo, { objectApiName: '$accountObject' })
  takeFields({ data }: { data?: ObjectInfo }): void {
    if (data !== undefined) this.fields = ruleFields(data);
  }

  takeAnswer(event: CustomEvent<{ text: string; words: string }>): void {
    const { asked } = this;
    this.asked = null;
    const answer = JSON.parse(event.detail.text) as PreviewAnswer;
    if (asked?.kind === 'test') this.tests = answer.lists.tests.rows;
    else if (asked?.kind === 'page' && this.answer !== null)
      this.answer = withPage(this.answer, asked.list, answer);
    else {
      this.answer = answer;
      this.words = event.detail.words;
      this.focusNext = 'preview';
    }
  }

  takeNoAnswer(event: CustomEvent<string>): void {
    this.asked = null;
    this.notice = event.detail;
  }

  renderedCallback(): void {
    if (this.focusNext === null) return;
    const wanted = this.focusNext;
    if (wanted === 'preview') {
      const preview = this.template?.querySelector<HTMLElement & { focusTitle(): void }>(
        'c-rule-preview'
      );
      if (!preview) return;
      preview.focusTitle();
    } else {
      const control = this.template?.querySelector<HTMLButtonElement>(`[data-focus="${wanted}"]`);
      if (!control) return;
      control.focus();
    }
    this.focusNext = null;
  }

  get rules(): ReturnType<typeof markedRules> {
    return markedRules(this.held, this.draft);
  }

  get found(): RuleItem[] {
    return ruleItems(this.rules, this.territories, this.search);
  }

  get items(): RuleItem[] {
    return this.found.slice(0, this.shownCount);
  }

  get hasMoreItems(): boolean {
    return this.found.length > this.shownCount;
  }

  get countText(): string {
    return filled(label.shownOf, String(this.items.length), String(this.rules.length));
  }

  get changes(): number {
    return countChanges(this.draft);
  }

  get hasNoChanges(): boolean {
    return this.changes === 0;
  }

  get changesText(): string {
    return this.changes === 0
      ? label.noChanges
      : counted(label.unsavedOne, label.unsaved, this.changes);
  }

  get saveLabel(): string {
    return counted(label.saveOne, label.save, this.changes);
  }

  get isBusy(): boolean {
    return this.asked !== null || this.isSaving;
  }

  get cannotSave(): boolean {
    return this.isBusy || this.hasNoChanges;
  }

  get cannotTest(): boolean {
    return this.isBusy || this.testAccount.trim() === '';
  }

  get testRows(): TestItem[] {
    return testItems(this.tests);
  }

  changeSearch(event: Event): void {
    this.search = (event.target as HTMLInputElement).value;
  }

  showMoreRules(): void {
    this.shownCount += firstShown;
  }

  create(): void {
    this.editing = newRule(this.rules, 'new');
  }

  edit(event: Event): void {
    const key = keyOf(event);
    this.editing = this.rules.find(({ rule }) => rule.key === key)?.rule ?? null;
  }

  applyRule(event: CustomEvent<RuleRow>): void {
    let rule = event.detail;
    if (rule.id === null && !this.draft.changed.has(rule.key)) {
      const territory = this.territories.find(({ id }) => id === rule.territoryId);
      rule = { ...rule, key: newRule(this.rules, territory?.key ?? 'new').key };
    }
    this.change(withRule(this.held, this.draft, rule));
    this.focusNext = `edit:${rule.key}`;
    this.editing = null;
  }

  backToRules(): void {
    this.focusNext = this.editing?.id === null ? 'new' : `edit:${this.editing?.key ?? ''}`;
    this.editing = null;
  }

  moveUp(event: Event): void {
    this.move(keyOf(event), -1);
  }

  moveDown(event: Event): void {
    this.move(keyOf(event), 1);
  }

  move(key: string, by: -1 | 1): void {
    this.change(moved(this.held, this.draft, key, by));
    const staying = this.rules.filter(({ mark }) => mark !== 'removed');
    const place = staying.findIndex(({ rule }) => rule.key === key);
    const atEnd = by < 0 ? place === 0 : place === staying.length - 1;
    this.focusNext = `${by < 0 === atEnd ? 'down' : 'up'}:${key}`;
    const name = this.territories.find(({ id }) => id === staying[place]?.rule.territoryId)?.name;
    this.notice = filled(label.moved, name ?? key, String(place + 1), String(staying.length));
  }

  remove(event: Event): void {
    const key = keyOf(event);
    this.focusNext = this.held.some((rule) => rule.key === key) ? `undo:${key}` : 'new';
    this.change(withoutRule(this.held, this.draft, key));
  }

  undo(event: Event): void {
    const key = keyOf(event);
    this.focusNext = this.held.some((rule) => rule.key === key) ? `edit:${key}` : 'new';
    this.change(undone(this.draft, key));
  }

  /** What was previewed before is no longer what would happen. */
  change(draft: RuleDraft): void {
    this.draft = draft;
    this.answer = null;
    this.tests = [];
    this.notice = '';
  }

  discard(): void {
    void this.request?.cancel();
    this.change(noDraft);
    this.notice = label.discarded;
  }

  changeTestAccount(event: Event): void {
    this.testAccount = (event.target as HTMLInputElement).value;
  }

  preview(): Promise<void> {
    return this.ask({ kind: 'preview' }, draftFilter(this.draft));
  }

  test(): Promise<void> {
    return this.ask(
      { kind: 'test' },
      draftFilter(this.draft, { tests: [this.testAccount.trim()] })
    );
  }

  more(event: CustomEvent<ListName>): Promise<void> {
    const list = event.detail;
    const from = this.answer?.lists[list].rows.length ?? 0;
    return this.ask({ kind: 'page', list }, draftFilter(this.draft, { page: { list, from } }));
  }

  async ask(asked: Asked, filter: string): Promise<void> {
    this.asked = asked;
    this.notice = '';
    await this.request?.ask(filter);
  }

  get request(): RequestElement | null {
    return this.template?.querySelector<RequestElement>('c-rule-request') ?? null;
  }

  async save(): Promise<void> {
    this.isSaving = true;
    const wanted = this.changes;
    const outcome = await saveRules(this.held, this.draft);
    this.change(outcome.draft);
    await this.refreshRules?.();
    this.isSaving = false;
    this.notice = outcomeWords(outcome, wanted);
  }
}

function keyOf(event: Event): string {
  return (event.currentTarget as HTMLElement).dataset['key'] ?? '';
}
