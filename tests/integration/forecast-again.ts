/**
 * A forecast of deals that a test read by SOQL, in a process of its own: within a test's sandbox the
 * draws take a hundred times as long. Run as a program it reads the question from standard input.
 */
import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { forecastPeriod } from '../../sync-service/src/domain/quota/forecast/forecast.ts';
import type { ForecastFigures } from '../../sync-service/src/domain/quota/forecast/simulate.ts';

export interface ForecastQuestion {
  readonly deals: readonly {
    readonly unit: number;
    readonly amount: number;
    /** Whole days since 1970. */
    readonly created: number;
    readonly closed: number | null;
    readonly won: boolean;
  }[];
  /** By unit. */
  readonly quotas: readonly number[];
  readonly origin: number;
  readonly start: number;
  readonly end: number;
  readonly startMonth: number;
}

/** Figures by unit, from draws of another seed than the night's. @throws Error where the process fails */
export async function forecastAgain(question: ForecastQuestion): Promise<ForecastFigures[]> {
  const child = spawn('node', ['--no-warnings', fileURLToPath(import.meta.url)], {
    stdio: ['pipe', 'pipe', 'inherit']
  });
  child.stdin.end(JSON.stringify(question));
  return JSON.parse(await text(child.stdout)) as ForecastFigures[];
}

function answer({ deals, quotas, origin, start, end, startMonth }: ForecastQuestion) {
  const created = Float64Array.from(deals, (deal) => deal.created);
  return forecastPeriod(
    {
      count: deals.length,
      unit: Int32Array.from(deals, (deal) => deal.unit),
      amount: Float64Array.from(deals, (deal) => deal.amount),
      value: Float64Array.from(deals, (deal) => (deal.won ? deal.amount : 0)),
      created,
      closed: Float64Array.from(deals, (deal) => deal.closed ?? NaN),
      won: Uint8Array.from(deals, (deal) => (deal.won ? 1 : 0)),
      source: new Int32Array(deals.length),
      spellsFrom: Int32Array.from({ length: deals.length + 1 }, (_, at) => at),
      spellDay: created,
      spellStage: new Int32Array(deals.length),
      spellPlanned: new Float64Array(deals.length).fill(NaN)
    },
    { stages: 1, sources: 1, units: quotas.length },
    {
      origin,
      start,
      end,
      fiscal: { startMonth, namedByStart: true },
      seed: 99,
      draws: 4_000,
      quotas: Float64Array.from(quotas)
    }
  ).units;
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  process.stdout.write(
    JSON.stringify(answer(JSON.parse(await text(process.stdin)) as ForecastQuestion))
  );
