import { createRecord, deleteRecord, updateRecord } from 'lightning/uiRecordApi';
import { counted, filled } from 'c/graphqlNodes';
import type { RuleRow } from 'c/ruleCriteria';
import { refusalWords } from 'c/ruleCriteria';
import { label } from 'c/ruleLabels';
import type { RuleDraft } from './ruleDraft';
import { undone } from './ruleDraft';

const apiName = 'Evenfield_Territory_Rule__c';

export interface SaveOutcome {
  /** What is left of the draft: nothing where all went well. */
  readonly draft: RuleDraft;
  readonly saved: number;
  /** The rule that was refused, and why. */
  readonly refused: { readonly key: string; readonly message: string } | null;
}

/** What was saved, and of how many wanted where one was refused. */
export function outcomeWords({ saved, refused }: SaveOutcome, wanted: number): string {
  return refused === null
    ? counted(label.savedOne, label.saved, saved)
    : filled(label.saveStopped, String(saved), String(wanted), refused.key, refused.message);
}

/** Writes the draft, rule by rule, and stops at the first that is refused. */
export async function saveRules(held: readonly RuleRow[], draft: RuleDraft): Promise<SaveOutcome> {
  const byKey = new Map(held.map((rule) => [rule.key, rule]));
  let left = draft;
  let saved = 0;
  const steps = [
    ...[...draft.removed].map((key) => ({ key, write: () => remove(byKey.get(key)) })),
    ...[...draft.changed.values()].map((rule) => ({ key: rule.key, write: () => write(rule) }))
  ];
  for (const { key, write: step } of steps) {
    try {
      await step();
    } catch (error) {
      return { draft: left, saved, refused: { key, message: refusalWords(error) } };
    }
    left = undone(left, key);
    saved += 1;
  }
  return { draft: left, saved, refused: null };
}

async function remove(rule: RuleRow | undefined): Promise<void> {
  if (rule?.id !== null && rule?.id !== undefined) await deleteRecord(rule.id);
}

async function write(rule: RuleRow): Promise<void> {
  const fields = {
    Order__c: rule.order,
    Active__c: rule.active,
    Criteria__c: rule.criteria
  };
  if (rule.id === null) {
    await createRecord({
      apiName,
      fields: { ...fields, Key__c: rule.key, Territory__c: rule.territoryId }
    });
    return;
  }
  // Somebody else's edit since the page was read is not written over.
  await updateRecord(
    { fields: { ...fields, Id: rule.id } },
    rule.changedAt === null ? {} : { ifUnmodifiedSince: rule.changedAt }
  );
}
