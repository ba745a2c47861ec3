import { z } from 'zod';
import type { ChangeStream } from '../salesforce/events/change-stream.ts';
import { id, readChecked } from '../salesforce/records/checked.ts';
import { lastRunBegan } from '../salesforce/run-record.ts';
import type { Ear } from './listen.ts';
import { listenTo } from './listen.ts';

const topic = '/data/AccountChangeEvent';
const sweptName = 'accounts-swept';
/** Rows of a transaction may be seen later than their stamp says. */
const lookBackMilliseconds = 60_000;
/** What a big load changed is the night's work. */
const mostSwept = 2_000;
const dayMilliseconds = 86_400_000;
/** Deliveries of a day where the org does not tell; the least that any edition has. */
const fewestDeliveries = 10_000;
const limits = z.object({ DailyDeliveredPlatformEvents: z.object({ Max: z.number() }).optional() });

/**
 * Hears of changed accounts and has their territories recomputed within the minute. The org counts
 * each delivery against a day's allowance that others share: past the set share the stream is
 * closed, and changed accounts are looked for by a sweep until the day is over.
 * @param sweepMilliseconds between two sweeps while the stream is closed
 */
export function listenForAccounts(ear: Ear, sweepMilliseconds: number): { close(): void } {
  const { connection, queue, log, settings } = ear;
  let stream: ChangeStream | null = null;
  let isClosed = false;
  let allowance: number | null = null;
  let timer: NodeJS.Timeout | null = null;
  const sweep = async (): Promise<void> => {
    await queue.noteChanged(await changedSince(ear));
  };
  const allowed = async (): Promise<number> => {
    allowance ??=
      (
        await (
          await connection()
        ).json({ method: 'GET', path: '/limits', about: 'Reading the event allowance' }, limits)
      ).DailyDeliveredPlatformEvents?.Max ?? fewestDeliveries;
    return allowance;
  };
  const listen = (): void => {
    stream = listenTo(ear, topic, {
      async heard(events) {
        await queue.noteChanged([...new Set(events.flatMap((event) => event.recordIds))]);
      },
      missed: sweep,
      async delivered(events) {
        const today = await queue.countToday('deliveries', events);
        if (today <= settings.share * (await allowed())) return;
        log.warn(
          { deliveries: today, allowed: allowance },
          'accounts are swept for the rest of the day: the share of event deliveries is used up'
        );
        sweepUntilTomorrow();
      }
    });
  };
  const sweepUntilTomorrow = (): void => {
    stream?.close();
    stream = null;
    const today = Math.floor(Date.now() / dayMilliseconds);
    timer = setInterval(() => {
      if (Math.floor(Date.now() / dayMilliseconds) === today) {
        sweep().catch((error: unknown) => {
          log.warn({ error: String(error) }, 'sweep of accounts');
        });
        return;
      }
      if (timer !== null) clearInterval(timer);
      timer = null;
      if (!isClosed) listen();
    }, sweepMilliseconds);
  };
  listen();
  return {
    close() {
      isClosed = true;
      stream?.close();
      if (timer !== null) clearInterval(timer);
    }
  };
}

/** Accounts that others changed since the last sweep, or since the last run that read all. */
async function changedSince({ connection, queue, log }: Ear): Promise<string[]> {
  const org = await connection();
  const since = (await queue.recall(sweptName)) ?? (await lastRunBegan(org));
  await queue.remember(sweptName, new Date(org.now() - lookBackMilliseconds).toISOString());
  if (since === null) return [];
  const { records } = await readChecked(
    org,
    {
      object: 'Account',
      where: `LastModifiedDate >= ${since} AND LastModifiedById != '${org.userId}'`
    },
    { Id: id }
  );
  if (records.length <= mostSwept) return records.map((row) => row.Id);
  log.info(
    { accounts: records.length },
    'too many changed accounts for the day; the night has them'
  );
  return [];
}
