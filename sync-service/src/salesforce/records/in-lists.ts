/** Ids that fit into one query string. */
const idsAtOnce = 300;

/** Conditions that together name all ids, each short enough for one query. */
export function inLists(column: string, ids: readonly string[]): string[] {
  const lists: string[] = [];
  for (let from = 0; from < ids.length; from += idsAtOnce)
    lists.push(
      `${column} IN (${ids
        .slice(from, from + idsAtOnce)
        .map((one) => `'${one}'`)
        .join(', ')})`
    );
  return lists;
}
