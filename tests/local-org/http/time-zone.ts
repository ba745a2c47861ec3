import type { UserContext } from '../engine/types.ts';
import type { Site } from './site.ts';

/** The user's own IANA time zone, in which times are shown. */
export function timeZoneOf(site: Site, user: UserContext): string {
  const [record] = site.org.query(
    user,
    `SELECT TimeZoneSidKey FROM User WHERE Id = '${user.userId}'`
  ).records;
  const zone = record?.values['TimeZoneSidKey'];
  return typeof zone === 'string' ? zone : 'UTC';
}
