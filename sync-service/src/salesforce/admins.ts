import type { OrgConnection } from './connection.ts';
import { id, readChecked } from './records/checked.ts';
import { countRows } from './rest-query.ts';

/** Who holds it designs and runs Evenfield, and sees and edits every territory and scenario. */
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

/** Whether the person holds the permission set of admins. @throws OrgError */
export async function isAdmin(connection: OrgConnection, userId: string): Promise<boolean> {
  const where = `AssigneeId = '${userId}' AND PermissionSet.Name = '${adminSet}'`;
  return (await countRows(connection, { object: 'PermissionSetAssignment', where })) > 0;
}
