/** Numbers of one kind side by side. */
export type NumberMemory =
  Float64Array | Float32Array | Int32Array | Uint32Array | Uint16Array | Uint8Array;

/**
 * Frees a column's memory at once and leaves it empty. To the collector a column is one small object:
 * it comes when many such have gathered, and what it frees so late lies in pieces that nothing fits.
 * Never for memory that another column or a write under way still uses.
 */
export function letGo(column: ArrayBufferView): void {
  if (column.buffer instanceof ArrayBuffer) column.buffer.transfer(0);
}

/** A column's numbers in larger memory; its own is let go of. */
export function grown<T extends NumberMemory>(from: T, to: T): T {
  to.set(from);
  letGo(from);
  return to;
}
