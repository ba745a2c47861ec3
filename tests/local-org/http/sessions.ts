import { randomBytes } from 'node:crypto';

/** Salesforce's default: a session lives two hours after it was last used. */
export const SESSION_MILLISECONDS = 2 * 60 * 60 * 1000;
/** The longest that an org may set; given to the tokens that are printed at the start. */
export const LONGEST_SESSION_MILLISECONDS = 24 * 60 * 60 * 1000;

export interface Session {
  readonly token: string;
  readonly userId: string;
  readonly lifetime: number;
  expires: number;
}

export interface Sessions {
  /** @returns a new session; `lifetime` in milliseconds since its last use. */
  open(userId: string, now: number, lifetime?: number): Session;
  /** @returns the live session of a token and prolongs it; null when unknown or expired. */
  use(token: string, now: number): Session | null;
  close(token: string): void;
  /** Ends all sessions of one user, as freezing does. */
  closeUser(userId: string): void;
}

/** Sessions by token; time is the org's clock, passed in. */
export function createSessions(organizationId: string): Sessions {
  const live = new Map<string, Session>();
  return {
    open(userId, now, lifetime = SESSION_MILLISECONDS) {
      const token = `${organizationId.slice(0, 15)}!AQ${randomBytes(48).toString('base64url').replaceAll('-', '.')}`;
      const session: Session = { token, userId, lifetime, expires: now + lifetime };
      live.set(token, session);
      return session;
    },
    use(token, now) {
      const session = live.get(token);
      if (session === undefined) return null;
      if (session.expires <= now) {
        live.delete(token);
        return null;
      }
      session.expires = now + session.lifetime;
      return session;
    },
    close(token) {
      live.delete(token);
    },
    closeUser(userId) {
      for (const session of [...live.values()])
        if (session.userId === userId) live.delete(session.token);
    }
  };
}
