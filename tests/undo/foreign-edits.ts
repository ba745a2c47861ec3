import type { Chance } from '../local-org/sample/random.ts';
import type { Scenario } from './undo-scenario.ts';
import { look } from './undo-scenario.ts';
import type { UndoStage } from './undo-stage.ts';
import { rowsOf } from './undo-stage.ts';

/** What somebody else did: by key the value that must stand in the end, null for a row that must be gone. */
export type Edits = Map<string, string | null>;

/** A record as somebody else's edit leaves it: as it was before all, but for the fields that she changed, earlier or now. */
function edited(was: string, now: string, wanted: string): string {
  const [old, fresh, kept] = [was, now, wanted].map((text) => JSON.parse(text) as unknown[]);
  return JSON.stringify(
    (fresh ?? []).map((value, place) => (value === old?.[place] ? kept?.[place] : value))
  );
}

/**
 * Somebody else changes something of the scenario's accounts. All that changed by it, what the
 * platform deletes with it too, must be found at the end as it is now.
 * @param atFirst what the org held before the scenario was applied
 * @param mayDelete false while a run is under way, when a deleted row looks like one not yet written again
 */
export function editSomething(
  stage: UndoStage,
  scenario: Scenario,
  chance: Chance,
  edits: Edits,
  mayDelete: boolean,
  atFirst: ReadonlyMap<string, string>
): void {
  const before = look(stage, scenario);
  act(stage, scenario, chance, mayDelete);
  const after = look(stage, scenario);
  for (const [key, value] of after) {
    const was = before.get(key);
    if (was === value) continue;
    const wanted = edits.get(key) ?? atFirst.get(key);
    const isField = was !== undefined && wanted !== undefined && isRecord.test(key);
    edits.set(key, isField ? edited(was, value, wanted) : value);
  }
  for (const key of before.keys()) if (!after.has(key)) edits.set(key, null);
}

/** Records of their own, whose fields are merged one by one. */
const isRecord = /^(Account|Opportunity|Case|Task):/;

function act(stage: UndoStage, scenario: Scenario, chance: Chance, mayDelete: boolean): void {
  const { org } = stage.local;
  const admin = { userId: stage.adminId };
  const account = chance.pick(scenario.accounts);
  const some = (object: string, where = `AccountId = '${account}'`): string | null => {
    const ids = rowsOf(stage, `SELECT Id FROM ${object} WHERE ${where}`).map(({ Id }) =>
      String(Id)
    );
    return ids.length === 0 ? null : chance.pick(ids);
  };
  const update = (
    object: string,
    id: string | null,
    values: Record<string, string | number>
  ): void => {
    if (id !== null) org.update(admin, object, [{ Id: id, ...values }], { allOrNone: true });
  };
  const user = chance.pick(stage.users);
  const places = stage.territories.flatMap(({ place }) => place ?? []);
  switch (Math.floor(chance.next() * (places.length === 0 ? 9 : 12))) {
    case 0:
      update('Account', account, { OwnerId: user });
      break;
    case 1:
      update('Account', account, { Phone: String(Math.floor(chance.next() * 1e6)) });
      break;
    case 2:
      update('Opportunity', some('Opportunity'), { OwnerId: user });
      break;
    case 3:
      update('Opportunity', some('Opportunity'), { Amount: Math.floor(chance.next() * 1e6) });
      break;
    case 4:
      update('Case', some('Case'), { OwnerId: user });
      break;
    case 5:
      update('Task', some('Task'), { OwnerId: user });
      break;
    case 6:
      update('AccountTeamMember', some('AccountTeamMember'), {
        TeamMemberRole: 'Executive Sponsor'
      });
      break;
    case 7: {
      const owner = rowsOf(stage, `SELECT OwnerId FROM Account WHERE Id = '${account}'`)[0]?.[
        'OwnerId'
      ];
      if (owner !== user)
        org.create(
          admin,
          'AccountTeamMember',
          [
            {
              AccountId: account,
              UserId: user,
              TeamMemberRole: 'Lead Qualifier',
              AccountAccessLevel: 'Read'
            }
          ],
          { allOrNone: true }
        );
      break;
    }
    case 9:
    case 10: {
      const territory = chance.pick(places);
      const where = `ObjectId = '${account}' AND Territory2Id = '${territory}'`;
      if (some('ObjectTerritory2Association', where) === null)
        org.create(
          admin,
          'ObjectTerritory2Association',
          [{ ObjectId: account, Territory2Id: territory, AssociationCause: 'Territory2Manual' }],
          { allOrNone: true }
        );
      break;
    }
    case 11: {
      const association = mayDelete
        ? some(
            'ObjectTerritory2Association',
            `ObjectId = '${account}' AND AssociationCause = 'Territory2Manual'`
          )
        : null;
      if (association !== null) org.remove(admin, [association], { allOrNone: true });
      break;
    }
    default: {
      const member = mayDelete ? some('AccountTeamMember') : null;
      if (member !== null) org.remove(admin, [member], { allOrNone: true });
    }
  }
}
