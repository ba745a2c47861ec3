import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';
import { z } from 'zod';
import type { HttpContext } from './context.ts';

const body = z.strictObject({ kind: z.literal('sync').default('sync') });

/** POST /v1/runs: asks for a full sync. 202 with the run's key; 503 within two seconds when Redis is away. */
export function createRun({ queue }: HttpContext): RequestHandler {
  return async (request, response) => {
    body.parse(request.body ?? {});
    const runKey = `manual:${randomUUID()}`;
    await queue.add('sync', { runKey, requestIds: [] }, runKey);
    response
      .status(202)
      .location(`/v1/runs/${encodeURIComponent(runKey)}`)
      .json({ id: runKey, status: 'Requested' });
  };
}
