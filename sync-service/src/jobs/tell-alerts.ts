import type { AlertReaders } from '../domain/alerts/alert-readers.ts';
import { alertsToSend, asSent, notificationsOf } from '../domain/alerts/notify.ts';
import type { Problem } from '../domain/core/result.ts';
import type { OrgConnection } from '../salesforce/connection.ts';
import { notificationTypeId, sendNotifications } from '../salesforce/notifications.ts';
import type { AlertRecord } from '../salesforce/records/alerts.ts';
import { alertObject } from '../salesforce/records/alerts.ts';
import { writeInTurn } from './write-in-turn.ts';
import type { WriteTotals } from './write-totals.ts';

const notificationType = 'Evenfield_Alert';

/**
 * Tells people of the alerts that are news to them, and then writes down that they were told: a
 * service that dies in between tells again. An alert that nobody could be told of stays untold.
 * @param alerts all that the org holds
 * @throws OrgError
 */
export async function tellAlerts(
  connection: OrgConnection,
  alerts: readonly AlertRecord[],
  readers: AlertReaders,
  today: string
): Promise<WriteTotals> {
  const byKey = new Map(alerts.map((alert) => [alert.key, alert]));
  const news = alertsToSend(alerts, today).flatMap(({ key }) => byKey.get(key) ?? []);
  const notifications = notificationsOf(news, readers, byKey);
  if (notifications.length === 0) return { changed: 0, written: 0, problems: [] };
  const typeId = await notificationTypeId(connection, notificationType);
  if (typeId === null) return { changed: 0, written: 0, problems: [typeMissing(news.length)] };
  const outcomes = await sendNotifications(
    connection,
    typeId,
    notifications.map(({ userId, title, body, alerts: [first] }) => ({
      recipientId: userId,
      title,
      body,
      targetId: first?.id ?? ''
    }))
  );
  const told = new Set<string>();
  const problems: Problem[] = [];
  notifications.forEach(({ userId, alerts: own }, place) => {
    const refusal = outcomes[place] ?? null;
    if (refusal === null) for (const { key } of own) told.add(key);
    else problems.push(notTold(userId, own.length, refusal));
  });
  const moment = new Date(connection.now()).toISOString();
  const work = {
    object: alertObject,
    operation: 'update' as const,
    columns: ['Id', 'Told__c', 'Told_At__c'],
    rows: news
      .filter(({ key }) => told.has(key))
      .map((alert) => [alert.id, asSent(alert).sent, moment])
  };
  const report = await writeInTurn(connection, [work]);
  return {
    changed: work.rows.length,
    written: report.written,
    problems: [...problems, ...report.problems]
  };
}

function typeMissing(count: number): Problem {
  return {
    object: 'CustomNotificationType',
    record: notificationType,
    field: null,
    code: 'NO_NOTIFICATION_TYPE',
    message: `${String(count)} alerts stand, but nobody was notified: the notification type ${notificationType} cannot be read.`,
    cure: 'Deploy Evenfield to the org (npm run deploy); the alerts are told by the next run.'
  };
}

function notTold(userId: string, count: number, refusal: string): Problem {
  return {
    object: 'User',
    record: userId,
    field: null,
    code: 'NOT_NOTIFIED',
    message: `A notification of ${String(count)} alerts was refused: ${refusal}`,
    cure: 'Give the integration user the permission Send Custom Notifications (permission set Evenfield_Service); the alerts are told by the next run.'
  };
}
