import type { Writing } from './writing.ts';
import type { StoredRow } from './store.ts';

interface Item {
  readonly field: string;
  readonly operation: string;
  readonly value: string;
}

/**
 * Runs the active model's assignment rules over one account, as the platform does when an account
 * is created or edited: what matches gets an association made by rule, what matches no more loses
 * it, manual ones stay. An account that is excluded from realignment is left alone, and one that
 * is excluded from a territory is not put there. All items of a rule must hold.
 */
export function realign(writing: Writing, account: StoredRow): void {
  const { state, store } = writing;
  if (!state.schema.objects.has('territory2') || account['IsExcludedFromRealign'] === 1) return;
  const id = String(account['Id']);
  const due = matching(writing, account);
  for (const excluded of column(
    writing,
    'SELECT Territory2Id AS value FROM Territory2ObjectExclusion WHERE ObjectId = ? AND IsDeleted = 0',
    id
  ))
    due.delete(excluded);
  const standing = store
    .statement(
      "SELECT a.Id AS Id, a.Territory2Id AS Territory2Id, a.AssociationCause AS Cause FROM ObjectTerritory2Association AS a JOIN Territory2 AS t ON t.Id = a.Territory2Id JOIN Territory2Model AS m ON m.Id = t.Territory2ModelId WHERE a.ObjectId = ? AND a.IsDeleted = 0 AND m.State = 'Active'"
    )
    .all(id);
  for (const row of standing) {
    const stays = due.delete(String(row['Territory2Id']));
    if (!stays && row['Cause'] === 'Territory2AssignmentRule') end(writing, String(row['Id']));
  }
  for (const territory of due) associate(writing, id, territory);
}

function matching(writing: Writing, account: StoredRow): Set<string> {
  const rules = writing.store
    .statement(
      "SELECT r.Id AS Id, r.BooleanFilter AS Filter FROM ObjectTerritory2AssignmentRule AS r JOIN Territory2Model AS m ON m.Id = r.Territory2ModelId WHERE r.IsActive = 1 AND r.IsDeleted = 0 AND r.ObjectType = 'Account' AND m.State = 'Active'"
    )
    .all();
  const due = new Set<string>();
  for (const rule of rules) {
    if (rule['Filter'] !== null)
      throw new Error(
        `The local org reads no boolean filter of territory rules: ${String(rule['Filter'])}`
      );
    const items = writing.store
      .statement(
        'SELECT Field, Operation, Value FROM ObjectTerritory2AssignmentRuleItem WHERE RuleId = ? AND IsDeleted = 0 ORDER BY SortOrder'
      )
      .all(String(rule['Id']))
      .map((item) => ({
        field: String(item['Field']).replace(/^Account\./, ''),
        operation: String(item['Operation']),
        value: String(item['Value'] ?? '')
      }));
    if (items.length === 0 || !items.every((item) => holds(item, account))) continue;
    for (const territory of column(
      writing,
      'SELECT Territory2Id AS value FROM RuleTerritory2Association WHERE RuleId = ? AND IsDeleted = 0',
      String(rule['Id'])
    ))
      due.add(territory);
  }
  return due;
}

/** Commas part several values, of which one must fit; text is compared without regard to case. */
function holds(item: Item, account: StoredRow): boolean {
  const given = account[item.field] ?? null;
  const text = given === null ? '' : String(given).toLowerCase();
  const values = item.value.split(',').map((value) => value.trim().toLowerCase());
  const any = (test: (value: string) => boolean): boolean => values.some(test);
  const number = (value: string): number => Number(value);
  switch (item.operation) {
    case 'equals':
      return any((value) => text === value);
    case 'notEqual':
      return !any((value) => text === value);
    case 'contains':
      return any((value) => text.includes(value));
    case 'notContain':
      return !any((value) => text.includes(value));
    case 'startsWith':
      return any((value) => text.startsWith(value));
    case 'lessThan':
      return text !== '' && any((value) => number(text) < number(value));
    case 'greaterThan':
      return text !== '' && any((value) => number(text) > number(value));
    case 'lessOrEqual':
      return text !== '' && any((value) => number(text) <= number(value));
    case 'greaterOrEqual':
      return text !== '' && any((value) => number(text) >= number(value));
    default:
      throw new Error(`The local org knows no operation ${item.operation} of territory rules.`);
  }
}

function column(writing: Writing, sql: string, value: string): string[] {
  return writing.store
    .statement(sql)
    .all(value)
    .map((row) => String(row['value']));
}

function associate(writing: Writing, account: string, territory: string): void {
  const { state, store, user } = writing;
  const object = state.schema.objects.get('objectterritory2association');
  if (object === undefined) return;
  const moment = writing.stamp();
  store.insert(object, {
    Id: store.nextId(object).id,
    IsDeleted: 0,
    CreatedDate: moment,
    CreatedById: user.userId,
    LastModifiedDate: moment,
    LastModifiedById: user.userId,
    SystemModstamp: moment,
    ObjectId: account,
    SobjectType: 'Account',
    Territory2Id: territory,
    AssociationCause: 'Territory2AssignmentRule'
  });
}

function end(writing: Writing, id: string): void {
  const object = writing.state.schema.objects.get('objectterritory2association');
  if (object === undefined) return;
  writing.store.updateColumns(object, id, { IsDeleted: 1, SystemModstamp: writing.stamp() });
}
