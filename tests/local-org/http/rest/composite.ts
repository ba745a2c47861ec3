import { z } from 'zod';
import { SalesforceError } from '../../engine/types.ts';
import type { Call, Reply } from '../exchange.ts';
import { errorReply, json, jsonObject } from '../exchange.ts';
import type { Resource } from '../router.ts';
import { resolveBody, resolveText } from './references.ts';

const MOST_REQUESTS = 25;
const MOST_HEAVY = 5;

const compositeBody = z.object({
  allOrNone: z.boolean().default(false),
  compositeRequest: z.array(
    z.object({
      method: z.string(),
      url: z.string(),
      referenceId: z.string(),
      body: z.unknown().optional(),
      httpHeaders: z.record(z.string(), z.string()).optional()
    })
  )
});

const batchBody = z.object({
  haltOnError: z.boolean().default(false),
  batchRequests: z.array(
    z.object({ method: z.string(), url: z.string(), richInput: z.unknown().optional() })
  )
});

type Subrequest = z.infer<typeof compositeBody>['compositeRequest'][number];

/** Answers a subrequest within the same call: own method, URL and body, the caller's session. */
export type Dispatch = (call: Call, method: string, url: string, body: unknown) => Reply;

interface Answer {
  body: unknown;
  httpHeaders: Record<string, string>;
  httpStatusCode: number;
  referenceId: string;
}

class Halted extends Error {
  readonly answers: readonly Answer[];
  constructor(answers: readonly Answer[]) {
    super('halted');
    this.answers = answers;
  }
}

export function compositeResources(dispatch: Dispatch): readonly Resource[] {
  return [
    { pattern: '/composite', methods: { POST: (call) => composite(call, dispatch) } },
    { pattern: '/composite/batch', methods: { POST: (call) => batch(call, dispatch) } }
  ];
}

function composite(call: Call, dispatch: Dispatch): Reply {
  const request = parse(compositeBody, call);
  checkAmount(request.compositeRequest.map((part) => part.url));
  checkReferences(request.compositeRequest);
  const run = (): Answer[] => runAll(call, dispatch, request.compositeRequest, request.allOrNone);
  if (!request.allOrNone) return json({ compositeResponse: run() });
  try {
    return json({ compositeResponse: call.site.org.transaction(run) });
  } catch (error) {
    if (!(error instanceof Halted)) throw error;
    return json({ compositeResponse: error.answers });
  }
}

function runAll(
  call: Call,
  dispatch: Dispatch,
  parts: readonly Subrequest[],
  allOrNone: boolean
): Answer[] {
  const bodies = new Map<string, unknown>();
  const answers: Answer[] = [];
  for (const part of parts) {
    const answer = runPart(call, dispatch, part, bodies);
    answers.push(answer);
    if (answer.httpStatusCode < 400) bodies.set(part.referenceId, answer.body);
    else if (allOrNone)
      throw new Halted(parts.map((other) => (other === part ? answer : halted(other))));
  }
  return answers;
}

function runPart(
  call: Call,
  dispatch: Dispatch,
  part: Subrequest,
  bodies: ReadonlyMap<string, unknown>
): Answer {
  let reply: Reply;
  try {
    const url = resolveText(part.url, bodies);
    reply = dispatch(call, part.method.toUpperCase(), url, resolveBody(part.body, bodies));
  } catch (error) {
    if (!(error instanceof SalesforceError)) throw error;
    reply = errorReply(error);
  }
  const headers: Record<string, string> = {};
  const location = reply.headers?.['Location'];
  if (location !== undefined) headers['Location'] = location;
  return {
    body: bodyOf(reply),
    httpHeaders: headers,
    httpStatusCode: reply.status,
    referenceId: part.referenceId
  };
}

function bodyOf(reply: Reply): unknown {
  return reply.body.kind === 'json' ? reply.body.value : null;
}

function halted(part: Subrequest): Answer {
  return {
    body: [
      {
        errorCode: 'PROCESSING_HALTED',
        message:
          'The transaction was rolled back since another operation in the same transaction failed.'
      }
    ],
    httpHeaders: {},
    httpStatusCode: 400,
    referenceId: part.referenceId
  };
}

function batch(call: Call, dispatch: Dispatch): Reply {
  const request = parse(batchBody, call);
  checkAmount(request.batchRequests.map((part) => part.url));
  const results: { statusCode: number; result: unknown }[] = [];
  let failed = false;
  for (const part of request.batchRequests) {
    if (failed && request.haltOnError) {
      const message = 'Batch processing halted per request';
      results.push({
        statusCode: 412,
        result: [{ errorCode: 'BATCH_PROCESSING_HALTED', message }]
      });
      continue;
    }
    const url = part.url.startsWith('/') ? part.url : `/services/data/${part.url}`;
    const reply = dispatch(call, part.method.toUpperCase(), url, part.richInput);
    failed ||= reply.status >= 400;
    results.push({ statusCode: reply.status, result: bodyOf(reply) });
  }
  return json({ hasErrors: failed, results });
}

function parse<S extends z.ZodType>(schema: S, call: Call): z.infer<S> {
  const parsed = schema.safeParse(jsonObject(call.body));
  if (!parsed.success)
    throw new SalesforceError(400, 'JSON_PARSER_ERROR', z.prettifyError(parsed.error));
  return parsed.data;
}

function checkAmount(urls: readonly string[]): void {
  if (urls.length > MOST_REQUESTS) {
    const message = `Limit exceeded. A composite request may have ${String(MOST_REQUESTS)} subrequests at most.`;
    throw new SalesforceError(400, 'LIMIT_EXCEEDED', message);
  }
  const heavy = urls.filter((url) => /\/(query|queryAll|composite\/sobjects)(\/|\?|$)/.test(url));
  if (heavy.length > MOST_HEAVY) {
    const message = `Limit exceeded. A composite request may have ${String(MOST_HEAVY)} queries and collections at most.`;
    throw new SalesforceError(400, 'LIMIT_EXCEEDED', message);
  }
}

function checkReferences(parts: readonly Subrequest[]): void {
  const seen = new Set<string>();
  for (const { referenceId } of parts) {
    if (!/^[A-Za-z0-9][A-Za-z0-9_]*$/.test(referenceId)) {
      throw new SalesforceError(
        400,
        'INVALID_INPUT',
        `Provided referenceId ('${referenceId}') has to be letters, digits and underscores.`
      );
    }
    if (seen.has(referenceId)) {
      throw new SalesforceError(
        400,
        'INVALID_INPUT',
        `Duplicate referenceId provided: ${referenceId}`
      );
    }
    seen.add(referenceId);
  }
}
