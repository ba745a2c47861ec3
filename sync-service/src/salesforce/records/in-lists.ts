/** Ids that fit into the 16,384 bytes of one address, 27 each as they are sent. */
const idsAtOnce = 500;

/** Conditions that together name all ids, each short enough for one query. */
export function inLists(column: string, ids: readonly string[]): string[] {
  const lists: string[] = [];
  for (let from = 0; from < ids.length; from += idsAtOnce)
    lists.push(
      `${column} IN (${ids
        .slice(from, from + idsAtOnce)
        .map((one) => `'${one}'`)
        .join(',')})`
    );
  return lists;
}
