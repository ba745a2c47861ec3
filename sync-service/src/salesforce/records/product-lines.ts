import type { CurrencyRates } from '../../domain/core/currency.ts';
import { toCorporate } from '../../domain/core/currency.ts';
import { dayNumber } from '../../domain/core/days.ts';
import type { Problem } from '../../domain/core/result.ts';
import type { Day, FamilyDeal, FamilyQuota, Period } from '../../domain/core/snapshot.ts';
import type { DealLine } from '../../domain/quota/attainment/product-families.ts';
import { familyShares } from '../../domain/quota/attainment/product-families.ts';
import type { OrgConnection } from '../connection.ts';
import { day, flag, id, optionalNumber, optionalText, readChecked } from './checked.ts';
import { orNone } from './won-deals.ts';

/** A deal with its product lines, as the org holds them: amounts in its own currency. */
export interface LinedDeal {
  readonly id: string;
  readonly accountId: string;
  readonly amount: number | null;
  readonly isoCode: string | null;
  readonly createdDay: Day;
  readonly closeDay: Day;
  readonly isClosed: boolean;
  readonly isWon: boolean;
  readonly type: string | null;
  readonly lines: readonly DealLine[];
}

export interface LinedDeals {
  /** Undefined where the org's product lines cannot be read. */
  readonly deals: readonly LinedDeal[] | undefined;
  readonly problems: Problem[];
  readonly read: number;
}

/**
 * Deals of accounts with their product lines; a deal without lines is not among them.
 * @param where of the opportunity, with `Opportunity.` before each field @throws OrgError
 */
export async function readLinedDeals(
  connection: OrgConnection,
  where: string,
  hasCurrencies: boolean
): Promise<LinedDeals> {
  const problems: Problem[] = [];
  const { records, ...rest } = await orNone(
    problems,
    'OpportunityLineItem',
    'Quotas by product family get no figures.',
    () =>
      readChecked(
        connection,
        { object: 'OpportunityLineItem', where: `Opportunity.AccountId != null AND ${where}` },
        {
          OpportunityId: id,
          TotalPrice: optionalNumber,
          'Product2.Family': optionalText,
          'Opportunity.AccountId': id,
          'Opportunity.Amount': optionalNumber,
          'Opportunity.CreatedDate': day,
          'Opportunity.CloseDate': day,
          'Opportunity.IsClosed': flag,
          'Opportunity.IsWon': flag,
          'Opportunity.Type': optionalText,
          ...(hasCurrencies ? { 'Opportunity.CurrencyIsoCode': optionalText } : {})
        }
      )
  );
  if (problems.length > 0) return { deals: undefined, problems, read: 0 };
  const byDeal = Map.groupBy(records, (row) => row.OpportunityId);
  return {
    deals: [...byDeal].flatMap(([dealId, lines]): LinedDeal[] => {
      const [first] = lines;
      if (first === undefined) return [];
      const { 'Opportunity.CurrencyIsoCode': isoCode = null } = first as {
        'Opportunity.CurrencyIsoCode'?: string | null;
      };
      return [
        {
          id: dealId,
          accountId: first['Opportunity.AccountId'],
          amount: first['Opportunity.Amount'],
          isoCode,
          createdDay: first['Opportunity.CreatedDate'],
          closeDay: first['Opportunity.CloseDate'],
          isClosed: first['Opportunity.IsClosed'],
          isWon: first['Opportunity.IsWon'],
          type: first['Opportunity.Type'],
          lines: lines.map((line) => ({
            family: line['Product2.Family'],
            amount: line.TotalPrice ?? 0
          }))
        }
      ];
    }),
    problems: [...rest.problems],
    read: rest.read
  };
}

export interface FamilyQuestion {
  readonly quotas: readonly FamilyQuota[];
  readonly period: Period;
  readonly today: Day;
  /** Null where the org has one currency. */
  readonly currencies: CurrencyRates | null;
}

export interface FamilyRead {
  /** Undefined where nobody asks, or the lines cannot be read. */
  readonly deals: readonly FamilyDeal[] | undefined;
  readonly problems: Problem[];
  readonly read: number;
}

const mostNamed = 5;

/**
 * What of the period's won deals is of which product family; where no quota of the period is for a family,
 * nothing is read. @throws OrgError
 */
export async function readFamilyDeals(
  connection: OrgConnection,
  { quotas, period, today, currencies }: FamilyQuestion
): Promise<FamilyRead> {
  const isAsked = quotas.some(
    ({ periodStart, periodEnd }) => periodStart === period.start && periodEnd === period.end
  );
  if (!isAsked) return { deals: undefined, problems: [], read: 0 };
  const until = period.end < today ? period.end : today;
  const { deals, problems, read } = await readLinedDeals(
    connection,
    `Opportunity.IsWon = true AND Opportunity.CloseDate >= ${period.start} AND Opportunity.CloseDate <= ${until}`,
    currencies !== null
  );
  if (deals === undefined) return { deals, problems, read };
  const factor = toCorporate(currencies);
  const differing: string[] = [];
  const known = deals.flatMap((deal): FamilyDeal[] => {
    const { shares, isWhole } = familyShares(deal.amount ?? 0, deal.lines);
    if (!isWhole) differing.push(deal.id);
    const amount = (deal.amount ?? 0) * factor(deal.isoCode, dayNumber(deal.closeDay));
    const { id: dealId, accountId, type } = deal;
    const tier = type === 'New Business' ? 'New' : type === 'Renewal' ? 'Renewal' : 'Upsell';
    return amount > 0 ? [{ id: dealId, accountId, tier, amount, shares }] : [];
  });
  return {
    deals: known,
    problems: [...problems, ...(differing.length === 0 ? [] : [linesDiffer(differing.sort())])],
    read
  };
}

/** One problem for all such deals: what it changes is said, and which they are. */
function linesDiffer(dealIds: readonly string[]): Problem {
  const more = dealIds.length - mostNamed;
  const named = `${dealIds.slice(0, mostNamed).join(', ')}${more > 0 ? ` and ${String(more)} more` : ''}`;
  return {
    object: 'OpportunityLineItem',
    record: dealIds[0] ?? '',
    field: 'TotalPrice',
    code: 'LINES_DIFFER',
    message: `The product lines of ${String(dealIds.length)} won deals do not add up to the deal's amount (${named}): lines above it were scaled, what is missing counts for no product family.`,
    cure: 'Correct the lines or the amount of these opportunities.'
  };
}
