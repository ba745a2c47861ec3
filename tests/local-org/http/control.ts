import { z } from 'zod';
import { SalesforceError } from '../engine/types.ts';
import type { Reply } from './exchange.ts';
import { empty, errorReply, json, parseJson } from './exchange.ts';
import { faultRequest } from './faults.ts';
import type { Site } from './site.ts';

const clock = z.union([
  z.strictObject({ offsetMilliseconds: z.number() }),
  z.strictObject({ now: z.iso.datetime({ offset: true }) })
]);
const freeze = z.strictObject({ username: z.string(), frozen: z.boolean() });
const assignment = z.strictObject({ username: z.string(), permissionSet: z.string() });
const schema = z.strictObject({ hide: z.string() });
const events = z.strictObject({ as: z.enum(['changes', 'gaps', 'overflow']) });
const limits = z.strictObject({
  dailyRemaining: z.number().int().min(0).optional(),
  deliveriesRemaining: z.number().int().min(0).optional()
});

/** The test's side door: faults, clock, rights and the log, outside /services and without sign-in. */
export function handleControl(site: Site, method: string, path: string, body: Buffer): Reply {
  try {
    return control(site, method, path, body);
  } catch (error) {
    if (error instanceof SalesforceError) return errorReply(error);
    if (error instanceof z.ZodError) {
      return errorReply(new SalesforceError(400, 'INVALID_CONTROL', z.prettifyError(error)));
    }
    throw error;
  }
}

function control(site: Site, method: string, path: string, body: Buffer): Reply {
  switch (`${method} ${path}`) {
    case 'POST /control/clock':
      return moveClock(site, clock.parse(parseJson(body)));
    case 'GET /control/clock':
      return json({ now: new Date(site.org.now()).toISOString() });
    case 'POST /control/faults':
      return json({ id: site.faults.add(faultRequest.parse(parseJson(body))) }, 201);
    case 'DELETE /control/faults':
      site.faults.clear();
      return empty();
    case 'POST /control/freeze': {
      const request = freeze.parse(parseJson(body));
      const userId = userIdOf(site, request.username);
      site.org.freezeUser(userId, request.frozen);
      if (request.frozen) site.sessions.closeUser(userId);
      return empty();
    }
    case 'POST /control/permission-set-assignments': {
      const request = assignment.parse(parseJson(body));
      site.org.assignPermissionSet(userIdOf(site, request.username), request.permissionSet);
      return empty();
    }
    case 'DELETE /control/permission-set-assignments': {
      const request = assignment.parse(parseJson(body));
      site.org.removePermissionSet(userIdOf(site, request.username), request.permissionSet);
      return empty();
    }
    case 'GET /control/log':
      return json(site.log.entries());
    case 'DELETE /control/log':
      site.log.clear();
      return empty();
    case 'GET /control/notifications':
      return json(site.notifications);
    case 'POST /control/events':
      site.events.tellAs(events.parse(parseJson(body)).as);
      return empty();
    case 'POST /control/schema': {
      const { hide } = schema.parse(parseJson(body));
      if (site.hidden.hide(hide)) return empty();
      throw new SalesforceError(404, 'NOT_FOUND', `There is no ${hide} to hide.`);
    }
    case 'DELETE /control/schema':
      site.hidden.restore();
      return empty();
    case 'POST /control/limits':
      setLimits(site, limits.parse(parseJson(body)));
      return empty();
    default:
      throw new SalesforceError(404, 'NOT_FOUND', `There is no control ${method} ${path}.`);
  }
}

function setLimits(site: Site, request: z.infer<typeof limits>): void {
  const { dailyRemaining, deliveriesRemaining } = request;
  const now = site.org.now();
  if (dailyRemaining !== undefined) site.usage.setRemaining(dailyRemaining, now);
  if (deliveriesRemaining !== undefined) site.deliveries.setRemaining(deliveriesRemaining, now);
}

function moveClock(site: Site, request: z.infer<typeof clock>): Reply {
  const offset =
    'now' in request ? Date.parse(request.now) - Date.now() : request.offsetMilliseconds;
  site.org.setClock(offset);
  return json({ now: new Date(site.org.now()).toISOString() });
}

function userIdOf(site: Site, username: string): string {
  const user = site.org.findUser(username);
  if (user === null) throw new SalesforceError(404, 'NOT_FOUND', `There is no user ${username}.`);
  return user.userId;
}
