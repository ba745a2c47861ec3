/** What the service tells of a draft; `answerRules` of the service writes it. */
export interface PreviewAnswer {
  readonly rules: number;
  readonly accounts: number;
  readonly lists: Readonly<Record<ListName, PreviewList>>;
}

export type ListName =
  | 'tests'
  | 'territories'
  | 'flows'
  | 'differences'
  | 'warnings'
  | 'findings'
  | 'changes'
  | 'placed'
  | 'unmatched'
  | 'multiple';

export interface PreviewList {
  readonly count: number;
  readonly from: number;
  readonly rows: readonly PreviewRow[];
}

/** A row of any list: each list fills some of these. */
export interface PreviewRow {
  readonly id?: string;
  readonly key?: string | null;
  readonly name?: string | null;
  readonly owner?: string | null;
  readonly from?: string | null;
  readonly fromOwner?: string | null;
  readonly fromRule?: string | null;
  readonly to?: string | null;
  readonly toOwner?: string | null;
  readonly toRule?: string | null;
  readonly accounts?: number;
  readonly territory?: string | null;
  readonly territories?: readonly string[];
  readonly code?: string;
  readonly text?: string;
  readonly level?: string;
  readonly rule?: string;
  readonly evidence?: string;
  readonly cure?: string;
  readonly account?: string;
  readonly words?: string;
  readonly before?: unknown;
  readonly beforeWords?: string;
  readonly after?: unknown;
  readonly ruled?: unknown;
}

/** The answer with the rows of a later page put behind those of a list. */
export function withPage(
  answer: PreviewAnswer,
  list: ListName,
  page: PreviewAnswer
): PreviewAnswer {
  const held = answer.lists[list];
  const more = page.lists[list];
  const rows = [...held.rows.slice(0, more.from), ...more.rows];
  return { ...answer, lists: { ...answer.lists, [list]: { ...held, rows } } };
}
