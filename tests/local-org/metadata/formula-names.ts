/** Words of a formula that are no names. */
const words = new Set(['true', 'false', 'null']);

/** Field names that a formula uses, `$Permission.X` and `Parent__r.Y` whole; texts and comments are passed over. */
export function namesInFormula(formula: string): string[] {
  const bare = formula
    .replaceAll(/\/\*[\s\S]*?\*\//g, ' ')
    .replaceAll(/"(?:[^"\\]|\\.)*"/g, ' ')
    .replaceAll(/'(?:[^'\\]|\\.)*'/g, ' ');
  const names = new Set<string>();
  for (const found of bare.matchAll(/\$?[A-Za-z_][\w.]*(\s*\()?/g)) {
    const [text, call] = found;
    if (call !== undefined || words.has(text.toLowerCase())) continue;
    names.add(text);
  }
  return [...names];
}
