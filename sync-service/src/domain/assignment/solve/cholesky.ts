/**
 * Solves A x = b for a symmetric positive definite A (n × n, row-major, lower half read and
 * overwritten by its factor); b is overwritten by x. A pivot that is not positive counts as
 * endless, which leaves its variable at 0. What stands left of a row's first entry that is not 0
 * stays 0 in the factor and is passed over (Jennings 1966): the narrower A, the less to do.
 */
export function solveCholesky(a: Float64Array, b: Float64Array, n: number): void {
  const first = firstEntries(a, n);
  for (let i = 0; i + 1 < n; i += 2) factorTwo(a, first, n, i);
  if (n % 2 === 1) factorLast(a, first, n);
  substitute(a, first, b, n);
  substituteBack(a, first, b, n);
}

/** Even column at or before the first entry that is not 0 in either of two rows. */
function firstEntries(a: Float64Array, n: number): Int32Array {
  const first = new Int32Array(n);
  for (let i = 0; i < n; i += 2) {
    const end = i + 1 < n ? i + 1 : i;
    let j = 0;
    while (j < i && a[i * n + j] === 0 && a[end * n + j] === 0) j += 1;
    first[i] = j - (j % 2);
    first[end] = j - (j % 2);
  }
  return first;
}

/** Rows i and i + 1, two columns at a time: of four sums none waits for another. */
function factorTwo(a: Float64Array, first: Int32Array, n: number, i: number): void {
  const from = first[i] ?? 0;
  const one = i * n;
  const two = one + n;
  for (let j = from; j <= i; j += 2) {
    const top = j * n;
    const low = top + n;
    const start = first[j] ?? 0;
    let oneTop = a[one + j] ?? 0;
    let oneLow = a[one + j + 1] ?? 0;
    let twoTop = a[two + j] ?? 0;
    let twoLow = a[two + j + 1] ?? 0;
    for (let k = from > start ? from : start; k < j; k += 1) {
      const x = a[one + k] ?? 0;
      const y = a[two + k] ?? 0;
      const u = a[top + k] ?? 0;
      const v = a[low + k] ?? 0;
      oneTop -= x * u;
      oneLow -= x * v;
      twoTop -= y * u;
      twoLow -= y * v;
    }
    if (j === i) {
      const pivot = rootOf(oneTop);
      const below = twoTop / pivot;
      a[one + i] = pivot;
      a[two + i] = below;
      a[two + i + 1] = rootOf(twoLow - below * below);
    } else {
      const pivot = a[top + j] ?? 1;
      const below = a[low + j] ?? 0;
      const last = a[low + j + 1] ?? 1;
      oneTop /= pivot;
      twoTop /= pivot;
      a[one + j] = oneTop;
      a[two + j] = twoTop;
      a[one + j + 1] = (oneLow - oneTop * below) / last;
      a[two + j + 1] = (twoLow - twoTop * below) / last;
    }
  }
}

const rootOf = (pivot: number): number => (pivot > 0 ? Math.sqrt(pivot) : Infinity);

/** The row that has no other where n is odd. */
function factorLast(a: Float64Array, first: Int32Array, n: number): void {
  const row = (n - 1) * n;
  const from = first[n - 1] ?? 0;
  for (let j = from; j < n; j += 1) {
    const start = first[j] ?? 0;
    let sum = a[row + j] ?? 0;
    for (let k = from > start ? from : start; k < j; k += 1)
      sum -= (a[row + k] ?? 0) * (a[j * n + k] ?? 0);
    a[row + j] = j + 1 < n ? sum / (a[j * n + j] ?? 1) : rootOf(sum);
  }
}

function substitute(a: Float64Array, first: Int32Array, b: Float64Array, n: number): void {
  for (let i = 0; i < n; i += 1) {
    let sum = b[i] ?? 0;
    for (let k = first[i] ?? 0; k < i; k += 1) sum -= (a[i * n + k] ?? 0) * (b[k] ?? 0);
    b[i] = sum / (a[i * n + i] ?? 1);
  }
}

function substituteBack(a: Float64Array, first: Int32Array, b: Float64Array, n: number): void {
  for (let i = n - 1; i >= 0; i -= 1) {
    const x = (b[i] ?? 0) / (a[i * n + i] ?? 1);
    b[i] = x;
    for (let k = first[i] ?? 0; k < i; k += 1) b[k] = (b[k] ?? 0) - (a[i * n + k] ?? 0) * x;
  }
}
