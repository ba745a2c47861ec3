import type { AdditiveModel } from './model/additive-model.ts';
import { driversOfTable } from './model/additive-model.ts';
import type { Binning } from './model/bins.ts';
import { binOf } from './model/bins.ts';
import type { FeatureTable } from './model/feature-table.ts';
import { chanceOf } from './model/feature-table.ts';
import { boundsWords, sayNumber } from './number-words.ts';
import type { Reasons } from './reasons.ts';
import { mostReasons } from './reasons.ts';
import type { RiskSignal, SignalCode } from './risk-signal.ts';

/** Under half a point of a hundred is no reason worth a line. */
const leastPoints = 0.005;

/** Signals in words. */
export interface Wording {
  /** A signal's value, and what it is about. NaN is not known. @param holds whether it is told because it lowers the risk */
  say(binning: Binning, value: number, holds: boolean): RiskSignal;
  /** What it would take for a signal to come from one bin to another, beginning with "If"; null where nobody can bring it there. */
  mend(binning: Binning, from: number, to: number): string | null;
  /** Whether a signal without a value is told even where it raises nothing: it could be known. */
  readonly tellsMissing: boolean;
}

/** A signal's part of one account's risk. */
interface Part {
  readonly feature: number;
  /** What the chance would lose, or win, without it. */
  readonly points: number;
}

/**
 * What raises one account's risk most and what lowers it most, in words with numbers: by how many
 * points the chance would change without the signal's part of the sum, and what it would be: that of
 * a customer who is average in this signal alone. A signal that is not known is named as missing
 * where it raises the risk, and holds nobody; those that raise nothing are named together where
 * there is room.
 */
export function churnWords(
  model: AdditiveModel,
  table: FeatureTable,
  wording: Wording = mapped
): (account: number) => Reasons {
  const driversAt = driversOfTable(model, table);
  const best = binsFromBest(model);
  const valueAt = (feature: number, account: number): number =>
    table.values[feature]?.[account] ?? NaN;
  return (account) => {
    const { byFeature, logOdds, logOddsIf } = driversAt(account);
    const chance = chanceOf(logOdds);
    const raising: Part[] = [];
    const lowering: Part[] = [];
    byFeature.forEach((part, feature) => {
      const points = chance - chanceOf(logOdds - part);
      if (points >= leastPoints) raising.push({ feature, points });
      else if (-points >= leastPoints && !Number.isNaN(valueAt(feature, account)))
        lowering.push({ feature, points });
    });
    const told = strongest(raising);
    const say = ({ feature, points }: Part): RiskSignal[] => {
      const binning = model.binnings[feature];
      if (binning === undefined) return [];
      const own = wording.say(binning, valueAt(feature, account), points < 0);
      const moves =
        points < 0
          ? `${percent(-points)} points less risk`
          : `${percent(points)} points of the risk`;
      return [
        {
          code: own.code,
          words: `${own.words}: ${moves}, ${percent(chance - points)} % without it`
        }
      ];
    };
    const mended = (): string | null => {
      for (const { feature } of told) {
        const binning = model.binnings[feature];
        const value = valueAt(feature, account);
        if (binning === undefined || Number.isNaN(value)) continue;
        const from = binOf(binning, value);
        for (const bin of best[feature] ?? []) {
          const words = wording.mend(binning, from, bin);
          if (words === null) continue;
          const then = chanceOf(logOddsIf(feature, bin));
          if (chance - then >= leastPoints)
            return `${words}: ${percent(then)} % instead of ${percent(chance)} %`;
          break;
        }
      }
      return null;
    };
    const raises = told.flatMap(say);
    const missing =
      wording.tellsMissing && raises.length < mostReasons
        ? model.binnings.flatMap(({ feature: { name } }, feature) =>
            Number.isNaN(valueAt(feature, account)) &&
            !told.some((reason) => reason.feature === feature)
              ? plainName(name)
              : []
          )
        : [];
    return {
      raises:
        missing.length === 0
          ? raises
          : [...raises, { code: 'Missing', words: `Not known: ${missing.join(', ')}` }],
      holds: strongest(lowering)
        .flatMap(say)
        .map(({ words }) => words),
      mended: mended()
    };
  };
}

const percent = (share: number): string => (share * 100).toFixed(0);

function strongest(parts: Part[]): Part[] {
  return parts
    .sort((a, b) => Math.abs(b.points) - Math.abs(a.points) || a.feature - b.feature)
    .slice(0, mostReasons);
}

/** Bins of each feature by what they add on their own, the least first; what is not known is none of them. */
function binsFromBest(model: AdditiveModel): number[][] {
  return model.binnings.map(({ size }, feature) => {
    const own = new Float64Array(size);
    for (const shape of model.shapes)
      if (shape.feature === feature)
        shape.scores.forEach((score, bin) => {
          own[bin] = (own[bin] ?? 0) + score;
        });
    return Array.from({ length: Math.max(0, size - 1) }, (_, bin) => bin + 1).sort(
      (a, b) => (own[a] ?? 0) - (own[b] ?? 0) || a - b
    );
  });
}

const mapped: Wording = { say: sayMapped, mend: mendMapped, tellsMissing: true };

const plainName = (field: string): string => field.replace(/__c$/, '').replaceAll('_', ' ');

function sayMapped({ feature }: Binning, value: number): RiskSignal {
  const name = plainName(feature.name);
  const code: SignalCode = Number.isNaN(value) ? 'Missing' : 'Mapped';
  if (Number.isNaN(value)) return { code, words: `${name} is not known` };
  const told =
    feature.kind === 'category' ? (feature.labels[value] ?? 'not known') : sayNumber(value);
  return { code, words: `${name} is ${told}` };
}

function mendMapped(binning: Binning, _from: number, to: number): string | null {
  const { feature, order } = binning;
  const told =
    feature.kind === 'category' ? feature.labels[order.indexOf(to)] : boundsWords(binning, to);
  return told === undefined ? null : `If ${plainName(feature.name)} were ${told}`;
}
