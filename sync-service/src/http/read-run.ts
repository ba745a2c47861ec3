import type { RequestHandler } from 'express';
import { z } from 'zod';
import { readChecked } from '../salesforce/records/checked.ts';
import type { HttpContext } from './context.ts';
import { runShape, shownRun } from './run-shape.ts';

const parameters = z.object({
  id: z.string().regex(/^[A-Za-z0-9:_-]{1,120}$/, 'is no id of a run')
});

/** GET /v1/runs/:id: how a run stands, as the org has it; a run not begun yet is Requested. */
export function readRun({ connection }: HttpContext): RequestHandler {
  return async (request, response) => {
    const { id } = parameters.parse(request.params);
    const query = { object: 'Evenfield_Run__c', where: `Key__c = '${id}'` };
    const { records } = await readChecked(await connection(), query, runShape);
    const run = records[0];
    response.json(run === undefined ? { id, status: 'Requested' } : shownRun(run));
  };
}
