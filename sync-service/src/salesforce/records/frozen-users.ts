import type { OrgConnection } from '../connection.ts';
import { OrgError } from '../errors.ts';
import { id, readChecked } from './checked.ts';

/**
 * Ids of the users who are frozen: they cannot sign in and are active all the same. Null where the
 * integration user may not see it: UserLogin asks for the right to manage users, which we do not.
 * @throws OrgError
 */
export async function readFrozen(connection: OrgConnection): Promise<ReadonlySet<string> | null> {
  try {
    const { records } = await readChecked(
      connection,
      { object: 'UserLogin', where: 'IsFrozen = true' },
      { UserId: id }
    );
    return new Set(records.map(({ UserId }) => UserId));
  } catch (error) {
    if (error instanceof OrgError && error.code === 'INVALID_TYPE') return null;
    throw error;
  }
}
