/** Words between commas, in lower case. */
export function listedWords(text: unknown): string[] {
  return typeof text === 'string'
    ? text
        .split(',')
        .map((word) => word.trim().toLowerCase())
        .filter((word) => word !== '')
    : [];
}
