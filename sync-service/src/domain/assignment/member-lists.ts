/**
 * Takes one out of its group's list and adds it to another's, both in constant time: the last of the
 * list fills the hole.
 * @param members of each group
 * @param position of each in its group's list
 */
export function moveMember(
  members: readonly number[][],
  position: Int32Array,
  one: number,
  from: number,
  to: number
): void {
  const left = members[from] as number[];
  const last = left.pop() as number;
  if (last !== one) {
    const hole = position[one] as number;
    left[hole] = last;
    position[last] = hole;
  }
  const joined = members[to] as number[];
  position[one] = joined.length;
  joined.push(one);
}
