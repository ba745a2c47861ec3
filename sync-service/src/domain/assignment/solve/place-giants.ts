import type { Candidates } from './candidates.ts';
import { entryFor } from './candidates.ts';
import type { GiantRoom } from './giant-blocks.ts';
import { roomsForGiant } from './giant-blocks.ts';
import type { Instance } from './instance.ts';
import type { PlacedBlocks } from './placed-blocks.ts';
import { copyPlaced, place } from './placed-blocks.ts';
import type { Climber, Repricing } from './price-climber.ts';
import { climberOf } from './price-climber.ts';
import { copyPrices, setPrices } from './prices.ts';

const temperatures = [0.12, 0.05, 0.03, 0.015, 0.005, 0.0015];
const stepsAtEach = 15;
/** Rooms of a giant that are tried, while trials have looked at no more rows than this. */
const mostTried = 6;
const mostLooks = 3e6;
/** Of more rows than this even one trial takes long. */
const fewRows = 20_000;

/** Prices for the rest, from far off: beside a giant they are not near those without it. */
export function climbFromGiants({ climb }: Climber): number {
  let value = -Infinity;
  for (const temperature of temperatures) value = climb(temperature, stepsAtEach).value;
  return value;
}

/**
 * Places giants one after another where they and who must fill the territory beside them cost least.
 * What that drives away from elsewhere no sum of theirs tells, so among few rows the likeliest rooms
 * are tried: the one goes on in which the smoothed dual of all the rest is raised least.
 * @param rows of the giants; those behind the first that has no room are left out
 * @returns how many were placed; `repricing.prices` stay as they were
 */
export function placeGiants(
  instance: Instance,
  candidates: Candidates,
  placed: PlacedBlocks,
  rows: Int32Array,
  repricing: Repricing,
  cancelled: () => boolean
): { giants: number; steps: number } {
  const { prices } = repricing;
  const start = copyPrices(prices);
  let steps = 0;
  let looks = 0;
  const worth = (row: number, room: GiantRoom): number => {
    const trial = copyPlaced(placed);
    settle(instance, trial, trial.open, row, room);
    const climber = climberOf(instance, trial, null, repricing, cancelled);
    climber.look(trial.open);
    const cost = trial.open.cost[trial.entry[row] ?? 0] ?? 0;
    const value = climbFromGiants(climber) + cost;
    setPrices(prices, start);
    steps += climber.steps();
    looks += climber.looks();
    return value;
  };
  for (const [giants, row] of rows.entries()) {
    const tried = candidates.rows > fewRows || looks > mostLooks ? 1 : mostTried;
    const { entry, fixedLoad } = placed;
    const rooms = roomsForGiant(instance, candidates, entry, fixedLoad, row, tried);
    let best = rooms[0];
    let least = Infinity;
    if (rooms.length > 1)
      for (const room of rooms) {
        const value = worth(row, room);
        if (value >= least) continue;
        least = value;
        best = room;
      }
    if (best === undefined) return { giants, steps };
    settle(instance, placed, candidates, row, best);
  }
  return { giants: rows.length, steps };
}

/** Puts a giant into a room, which becomes a choice of those who could fill it. */
function settle(
  instance: Instance,
  placed: PlacedBlocks,
  candidates: Candidates,
  giant: number,
  { territory, rows }: GiantRoom
): void {
  const entry = entryFor(instance, candidates, giant, territory);
  place(instance, placed, candidates, giant, entry, 1);
  for (const row of rows) {
    entryFor(instance, candidates, row, territory);
    placed.open.used[row] = candidates.used[row] ?? 0;
  }
}
