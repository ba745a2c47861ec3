/** Rows of a CSV text, quotes and line breaks within quotes understood. */
export interface CsvReader {
  /** The next row's cells, or null at the end. Blank lines are passed over. */
  next(): string[] | null;
}

const QUOTE = 34;
const LF = 10;
const CR = 13;

/** @throws CsvError when a quote is never closed or text follows a closing quote. */
export function createCsvReader(text: string, delimiter: string): CsvReader {
  const separator = delimiter.charCodeAt(0);
  let position = text.charCodeAt(0) === 0xfeff ? 1 : 0;

  function quotedCell(): string {
    let cell = '';
    let from = position + 1;
    for (;;) {
      const end = text.indexOf('"', from);
      if (end === -1) throw new CsvError('a quoted field is not closed');
      cell += text.slice(from, end);
      if (text.charCodeAt(end + 1) !== QUOTE) {
        position = end + 1;
        return cell;
      }
      cell += '"';
      from = end + 2;
    }
  }

  function plainCell(): string {
    const from = position;
    while (position < text.length) {
      const code = text.charCodeAt(position);
      if (code === separator || code === LF || code === CR) break;
      position += 1;
    }
    return text.slice(from, position);
  }

  function row(): string[] {
    const cells: string[] = [];
    for (;;) {
      cells.push(text.charCodeAt(position) === QUOTE ? quotedCell() : plainCell());
      if (position >= text.length) return cells;
      const code = text.charCodeAt(position);
      position += 1;
      if (code === separator) continue;
      if (code === CR && text.charCodeAt(position) === LF) position += 1;
      if (code === LF || code === CR) return cells;
      throw new CsvError('text follows a closing quote');
    }
  }

  return {
    next() {
      while (position < text.length) {
        const cells = row();
        if (cells.length > 1 || cells[0] !== '') return cells;
      }
      return null;
    }
  };
}

export class CsvError extends Error {}
