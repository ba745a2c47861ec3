import type { ServerResponse } from 'node:http';
import { pipeline } from 'node:stream';
import { createGzip, constants, gzipSync } from 'node:zlib';
import type { Reply, ReplyBody } from './exchange.ts';

/** Smaller bodies are not worth the compression. */
const LEAST_TO_COMPRESS = 4096;

export interface ResponseFrame {
  /** By the org's clock. */
  readonly now: number;
  /** `18/15000`, where the request counted. */
  readonly usage: string | null;
  readonly acceptsGzip: boolean;
  readonly isHead: boolean;
}

/** Writes a reply with the headers that all answers bear. */
export function respond(response: ServerResponse, reply: Reply, frame: ResponseFrame): void {
  response.statusCode = reply.status;
  response.setHeader('Date', new Date(frame.now).toUTCString());
  response.setHeader('Cache-Control', 'no-cache,must-revalidate,max-age=0,no-store,private');
  if (frame.usage !== null) response.setHeader('Sforce-Limit-Info', `api-usage=${frame.usage}`);
  for (const [name, value] of Object.entries(reply.headers ?? {})) response.setHeader(name, value);
  writeBody(response, reply.body, frame);
}

function writeBody(response: ServerResponse, body: ReplyBody, frame: ResponseFrame): void {
  switch (body.kind) {
    case 'none':
      response.end();
      return;
    case 'json':
      writeText(response, 'application/json;charset=UTF-8', JSON.stringify(body.value), frame);
      return;
    case 'text':
      writeText(response, body.type, body.text, frame);
      return;
    case 'stream':
      response.setHeader('Content-Type', body.type);
      if (frame.acceptsGzip && body.length >= LEAST_TO_COMPRESS) {
        response.setHeader('Content-Encoding', 'gzip');
        pipeline(
          body.stream,
          createGzip({ level: constants.Z_BEST_SPEED }),
          response,
          ignoreClosed
        );
      } else {
        response.setHeader('Content-Length', body.length);
        pipeline(body.stream, response, ignoreClosed);
      }
  }
}

/** A client that hangs up mid-body is its own affair. */
function ignoreClosed(): void {
  return;
}

function writeText(
  response: ServerResponse,
  type: string,
  text: string,
  frame: ResponseFrame
): void {
  let content = Buffer.from(text, 'utf8');
  response.setHeader('Content-Type', type);
  if (frame.acceptsGzip && content.length >= LEAST_TO_COMPRESS) {
    content = gzipSync(content, { level: constants.Z_BEST_SPEED });
    response.setHeader('Content-Encoding', 'gzip');
  }
  response.setHeader('Content-Length', content.length);
  response.end(frame.isHead ? undefined : content);
}
