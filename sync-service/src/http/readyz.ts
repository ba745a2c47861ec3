import type { RequestHandler } from 'express';
import { inTime } from '../jobs/queue.ts';
import type { HttpContext } from './context.ts';

const deadlineMilliseconds = 5_000;

/** Ready only when Redis, the worker, the org and the schedule are; says which is not. */
export function readyz({ queue, connection }: HttpContext): RequestHandler {
  return async (_request, response) => {
    const checks = {
      redis: await queue.answers(),
      worker: await holds(() => queue.takesWork()),
      org: await holds(async () => {
        const org = await connection();
        await org.send({
          method: 'GET',
          path: '/limits',
          about: 'Asking for the limits',
          repeatable: false
        });
        return true;
      }),
      schedule: await holds(async () => (await queue.scheduled()) !== null)
    };
    const ready = Object.values(checks).every(Boolean);
    response.status(ready ? 200 : 503).json({ ready, checks });
  };
}

async function holds(check: () => Promise<boolean>): Promise<boolean> {
  return inTime(check(), deadlineMilliseconds, 'no answer in time').catch(() => false);
}
