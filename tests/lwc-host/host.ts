import { createReadStream, existsSync } from 'node:fs';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, extname, join, normalize, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { buildComponents } from './build.ts';
import { readMetadataNames } from './metadata-names.ts';
import type { PageAccount, PageUser } from './pages.ts';
import {
  accountPage,
  adminPage,
  boardPage,
  inboxPage,
  listingPage,
  mapPage,
  movesPage,
  plannerPage,
  reviewsPage,
  rebalancePage,
  retentionPage,
  taskPage,
  rulesPage,
  teamPage,
  approachPage,
  territoryPage
} from './pages.ts';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const version = 'v66.0';
const resources = readMetadataNames(join(root, 'force-app')).staticResources;
const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff'
};

export interface HostUser {
  readonly alias: string;
  readonly userId: string;
  readonly name: string;
  readonly accessToken: string;
}

export interface HostOptions {
  readonly orgUrl: string;
  readonly users: readonly HostUser[];
  readonly port?: number;
}

export interface Host {
  readonly url: string;
  stop(): Promise<void>;
}

const found = z.object({
  records: z.array(z.object({ Id: z.string(), Name: z.string() }).loose())
});

/** Serves the real components to a browser, answered by the org as the user whom `?as=` names. */
export async function startHost(options: HostOptions): Promise<Host> {
  const built = await buildComponents();
  const users = await Promise.all(
    options.users.map((user) => withPermissions(options.orgUrl, user))
  );
  const server = createServer((request, response) => {
    answer(request, response, options.orgUrl, users, built).catch((error: unknown) => {
      response
        .writeHead(500, { 'content-type': 'text/plain' })
        .end(error instanceof Error ? error.message : String(error));
    });
  });
  const port = await listen(server, options.port ?? 0);
  return {
    url: `http://127.0.0.1:${String(port)}`,
    stop: () =>
      new Promise((done) => {
        server.close(() => {
          done();
        });
        server.closeAllConnections();
      })
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  orgUrl: string,
  users: readonly PageUser[],
  built: string
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://host');
  const [, area = '', ...rest] = url.pathname.split('/');
  if (area === 'built') return sendFile(response, join(built, normalize(rest.join('/'))));
  // As on the platform: a moment, by which browsers may keep the file, then the resource's name.
  if (area === 'resource')
    return sendFile(response, resources.get(rest[1] ?? '') ?? join(built, 'no such resource'));
  if (area === 'slds')
    return sendFile(
      response,
      join(root, 'node_modules/@salesforce-ux/design-system/assets', normalize(rest.join('/')))
    );
  if (area === 'org')
    return forward(
      request,
      response,
      orgUrl,
      userBy(users, rest[0]),
      `/${rest.slice(1).join('/')}${url.search}`
    );
  if (area === 'assets')
    return sendFile(
      response,
      join(root, 'node_modules/@salesforce-ux/design-system', url.pathname)
    );
  const user = userBy(users, url.searchParams.get('as') ?? 'rep');
  const html = await page(area, rest, user, users, orgUrl);
  response
    .writeHead(html === null ? 404 : 200, { 'content-type': 'text/html; charset=utf-8' })
    .end(html ?? 'There is no such page.');
}

async function page(
  area: string,
  rest: readonly string[],
  user: PageUser,
  users: readonly PageUser[],
  orgUrl: string
): Promise<string | null> {
  switch (area) {
    case '':
      return listingPage(
        users,
        (
          await Promise.all(
            ['rep', 'rep2'].map((alias) => firstAccounts(orgUrl, userBy(users, alias)))
          )
        ).flat()
      );
    case 'account':
      return accountPage(user, users, {
        id: rest[0] ?? '',
        name: (await accountNamed(orgUrl, user, rest[0] ?? '')) ?? 'Account'
      });
    case 'territory':
      return territoryPage(user, users, rest[0] ?? '');
    case 'task':
      return taskPage(user, users, rest[0] ?? '', await subjectOf(orgUrl, user, rest[0] ?? ''));
    case 'board':
      return boardPage(user, users);
    case 'team':
      return teamPage(user, users);
    case 'retention':
      return retentionPage(user, users);
    case 'inbox':
      return inboxPage(user, users);
    case 'map':
      return mapPage(user, users);
    case 'moves':
      return movesPage(user, users);
    case 'rebalance':
      return rebalancePage(user, users);
    case 'admin':
      return adminPage(user, users);
    case 'approach':
      return approachPage(user, users);
    case 'reviews':
      return reviewsPage(user, users);
    case 'planner':
      return plannerPage(user, users);
    case 'rules':
      return rulesPage(user, users);
    default:
      return null;
  }
}

function userBy(users: readonly PageUser[], alias: string | undefined): PageUser {
  const user = users.find((one) => one.alias === alias) ?? users[0];
  if (user === undefined) throw new Error('The org has no users.');
  return user;
}

async function query(
  orgUrl: string,
  token: string,
  soql: string
): Promise<z.infer<typeof found>['records']> {
  const response = await fetch(
    `${orgUrl}/services/data/${version}/query?q=${encodeURIComponent(soql)}`,
    { headers: { authorization: `Bearer ${token}` } }
  );
  if (!response.ok) return [];
  return found.parse(await response.json()).records;
}

async function firstAccounts(
  orgUrl: string,
  user: PageUser
): Promise<(PageAccount & { alias: string })[]> {
  const rows = await query(
    orgUrl,
    user.accessToken,
    "SELECT Id, Name FROM Account WHERE Rating = 'A' ORDER BY Name LIMIT 5"
  );
  return rows.map((row) => ({ id: row.Id, name: row.Name, alias: user.alias }));
}

async function accountNamed(orgUrl: string, user: PageUser, id: string): Promise<string | null> {
  if (!/^[0-9A-Za-z]{15,18}$/.test(id)) return null;
  return (
    (await query(orgUrl, user.accessToken, `SELECT Id, Name FROM Account WHERE Id = '${id}'`))[0]
      ?.Name ?? null
  );
}

async function subjectOf(orgUrl: string, user: PageUser, taskId: string): Promise<string> {
  const response = await fetch(
    `${orgUrl}/services/data/${version}/ui-api/records/${encodeURIComponent(taskId)}?fields=Task.Subject`,
    { headers: { authorization: `Bearer ${user.accessToken}` } }
  );
  const task = z.object({ fields: z.object({ Subject: z.object({ value: z.string() }) }) });
  return response.ok ? task.parse(await response.json()).fields.Subject.value : 'Task';
}

/** Custom permissions, which the platform bakes into the page: who may create such a record has that one. */
const permissionsByObject: Readonly<Record<string, readonly string[]>> = {
  Evenfield_Policy__c: [
    'Evenfield_Request_Sync',
    'Evenfield_Administer',
    'Evenfield_Approve_Rebalance'
  ],
  Evenfield_Rebalance__c: [
    'Evenfield_Propose_Rebalance',
    'Evenfield_Decide_Contest',
    'Evenfield_Plan_Part'
  ]
};

async function withPermissions(orgUrl: string, user: HostUser): Promise<PageUser> {
  const held = await Promise.all(
    Object.entries(permissionsByObject).map(async ([object, permissions]) => {
      const response = await fetch(
        `${orgUrl}/services/data/${version}/ui-api/object-info/${object}`,
        { headers: { authorization: `Bearer ${user.accessToken}` } }
      );
      const info = response.ok
        ? z.object({ createable: z.boolean() }).parse(await response.json())
        : { createable: false };
      return info.createable ? permissions : [];
    })
  );
  return { ...user, customPermissions: held.flat() };
}

async function forward(
  request: IncomingMessage,
  response: ServerResponse,
  orgUrl: string,
  user: PageUser,
  path: string
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const method = request.method ?? 'GET';
  const since = request.headers['if-unmodified-since'];
  const answered = await fetch(`${orgUrl}/services/data/${version}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${user.accessToken}`,
      'content-type': 'application/json',
      ...(since === undefined ? {} : { 'if-unmodified-since': since })
    },
    ...(method === 'GET' || method === 'HEAD' ? {} : { body: Buffer.concat(chunks) })
  });
  const body = Buffer.from(await answered.arrayBuffer());
  response
    .writeHead(answered.status, {
      'content-type': answered.headers.get('content-type') ?? 'application/json'
    })
    .end(body);
}

function sendFile(response: ServerResponse, path: string): void {
  if (path.includes('..') || !existsSync(path)) {
    response.writeHead(404).end();
    return;
  }
  response.writeHead(200, { 'content-type': types[extname(path)] ?? 'application/octet-stream' });
  createReadStream(path).pipe(response);
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((done, failed) => {
    server.once('error', failed);
    server.listen(port, '127.0.0.1', () => {
      done((server.address() as AddressInfo).port);
    });
  });
}
