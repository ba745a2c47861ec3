import { createHash, timingSafeEqual } from 'node:crypto';
import type { RequestHandler } from 'express';

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Lets through who bears the token; the comparison takes the same time for every wrong one. */
export function requireToken(token: string): RequestHandler {
  const expected = digest(token);
  return (request, response, next) => {
    const given = /^Bearer (.+)$/.exec(request.get('authorization') ?? '')?.[1] ?? '';
    if (timingSafeEqual(digest(given), expected)) {
      next();
      return;
    }
    response.status(401).json({
      error: {
        code: 'UNAUTHORIZED',
        message: 'A bearer token is needed.',
        cure: 'Send the value of EVENFIELD_API_TOKEN as bearer token.'
      }
    });
  };
}
