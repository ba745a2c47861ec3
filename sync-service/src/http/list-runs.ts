import type { RequestHandler } from 'express';
import { z } from 'zod';
import { readChecked } from '../salesforce/records/checked.ts';
import type { HttpContext } from './context.ts';
import { runShape, shownRun } from './run-shape.ts';

const parameters = z.strictObject({ since: z.iso.datetime() });

/** GET /v1/runs?since=TIME: runs that began at that moment or later. */
export function listRuns({ connection }: HttpContext): RequestHandler {
  return async (request, response) => {
    const { since } = parameters.parse(request.query);
    const query = { object: 'Evenfield_Run__c', where: `Started__c >= ${since}` };
    const { records } = await readChecked(await connection(), query, runShape);
    response.json({ runs: records.map(shownRun) });
  };
}
