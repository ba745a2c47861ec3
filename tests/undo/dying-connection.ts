import type { OrgConnection, OrgRequest } from '../../sync-service/src/salesforce/connection.ts';

/** What a killed process's code meets: nothing of it goes on. */
export class Killed extends Error {}

export interface DyingConnection {
  readonly connection: OrgConnection;
  readonly isDead: () => boolean;
  readonly requests: () => number;
}

/**
 * The same connection until its `nth` request; from then on none reaches the org, as after a kill.
 * @param afterwards whether the last request is still served, so that only its answer is lost
 */
export function dyingConnection(
  alive: OrgConnection,
  nth: number,
  afterwards: boolean
): DyingConnection {
  let requests = 0;
  let dead = false;
  const sent = async <T>(request: OrgRequest, send: () => Promise<T>): Promise<T> => {
    if (dead) throw new Killed(request.about);
    requests += 1;
    if (requests < nth) return send();
    dead = true;
    if (afterwards) await send();
    throw new Killed(request.about);
  };
  return {
    connection: {
      ...alive,
      send: (request) => sent(request, () => alive.send(request)),
      json: (request, shape) => sent(request, () => alive.json(request, shape))
    },
    isDead: () => dead,
    requests: () => requests
  };
}
