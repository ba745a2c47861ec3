import type { RequestHandler } from 'express';
import { z } from 'zod';
import { optionalNumber, optionalText, readChecked } from '../salesforce/records/checked.ts';
import type { HttpContext } from './context.ts';

const parameters = z.object({
  id: z.string().regex(/^[A-Za-z0-9:_-]{1,120}$/, 'is no id of a run')
});
const shape = {
  Key__c: optionalText,
  Status__c: optionalText,
  Progress__c: optionalNumber,
  Read__c: optionalNumber,
  Changed__c: optionalNumber,
  Written__c: optionalNumber,
  Failed__c: optionalNumber,
  Api_Calls__c: optionalNumber,
  Message__c: optionalText,
  Cure__c: optionalText
};

/** GET /v1/runs/:id: how a run stands, as the org has it; a run not begun yet is Requested. */
export function readRun({ connection }: HttpContext): RequestHandler {
  return async (request, response) => {
    const { id } = parameters.parse(request.params);
    const { records } = await readChecked(
      await connection(),
      { object: 'Evenfield_Run__c', where: `Key__c = '${id}'` },
      shape
    );
    const run = records[0];
    response.json(
      run === undefined
        ? { id, status: 'Requested' }
        : {
            id,
            status: run.Status__c,
            progress: run.Progress__c,
            read: run.Read__c,
            changed: run.Changed__c,
            written: run.Written__c,
            failed: run.Failed__c,
            apiCalls: run.Api_Calls__c,
            message: run.Message__c,
            cure: run.Cure__c
          }
    );
  };
}
