import { dayNumber, dayText } from '../src/domain/core/days.ts';
import type { Random } from '../src/domain/assignment/dense/seeded-random.ts';
import { seededRandom } from '../src/domain/assignment/dense/seeded-random.ts';
import type { DealColumns } from '../src/domain/quota/forecast/deals.ts';
import { fiscalPeriod } from '../src/domain/quota/fiscal.ts';

/** What is planted: rates a day, and what multiplies them. */
const planted = {
  win: 0.006,
  loss: 0.009,
  winByStage: [0.25, 0.7, 1.6, 3.2],
  lossByStage: [1.6, 1.1, 0.8, 0.5],
  onward: 0.03,
  /** Up to 20 days, to 90, beyond. */
  winByAge: [0.4, 1.4, 0.7],
  winBySource: [0.55, 1, 1.7],
  /** Spread of the log of the win rate that all deals of a territory share in a quarter. */
  shock: 0.4,
  newADay: 0.35
} as const;

export const plantedFiscal = { startMonth: 1, namedByStart: true };

export interface PlantedPipeline {
  readonly deals: DealColumns;
  readonly levels: { readonly stages: number; readonly sources: number; readonly units: number };
}

/** Territories that live through the days one by one; each quarter has a shock of its own in each. */
export function plantPipeline(
  territories: number,
  first: string,
  last: string,
  seed: number
): PlantedPipeline {
  const random = seededRandom(seed);
  const days = { from: dayNumber(first), to: dayNumber(last) };
  const unit: number[] = [];
  const amount: number[] = [];
  const created: number[] = [];
  const closed: number[] = [];
  const won: number[] = [];
  const source: number[] = [];
  const spellsFrom = [0];
  const spellDay: number[] = [];
  const spellStage: number[] = [];
  for (let territory = 0; territory < territories; territory += 1) {
    const shocks = new Map<string, number>();
    const shockOn = (day: number): number => {
      const quarter = fiscalPeriod(dayText(day), 'Quarter', plantedFiscal).start;
      const held =
        shocks.get(quarter) ?? Math.exp(planted.shock * normal(random) - planted.shock ** 2 / 2);
      shocks.set(quarter, held);
      return held;
    };
    const shockByDay = Float64Array.from({ length: days.to - days.from + 1 }, (_, at) =>
      shockOn(days.from + at)
    );
    for (let birth = days.from; birth <= days.to; birth += 1)
      for (let chance = planted.newADay; random() < chance; chance *= planted.newADay) {
        const from = Math.floor(random() * 3);
        unit.push(territory);
        source.push(from);
        amount.push(Math.round(Math.exp(9 + 0.8 * normal(random))));
        created.push(birth);
        spellDay.push(birth);
        spellStage.push(0);
        const end = live(
          birth,
          days.to,
          from,
          (day) => shockByDay[day - days.from] ?? 1,
          random,
          (day, stage) => {
            spellDay.push(day);
            spellStage.push(stage);
          }
        );
        closed.push(end.closed);
        won.push(end.won ? 1 : 0);
        spellsFrom.push(spellDay.length);
      }
  }
  const numbers = (values: readonly number[]): Float64Array => Float64Array.from(values);
  return {
    deals: {
      count: unit.length,
      unit: Int32Array.from(unit),
      amount: numbers(amount),
      value: Float64Array.from(amount, (own, at) => (won[at] === 1 ? own : 0)),
      created: numbers(created),
      closed: numbers(closed),
      won: Uint8Array.from(won),
      source: Int32Array.from(source),
      spellsFrom: Int32Array.from(spellsFrom),
      spellDay: numbers(spellDay),
      spellStage: Int32Array.from(spellStage),
      spellPlanned: new Float64Array(spellDay.length).fill(NaN)
    },
    levels: {
      stages: planted.winByStage.length,
      sources: planted.winBySource.length,
      units: territories
    }
  };
}

function live(
  birth: number,
  last: number,
  source: number,
  shockOn: (day: number) => number,
  random: Random,
  moved: (day: number, stage: number) => void
): { closed: number; won: boolean } {
  let stage = 0;
  for (let day = birth; day <= last; day += 1) {
    const age = day - birth;
    const win =
      planted.win *
      (planted.winByStage[stage] ?? 1) *
      (planted.winByAge[age < 20 ? 0 : age < 90 ? 1 : 2] ?? 1) *
      (planted.winBySource[source] ?? 1) *
      shockOn(day);
    const loss = planted.loss * (planted.lossByStage[stage] ?? 1);
    const drawn = random();
    if (drawn < win) return { closed: day, won: true };
    if (drawn < win + loss) return { closed: day, won: false };
    if (stage < planted.winByStage.length - 1 && random() < planted.onward) {
      stage += 1;
      moved(day + 1, stage);
    }
  }
  return { closed: NaN, won: false };
}

function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
