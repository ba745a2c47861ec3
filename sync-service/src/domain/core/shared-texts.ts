/** Texts beyond this many are kept as they come: where nearly all differ, remembering them costs more than it spares. */
const mostTexts = 50_000;

/**
 * Gives equal texts the same memory. What is said of a hundred thousand accounts are a few thousand
 * texts; each on its own would be copied when it grows old and once more when it is read.
 */
export function sharedTexts(): (text: string | null) => string | null {
  const known = new Map<string, string>();
  return (text) => {
    if (text === null) return null;
    const held = known.get(text);
    if (held !== undefined) return held;
    if (known.size < mostTexts) known.set(text, text);
    return text;
  };
}
