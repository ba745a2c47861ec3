import type { StoredRow } from './store.ts';
import type { ObjectDefinition } from './types.ts';
import type { Writing } from './writing.ts';

/** What a change of makes the platform keep a row; the row holds what all of them are then. */
const kept = ['StageName', 'Amount', 'CloseDate', 'Probability', 'ForecastCategory'] as const;

/**
 * A row of OpportunityHistory for an opportunity that was created, or of which stage, amount, close
 * date, probability or forecast category changed; one for each save. Nobody can write such rows.
 * @param before null for a new one
 */
export function keepStageHistory(
  { state, store, user }: Writing,
  object: ObjectDefinition,
  before: StoredRow | null,
  after: StoredRow
): void {
  if (object.name !== 'Opportunity') return;
  const history = state.schema.objects.get('opportunityhistory');
  if (history === undefined) return;
  const valueOf = (row: StoredRow, name: string): string | number | null => row[name] ?? null;
  if (before !== null && kept.every((name) => valueOf(before, name) === valueOf(after, name)))
    return;
  const moment = after['SystemModstamp'] ?? null;
  const amount = after['Amount'] ?? null;
  store.insert(history, {
    Id: store.nextId(history).id,
    IsDeleted: 0,
    CreatedDate: moment,
    CreatedById: user.userId,
    LastModifiedDate: moment,
    LastModifiedById: user.userId,
    SystemModstamp: moment,
    OpportunityId: after['Id'] ?? null,
    ...Object.fromEntries(kept.map((name) => [name, valueOf(after, name)])),
    ExpectedRevenue:
      amount === null ? null : (Number(amount) * Number(after['Probability'] ?? 0)) / 100,
    PrevAmount: before === null ? null : valueOf(before, 'Amount'),
    PrevCloseDate: before === null ? null : valueOf(before, 'CloseDate'),
    ...(history.fields.has('currencyisocode')
      ? { CurrencyIsoCode: after['CurrencyIsoCode'] ?? null }
      : {})
  });
}
