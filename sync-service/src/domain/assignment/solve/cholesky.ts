/**
 * Solves A x = b for a symmetric positive definite A (n × n, row-major, lower half read and
 * overwritten by its factor); b is overwritten by x. A pivot that is not positive counts as
 * endless, which leaves its variable at 0. What stands left of a row's first entry that is not 0
 * stays 0 in the factor and is passed over (Jennings 1966): the narrower A, the less to do.
 */
export function solveCholesky(a: Float64Array, b: Float64Array, n: number): void {
  const first = firstEntries(a, n);
  factor(a, first, n);
  substitute(a, first, b, n);
  substituteBack(a, first, b, n);
}

function firstEntries(a: Float64Array, n: number): Int32Array {
  const first = new Int32Array(n);
  for (let i = 0; i < n; i += 1) {
    let j = 0;
    while (j < i && a[i * n + j] === 0) j += 1;
    first[i] = j;
  }
  return first;
}

function factor(a: Float64Array, first: Int32Array, n: number): void {
  for (let i = 0; i < n; i += 1) {
    const from = first[i] ?? 0;
    for (let j = from; j <= i; j += 1) {
      const start = first[j] ?? 0;
      let sum = a[i * n + j] ?? 0;
      for (let k = from > start ? from : start; k < j; k += 1)
        sum -= (a[i * n + k] ?? 0) * (a[j * n + k] ?? 0);
      if (i !== j) a[i * n + j] = sum / (a[j * n + j] ?? 1);
      else a[i * n + i] = sum > 0 ? Math.sqrt(sum) : Infinity;
    }
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
