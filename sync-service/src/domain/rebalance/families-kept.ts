/**
 * Families that are together today stay so; one that is not is nobody's wish and left as it is.
 * @param members the snapshot's account numbers, by the problem's
 * @param isForced accounts of the problem whose place is decided; a family with one is left as it is
 * @returns the family of each account of the problem, −1 for none
 */
export function familiesKept(
  members: readonly number[],
  current: Int32Array,
  ultimateParent: Int32Array,
  follows: boolean,
  isForced: ReadonlySet<number> = new Set()
): Int32Array {
  const family = new Int32Array(members.length).fill(-1);
  if (!follows) return family;
  const byHead = new Map<number, number[]>();
  members.forEach((index, place) => {
    const head = ultimateParent[index] ?? index;
    const places = byHead.get(head);
    if (places === undefined) byHead.set(head, [place]);
    else places.push(place);
  });
  let next = 0;
  for (const places of byHead.values()) {
    const first = current[places[0] ?? -1];
    if (places.length < 2 || places.some((place) => current[place] !== first)) continue;
    if (places.some((place) => isForced.has(place))) continue;
    for (const place of places) family[place] = next;
    next += 1;
  }
  return family;
}
