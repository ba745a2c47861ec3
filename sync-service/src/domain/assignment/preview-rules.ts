import { fieldScales, roundTo } from '../core/rounding.ts';
import type { CoverageTable, OrgSnapshot, TerritoryRule } from '../core/snapshot.ts';
import { expectedPotential } from '../territory/expected-potential.ts';
import { tiersOf } from '../territory/tiers.ts';
import type { TerritoryTree } from '../territory/tree.ts';
import { buildTree } from '../territory/tree.ts';
import { workloadOf } from '../territory/workload.ts';
import { ultimateParents } from './families.ts';
import type { RuleMatches } from './match-rules.ts';
import { matchAll, otherMatches, placingRules } from './match-rules.ts';
import type { FindingCode, Placement } from './place-accounts.ts';
import { placeAccounts } from './place-accounts.ts';

/** What a territory holds. */
export interface TerritoryTotal {
  readonly accounts: number;
  /** Hours a week, two decimals, as `Workload_Hours__c`. */
  readonly hours: number;
  /** Expected revenue of twelve months, two decimals, as `Potential__c`; accounts without one count 0. */
  readonly potential: number;
}

export interface PreviewedTerritory {
  /** Key and name; null for accounts in no territory. */
  readonly key: string | null;
  readonly name: string | null;
  /** After a run with the rules as they are. */
  readonly before: TerritoryTotal;
  /** After a run with the changed rules. */
  readonly after: TerritoryTotal;
  /** If every account were where the changed rules would put it: no lock, no person's choice, no past. */
  readonly ruled: TerritoryTotal;
}

export interface PreviewedAccount {
  readonly id: string;
  readonly name: string;
}

/** Key of a rule and key of its territory; null where no rule matches. */
export interface DecidingRule {
  readonly rule: string | null;
  readonly territory: string | null;
}

export interface RulePreview {
  /** By key, accounts in no territory last. */
  readonly territories: readonly PreviewedTerritory[];
  /** Accounts in no territory today that the next run would place. */
  readonly placed: readonly (PreviewedAccount & { readonly territory: string })[];
  readonly findings: readonly (PreviewedAccount & {
    readonly code: FindingCode;
    readonly text: string;
  })[];
  /** Accounts whose first matching rule is another one, their family head's where families stay together. */
  readonly changes: readonly (PreviewedAccount & {
    readonly from: DecidingRule;
    readonly to: DecidingRule;
  })[];
  /** The changes between territories, added up, the most accounts first; null is no territory. */
  readonly flows: readonly {
    readonly from: string | null;
    readonly to: string | null;
    readonly accounts: number;
  }[];
  /** Accounts for which no changed rule speaks. */
  readonly unmatched: readonly PreviewedAccount[];
  /** Accounts that rules of several territories match; names of territories, the one that decides first. */
  readonly multiple: readonly (PreviewedAccount & { readonly territories: readonly string[] })[];
}

interface Run {
  readonly matches: RuleMatches;
  readonly placement: Placement;
}

/**
 * What would happen if `rules` stood in the place of the org's rules: the placing of a run, by the
 * functions of a run, without one write. Same input, same output.
 */
