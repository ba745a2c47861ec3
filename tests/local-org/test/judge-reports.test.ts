import { describe, expect, it } from '@jest/globals';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readSchema } from '../engine/schema.ts';
import { judgeReports } from '../metadata/judge-reports.ts';
import { namesIn } from '../metadata/known-names.ts';

const core = 'force-app/main/core';
const schema = readSchema(['force-app']);

/** Our own report types, reports and dashboards by their path in a package. */
function ours(): Map<string, string> {
  return new Map(
    ['reportTypes', 'reports', 'dashboards'].flatMap((folder) =>
      readdirSync(join(core, folder), { recursive: true, encoding: 'utf8' })
        .filter((path) => path.endsWith('-meta.xml'))
        .map((path): [string, string] => [
          `${folder}/${path.replace(/\.\w+Folder-meta\.xml$/, '-meta.xml').replace(/(\.\w+)-meta\.xml$/, '$1')}`,
          readFileSync(join(core, folder, path), 'utf8')
        ])
    )
  );
}

function problems(files: ReadonlyMap<string, string>): string[] {
  return judgeReports({ files, schema, names: namesIn(files) }).map(
    ({ fileName, problem }) => `${fileName}: ${problem}`
  );
}

const type = 'reportTypes/Evenfield_Territories.reportType';
const report = 'reports/Evenfield/Territories_by_Verdict.report';
const dashboard = 'dashboards/Evenfield/Territory_Managers.dashboard';

/** File, what is broken in it, and the cause that a deploy names. */
const breaks: readonly (readonly [string, string | RegExp, string, string])[] = [
  [
    type,
    '<field>Verdict__c',
    '<field>Verdikt__c',
    'In field: field - no CustomField named Evenfield_Territory__c.Verdikt__c found'
  ],
  [
    type,
    '<baseObject>Evenfield_Territory__c',
    '<baseObject>Evenfield_Region__c',
    'In field: baseObject - no CustomObject named Evenfield_Region__c found'
  ],
  [
    report,
    '<reportType>Evenfield_Territories__c',
    '<reportType>Evenfield_Lands__c',
    'invalid report type: Evenfield_Lands__c'
  ],
  [
    report,
    '$Verdict_Summary__c',
    '$Verdict_Signs__c',
    'field-Invalid value specified: Evenfield_Territory__c$Verdict_Signs__c'
  ],
  [report, '<format>Summary', '<format>Tabular', 'A tabular report has no groupings'],
  [
    report,
    /<name>[^<]*/,
    `<name>${'x'.repeat(41)}`,
    'Value too long for field: name maximum length is:40'
  ],
  [
    dashboard,
    '<report>Evenfield/Territories_by_Verdict',
    '<report>Evenfield/Territories_by_Merit',
    'In field: report - no Report named Evenfield/Territories_by_Merit found'
  ],
  [
    dashboard,
    '<dashboardType>LoggedInUser',
    '<dashboardType>SpecifiedUser',
    'Required field is missing: runningUser'
  ]
];

describe('a package with reports', () => {
  it('is taken as we have it', () => {
    expect(problems(ours())).toEqual([]);
  });

  it.each(breaks)('is refused: %s with %s as %s', (file, from, to, problem) => {
    const files = ours();
    const text = files.get(file) ?? '';
    const broken = text.replace(from, () => to);
    expect(broken).not.toBe(text);
    files.set(file, broken);
    expect(problems(files)).toContain(`${file}: ${problem}`);
  });

  it.each([
    ['reports', report],
    ['dashboards', dashboard]
  ])('is refused without the folder of its %s', (folder, file) => {
    const files = ours();
    expect(files.delete(`${folder}/Evenfield-meta.xml`)).toBe(true);
    expect(problems(files)).toContain(`${file}: Cannot find folder:Evenfield`);
  });
});

describe('our dashboards', () => {
  it('show each viewer what she may see, and put nobody in a row of merit', () => {
    const all = [...ours()].filter(([path]) => path.endsWith('.dashboard'));
    expect(all).toHaveLength(2);
    for (const [, text] of all) {
      expect(text).toContain('<dashboardType>LoggedInUser<');
      expect(text).not.toMatch(/<sortBy>RowValue/);
    }
  });
});
