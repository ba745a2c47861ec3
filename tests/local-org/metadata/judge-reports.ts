import type { XmlNode } from '../engine/metadata-files.ts';
import { childrenOf, textOf } from '../engine/metadata-files.ts';
import type { Evidence } from './evidence.ts';
import type { ComponentFailure } from './package-files.ts';
import { rootOf } from './package-files.ts';

const categories = new Set([
  'accounts',
  'opportunities',
  'forecasts',
  'cases',
  'leads',
  'campaigns',
  'activities',
  'busop',
  'products',
  'admin',
  'territory',
  'usage_entitlement',
  'wdc',
  'calibration',
  'other',
  'content',
  'quotes',
  'individual',
  'employee',
  'data_cloud'
]);
const formats = new Set(['Tabular', 'Summary', 'Matrix', 'MultiBlock']);
const aggregates = new Set(['Sum', 'Average', 'Maximum', 'Minimum', 'Unique', 'Median', 'Noop']);
const numeric = new Set(['int', 'double', 'currency', 'percent']);
const longestReportName = 40;
const longestDescription = 255;

type Refuse = (problem: string) => void;

/** Columns of a custom report type by the name that reports give them, with the type of the field. */
type Columns = ReadonlyMap<string, string>;

/** Judges custom report types, reports and dashboards, and the folders that they lie in. */
export function judgeReports(evidence: Evidence): ComponentFailure[] {
  const failures: ComponentFailure[] = [];
  const types = new Map<string, Columns>();
  const reports = new Map<string, XmlNode>();
  const each = (
    pattern: RegExp,
    componentType: string,
    look: (node: XmlNode, name: string, refuse: Refuse) => void
  ): void => {
    for (const [path, text] of evidence.files) {
      const [, name] = pattern.exec(path) ?? [];
      if (name === undefined) continue;
      const refuse: Refuse = (problem) => {
        failures.push({ fileName: path, fullName: name, componentType, problem });
      };
      const read = rootOf(text, componentType);
      if ('problem' in read) refuse(read.problem);
      else look(read.node, name, refuse);
    }
  };
  each(/^reportTypes\/([^/]+)\.reportType$/, 'ReportType', (node, name, refuse) => {
    types.set(`${name}__c`, reportType(evidence, node, refuse));
  });
  each(/^reports\/(.+)\.report$/, 'Report', (node, name, refuse) => {
    if (!evidence.files.has(`reports/${folderOf(name)}-meta.xml`))
      refuse(`Cannot find folder:${folderOf(name)}`);
    report(types, node, refuse);
    reports.set(name, node);
  });
  each(/^dashboards\/(.+)\.dashboard$/, 'Dashboard', (node, name, refuse) => {
    if (!evidence.files.has(`dashboards/${folderOf(name)}-meta.xml`))
      refuse(`Cannot find folder:${folderOf(name)}`);
    dashboard(reports, node, refuse);
  });
  return failures;
}

function folderOf(name: string): string {
  return name.slice(0, name.lastIndexOf('/'));
}

function reportType(evidence: Evidence, node: XmlNode, refuse: Refuse): Columns {
  for (const needed of ['baseObject', 'category', 'deployed', 'label'])
    if (textOf(node, needed) === null) refuse(`Required field is missing: ${needed}`);
  const category = textOf(node, 'category') ?? '';
  if (!categories.has(category))
    refuse(`'${category}' is not a valid value for the enum 'ReportTypeCategory'`);
  const base = textOf(node, 'baseObject') ?? '';
  const object = evidence.schema.objects.get(base.toLowerCase());
  const columns = new Map<string, string>();
  if (object === undefined) {
    refuse(`In field: baseObject - no CustomObject named ${base} found`);
    return columns;
  }
  const sections = childrenOf(node, 'sections');
  if (sections.length === 0) refuse('Required field is missing: sections');
  for (const section of sections) {
    if (textOf(section, 'masterLabel') === null)
      refuse('Required field is missing: masterLabel of sections');
    for (const column of childrenOf(section, 'columns')) {
      const name = textOf(column, 'field') ?? '';
      const table = textOf(column, 'table') ?? '';
      const field = object.fields.get(name.toLowerCase());
      if (table !== base) refuse(`Invalid table: ${table} in report type of ${base}`);
      else if (field === undefined)
        refuse(`In field: field - no CustomField named ${table}.${name} found`);
      else columns.set(`${table}$${name}`, field.type);
    }
  }
  return columns;
}

