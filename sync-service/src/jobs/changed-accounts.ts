import type { Redis } from 'ioredis';

/** Accounts that changed and whose territories wait to be recomputed; kept in Redis, so that a crash loses none. */
export interface ChangedAccounts {
  add(ids: readonly string[]): Promise<void>;
  /** Ids, each with the mark of its last change. */
  read(): Promise<ReadonlyMap<string, string>>;
  /** After the work on them: an account that changed again meanwhile bears another mark and stays. */
  remove(done: ReadonlyMap<string, string>): Promise<void>;
}

const key = 'evenfield:changed-accounts';
const marks = 'evenfield:changed-accounts-marks';
const removeUnlessChanged =
  "if redis.call('HGET', KEYS[1], ARGV[1]) == ARGV[2] then redis.call('HDEL', KEYS[1], ARGV[1]) end";

export function changedAccounts(client: Redis): ChangedAccounts {
  return {
    async add(ids) {
      if (ids.length === 0) return;
      const mark = String(await client.incr(marks));
      await client.hset(key, ...ids.flatMap((id) => [id, mark]));
    },
    async read() {
      return new Map(Object.entries(await client.hgetall(key)));
    },
    async remove(done) {
      for (const [id, mark] of done) await client.eval(removeUnlessChanged, 1, key, id, mark);
    }
  };
}
