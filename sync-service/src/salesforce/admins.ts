import type { OrgConnection } from './connection.ts';
import { id, readChecked } from './records/checked.ts';

/** Who holds it designs and runs Evenfield. */
const adminSet = 'Evenfield_Admin';

/** Ids of the active users who are admins of Evenfield. @throws OrgError */
export async function readAdmins(connection: OrgConnection): Promise<string[]> {
  const { records } = await readChecked(
    connection,
    {
      object: 'PermissionSetAssignment',
      where: `PermissionSet.Name = '${adminSet}' AND Assignee.IsActive = true`
    },
    { AssigneeId: id }
  );
  return [...new Set(records.map((row) => row.AssigneeId))].sort();
}
