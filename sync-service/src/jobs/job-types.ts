import { z } from 'zod';

/** Every job that the queue may hold: its name and the shape of its data. */
export const jobTypes = {
  /** The nightly run; fired by the schedule or because a night was missed. */
  night: z.strictObject({}),
  /** A run that somebody asked for, by a request in the org or by HTTP. */
  sync: z.strictObject({ runKey: z.string().min(1), requestIds: z.array(z.string()).default([]) }),
  /** Answers a request from what the org holds, without a run. */
  answer: z.strictObject({ requestId: z.string().min(1) }),
  /** Recomputes the territories of the accounts that changed. */
  change: z.strictObject({}),
  /** A day on which cover or temporary hours begin or have ended. */
  day: z.strictObject({}),
  /** Serves a request about a rebalance. */
  rebalance: z.strictObject({ requestId: z.string().min(1) }),
  /** Goes on with a scenario of which a wave is due or a hold is over. */
  'apply-due': z.strictObject({ rebalanceId: z.string().min(1) }),
  /** Takes up a run that was left open. */
  resume: z.strictObject({ runKey: z.string().min(1) })
} as const;

export type JobName = keyof typeof jobTypes;

export function isJobName(name: string): name is JobName {
  return Object.hasOwn(jobTypes, name);
}

export const queueName = 'evenfield';
