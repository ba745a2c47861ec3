import type { BandSet } from './bands.ts';
import { bandSet } from './bands.ts';
import type { Blocks } from './blocks.ts';
import { contractBlocks } from './blocks.ts';
import { spherePoints } from './great-circle.ts';
import type { SpherePoints } from './great-circle.ts';
import type { Problem } from './problem.ts';
import type { SkillTable } from './skill-table.ts';
import { skillTable } from './skill-table.ts';

/** An amount that may change hands at most, over all accounts. */
export interface Budget {
  readonly name: 'accounts' | 'revenue';
  /** Of each account (N). */
  readonly amount: Float64Array;
  readonly most: number;
}

/** What an excess over a budget is a fraction of: what may move, or one unit where nothing may. */
export const budgetSize = ({ most }: Budget): number => Math.max(1, most);

/** A checked problem made ready to solve: blocks, bands, tables. Never changed after. */
export interface Instance {
  readonly problem: Problem;
  readonly territories: number;
  readonly accountAt: SpherePoints;
  readonly baseAt: SpherePoints;
  readonly blocks: Blocks;
  readonly bands: BandSet;
  /** Blocks × bands: load wherever the block is held. */
  readonly blockWeight: Float64Array;
  /** Whether the band's load grows with distance. */
  readonly travels: readonly boolean[];
  readonly anyTravels: boolean;
  readonly budgets: readonly Budget[];
  /** The one territory that a lock or a required pair leaves to a block, or −1. */
  readonly fixed: Int32Array;
  /** Hard skills by block; null where the problem has none. */
  readonly needed: SkillTable | null;
  /** Preferred skills by account. */
  readonly preferred: SkillTable | null;
  /** block × K + territory of forbidden pairs. */
  readonly forbidden: ReadonlySet<number>;
  /** Must-apart partners of block b: `apart[apartStart[b]]` …; empty when there are none. */
  readonly apartStart: Int32Array;
  readonly apart: Int32Array;
}

/** Contracts and tabulates. The problem must have passed `checkProblem`. */
export function compileInstance(problem: Problem): Instance {
  const { territories } = problem;
  const accountAt = spherePoints(problem.accountLatitude, problem.accountLongitude);
  const baseAt = spherePoints(problem.baseLatitude, problem.baseLongitude);
  const blocks = contractBlocks(problem);
  const bands = bandSet(problem, accountAt, baseAt);
  const travels = bands.perMile.map((column) => column !== null);
  return {
    problem,
    territories,
    accountAt,
    baseAt,
    blocks,
    bands,
    blockWeight: blockWeights(blocks, bands),
    travels,
    anyTravels: travels.includes(true),
    budgets: budgetsOf(problem),
    fixed: fixedBlocks(problem, blocks),
    needed: neededSkills(problem, blocks),
    preferred:
      problem.skills?.preferred === undefined
        ? null
        : skillTable(problem.skills.preferred, problem.skills, territories),
    forbidden: forbiddenPairs(problem, blocks),
    ...apartLists(problem, blocks)
  };
}

function blockWeights(blocks: Blocks, bands: BandSet): Float64Array {
  const { count } = bands;
  const sums = new Float64Array(blocks.count * count);
  bands.weight.forEach((column, m) => {
    for (let account = 0; account < column.length; account += 1) {
      const at = (blocks.of[account] ?? 0) * count + m;
      sums[at] = (sums[at] ?? 0) + (column[account] ?? 0);
    }
  });
  return sums;
}

function budgetsOf(problem: Problem): Budget[] {
  const budgets: Budget[] = [];
  const { accounts, revenue } = problem.budget ?? {};
  if (accounts !== undefined)
    budgets.push({
      name: 'accounts',
      amount: new Float64Array(problem.accounts).fill(1),
      most: accounts
    });
  if (revenue !== undefined)
    budgets.push({
      name: 'revenue',
      amount: revenue.amount,
      most: revenue.most
    });
  return budgets;
}

function fixedBlocks(problem: Problem, blocks: Blocks): Int32Array {
  const fixed = new Int32Array(blocks.count).fill(-1);
  for (let account = 0; account < problem.accounts; account += 1)
    if (problem.locked[account] === 1)
      fixed[blocks.of[account] ?? 0] = problem.current[account] ?? -1;
  const required = problem.required ?? new Int32Array(0);
  for (let pair = 0; pair + 1 < required.length; pair += 2)
    fixed[blocks.of[required[pair] ?? 0] ?? 0] = required[pair + 1] ?? -1;
  return fixed;
}

function neededSkills(problem: Problem, blocks: Blocks): SkillTable | null {
  const { skills } = problem;
  if (skills === undefined) return null;
  const words = new Int32Array(blocks.count * skills.words);
  for (let account = 0; account < problem.accounts; account += 1)
    for (let word = 0; word < skills.words; word += 1) {
      const at = (blocks.of[account] ?? 0) * skills.words + word;
      words[at] = (words[at] ?? 0) | (skills.needed[account * skills.words + word] ?? 0);
    }
  return skillTable(words, skills, problem.territories);
}

function forbiddenPairs(problem: Problem, blocks: Blocks): Set<number> {
  const pairs = new Set<number>();
  const forbidden = problem.forbidden ?? new Int32Array(0);
  for (let pair = 0; pair + 1 < forbidden.length; pair += 2)
    pairs.add(
      (blocks.of[forbidden[pair] ?? 0] ?? 0) * problem.territories + (forbidden[pair + 1] ?? 0)
    );
  return pairs;
}

function apartLists(
  problem: Problem,
  blocks: Blocks
): { apartStart: Int32Array; apart: Int32Array } {
  const pairs = problem.apart ?? new Int32Array(0);
  if (pairs.length === 0) return { apartStart: new Int32Array(0), apart: new Int32Array(0) };
  const lists = new Map<number, number[]>();
  const add = (block: number, partner: number): void => {
    const list = lists.get(block);
    if (list === undefined) lists.set(block, [partner]);
    else list.push(partner);
  };
  for (let pair = 0; pair + 1 < pairs.length; pair += 2) {
    const one = blocks.of[pairs[pair] ?? 0] ?? 0;
    const other = blocks.of[pairs[pair + 1] ?? 0] ?? 0;
    add(one, other);
    add(other, one);
  }
  const apartStart = new Int32Array(blocks.count + 1);
  const apart: number[] = [];
  for (let block = 0; block < blocks.count; block += 1) {
    apart.push(...(lists.get(block) ?? []));
    apartStart[block + 1] = apart.length;
  }
  return { apartStart, apart: Int32Array.from(apart) };
}
