import type { ErrorRequestHandler } from 'express';
import type { Logger } from 'pino';
import { z } from 'zod';
import { QueueUnavailableError } from '../jobs/queue.ts';
import { OrgError } from '../salesforce/errors.ts';

interface Answer {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly cure: string | null;
}

/** One shape for every error. */
export function errorAnswer(log: Logger): ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const { status, ...body } = answerOf(error);
    if (status >= 500)
      log.error(
        { code: body.code, error: error instanceof Error ? error.message : String(error) },
        'a request failed'
      );
    response.status(status).json({ error: body });
  };
}

function answerOf(error: unknown): Answer {
  if (error instanceof z.ZodError)
    return {
      status: 400,
      code: 'INVALID_REQUEST',
      message: z.prettifyError(error),
      cure: 'Correct the request.'
    };
  if (error instanceof QueueUnavailableError)
    return {
      status: 503,
      code: 'QUEUE_UNAVAILABLE',
      message: error.message,
      cure: 'Check REDIS_URL and the Redis server.'
    };
  if (error instanceof OrgError)
    return {
      status: error.retryable ? 503 : 502,
      code: error.code,
      message: error.message,
      cure: error.cure
    };
  if (error instanceof SyntaxError)
    return {
      status: 400,
      code: 'INVALID_REQUEST',
      message: 'The body is no JSON.',
      cure: 'Send JSON.'
    };
  return {
    status: 500,
    code: 'INTERNAL',
    message: 'Something went wrong inside the service.',
    cure: 'Look at the log of the service.'
  };
}
