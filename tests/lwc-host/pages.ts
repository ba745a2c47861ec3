/** A user of the local org who can open pages. */
export interface PageUser {
  readonly alias: string;
  readonly userId: string;
  readonly name: string;
  readonly accessToken: string;
  readonly customPermissions: readonly string[];
}

export interface PageAccount {
  readonly id: string;
  readonly name: string;
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

function shell(
  title: string,
  user: PageUser | null,
  users: readonly PageUser[],
  path: string,
  body: string
): string {
  const options = users
    .map(
      (one) =>
        `<option value="${one.alias}"${one.alias === user?.alias ? ' selected' : ''}>${escaped(one.name)} (${one.alias})</option>`
    )
    .join('');
  const known =
    user === null
      ? null
      : { alias: user.alias, userId: user.userId, customPermissions: user.customPermissions };
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/slds/styles/salesforce-lightning-design-system.min.css">
<style>body{background:#f3f3f3}main{max-width:72rem;margin:0 auto;padding:.75rem}.columns{display:grid;gap:.75rem}@media print{header.bar,h1{display:none}}@media(min-width:60rem){.columns{grid-template-columns:repeat(3,1fr)}.wide{grid-column:span 2}}header.bar{background:#032d60;color:#fff;padding:.5rem .75rem;display:flex;flex-wrap:wrap;gap:.75rem;align-items:center;justify-content:space-between}header.bar a{color:#fff;text-decoration:underline}header.bar select{color:#181818;background:#fff;max-width:16rem}</style>
</head>
<body>
<header class="bar"><a href="/">Evenfield</a><form method="get" action="${escaped(path)}"><label for="as">Seen by </label><select id="as" name="as" onchange="this.form.submit()">${options}</select></form></header>
<main>${body}</main>
<script>globalThis.process={env:{NODE_ENV:'production'}};globalThis.evenfieldUser=${JSON.stringify(known)};</script>
${user === null ? '' : '<script type="module" src="/built/page.js"></script>'}
</body>
</html>`;
}

const place = (component: string, recordId?: string): string =>
  `<div data-component="${component}"${recordId === undefined ? '' : ` data-record-id="${recordId}"`}></div>`;

/** The account page as `Evenfield_Account_Record_Page` lays it out. */
export function accountPage(
  user: PageUser,
  users: readonly PageUser[],
  account: PageAccount
): string {
  const body = `<h1 class="slds-text-heading_large slds-m-bottom_small">${escaped(account.name)}</h1>
${place('c-do-this-next', account.id)}
<div class="columns slds-m-top_small">${['c-territory-panel', 'c-retention-panel', 'c-quota-panel', 'c-potential-panel', 'c-my-moves'].map((name) => place(name, account.id)).join('')}</div>`;
  return shell(account.name, user, users, `/account/${account.id}`, body);
}

/** A territory as `Evenfield_Territory_Record_Page` lays it out. */
export function territoryPage(user: PageUser, users: readonly PageUser[], id: string): string {
  const body = `<h1 class="slds-text-heading_large slds-m-bottom_small">Territory</h1>
<div class="columns"><div class="wide">${place('c-territory-brief', id)}</div>${place('c-territory-verdict', id)}</div>`;
  return shell('Territory', user, users, `/territory/${id}`, body);
}

/** A task, where links to tasks lead. */
export function taskPage(
  user: PageUser,
  users: readonly PageUser[],
  id: string,
  subject: string
): string {
  const body = `<h1 class="slds-text-heading_large">${escaped(subject)}</h1>`;
  return shell(subject, user, users, `/task/${id}`, body);
}

/** The home page of managers. */
export function boardPage(user: PageUser, users: readonly PageUser[]): string {
  return shell(
    'Territories',
    user,
    users,
    '/board',
    `<h1 class="slds-text-heading_large slds-m-bottom_small">Territories</h1>${place('c-territory-board')}`
  );
}

/** Attainment of a manager's territories. */
export function teamPage(user: PageUser, users: readonly PageUser[]): string {
  return shell(
    'Team',
    user,
    users,
    '/team',
    `<h1 class="slds-text-heading_large slds-m-bottom_small">Team</h1>${place('c-team-attainment')}`
  );
}

/** Retention of a manager's territories. */
export function retentionPage(user: PageUser, users: readonly PageUser[]): string {
  return shell(
    'Retention',
    user,
    users,
    '/retention',
    `<h1 class="slds-text-heading_large slds-m-bottom_small">Retention</h1>${place('c-retention-board')}<div class="slds-m-top_small">${place('c-growth-board')}</div><div class="slds-m-top_small">${place('c-retention-model')}</div>`
  );
}

/** What waits for a person in her territories. */
export function inboxPage(user: PageUser, users: readonly PageUser[]): string {
  return shell(
    'Inbox',
    user,
    users,
    '/inbox',
    `<h1 class="slds-text-heading_large slds-m-bottom_small">Inbox</h1>${place('c-alert-inbox')}<div class="slds-m-top_small">${place('c-week-goals')}</div><div class="slds-m-top_small">${place('c-my-quota')}</div><div class="slds-m-top_small">${place('c-quota-outlook')}</div><div class="slds-m-top_small">${place('c-selling-metrics')}</div>`
  );
}

/** The territory map's tab. */
export function mapPage(user: PageUser, users: readonly PageUser[]): string {
  return shell(
    'Territory Map',
    user,
    users,
    '/map',
    `<h1 class="slds-text-heading_large slds-m-bottom_small">Territory Map</h1>${place('c-territory-map')}`
  );
}

/** Where scenarios of account moves are asked for and decided on. */
export function rebalancePage(user: PageUser, users: readonly PageUser[]): string {
  return shell(
    'Rebalance',
    user,
    users,
    '/rebalance',
    `<h1 class="slds-text-heading_large slds-m-bottom_small">Rebalance</h1>${place('c-rebalance-console')}`
  );
}

/** A home page of reps: accounts that come to them or leave them. */
export function movesPage(user: PageUser, users: readonly PageUser[]): string {
  return shell(
    'Accounts that move',
    user,
    users,
    '/moves',
    `<h1 class="slds-text-heading_large slds-m-bottom_small">Accounts that move</h1>${place('c-my-moves')}`
  );
}

/** The page from which admins run Evenfield. */
export function adminPage(user: PageUser, users: readonly PageUser[]): string {
  return shell(
    'Operations',
    user,
    users,
    '/admin',
    `<h1 class="slds-text-heading_large slds-m-bottom_small">Operations</h1>${place('c-sync-now')}`
  );
}

/** The page on which admins design rules. */
export function rulesPage(user: PageUser, users: readonly PageUser[]): string {
  return shell(
    'Territory rules',
    user,
    users,
    '/rules',
    `<h1 class="slds-text-heading_large slds-m-bottom_small">Territory rules</h1>${place('c-rule-designer')}`
  );
}

/** The page on which admins compare ways to cut territories. */
export function approachPage(user: PageUser, users: readonly PageUser[]): string {
  return shell(
    'Which approach fits',
    user,
    users,
    '/approach',
    `<h1 class="slds-text-heading_large slds-m-bottom_small">Which approach fits</h1>${place('c-approach-page')}`
  );
}

/** Period reviews for the one-to-one. */
export function reviewsPage(user: PageUser, users: readonly PageUser[]): string {
  return shell(
    'Period reviews',
    user,
    users,
    '/reviews',
    `<h1 class="slds-text-heading_large slds-m-bottom_small">Period reviews</h1>${place('c-period-review')}`
  );
}

/** The page on which admins plan quotas. */
export function plannerPage(user: PageUser, users: readonly PageUser[]): string {
  return shell(
    'Plan quotas',
    user,
    users,
    '/planner',
    `<h1 class="slds-text-heading_large slds-m-bottom_small">Plan quotas</h1>${place('c-quota-planner')}`
  );
}

/** Where to look. */
export function listingPage(
  users: readonly PageUser[],
  accounts: readonly (PageAccount & { alias: string })[]
): string {
  const links = accounts
    .map(
      (account) =>
        `<li><a href="/account/${account.id}?as=${account.alias}">${escaped(account.name)}</a>, as ${account.alias}</li>`
    )
    .join('');
  const body = `<h1 class="slds-text-heading_large">Evenfield on this machine</h1>
<ul class="slds-list_dotted">${links}<li><a href="/board?as=manager">Territory board</a>, as manager</li><li><a href="/team?as=manager">Attainment of the team</a>, as manager</li><li><a href="/retention?as=manager">Retention</a>, as manager</li><li><a href="/inbox?as=rep">Inbox</a>, as rep</li><li><a href="/reviews?as=rep">Period reviews</a>, as rep</li><li><a href="/map?as=manager">Territory map</a>, as manager</li><li><a href="/admin?as=admin">Operations</a>, as admin</li><li><a href="/rebalance?as=admin">Rebalance</a>, as admin</li><li><a href="/moves?as=rep">Accounts that move</a>, as rep</li><li><a href="/rules?as=admin">Territory rules</a>, as admin</li><li><a href="/approach?as=admin">Which approach fits</a>, as admin</li><li><a href="/planner?as=admin">Plan quotas</a>, as admin</li></ul>`;
  return shell('Evenfield', null, users, '/', body);
}
