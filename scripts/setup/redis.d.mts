/** A Redis that is there, or one of our own that is gone with us. */
export function ensureRedis(options?: {
  folder?: string;
}): Promise<{ readonly url: string; stop(): Promise<void> }>;
