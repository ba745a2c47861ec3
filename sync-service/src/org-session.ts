import type { OrgSettings } from './config.ts';
import type { OrgConnection } from './salesforce/connection.ts';
import { connect } from './salesforce/connection.ts';

/** One connection for all; a sign-in that failed is tried again by whoever asks next. */
export function createOrgSession(settings: OrgSettings): () => Promise<OrgConnection> {
  let current: Promise<OrgConnection> | null = null;
  return () => {
    current ??= connect(settings).catch((error: unknown) => {
      current = null;
      throw error;
    });
    return current;
  };
}
