import type { CurrencyRates } from '../domain/core/currency.ts';
import type { FigureCalendar } from '../domain/core/figures.ts';
import type { Problem } from '../domain/core/result.ts';
import type { Period, Quota } from '../domain/core/snapshot.ts';
import type { OrgConnection } from '../salesforce/connection.ts';
import type { OrgError } from '../salesforce/errors.ts';
import { prepareRead } from '../salesforce/read-rows.ts';
import { dealsRead } from '../salesforce/records/history.ts';
import { stageHistoryQuery, stagesQuery } from '../salesforce/records/stage-history.ts';
import type { RowsQuery } from '../salesforce/rows.ts';
import type { HistoryThread } from './compute-apart.ts';
import { isHidden } from '../salesforce/records/unless-hidden.ts';

export interface StagesQuestion {
  readonly calendar: FigureCalendar;
  /** Null where the org has one currency. */
  readonly currencies: CurrencyRates | null;
  readonly quotas: readonly Quota[];
  readonly period: Period;
  /** Rows that are there at least. */
  readonly known: number;
}

export interface StagesRead {
  readonly isWhole: boolean;
  readonly problems: Problem[];
  readonly read: number;
}

/**
 * Reads what stage, amount and planned close each opportunity was in, for the forecast. Where no
 * quota runs nothing is forecast, and nothing is read. An org that keeps the history from the
 * integration user is told so; the forecast then does without.
 * @throws OrgError for what another try may mend
 */
export async function readStages(
  connection: OrgConnection,
  historian: Pick<HistoryThread, 'take'>,
  { calendar, currencies, quotas, period, known }: StagesQuestion
): Promise<StagesRead> {
  const runs = quotas.some(
    (quota) => quota.periodStart === period.start && quota.periodEnd === period.end
  );
  if (!runs) return { isWhole: false, problems: [], read: 0 };
  const taken = async (query: RowsQuery, atLeast: number): Promise<number> => {
    const prepared = await prepareRead(connection, query, atLeast);
    return prepared.read((page) => historian.take(query.object, page));
  };
  try {
    const stages = await taken(stagesQuery, 0);
    const changes = await taken(stageHistoryQuery(dealsRead(calendar), currencies), known);
    return { isWhole: true, problems: [], read: stages + changes };
  } catch (error) {
    if (!isHidden(error)) throw error;
    return { isWhole: false, problems: [kept(error)], read: 0 };
  }
}

function kept(error: OrgError): Problem {
  return {
    object: 'OpportunityHistory',
    record: '',
    field: null,
    code: 'NOT_READABLE',
    message: `The history of opportunities’ stages cannot be read: ${error.message} The forecast is made without stages and planned closes.`,
    cure: 'Let the integration user read Opportunity, its Amount and OpportunityStage by the permission set Evenfield_Service.'
  };
}
