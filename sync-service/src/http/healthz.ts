import type { RequestHandler } from 'express';

/** The process lives. */
export const healthz: RequestHandler = (_request, response) => {
  response.json({ status: 'ok' });
};
