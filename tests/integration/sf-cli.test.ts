import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawn, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ensureSfCli } from '../../scripts/setup/sf-cli.mjs';
import type { LocalOrg } from '../local-org/http/server.ts';
import { startLocalOrg } from '../local-org/http/server.ts';

/** The real Salesforce CLI, a program of other people, against the local org. */
const scratch = mkdtempSync(join(tmpdir(), 'evenfield-sf-'));
const project = join(scratch, 'project');
const alias = 'evenfield-test';
let program: string;
let org: LocalOrg;

interface Answer {
  readonly code: number | null;
  readonly json: { readonly status?: number; readonly message?: string; readonly result?: unknown };
}

function sf(args: readonly string[], cwd = scratch): Promise<Answer> {
  const child = spawn(process.execPath, ['--no-warnings', program, ...args, '--json'], {
    cwd,
    stdio: ['ignore', 'pipe', 'ignore'],
    env: {
      ...process.env,
      HOME: scratch,
      SF_ACCESS_TOKEN: org.users.find((user) => user.alias === 'admin')?.accessToken ?? '',
      SF_AUTOUPDATE_DISABLE: 'true',
      SF_SKIP_NEW_VERSION_CHECK: 'true',
      SF_DISABLE_TELEMETRY: 'true'
    }
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  return new Promise((done, failed) => {
    child.once('error', failed);
    child.once('close', (code) => {
      const from = output.indexOf('{');
      if (from < 0) failed(new Error(`sf ${args.join(' ')} printed no JSON: ${output}`));
      else done({ code, json: JSON.parse(output.slice(from)) as Answer['json'] });
    });
  });
}

const target = ['--target-org', alias];

beforeAll(async () => {
  program = await ensureSfCli();
  const empty = join(scratch, 'empty');
  mkdirSync(empty);
  org = await startLocalOrg({ sources: [empty] });
  const built = spawnSync('npm', ['run', '--silent', 'build:lwc'], { encoding: 'utf8' });
  if (built.status !== 0) throw new Error(built.stderr);
  mkdirSync(project);
  for (const folder of ['force-app', 'scripts/etm'])
    cpSync(folder, join(project, folder), { recursive: true });
  for (const file of ['sfdx-project.json', '.forceignore'])
    cpSync(resolve(file), join(project, file));
  const login = await sf([
    'org',
    'login',
    'access-token',
    '--instance-url',
    org.url,
    '--no-prompt',
    '--alias',
    alias
  ]);
  expect(login.code).toBe(0);
}, 400_000);

afterAll(async () => {
  await org.stop();
  rmSync(scratch, { recursive: true, force: true });
});

interface Failure {
  readonly fileName: string;
  readonly fullName: string;
  readonly problem: string;
}

function failuresOf(answer: Answer): Failure[] {
  const { details } = answer.json.result as {
    details: { componentFailures?: Failure | Failure[] };
  };
  const failures = details.componentFailures ?? [];
  return Array.isArray(failures) ? failures : [failures];
}

const deploy = (): Promise<Answer> =>
  sf(
    ['project', 'deploy', 'start', '--source-dir', 'force-app', '--wait', '3', ...target],
    project
  );

interface Break {
  readonly name: string;
  readonly file: string;
  /** Takes the file's text, empty where there is no such file, and breaks it. */
  readonly change: (text: string) => string;
  /** File of the package that the failure names, and words of its cause. */
  readonly fileName: RegExp;
  readonly cause: RegExp;
}

const territory = 'force-app/main/territory/objects/Evenfield_Territory__c';
const breaks: readonly Break[] = [
  {
    name: 'a field of a type that does not exist',
    file: `${territory}/fields/Stage__c.field-meta.xml`,
    change: (text) => text.replace('<type>Picklist</type>', '<type>Pickliste</type>'),
    fileName: /Evenfield_Territory__c/,
    cause: /'Pickliste' is not a valid value for the enum 'FieldType'/
  },
  {
    name: 'a text field without a length',
    file: `${territory}/fields/Base_City__c.field-meta.xml`,
    change: (text) => text.replace(/<length>\d+<\/length>/, ''),
    fileName: /Evenfield_Territory__c/,
    cause: /non-empty length/
  },
  {
    name: 'a lookup to an object that does not exist',
    file: `${territory}/fields/Parent__c.field-meta.xml`,
    change: (text) =>
      text.replace('<referenceTo>Evenfield_Territory__c', '<referenceTo>Evenfield_Region__c'),
    fileName: /Evenfield_Territory__c/,
    cause: /referenceTo value of 'Evenfield_Region__c'/
  },
  {
    name: 'a label that a component uses and that is missing',
    file: 'force-app/main/core/labels/CustomLabels.labels-meta.xml',
    change: (text) =>
      text.replace(
        '<fullName>Evenfield_Sync_Now</fullName>',
        '<fullName>Evenfield_Sync_Then</fullName>'
      ),
    fileName: /lwc\/syncNow/,
    cause: /Evenfield_Sync_Now/
  },
  {
    name: 'a field that is there twice',
    file: `${territory}/fields/Stage_Again__c.field-meta.xml`,
    change: () => readFileSync(`${territory}/fields/Stage__c.field-meta.xml`, 'utf8'),
    fileName: /Evenfield_Territory__c/,
    cause: /Duplicate field: Stage__c/
  },
  {
    name: 'a right on a field that does not exist',
    file: 'force-app/main/core/permissionsets/Evenfield_Rep.permissionset-meta.xml',
    change: (text) => text.replace('.Health__c</field>', '.Helth__c</field>'),
    fileName: /Evenfield_Rep/,
    cause: /no CustomField named Evenfield_\w+__c\.Helth__c found/
  },
  {
    name: 'a right on a detail without its master',
    file: 'force-app/main/core/permissionsets/Evenfield_Rep.permissionset-meta.xml',
    change: (text) =>
      text.replace(
        /<objectPermissions>(?:(?!<\/objectPermissions>)[\s\S])*<object>Account<\/object>[\s\S]*?<\/objectPermissions>/,
        ''
      ),
    fileName: /Evenfield_Rep/,
    cause: /depends on permission\(s\): Read Account/
  },
  {
    name: 'a rule about a field that does not exist',
    file: `${territory}/validationRules/Capacity_Not_Negative.validationRule-meta.xml`,
    change: (text) => text.replaceAll('Capacity_Hours__c', 'Capacity_Days__c'),
    fileName: /Evenfield_Territory__c/,
    cause: /Capacity_Days__c/
  },
  {
    name: 'a page with a component that does not exist',
    file: 'force-app/main/core/flexipages/Evenfield_Home.flexipage-meta.xml',
    change: (text) => text.replace(/c:\w+</, 'c:territoryBored<'),
    fileName: /Evenfield_Home/,
    cause: /c:territoryBored/
  },
  {
    name: 'a page with a region that its template does not have',
    file: 'force-app/main/core/flexipages/Evenfield_Home.flexipage-meta.xml',
    change: (text) => text.replace('<name>top</name>', '<name>main</name>'),
    fileName: /Evenfield_Home/,
    cause: /Region main is not in the template/
  },
  {
    name: 'a report type with a field that does not exist',
    file: 'force-app/main/core/reportTypes/Evenfield_Quotas.reportType-meta.xml',
    change: (text) => text.replace('<field>Pace__c<', '<field>Peace__c<'),
    fileName: /Evenfield_Quotas/,
    cause: /no CustomField named Evenfield_Quota__c\.Peace__c found/
  },
  {
    name: 'a report with a column that its type does not have',
    file: 'force-app/main/core/reports/Evenfield/Quota_by_Tier.report-meta.xml',
    change: (text) => text.replace('$Pace__c<', '$Original__c<'),
    fileName: /Quota_by_Tier/,
    cause: /Invalid value specified: Evenfield_Quota__c\$Original__c/
  },
  {
    name: 'a dashboard of a report that does not exist',
    file: 'force-app/main/core/dashboards/Evenfield/Sales_Operations.dashboard-meta.xml',
    change: (text) => text.replace('Evenfield/Open_Errors', 'Evenfield/Shut_Errors'),
    fileName: /Sales_Operations/,
    cause: /no Report named Evenfield\/Shut_Errors found/
  },
  {
    name: 'a file that is no XML',
    file: 'force-app/main/core/customPermissions/Evenfield_Administer.customPermission-meta.xml',
    change: (text) => text.replace('</CustomPermission>', ''),
    fileName: /Evenfield_Administer/,
    cause: /pars/i
  }
];

describe('sf project deploy', () => {
  it.each(breaks)(
    'refuses $name and names file and cause',
    async ({ file, change, fileName, cause }) => {
      const path = join(project, file);
      const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
      const broken = change(text);
      expect(broken).not.toBe(text);
      writeFileSync(path, broken);
      try {
        const answer = await deploy();
        expect(answer.code).not.toBe(0);
        const failures = answer.json.result === undefined ? [] : failuresOf(answer);
        const told =
          failures.length > 0
            ? failures.filter((one) => fileName.test(one.fileName) && cause.test(one.problem))
            : [answer.json.message ?? ''].filter((said) => fileName.test(said) && cause.test(said));
        expect([told.length > 0, failures, answer.json.message]).toEqual([
          true,
          failures,
          answer.json.message
        ]);
      } finally {
        if (text === '') rmSync(path);
        else writeFileSync(path, text);
      }
    },
    60_000
  );

  it('takes in the whole of force-app, and the org then has its objects, rights and channels', async () => {
    expect(org.org.schema.objects.has('evenfield_territory__c')).toBe(false);
    const answer = await deploy();
    expect([answer.code, answer.json.message]).toEqual([0, undefined]);
    const { files } = answer.json.result as { files: { type: string; state: string }[] };
    expect(files.filter((file) => file.state === 'Failed')).toEqual([]);
    const described = await sf([
      'sobject',
      'describe',
      '--sobject',
      'Evenfield_Coverage__c',
      ...target
    ]);
    expect((described.json.result as { name: string }).name).toBe('Evenfield_Coverage__c');
    const sets = await sf([
      'data',
      'query',
      '--query',
      "SELECT Name FROM PermissionSet WHERE Name LIKE 'Evenfield%' ORDER BY Name",
      ...target
    ]);
    expect(
      (sets.json.result as { records: { Name: string }[] }).records.map((row) => row.Name)
    ).toEqual([
      'Evenfield_Admin',
      'Evenfield_Manager',
      'Evenfield_Rep',
      'Evenfield_Service',
      'Evenfield_Service_Owner'
    ]);
    expect(files.filter((file) => file.type === 'PlatformEventChannelMember').length).toBe(3);
    process.stdout.write(
      `counted: ${String(files.length)} files deployed by sf, ${String(breaks.length)} broken deploys refused\n`
    );
  }, 90_000);
});

describe('sf', () => {
  it('shows the org as connected', async () => {
    const { code, json } = await sf(['org', 'display', ...target]);
    expect(code).toBe(0);
    expect(json.result).toMatchObject({
      connectedStatus: 'Connected',
      username: 'admin@evenfield.example'
    });
  }, 30_000);

  it('gives a permission set, as the way into a real org asks', async () => {
    const { code, json } = await sf([
      'org',
      'assign',
      'permset',
      '--name',
      'Evenfield_Admin',
      ...target
    ]);
    expect([code, json.message]).toEqual([0, undefined]);
    expect(json.result).toMatchObject({ failures: [], successes: [{ value: 'Evenfield_Admin' }] });
  }, 30_000);

  it('imports, upserts, queries and exports in bulk', async () => {
    const file = (name: string, text: string): string => {
      const path = join(scratch, name);
      writeFileSync(path, text);
      return path;
    };
    const imported = await sf([
      'data',
      'import',
      'bulk',
      '--file',
      file('accounts.csv', 'Name,Industry\n"Bulk, One",Energy\nBulk Two,Energy\n'),
      '--sobject',
      'Account',
      '--wait',
      '3',
      ...target
    ]);
    expect(imported.json.result).toMatchObject({ processedRecords: 2, failedRecords: 0 });
    const upserted = await sf([
      'data',
      'upsert',
      'bulk',
      '--file',
      file('territories.csv', 'Key__c,Name\nwest,West\n'),
      '--sobject',
      'Evenfield_Territory__c',
      '--external-id',
      'Key__c',
      '--wait',
      '3',
      ...target
    ]);
    expect([upserted.code, upserted.json]).toMatchObject([0, { status: 0 }]);
    const queried = await sf([
      'data',
      'query',
      '--query',
      "SELECT Name, Owner.Name FROM Account WHERE Name LIKE 'Bulk%' ORDER BY Name",
      ...target
    ]);
    expect(
      (queried.json.result as { records: { Name: string }[] }).records.map((row) => row.Name)
    ).toEqual(['Bulk Two', 'Bulk, One']);
    const output = join(scratch, 'export.csv');
    const exported = await sf([
      'data',
      'export',
      'bulk',
      '--query',
      "SELECT Name FROM Account WHERE Name LIKE 'Bulk%'",
      '--output-file',
      output,
      '--result-format',
      'csv',
      '--wait',
      '3',
      ...target
    ]);
    expect(exported.json.result).toMatchObject({ totalSize: 2 });
    expect(readFileSync(output, 'utf8').trim().split('\n').sort()).toEqual([
      '"Bulk Two"',
      '"Bulk, One"',
      '"Name"'
    ]);
  }, 120_000);

  it('ends with another code and the org’s own words for a query that is wrong', async () => {
    const { code, json } = await sf([
      'data',
      'query',
      '--query',
      'SELECT Nme FROM Account',
      ...target
    ]);
    expect(code).not.toBe(0);
    expect(json.message).toContain("No such column 'Nme' on entity 'Account'");
  }, 30_000);
});
