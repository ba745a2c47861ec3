import { grown } from '../../domain/core/column-memory.ts';
import type { CurrencyRates } from '../../domain/core/currency.ts';
import { toCorporate } from '../../domain/core/currency.ts';
import type { StageRows } from '../../domain/quota/forecast/stage-rows.ts';
import type { Cells, RowsQuery } from '../rows.ts';
import { ownText } from './account-slots.ts';
import { dayCell, flagCell, numberCell } from './cells.ts';
import type { RecordNumbers } from '../../domain/core/record-numbers.ts';

/** The stages of an org, and which of them are closed. */
export const stagesQuery: RowsQuery = {
  object: 'OpportunityStage',
  columns: ['ApiName', 'MasterLabel', 'IsClosed']
};

/**
 * What stage, amount and planned close the opportunities of a night were before: a row for each
 * creation and change.
 * @param ofDeals condition by which the night reads opportunities
 */
export function stageHistoryQuery(ofDeals: string, currencies: CurrencyRates | null): RowsQuery {
  return {
    object: 'OpportunityHistory',
    columns: [
      'OpportunityId',
      'CreatedDate',
      'StageName',
      'CloseDate',
      'Amount',
      ...(currencies === null ? [] : ['CurrencyIsoCode'])
    ],
    where: ofDeals.replaceAll(/\b(AccountId|IsClosed|CloseDate)\b/g, 'Opportunity.$1')
  };
}

/** Rows of stages and of their history, taken one after another into columns, 18 bytes each. */
export interface StageIntake {
  takeStage(cells: Cells): void;
  takeChange(cells: Cells): void;
  /** The rows; as deal each has the index of its opportunity's number. @param dealOf by number; -1 for none */
  done(dealOf: Int32Array): StageRows;
}

const mostNames = 65_535;

export function stageIntake(
  opportunities: Pick<RecordNumbers, 'numberOf'>,
  currencies: CurrencyRates | null
): StageIntake {
  const factor = toCorporate(currencies);
  let room = 1024;
  let count = 0;
  let number = new Int32Array(room);
  let at = new Uint32Array(room);
  let stage = new Uint16Array(room);
  let planned = new Float32Array(room);
  let amount = new Float32Array(room);
  const names = new Map<string, number>();
  const closed = new Set<string>();
  const grow = (): void => {
    room *= 2;
    number = grown(number, new Int32Array(room));
    at = grown(at, new Uint32Array(room));
    stage = grown(stage, new Uint16Array(room));
    planned = grown(planned, new Float32Array(room));
    amount = grown(amount, new Float32Array(room));
  };
  const codeOf = (name: string): number => {
    const known = names.get(name);
    if (known !== undefined) return known;
    const code = Math.min(mostNames, names.size);
    names.set(ownText(name), code);
    return code;
  };
  return {
    takeStage([apiName, label, isClosed]) {
      if (!flagCell(isClosed)) return;
      for (const name of [apiName, label]) if (name) closed.add(name);
    },
    takeChange([id, moment, name, close, worth, isoCode]) {
      const seconds = secondsOf(moment);
      if (!id || !name || Number.isNaN(seconds)) return;
      if (count === room) grow();
      const closeDay = dayCell(close);
      number[count] = opportunities.numberOf(id);
      at[count] = seconds;
      stage[count] = codeOf(name);
      planned[count] = closeDay;
      amount[count] =
        numberCell(worth) * (currencies === null ? 1 : factor(isoCode ?? null, closeDay));
      count += 1;
    },
    done: (dealOf) => ({
      count,
      deal: number.subarray(0, count).map((own) => dealOf[own] ?? -1),
      at: at.subarray(0, count),
      stage: stage.subarray(0, count),
      planned: planned.subarray(0, count),
      amount: amount.subarray(0, count),
      stages: [...names.keys()],
      closed
    })
  };
}

/** Whole seconds since 1970 of a moment as Salesforce writes it; NaN for none. */
function secondsOf(moment: string | null | undefined): number {
  if (moment === null || moment === undefined || moment === '') return NaN;
  return Math.floor(Date.parse(moment) / 1000);
}
