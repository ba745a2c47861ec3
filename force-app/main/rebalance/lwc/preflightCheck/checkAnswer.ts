/** What was looked at, as the service writes it. */
export interface CheckAnswer {
  /** What would stop the scenario before its first write. */
  readonly obstacles: readonly string[];
  readonly lines: readonly string[];
}

/** @throws SyntaxError for what is no answer of the service */
export function checkAnswer(text: string): CheckAnswer {
  const read = JSON.parse(text) as Partial<Record<keyof CheckAnswer, unknown>> | null;
  const texts = (list: unknown): string[] => {
    if (!Array.isArray(list)) throw new SyntaxError('The answer has no list.');
    return list.map(String);
  };
  return { obstacles: texts(read?.obstacles), lines: texts(read?.lines) };
}
