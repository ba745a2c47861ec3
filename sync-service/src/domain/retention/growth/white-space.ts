import { normalQuantile } from './customer-profile.ts';

/** Products that accounts own, each account's sorted and without copies. */
export interface Ownership {
  readonly products: readonly string[];
  /** Indices into `products` by account. */
  readonly owned: readonly (readonly number[])[];
}

/** A product that an account lacks and accounts which own what it owns have. */
export interface WhiteSpace {
  readonly account: number;
  readonly product: number;
  /** The product owned that tells of it. */
  readonly because: number;
  /** Share of owners of `because` who own the product, and share of all. */
  readonly share: number;
  readonly usual: number;
}

/** Owners of one product who surely own another more often than accounts do at large. */
export interface WhiteSpaceRule {
  readonly product: number;
  readonly because: number;
  /** Share of owners of `because` who own the product, and share of all. */
  readonly share: number;
  readonly usual: number;
  /** Standard errors between the two. */
  readonly sureness: number;
}

/** Owners of a product below which nothing is told of it. */
const leastOwners = 10;

/**
 * Pairs of products where owners of one own the other surely more often than accounts do at large.
 * Sure means that the share stands above the usual one by more than chance would in 95 of 100 cases
 * over all pairs of products together (normal bound, Bonferroni). Surest first.
 */
export function whiteSpaceRules({ products, owned }: Ownership): WhiteSpaceRule[] {
  const owners = products.map(() => 0);
  const both = products.map(() => products.map(() => 0));
  for (const own of owned)
    for (const product of own) {
      owners[product] = (owners[product] ?? 0) + 1;
      const line = both[product];
      if (line === undefined) continue;
      for (const other of own) if (other !== product) line[other] = (line[other] ?? 0) + 1;
    }
  const all = Math.max(1, owned.length);
  const pairs = products.length * (products.length - 1);
  const width = normalQuantile(1 - 0.05 / Math.max(1, pairs));
  return products
    .flatMap((_, because) =>
      products.flatMap((_other, product) => {
        const base = owners[because] ?? 0;
        if (product === because || base < leastOwners) return [];
        const share = (both[because]?.[product] ?? 0) / base;
        const usual = (owners[product] ?? 0) / all;
        // Owners of one product are drawn from all accounts, without putting back.
        const error = Math.sqrt(
          ((usual * (1 - usual)) / base) * ((all - base) / Math.max(1, all - 1))
        );
        return share > usual + width * error && error > 0
          ? [{ product, because, share, usual, sureness: (share - usual) / error }]
          : [];
      })
    )
    .sort((a, b) => b.sureness - a.sureness || a.product - b.product || a.because - b.because);
}

/** White space: for each account, products that the rules tell of and it lacks. Surest first. */
export function whiteSpace(ownership: Ownership): WhiteSpace[] {
  const { products, owned } = ownership;
  const rules = products.map((): WhiteSpaceRule[] => []);
  for (const rule of whiteSpaceRules(ownership)) rules[rule.because]?.push(rule);
  return owned
    .flatMap((own, account) => {
      const has = new Set(own);
      const found = new Map<number, WhiteSpace & { readonly sureness: number }>();
      for (const because of own)
        for (const rule of rules[because] ?? []) {
          if (has.has(rule.product)) continue;
          const before = found.get(rule.product);
          if (before === undefined || before.sureness < rule.sureness)
            found.set(rule.product, { account, ...rule });
        }
      return [...found.values()];
    })
    .sort((a, b) => b.sureness - a.sureness || a.account - b.account || a.product - b.product)
    .map(({ account, product, because, share, usual }) => ({
      account,
      product,
      because,
      share,
      usual
    }));
}