function report(types: ReadonlyMap<string, Columns>, node: XmlNode, refuse: Refuse): void {
  for (const needed of ['name', 'reportType', 'format'])
    if (textOf(node, needed) === null) refuse(`Required field is missing: ${needed}`);
  refuseLong(refuse, 'name', textOf(node, 'name'), longestReportName);
  refuseLong(refuse, 'description', textOf(node, 'description'), longestDescription);
  const format = textOf(node, 'format') ?? '';
  if (!formats.has(format)) refuse(`'${format}' is not a valid value for the enum 'ReportFormat'`);
  const type = textOf(node, 'reportType') ?? '';
  const columns = types.get(type);
  if (columns === undefined) {
    refuse(`invalid report type: ${type}`);
    return;
  }
  const known = (name: string | null, where: string): void => {
    if (name !== null && !columns.has(name) && !standing.test(name))
      refuse(`${where}-Invalid value specified: ${name}`);
  };
  for (const column of childrenOf(node, 'columns')) {
    known(textOf(column, 'field'), 'field');
    for (const aggregate of childrenOf(column, 'aggregateTypes'))
      refuseAggregate(refuse, columns, String(aggregate), textOf(column, 'field'));
  }
  const groupings = groupingsOf(node);
  for (const grouping of groupings) known(grouping, 'groupingsDown');
  if (format === 'Summary' && groupings.length === 0)
    refuse('A summary report must have at least one grouping');
  if (format === 'Tabular' && groupings.length > 0) refuse('A tabular report has no groupings');
  for (const filter of childrenOf(node, 'filter'))
    for (const item of childrenOf(filter, 'criteriaItems')) known(textOf(item, 'column'), 'column');
  known(textOf(childrenOf(node, 'timeFrameFilter')[0], 'dateColumn'), 'dateColumn');
  for (const chart of childrenOf(node, 'chart')) {
    const grouping = textOf(chart, 'groupingColumn');
    if (grouping !== null && !groupings.includes(grouping))
      refuse(`The chart's groupingColumn ${grouping} is no grouping of the report`);
    for (const summary of childrenOf(chart, 'chartSummaries'))
      refuseAggregate(refuse, columns, textOf(summary, 'aggregate'), textOf(summary, 'column'));
  }
}

/** Columns that each report type of an object has by itself. */
const standing = /\$(CreatedDate|LastModifiedDate|CreatedBy|LastModifiedBy|Owner|Id)$/;

function groupingsOf(node: XmlNode): string[] {
  return [...childrenOf(node, 'groupingsDown'), ...childrenOf(node, 'groupingsAcross')].map(
    (grouping) => textOf(grouping, 'field') ?? ''
  );
}

function refuseAggregate(
  refuse: Refuse,
  columns: Columns,
  aggregate: string | null,
  column: string | null
): void {
  if (column === null || column === 'RowCount' || aggregate === null) return;
  if (!aggregates.has(aggregate))
    refuse(`'${aggregate}' is not a valid value for the enum 'ReportSummaryType'`);
  else if (!numeric.has(columns.get(column) ?? ''))
    refuse(`The column ${column} cannot be summarized by ${aggregate}`);
}

function dashboard(reports: ReadonlyMap<string, XmlNode>, node: XmlNode, refuse: Refuse): void {
  for (const needed of [
    'title',
    'dashboardType',
    'backgroundEndColor',
    'backgroundFadeDirection',
    'backgroundStartColor',
    'textColor',
    'titleColor',
    'titleSize'
  ])
    if (textOf(node, needed) === null) refuse(`Required field is missing: ${needed}`);
  refuseLong(refuse, 'description', textOf(node, 'description'), longestDescription);
  if (textOf(node, 'dashboardType') === 'SpecifiedUser' && textOf(node, 'runningUser') === null)
    refuse('Required field is missing: runningUser');
  for (const grid of childrenOf(node, 'dashboardGridLayout'))
    for (const cell of childrenOf(grid, 'dashboardGridComponents'))
      for (const component of childrenOf(cell, 'dashboardComponent'))
        dashboardComponent(reports, component, refuse);
}

function dashboardComponent(
  reports: ReadonlyMap<string, XmlNode>,
  component: XmlNode,
  refuse: Refuse
): void {
  if (textOf(component, 'componentType') === null)
    refuse('Required field is missing: componentType');
  const name = textOf(component, 'report') ?? '';
  const shown = reports.get(name);
  if (shown === undefined) {
    refuse(`In field: report - no Report named ${name} found`);
    return;
  }
  for (const grouping of childrenOf(component, 'groupingColumn'))
    if (!groupingsOf(shown).includes(String(grouping)))
      refuse(`The groupingColumn ${String(grouping)} is no grouping of the report ${name}`);
}

function refuseLong(refuse: Refuse, field: string, text: string | null, most: number): void {
  if ((text ?? '').length > most)
    refuse(`Value too long for field: ${field} maximum length is:${String(most)}`);
}