export function previewRules(snapshot: OrgSnapshot, rules: readonly TerritoryRule[]): RulePreview {
  const { accounts, policy } = snapshot;
  const { tree } = buildTree(snapshot.territories);
  const { ultimateParent } = ultimateParents(accounts);
  const run = (used: readonly TerritoryRule[], coverage: CoverageTable): Run => {
    const { rules: placing } = placingRules(used, tree, {
      accounts,
      ultimateParent,
      ...(accounts.choices === undefined ? {} : { picklists: accounts.choices })
    });
    const matches = matchAll(placing, accounts.count);
    return { matches, placement: place(matches, coverage) };
  };
  const place = (matches: RuleMatches, coverage: CoverageTable): Placement =>
    placeAccounts({
      accounts,
      coverage,
      tree,
      matches,
      ultimateParent,
      familyFollowsParent: policy.familyFollowsParent,
      today: snapshot.today
    });
  const before = run(snapshot.rules, snapshot.coverage);
  const after = run(rules, snapshot.coverage);
  const ruled = place(after.matches, {
    present: new Uint8Array(accounts.count),
    columns: new Map()
  });
  const account = (index: number): PreviewedAccount => ({
    id: accounts.ids[index] ?? '',
    name: accounts.names[index] ?? ''
  });
  const keyOf = (territory: number): string | null => tree.territories[territory]?.key ?? null;
  const preview = {
    placed: [] as RulePreview['placed'][number][],
    findings: [] as RulePreview['findings'][number][],
    changes: [] as RulePreview['changes'][number][],
    unmatched: [] as PreviewedAccount[],
    multiple: [] as RulePreview['multiple'][number][]
  };
  for (let index = 0; index < accounts.count; index += 1) {
    const territory = keyOf(after.placement.territory[index] ?? -1);
    if ((after.placement.before[index] ?? -1) < 0 && territory !== null)
      preview.placed.push({ ...account(index), territory });
    const code = after.placement.findingCode[index] ?? null;
    if (code !== null)
      preview.findings.push({
        ...account(index),
        code,
        text: after.placement.finding[index] ?? ''
      });
    const head = policy.familyFollowsParent ? (ultimateParent[index] ?? index) : index;
    const from = decidingRule(before.matches, head);
    const to = decidingRule(after.matches, head);
    if (from.rule !== to.rule || from.territory !== to.territory)
      preview.changes.push({ ...account(index), from, to });
    if (to.rule === null) preview.unmatched.push(account(index));
    if ((after.matches.territories[index] ?? 0) > 1)
      preview.multiple.push({
        ...account(index),
        territories: [
          after.matches.rules[after.matches.first[index] ?? -1]?.territory.name ?? '',
          ...otherMatches(after.matches, index)
        ]
      });
  }
  const totals = [before.placement, after.placement, ruled].map(totalsOf(snapshot, tree));
  const nobody: TerritoryTotal = { accounts: 0, hours: 0, potential: 0 };
  return {
    ...preview,
    flows: flowsOf(preview.changes),
    territories: [...tree.territories, null].map((territory, index) => ({
      key: territory?.key ?? null,
      name: territory?.name ?? null,
      before: totals[0]?.[index] ?? nobody,
      after: totals[1]?.[index] ?? nobody,
      ruled: totals[2]?.[index] ?? nobody
    }))
  };
}

function decidingRule(matches: RuleMatches, index: number): DecidingRule {
  const rule = matches.rules[matches.first[index] ?? -1];
  return { rule: rule?.rule.key ?? null, territory: rule?.territory.key ?? null };
}

/** Totals by territory index, those of no territory last. */
function totalsOf(
  snapshot: OrgSnapshot,
  tree: TerritoryTree
): (placement: Placement) => TerritoryTotal[] {
  const { accounts, policy } = snapshot;
  const scales = fieldScales.Evenfield_Territory__c;
  const potential = expectedPotential(snapshot).amount;
  const tiers = tiersOf(accounts, policy, potential);
  return (placement) => {
    const sums = Array.from({ length: tree.territories.length + 1 }, () => ({
      accounts: 0,
      hours: 0,
      potential: 0
    }));
    for (let index = 0; index < accounts.count; index += 1) {
      const at = placement.territory[index] ?? -1;
      const sum = sums[at < 0 ? tree.territories.length : at];
      if (sum === undefined) continue;
      const territory = tree.territories[at];
      const expected = potential[index] ?? NaN;
      sum.accounts += 1;
      sum.potential += Number.isNaN(expected) ? 0 : expected;
      sum.hours += workloadOf(
        policy,
        tiers[index] ?? 'C',
        territory?.baseLatitude ?? NaN,
        territory?.baseLongitude ?? NaN,
        accounts.latitude[index] ?? NaN,
        accounts.longitude[index] ?? NaN
      ).hours;
    }
    return sums.map((sum) => ({
      accounts: sum.accounts,
      hours: roundTo(sum.hours, scales.Workload_Hours__c),
      potential: roundTo(sum.potential, scales.Potential__c)
    }));
  };
}

function flowsOf(changes: RulePreview['changes']): RulePreview['flows'] {
  const flows = new Map<string, { from: string | null; to: string | null; accounts: number }>();
  for (const { from, to } of changes) {
    if (from.territory === to.territory) continue;
    const key = JSON.stringify([from.territory, to.territory]);
    const flow = flows.get(key) ?? { from: from.territory, to: to.territory, accounts: 0 };
    flow.accounts += 1;
    flows.set(key, flow);
  }
  return [...flows]
    .sort(([a, one], [b, two]) => two.accounts - one.accounts || (a < b ? -1 : 1))
    .map(([, flow]) => flow);
}
