/** Ids of Bulk jobs begin with 750; a counter keeps them apart. */
export function createJobIds(): () => string {
  let next = 1;
  return () => {
    const id = `750xx${next.toString(36).toUpperCase().padStart(10, '0')}AAA`;
    next += 1;
    return id;
  };
}
