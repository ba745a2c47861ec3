/** A text as SOQL takes it, with its quotes. */
export function textLiteral(text: string): string {
  return `'${text.replaceAll('\\', String.raw`\\`).replaceAll("'", String.raw`\'`)}'`;
}
