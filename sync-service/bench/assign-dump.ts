import { writeFileSync } from 'node:fs';
import type { Plan } from '../src/domain/assignment/solve/plan.ts';
import type { Problem } from '../src/domain/assignment/solve/problem.ts';

/** Problem, plan and prices as JSON that `scripts/check-plan.mjs` reads; numbers keep all their digits. */
export function dumpPlan(file: string, problem: Problem, plan: Plan): void {
  const plain = (_key: string, value: unknown): unknown =>
    ArrayBuffer.isView(value)
      ? Array.from(value as Float64Array, (x) => (Number.isNaN(x) ? null : x))
      : value;
  writeFileSync(file, JSON.stringify({ problem, plan }, plain));
}
