export interface RunningRedis {
  readonly url: string;
  stop(): Promise<void>;
}

/** Finds a Redis, or starts one of our own that is gone with us. */
export function ensureRedis(options?: { folder?: string }): Promise<RunningRedis>;
