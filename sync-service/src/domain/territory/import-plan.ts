import type { Problem } from '../core/result.ts';

/** An account as an import sees it. */
export interface ImportAccount {
  readonly id: string;
  readonly ownerId: string;
  /** Degrees; NaN where no place is known. */
  readonly latitude: number;
  readonly longitude: number;
}

export interface ImportUser {
  readonly id: string;
  readonly name: string;
  readonly username: string;
  readonly active: boolean;
}

/** A line of an import file: a territory, or an account in one, or both. */
export interface ImportLine {
  /** Line number in the file, the header being 1. */
  readonly line: number;
  readonly territory: string;
  readonly parent: string | null;
  readonly owner: string | null;
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly capacityHours: number | null;
  readonly account: string | null;
}

export interface PlannedTerritory {
  readonly key: string;
  readonly name: string;
  readonly parentKey: string | null;
  readonly ownerId: string | null;
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly capacityHours: number | null;
  /** Id in the active model of Sales Territories, where it comes from there. */
  readonly territory2Id?: string;
}

/** What an import would make. */
export interface ImportPlan {
  /** Parents before children. */
  readonly territories: readonly PlannedTerritory[];
  /** Key of the territory by account id. */
  readonly assignments: ReadonlyMap<string, string>;
  /** What could not be placed, and why. */
  readonly problems: readonly Problem[];
}

/** One territory for each active user who owns accounts, based in the middle of them. */
export function planFromOwners(
  accounts: readonly ImportAccount[],
  users: readonly ImportUser[]
): ImportPlan {
  const byId = new Map(users.map((user) => [user.id, user]));
  const owned = new Map<string, ImportAccount[]>();
  const problems: Problem[] = [];
  for (const account of accounts) {
    const owner = byId.get(account.ownerId);
    if (owner?.active !== true) {
      problems.push({
        object: 'Account',
        record: account.id,
        field: 'OwnerId',
        code: 'OWNER_GONE',
        message: `The account's owner ${owner?.name ?? account.ownerId} is not active, so it is in nobody's territory.`,
        cure: 'Give the account an active owner, or let a rule place it.'
      });
      continue;
    }
    owned.set(owner.id, [...(owned.get(owner.id) ?? []), account]);
  }
  const owners = [...owned.keys()].sort();
  const territories = owners.map((id) => {
    const middle = middleOf(owned.get(id) ?? []);
    return {
      key: `owner:${id}`,
      name: `Territory of ${byId.get(id)?.name ?? id}`.slice(0, 80),
      parentKey: null,
      ownerId: id,
      ...middle,
      capacityHours: null
    };
  });
  const assignments = new Map(
    owners.flatMap((id) =>
      (owned.get(id) ?? []).map((account) => [account.id, `owner:${id}`] as const)
    )
  );
  return { territories, assignments, problems };
}

/** Territories and accounts as a file names them; the first line that says something of a territory counts. */
export function planFromLines(
  lines: readonly ImportLine[],
  accounts: readonly ImportAccount[],
  users: readonly ImportUser[]
): ImportPlan {
  const byUsername = new Map(users.map((user) => [user.username.toLowerCase(), user]));
  const byAccount = new Map(accounts.map((account) => [account.id.slice(0, 15), account]));
  const territories = new Map<string, PlannedTerritory>();
  const assignments = new Map<string, string>();
  const problems: Problem[] = [];
  const complain = (line: ImportLine, field: string, message: string, cure: string): void => {
    problems.push({
      object: 'import file',
      record: `line ${String(line.line)}`,
      field,
      code: 'IMPORT_LINE',
      message,
      cure
    });
  };
  for (const line of lines) {
    const key = keyOf(line.territory);
    if (key === '') {
      complain(line, 'territory', 'The line names no territory.', 'Fill the column territory.');
      continue;
    }
    const owner = line.owner === null ? null : byUsername.get(line.owner.toLowerCase());
    if (line.owner !== null && owner?.active !== true)
      complain(
        line,
        'owner',
        `There is no active user ${line.owner}.`,
        'Use the username of an active user.'
      );
    const known = territories.get(key);
    territories.set(key, {
      key,
      name: known?.name ?? line.territory.slice(0, 80),
      parentKey: known?.parentKey ?? (line.parent === null ? null : keyOf(line.parent)),
      ownerId: known?.ownerId ?? (owner?.active === true ? owner.id : null),
      latitude: known?.latitude ?? line.latitude,
      longitude: known?.longitude ?? line.longitude,
      capacityHours: known?.capacityHours ?? line.capacityHours
    });
    if (line.account === null) continue;
    const account = byAccount.get(line.account.slice(0, 15));
    if (account === undefined)
      complain(line, 'account', `The org has no account ${line.account}.`, "Use the account's id.");
    else assignments.set(account.id, key);
  }
  for (const [key, territory] of territories) {
    if (territory.parentKey === null || territories.has(territory.parentKey)) continue;
    territories.set(key, { ...territory, parentKey: null });
    problems.push({
      object: 'import file',
      record: territory.name,
      field: 'parent',
      code: 'IMPORT_PARENT',
      message: `The parent ${territory.parentKey} is no territory of the file.`,
      cure: 'Add a line for the parent.'
    });
  }
  return { territories: parentsFirst(territories), assignments, problems };
}

/** A territory's key in a file: its name in small letters and dashes. */
export function keyOf(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 80);
}

/** Territories in an order in which each stands behind its parent; by key among equals. */
export function parentsFirst(
  territories: ReadonlyMap<string, PlannedTerritory>
): PlannedTerritory[] {
  const done = new Map<string, PlannedTerritory>();
  const add = (territory: PlannedTerritory, path: readonly string[]): void => {
    if (done.has(territory.key) || path.includes(territory.key)) return;
    const parent = territory.parentKey === null ? undefined : territories.get(territory.parentKey);
    if (parent !== undefined) add(parent, [...path, territory.key]);
    done.set(territory.key, territory);
  };
  for (const key of [...territories.keys()].sort())
    add(territories.get(key) as PlannedTerritory, []);
  return [...done.values()];
}

/** The median of the places that are known; degrees. */
export function middleOf(accounts: readonly ImportAccount[]): {
  latitude: number | null;
  longitude: number | null;
} {
  const placed = accounts.filter(
    (account) => !Number.isNaN(account.latitude) && !Number.isNaN(account.longitude)
  );
  if (placed.length === 0) return { latitude: null, longitude: null };
  const median = (values: number[]): number => {
    const sorted = values.sort((a, b) => a - b);
    return Math.round((sorted[sorted.length >> 1] ?? 0) * 1e6) / 1e6;
  };
  return {
    latitude: median(placed.map((account) => account.latitude)),
    longitude: median(placed.map((account) => account.longitude))
  };
}
