import type { Problem } from '../core/result.ts';
import type { ImportAccount, ImportPlan, ImportUser, PlannedTerritory } from './import-plan.ts';
import { middleOf, parentsFirst } from './import-plan.ts';

/** A territory of the active model of Sales Territories. */
export interface ModelTerritory {
  readonly id: string;
  readonly name: string;
  readonly developerName: string;
  readonly parentId: string | null;
  readonly forecastUserId: string | null;
  /** Priority of its type. */
  readonly priority: number;
}

export interface ModelPerson {
  readonly territoryId: string;
  readonly userId: string;
  readonly role: string | null;
}

export interface ModelPlace {
  readonly territoryId: string;
  readonly accountId: string;
}

/**
 * Our territories from an active territory model: the same tree, each with its owner, based in the
 * middle of its accounts. An account in several goes to that whose type has the highest priority.
 */
export function planFromModel(
  model: {
    readonly territories: readonly ModelTerritory[];
    readonly people: readonly ModelPerson[];
    readonly places: readonly ModelPlace[];
  },
  accounts: readonly ImportAccount[],
  users: readonly ImportUser[]
): ImportPlan {
  const problems: Problem[] = [];
  const byId = new Map(model.territories.map((territory) => [territory.id, territory]));
  const chosen = chosenPlaces(model.places, byId, problems);
  const held = new Map<string, ImportAccount[]>();
  const assignments = new Map<string, string>();
  for (const account of accounts) {
    const territory = chosen.get(account.id);
    if (territory === undefined) continue;
    held.set(territory.id, [...(held.get(territory.id) ?? []), account]);
    assignments.set(account.id, keyOfModel(territory));
  }
  const active = new Set(users.filter((user) => user.active).map(({ id }) => id));
  const planned = model.territories.map((territory): PlannedTerritory => {
    const parent = byId.get(territory.parentId ?? '');
    const ownerId = ownerOf(territory, model.people, active);
    if (ownerId === null && held.has(territory.id))
      problems.push({
        object: 'Territory2',
        record: territory.name,
        field: 'RoleInTerritory2',
        code: 'NO_OWNER',
        message: 'The territory has accounts, and of its people none is its owner.',
        cure: 'Give one of its people the role Owner, or add an owner to the territory here.'
      });
    return {
      key: keyOfModel(territory),
      name: territory.name.slice(0, 80),
      parentKey: parent === undefined ? null : keyOfModel(parent),
      ownerId,
      ...middleOf(held.get(territory.id) ?? []),
      capacityHours: null,
      territory2Id: territory.id
    };
  });
  const territories = parentsFirst(new Map(planned.map((one) => [one.key, one])));
  return { territories, assignments, problems };
}

/** The key of a territory that comes from a model: its developer name, which a copy of the model keeps. */
export function keyOfModel({ developerName }: Pick<ModelTerritory, 'developerName'>): string {
  return `etm:${developerName}`.slice(0, 80);
}

function chosenPlaces(
  places: readonly ModelPlace[],
  byId: ReadonlyMap<string, ModelTerritory>,
  problems: Problem[]
): Map<string, ModelTerritory> {
  const all = new Map<string, ModelTerritory[]>();
  for (const { accountId, territoryId } of places) {
    const territory = byId.get(territoryId);
    if (territory !== undefined) all.set(accountId, [...(all.get(accountId) ?? []), territory]);
  }
  const chosen = new Map<string, ModelTerritory>();
  for (const [accountId, some] of all) {
    const [first] = some.sort(
      (a, b) => b.priority - a.priority || (a.developerName < b.developerName ? -1 : 1)
    );
    if (first === undefined) continue;
    chosen.set(accountId, first);
    if (some.length > 1)
      problems.push({
        object: 'Account',
        record: accountId,
        field: null,
        code: 'IN_SEVERAL',
        message: `The account is in ${String(some.length)} territories (${some.map(({ name }) => name).join(', ')}); ${first.name} was taken.`,
        cure: 'Move it by hand where another is meant.'
      });
  }
  return chosen;
}

/** Who has the role Owner; else the only person; else the forecast user. */
function ownerOf(
  territory: ModelTerritory,
  people: readonly ModelPerson[],
  active: ReadonlySet<string>
): string | null {
  const own = people
    .filter(({ territoryId, userId }) => territoryId === territory.id && active.has(userId))
    .sort((a, b) => (a.userId < b.userId ? -1 : 1));
  const owner = own.find(({ role }) => role === 'Owner');
  if (owner !== undefined) return owner.userId;
  if (own.length === 1) return own[0]?.userId ?? null;
  const { forecastUserId } = territory;
  return forecastUserId !== null && active.has(forecastUserId) ? forecastUserId : null;
}
