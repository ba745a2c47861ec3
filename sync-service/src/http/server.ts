import express from 'express';
import type { Express } from 'express';
import type { HttpContext } from './context.ts';
import { errorAnswer } from './error-answer.ts';
import { healthz } from './healthz.ts';
import { listRuns } from './list-runs.ts';
import { metrics } from './metrics.ts';
import { readRun } from './read-run.ts';
import { readyz } from './readyz.ts';
import { createRun } from './create-run.ts';
import { requireToken } from './require-token.ts';

/** The service's HTTP side: health for the platform, metrics, and runs behind a token. */
export function createApp(context: HttpContext): Express {
  const app = express();
  app.disable('x-powered-by');
  app.get('/healthz', healthz);
  app.get('/readyz', readyz(context));
  app.get('/metrics', metrics(context.registry));
  app.use('/v1', requireToken(context.apiToken), express.json({ limit: '100kb' }));
  app.post('/v1/runs', createRun(context));
  app.get('/v1/runs', listRuns(context));
  app.get('/v1/runs/:id', readRun(context));
  app.use((_request, response) => {
    response
      .status(404)
      .json({ error: { code: 'NOT_FOUND', message: 'There is no such resource.', cure: null } });
  });
  app.use(errorAnswer(context.log));
  return app;
}
