import { label, levelWords } from 'c/ruleLabels';
import { filled } from 'c/graphqlNodes';
import type { ListName, PreviewAnswer, PreviewRow } from 'c/ruleCriteria';

export type Measure = 'accounts' | 'hours' | 'potential';

export interface TotalRow {
  readonly key: string;
  readonly name: string;
  readonly before: number;
  readonly after: number;
  readonly ruled: number;
  readonly differs: boolean;
}

export interface SectionRow {
  readonly key: string;
  readonly subject: string;
  readonly text: string;
  readonly more: string;
}

export interface Section {
  readonly name: ListName;
  readonly title: string;
  readonly count: number;
  readonly isEmpty: boolean;
  readonly hasMore: boolean;
  readonly shownText: string;
  readonly moreLabel: string;
  readonly rows: readonly SectionRow[];
}

const place = (name: string | null | undefined): string => name ?? label.nobody;
const withOwner = (name: string | null | undefined, owner: string | null | undefined): string =>
  owner === null || owner === undefined ? place(name) : `${place(name)} (${owner})`;

/** Totals of a measure, those that the rules change first; the sum of all stands last. */
export function totalRows(answer: PreviewAnswer, measure: Measure): TotalRow[] {
  const numberIn = (total: unknown): number =>
    (total as Readonly<Record<Measure, number>> | undefined)?.[measure] ?? 0;
  const rows = answer.lists.territories.rows.map((row): TotalRow => {
    const [before, after, ruled] = [row.before, row.after, row.ruled].map(numberIn);
    return {
      key: row.key ?? '',
      name: withOwner(row.name, row.owner),
      before: before ?? 0,
      after: after ?? 0,
      ruled: ruled ?? 0,
      differs: before !== after || after !== ruled
    };
  });
  const sum = rows.reduce(
    (total, row) => ({
      ...total,
      before: total.before + row.before,
      after: total.after + row.after,
      ruled: total.ruled + row.ruled
    }),
    { key: 'sum', name: label.sum, before: 0, after: 0, ruled: 0, differs: false }
  );
  return [...rows.sort((a, b) => Number(b.differs) - Number(a.differs)), sum];
}

const sections: readonly (readonly [ListName, string])[] = [
  ['flows', label.flows],
  ['warnings', label.warnings],
  ['changes', label.changes],
  ['placed', label.placed],
  ['findings', label.resultFindings],
  ['unmatched', label.unmatched],
  ['multiple', label.multiple]
];

export function sectionsOf(answer: PreviewAnswer): Section[] {
  return sections.map(([name, title]) => {
    const { count, rows } = answer.lists[name];
    return {
      name,
      title,
      count,
      isEmpty: count === 0,
      hasMore: rows.length < count,
      shownText: filled(label.shownOf, String(rows.length), String(count)),
      moreLabel: `${label.showMore}: ${title}`,
      rows: rows.map((row, index) => ({ ...words(name, row), key: `${name}${String(index)}` }))
    };
  });
}

function words(name: ListName, row: PreviewRow): Omit<SectionRow, 'key'> {
  const subject = row.name ?? '';
  switch (name) {
    case 'flows':
      return {
        subject: '',
        text: filled(
          label.flow,
          withOwner(row.from, row.fromOwner),
          withOwner(row.to, row.toOwner),
          String(row.accounts ?? 0)
        ),
        more: ''
      };
    case 'warnings':
      return {
        subject: `${levelWords[row.level ?? ''] ?? ''} ${row.code ?? ''}`.trim(),
        text: `${row.rule ?? ''} (${row.territory ?? ''}): ${row.evidence ?? ''}`,
        more: filled(label.cure, row.cure ?? '')
      };
    case 'changes':
      return {
        subject,
        text: filled(label.change, place(row.from), place(row.to)),
        more: [row.fromRule, row.toRule].filter((rule) => rule !== row.name && rule).join(', ')
      };
    case 'placed':
      return { subject, text: place(row.territory), more: '' };
    case 'findings':
      return { subject, text: row.text ?? '', more: '' };
    case 'multiple':
      return { subject, text: (row.territories ?? []).join(', '), more: '' };
    default:
      return { subject, text: '', more: '' };
  }
}
