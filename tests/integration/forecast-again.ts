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
    /** What it was, from which morning on; empty where no history tells. */
    readonly spells: readonly {
      readonly day: number;
      readonly stage: number;
      readonly planned: number;
      readonly amount: number;
    }[];
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
  const spells = deals.map((deal) =>
    deal.spells.length > 0
      ? deal.spells.map((spell, at) => ({ ...spell, day: at === 0 ? deal.created : spell.day }))
      : [{ day: deal.created, stage: 0, planned: NaN, amount: deal.amount }]
  );
  const all = spells.flat();
  const from = [0];
  for (const own of spells) from.push((from.at(-1) ?? 0) + own.length);
  return forecastPeriod(
    {
      count: deals.length,
      unit: Int32Array.from(deals, (deal) => deal.unit),
      amount: Float64Array.from(spells, (own) => own.at(-1)?.amount ?? NaN),
      value: Float64Array.from(deals, (deal) => (deal.won ? deal.amount : 0)),
      created,
      closed: Float64Array.from(deals, (deal) => deal.closed ?? NaN),
      won: Uint8Array.from(deals, (deal) => (deal.won ? 1 : 0)),
      source: new Int32Array(deals.length),
      spellsFrom: Int32Array.from(from),
      spellDay: Float64Array.from(all, ({ day }) => day),
      spellStage: Int32Array.from(all, ({ stage }) => stage),
      spellPlanned: Float64Array.from(all, ({ planned }) => planned),
      spellAmount: Float64Array.from(all, ({ amount }) => amount),
      spellPushed: Uint8Array.from(
        spells.flatMap((own) =>
          own.map((_, at) =>
            own.slice(1, at + 1).some(({ planned }, of) => planned > (own[of]?.planned ?? NaN))
              ? 1
              : 0
          )
        )
      )
    },
    { stages: 1 + Math.max(...all.map(({ stage }) => stage)), sources: 1, units: quotas.length },
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
