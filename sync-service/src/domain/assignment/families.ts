import type { AccountTable } from '../core/columns.ts';
import type { Problem } from '../core/result.ts';

/**
 * Index of each account's ultimate parent; an account without parent is its own. Accounts whose
 * parents run in a circle are their own ultimate parents, and the circle is a problem.
 */
export function ultimateParents(accounts: AccountTable): {
  ultimateParent: Int32Array;
  problems: Problem[];
} {
  const { count, parent } = accounts;
  const ultimateParent = new Int32Array(count).fill(-1);
  const problems: Problem[] = [];
  const path: number[] = [];
  const onPath = new Uint8Array(count);
  for (let start = 0; start < count; start += 1) {
    let at = start;
    path.length = 0;
    while (ultimateParent[at] === -1 && onPath[at] === 0) {
      path.push(at);
      onPath[at] = 1;
      const up = parent[at] ?? -1;
      if (up < 0 || up >= count) break;
      at = up;
    }
    const circle =
      ultimateParent[at] === -1 &&
      (parent[at] ?? -1) >= 0 &&
      path[path.length - 1] !== undefined &&
      isCircle(path, at, parent);
    if (circle) {
      for (const index of path.slice(path.indexOf(at))) {
        ultimateParent[index] = index;
        problems.push(circleProblem(accounts, index));
      }
    }
    const top = ultimateParent[at] === -1 ? at : (ultimateParent[at] ?? at);
    for (const index of path) {
      if (ultimateParent[index] === -1) ultimateParent[index] = top;
      onPath[index] = 0;
    }
  }
  return { ultimateParent, problems };
}

function isCircle(path: readonly number[], at: number, parent: Int32Array): boolean {
  const last = path[path.length - 1] ?? -1;
  return parent[last] === at && path.includes(at);
}

function circleProblem(accounts: AccountTable, index: number): Problem {
  const record = accounts.ids[index] ?? '';
  return {
    object: 'Account',
    record,
    field: 'ParentId',
    code: 'PARENT_CIRCLE',
    message:
      'The parents of this account run in a circle, so it has no ultimate parent; it is placed by itself.',
    cure: 'Correct Parent Account on this record or on one of its parents.'
  };
}
