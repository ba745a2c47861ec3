import type { Reply } from './exchange.ts';
import { json } from './exchange.ts';
import type { Site } from './site.ts';

interface Person {
  readonly userId: string;
  readonly username: string;
  readonly name: string;
  readonly email: string;
  readonly timeZone: string;
}

/** GET /services/oauth2/userinfo of the signed-in user. */
export function userinfo(site: Site, userId: string): Reply {
  const person = describePerson(site, userId);
  return json({
    sub: `${site.url}/id/${site.org.organizationId}/${userId}`,
    user_id: userId,
    organization_id: site.org.organizationId,
    preferred_username: person.username,
    nickname: person.username,
    name: person.name,
    email: person.email,
    email_verified: true,
    zoneinfo: person.timeZone,
    user_type: 'STANDARD',
    active: true,
    locale: 'en_US',
    language: 'en_US',
    urls: urls(site, userId)
  });
}

/** GET /id/ORG/USER, the identity that the token's answer points to. */
export function identity(site: Site, userId: string): Reply {
  const person = describePerson(site, userId);
  return json({
    // A name, and always of the login host; where to fetch it, the version's root says.
    id: `https://login.salesforce.com/id/${site.org.organizationId}/${userId}`,
    asserted_user: true,
    user_id: userId,
    organization_id: site.org.organizationId,
    username: person.username,
    nick_name: person.username,
    display_name: person.name,
    email: person.email,
    email_verified: true,
    timezone: person.timeZone,
    active: true,
    user_type: 'STANDARD',
    locale: 'en_US',
    language: 'en_US',
    photos: {
      picture: `${site.url}/profilephoto/005/F`,
      thumbnail: `${site.url}/profilephoto/005/T`
    },
    urls: urls(site, userId)
  });
}

function urls(site: Site, userId: string): Record<string, string> {
  return {
    rest: `${site.url}/services/data/v{version}/`,
    sobjects: `${site.url}/services/data/v{version}/sobjects/`,
    query: `${site.url}/services/data/v{version}/query/`,
    partner: `${site.url}/services/Soap/u/{version}/${site.org.organizationId}`,
    profile: `${site.url}/${userId}`
  };
}

function describePerson(site: Site, userId: string): Person {
  const result = site.org.query(
    { userId },
    `SELECT Username, Name, Email, TimeZoneSidKey FROM User WHERE Id = '${userId}'`
  );
  const values = result.records[0]?.values ?? {};
  const read = (name: string): string => (typeof values[name] === 'string' ? values[name] : '');
  return {
    userId,
    username: read('Username'),
    name: read('Name'),
    email: read('Email'),
    timeZone: read('TimeZoneSidKey')
  };
}
