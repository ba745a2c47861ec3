import type { Problem } from '../../domain/core/result.ts';
import type { OrgConnection } from '../connection.ts';
import type { OrgError } from '../errors.ts';
import { id, optionalText, readChecked } from './checked.ts';
import { isHidden } from './unless-hidden.ts';

/**
 * Names of the roles of active users, by the user's id. What the org keeps from the service is a fault and
 * no role. @throws OrgError for what another try may mend
 */
export async function readUserRoles(
  connection: OrgConnection
): Promise<{ roles: ReadonlyMap<string, string>; problems: Problem[] }> {
  try {
    const { records, problems } = await readChecked(
      connection,
      { object: 'User', where: 'IsActive = true AND UserRoleId != null' },
      { Id: id, 'UserRole.Name': optionalText }
    );
    return {
      roles: new Map(
        records.flatMap((row): [string, string][] =>
          row['UserRole.Name'] === null ? [] : [[row.Id, row['UserRole.Name']]]
        )
      ),
      problems
    };
  } catch (error) {
    if (!isHidden(error)) throw error;
    return { roles: new Map(), problems: [notReadable(error)] };
  }
}

function notReadable(error: OrgError): Problem {
  return {
    object: 'UserRole',
    record: '',
    field: null,
    code: 'NOT_READABLE',
    message: `The roles of users cannot be read: ${error.message} No goal is set by role.`,
    cure: 'Let the integration user view roles (View Roles and Role Hierarchy), or clear Goals by Role in the policy.'
  };
}
