import type { DealTable } from '../domain/core/columns.ts';
import type { CurrencyRates } from '../domain/core/currency.ts';
import { toCorporate } from '../domain/core/currency.ts';
import { dayNumber } from '../domain/core/days.ts';
import { familyShares } from '../domain/quota/attainment/product-families.ts';
import type { OrgConnection } from '../salesforce/connection.ts';
import { id, optionalText, readChecked } from '../salesforce/records/checked.ts';
import { dealRows } from '../salesforce/records/deal-rows.ts';
import { readLinedDeals } from '../salesforce/records/product-lines.ts';
import { textLiteral } from '../salesforce/text-literal.ts';
import { UnusableRequestError } from './answer-report.ts';

interface FamilyScope {
  /** First day of the close of those that are closed. */
  readonly from: string;
  /** Accounts in their order; a deal tells its account by the place in it. */
  readonly accountIds: readonly string[];
  /** Null where the org has one currency. */
  readonly currencies: CurrencyRates | null;
}

/**
 * Deals that hold products of a family, open ones and closed ones from a day on, each with the part of
 * its amount that is of the family.
 * @throws UnusableRequestError where no product is of the family, or lines cannot be read @throws OrgError
 */
export async function dealsOfFamily(
  connection: OrgConnection,
  family: string,
  { from, accountIds, currencies }: FamilyScope
): Promise<DealTable> {
  const products = await readChecked(
    connection,
    { object: 'Product2', where: `Family = ${textLiteral(family)}` },
    { Id: id, Family: optionalText }
  );
  if (products.records.every((product) => product.Family !== family))
    throw new UnusableRequestError(
      `The plan cannot be made: no product has the family ${family}.`,
      'Name the family as Product Family of the products says it, letter by letter.'
    );
  const { deals, problems } = await readLinedDeals(
    connection,
    `(Opportunity.IsClosed = false OR Opportunity.CloseDate >= ${from})`,
    currencies !== null
  );
  if (deals === undefined)
    throw new UnusableRequestError(
      `The plan cannot be made: ${problems[0]?.message ?? 'product lines cannot be read.'}`,
      problems[0]?.cure ?? 'Let the integration user read the product lines of opportunities.'
    );
  const factor = toCorporate(currencies);
  const places = new Map(accountIds.map((one, place) => [one, place]));
  const rows = dealRows();
  for (const [number, deal] of deals.entries()) {
    const share = familyShares(deal.amount ?? 0, deal.lines).shares.get(family) ?? 0;
    const place = places.get(deal.accountId);
    if (share === 0 || place === undefined) continue;
    const closes = dayNumber(deal.closeDay);
    rows.add(place, number, {
      amount: (deal.amount ?? NaN) * share * factor(deal.isoCode, closes),
      created: dayNumber(deal.createdDay),
      closes,
      isClosed: deal.isClosed,
      isWon: deal.isWon,
      type: deal.type,
      source: null
    });
  }
  return rows.done();
}
