import { closeSync, createReadStream, openSync, rmSync, writeSync } from 'node:fs';
import { Readable } from 'node:stream';

const BUFFER_BYTES = 1 << 20;
const READ_BYTES = 1 << 18;

/** Rows written once and read by row number: the lines in a file, their places in memory. */
export interface ResultFile {
  /** Appends one line, line end included. */
  append(line: string): void;
  /** Flushes and closes; only then may it be read. */
  finish(): void;
  readonly rows: number;
  /** Bytes of the rows from `start` (included) to `end` (excluded) behind `header`. */
  read(header: string, start: number, end: number): { stream: Readable; length: number };
  remove(): void;
}

export function createResultFile(path: string): ResultFile {
  let descriptor: number | null = openSync(path, 'w');
  let buffer = Buffer.allocUnsafe(BUFFER_BYTES);
  let filled = 0;
  let written = 0;
  let rows = 0;
  let ends = new Float64Array(1024);

  function flush(): void {
    if (filled > 0 && descriptor !== null) writeSync(descriptor, buffer, 0, filled);
    written += filled;
    filled = 0;
  }

  function place(row: number): number {
    return row === 0 ? 0 : (ends[row - 1] ?? 0);
  }

  return {
    append(line) {
      const most = line.length * 3;
      if (most > buffer.length - filled) {
        flush();
        if (most > buffer.length) buffer = Buffer.allocUnsafe(most);
      }
      filled += buffer.write(line, filled, 'utf8');
      if (rows === ends.length) {
        const longer = new Float64Array(ends.length * 2);
        longer.set(ends);
        ends = longer;
      }
      ends[rows] = written + filled;
      rows += 1;
    },
    finish() {
      flush();
      if (descriptor !== null) closeSync(descriptor);
      descriptor = null;
      buffer = Buffer.alloc(0);
    },
    get rows() {
      return rows;
    },
    read(header, start, end) {
      const from = place(start);
      const to = place(end);
      const head = Buffer.from(header, 'utf8');
      const length = head.length + to - from;
      if (to === from) return { stream: Readable.from([head]), length };
      const file = createReadStream(path, { start: from, end: to - 1, highWaterMark: READ_BYTES });
      return { stream: Readable.from(withHeader(head, file), { objectMode: false }), length };
    },
    remove() {
      if (descriptor !== null) closeSync(descriptor);
      descriptor = null;
      rmSync(path, { force: true });
    }
  };
}

async function* withHeader(head: Buffer, file: Readable): AsyncGenerator<Buffer> {
  yield head;
  for await (const chunk of file) yield chunk as Buffer;
}
