import { z } from 'zod';
import type { OrgConnection } from './connection.ts';
import { OrgError } from './errors.ts';
import { id, readChecked } from './records/checked.ts';

/** A custom notification; title up to 250 characters, body up to 750. */
export interface CustomNotification {
  readonly recipientId: string;
  readonly title: string;
  readonly body: string;
  /** Record that it opens. */
  readonly targetId: string;
}

/** Inputs of one call of the action. */
const mostAtOnce = 50;
const results = z.array(z.object({ isSuccess: z.boolean() }));

/** Id of a notification type by its API name; null where the org has it not, or does not tell. @throws OrgError */
export async function notificationTypeId(
  connection: OrgConnection,
  name: string
): Promise<string | null> {
  try {
    const { records } = await readChecked(
      connection,
      { object: 'CustomNotificationType', where: `DeveloperName = '${name}'` },
      { Id: id }
    );
    return records[0]?.Id ?? null;
  } catch (error) {
    if (error instanceof OrgError && error.kind === 'configuration') return null;
    throw error;
  }
}

/**
 * Sends custom notifications. A call that is refused is sent again one by one, so that one person who
 * cannot be reached keeps it from nobody else; then some may come twice.
 * @returns why each was refused, by its place; null for what went out
 * @throws OrgError for trouble that is not of a notification
 */
export async function sendNotifications(
  connection: OrgConnection,
  typeId: string,
  notifications: readonly CustomNotification[]
): Promise<(string | null)[]> {
  const outcomes: (string | null)[] = [];
  for (let from = 0; from < notifications.length; from += mostAtOnce) {
    const part = notifications.slice(from, from + mostAtOnce);
    const refusal = await sendOnce(connection, typeId, part);
    if (refusal === null || part.length === 1) outcomes.push(...part.map(() => refusal));
    else for (const one of part) outcomes.push(await sendOnce(connection, typeId, [one]));
  }
  return outcomes;
}

async function sendOnce(
  connection: OrgConnection,
  typeId: string,
  notifications: readonly CustomNotification[]
): Promise<string | null> {
  const inputs = notifications.map(({ recipientId, title, body, targetId }) => ({
    customNotifTypeId: typeId,
    recipientIds: [recipientId],
    title,
    body,
    targetId
  }));
  try {
    await connection.json(
      {
        method: 'POST',
        path: '/actions/standard/customNotificationAction',
        body: JSON.stringify({ inputs }),
        about: 'Sending notifications'
      },
      results
    );
    return null;
  } catch (error) {
    if (error instanceof OrgError && (error.kind === 'data' || error.kind === 'configuration'))
      return error.message;
    throw error;
  }
}
