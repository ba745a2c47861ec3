import type { TextColumn } from '../../core/columns.ts';
import { wilson } from '../plays/play-outcomes.ts';
import { normalQuantile } from './customer-profile.ts';
import type { OwnedProducts } from './ownership.ts';

/** A product that those who share a trait surely own more often than customers at large. */
export interface LookAlikeRule {
  /** What look-alikes share: a product (below the number of products), else an industry after them. */
  readonly trait: number;
  readonly product: number;
  /** Share of customers with the trait who own the product; its lower end; share of all customers. */
  readonly share: number;
  readonly low: number;
  readonly usual: number;
}

/** Traits of fewer customers than this say nothing. */
const leastCustomers = 10;
const mostIndustries = 200;
/** Products told of an account. */
const mostTold = 3;
const widest = 90;

/**
 * Rules over all pairs of a trait (a product owned, an industry) and another product. Sure means
 * that the lower end of Wilson's interval stands above the usual share, as sure as 95 % over all
 * pairs together (Bonferroni). Customers are accounts that own something.
 */
export function lookAlikeRules(own: OwnedProducts, industry: TextColumn | null): LookAlikeRule[] {
  const { products, offsets, owned } = own;
  // More than so many are no list to choose from, but free text.
  const listed = industry?.dictionary.length ?? 0;
  const industries = listed <= mostIndustries ? listed : 0;
  const traits = products.length + industries;
  const customersWith = new Float64Array(traits);
  const both = Array.from({ length: traits }, () => new Float64Array(products.length));
  let customers = 0;
  for (let account = 0; account + 1 < offsets.length; account += 1) {
    const from = offsets[account] ?? 0;
    const to = offsets[account + 1] ?? 0;
    if (to === from) continue;
    customers += 1;
    const code = industry?.codes[account] ?? -1;
    const has = code >= 0 && code < industries ? products.length + code : -1;
    for (let at = from; at < to + (has >= 0 ? 1 : 0); at += 1) {
      const trait = at < to ? (owned[at] ?? 0) : has;
      customersWith[trait] = (customersWith[trait] ?? 0) + 1;
      const line = both[trait];
      if (line === undefined) continue;
      for (let other = from; other < to; other += 1) {
        const product = owned[other] ?? 0;
        line[product] = (line[product] ?? 0) + 1;
      }
    }
  }
  const pairs = products.length * (products.length - 1) + industries * products.length;
  const width = normalQuantile(1 - 0.05 / Math.max(1, pairs));
  const rules: LookAlikeRule[] = [];
  for (let trait = 0; trait < traits; trait += 1) {
    const base = customersWith[trait] ?? 0;
    if (base < leastCustomers) continue;
    for (let product = 0; product < products.length; product += 1) {
      if (product === trait) continue;
      const hits = both[trait]?.[product] ?? 0;
      const usual = (customersWith[product] ?? 0) / customers;
      const { low } = wilson(hits, base, width);
      if (low > usual) rules.push({ trait, product, share: hits / base, low, usual });
    }
  }
  return rules;
}

/**
 * White space in words, by account: the products that its look-alikes own and it does not, those of
 * which it is surest first, each with its shares, semicolons between. Null where there is none.
 */
export function whiteSpaceWords(
  own: OwnedProducts,
  industry: TextColumn | null
): (string | null)[] {
  const { products, offsets, owned } = own;
  const nameOf = (trait: number): string =>
    products[trait] ?? industry?.dictionary[trait - products.length] ?? '';
  const rules = lookAlikeRules(own, industry).sort(
    (a, b) => b.low - a.low || a.product - b.product || (nameOf(a.trait) < nameOf(b.trait) ? -1 : 1)
  );
  const byTrait = new Map<number, number[]>();
  rules.forEach(({ trait }, place) => byTrait.set(trait, [...(byTrait.get(trait) ?? []), place]));
  const words = rules.map((rule) => wordsOf(rule, products, industry?.dictionary ?? []));
  const joined = new Map<string, string>();
  return Array.from({ length: offsets.length - 1 }, (_, account) => {
    const has = owned.subarray(offsets[account], offsets[account + 1]);
    const code = industry?.codes[account] ?? -1;
    const found: number[] = [];
    for (const trait of code < 0 ? has : [...has, products.length + code])
      found.push(...(byTrait.get(trait) ?? []));
    if (found.length === 0) return null;
    const told: number[] = [];
    const toldOf = new Set<number>(has);
    for (const place of found.sort((a, b) => a - b)) {
      const product = rules[place]?.product ?? -1;
      if (toldOf.has(product)) continue;
      toldOf.add(product);
      told.push(place);
      if (told.length === mostTold) break;
    }
    if (told.length === 0) return null;
    const key = told.join();
    const text = joined.get(key) ?? told.map((place) => words[place] ?? '').join('; ');
    joined.set(key, text);
    return text;
  });
}

function wordsOf(
  { trait, product, share, low, usual }: LookAlikeRule,
  products: readonly string[],
  industries: readonly string[]
): string {
  const percent = (part: number): string => `${(part * 100).toFixed(0)} %`;
  // A semicolon in a name would end the entry.
  const plain = (name: string | undefined): string =>
    (name ?? '').replaceAll(';', ',').slice(0, widest);
  const who =
    trait < products.length
      ? `those who own ${plain(products[trait])}`
      : `customers in ${plain(industries[trait - products.length])}`;
  return `${plain(products[product])}: ${percent(share)} of ${who} have it (at least ${percent(low)}), of all customers ${percent(usual)}`;
}
