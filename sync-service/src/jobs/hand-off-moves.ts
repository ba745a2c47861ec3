import { handOffSubject, handOffTasks } from '../domain/rebalance/hand-off.ts';
import type { HandedOver, HandOffTask } from '../domain/rebalance/hand-off.ts';
import type { OrgConnection } from '../salesforce/connection.ts';
import { readPages } from '../salesforce/read-rows.ts';
import { inLists } from '../salesforce/records/in-lists.ts';
import { writeRows } from '../salesforce/write-rows.ts';

/**
 * Makes the tasks of hand-offs that are not there yet, found by account, owner and subject, so that
 * each stands once whatever was killed.
 * @returns how many were made, and why others could not be
 * @throws OrgError
 */
export async function makeHandOffs(
  connection: OrgConnection,
  handedOver: readonly HandedOver[],
  today: string,
  days: number
): Promise<{ made: number; refused: string[] }> {
  const wanted = handedOver.flatMap((one) => handOffTasks(one, today, days));
  const held = new Set<string>();
  await readTasks(connection, [...new Set(wanted.map(({ accountId }) => accountId))], (row) => {
    held.add(row.key);
  });
  const missing = wanted.filter((task) => !held.has(keyOf(task)));
  const report = await writeRows(connection, {
    object: 'Task',
    operation: 'insert',
    columns: ['WhatId', 'OwnerId', 'Subject', 'Description', 'ActivityDate', 'Status', 'Priority'],
    rows: missing.map(({ accountId, ownerId, subject, description, due }) => [
      accountId,
      ownerId,
      subject,
      description,
      due,
      'Not Started',
      'Normal'
    ])
  });
  return {
    made: report.written,
    refused: report.failures.map(
      ({ row, message, code }) =>
        `${missing[row]?.subject ?? 'Task'}: ${message ?? code ?? 'refused'}`
    )
  };
}

/** Deletes tasks of a scenario's hand-offs that nobody has touched; others are their owners'. @throws OrgError */
export async function dropHandOffs(
  connection: OrgConnection,
  accounts: readonly string[],
  scenario: string
): Promise<number> {
  const open: string[] = [];
  await readTasks(connection, accounts, ({ id, subject, isClosed, maker }) => {
    if (!isClosed && maker === connection.userId && subject.endsWith(`(${scenario})`))
      open.push(id);
  });
  const report = await writeRows(connection, {
    object: 'Task',
    operation: 'delete',
    columns: ['Id'],
    rows: open.map((id) => [id])
  });
  return report.written;
}

interface HeldTask {
  readonly id: string;
  readonly key: string;
  readonly subject: string;
  readonly isClosed: boolean;
  readonly maker: string;
}

const keyOf = ({
  accountId,
  ownerId,
  subject
}: Pick<HandOffTask, 'accountId' | 'ownerId' | 'subject'>): string =>
  `${accountId}:${ownerId}:${subject}`;

async function readTasks(
  connection: OrgConnection,
  accounts: readonly string[],
  take: (task: HeldTask) => void
): Promise<void> {
  for (const where of inLists('WhatId', accounts))
    await readPages(
      connection,
      {
        object: 'Task',
        columns: ['Id', 'WhatId', 'OwnerId', 'Subject', 'IsClosed', 'LastModifiedById'],
        where: `Subject LIKE '${handOffSubject}%' AND ${where}`
      },
      ([id, accountId, ownerId, subject, isClosed, maker]) => {
        const row = { accountId: accountId ?? '', ownerId: ownerId ?? '', subject: subject ?? '' };
        take({
          id: id ?? '',
          key: keyOf(row),
          subject: row.subject,
          isClosed: isClosed === 'true',
          maker: maker ?? ''
        });
      }
    );
}
