import type { AdditiveModel } from './model/additive-model.ts';
import { driversOfTable } from './model/additive-model.ts';
import type { Binning } from './model/bins.ts';
import { binOf } from './model/bins.ts';
import type { Feature, FeatureTable } from './model/feature-table.ts';
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
  wording: Wording = mappedWording()
): (account: number) => Reasons {
  const driversAt = driversOfTable(model, table);
  const best = binsFromBest(model);
  const mendWords = keptMends(model, wording);
  const names = model.binnings.map(({ feature }) => plainName(feature.name));
  const valueAt = (feature: number, account: number): number =>
    table.values[feature]?.[account] ?? NaN;
  // A larger part of the sum is more points, so the parts alone say which are told.
  const raising = strongestParts();
  const lowering = strongestParts();
  return (account) => {
    const { byFeature, logOdds, logOddsIf } = driversAt(account);
    const chance = chanceOf(logOdds);
    raising.clear();
    lowering.clear();
    for (let feature = 0; feature < byFeature.length; feature += 1) {
      const part = byFeature[feature] ?? 0;
      if (part > 0) raising.take(feature, part);
      else if (part < 0 && !Number.isNaN(valueAt(feature, account))) lowering.take(feature, -part);
    }
    const raises: RiskSignal[] = [];
    let mended: string | null = null;
    for (const feature of raising.features()) {
      const without = chanceOf(logOdds - (byFeature[feature] ?? 0));
      const binning = model.binnings[feature];
      if (chance - without < leastPoints || binning === undefined) continue;
      const value = valueAt(feature, account);
      const own = wording.say(binning, value, false);
      raises.push({
        code: own.code,
        words: `${own.words}: ${percent(chance - without)} points of the risk, ${percent(without)} % without it`
      });
      if (mended !== null || Number.isNaN(value)) continue;
      const from = binOf(binning, value);
      for (const bin of best[feature] ?? []) {
        const words = mendWords(feature, from, bin);
        if (words === null) continue;
        const then = chanceOf(logOddsIf(feature, bin));
        if (chance - then >= leastPoints)
          mended = `${words}: ${percent(then)} % instead of ${percent(chance)} %`;
        break;
      }
    }
    const holds: string[] = [];
    for (const feature of lowering.features()) {
      const without = chanceOf(logOdds - (byFeature[feature] ?? 0));
      const binning = model.binnings[feature];
      if (without - chance < leastPoints || binning === undefined) continue;
      const own = wording.say(binning, valueAt(feature, account), true);
      holds.push(
        `${own.words}: ${percent(without - chance)} points less risk, ${percent(without)} % without it`
      );
    }
    if (wording.tellsMissing && raises.length < mostReasons) {
      const told = raises.length;
      const missing = names.filter(
        (_, feature) =>
          Number.isNaN(valueAt(feature, account)) &&
          !raising.features().slice(0, told).includes(feature)
      );
      if (missing.length > 0)
        raises.push({ code: 'Missing', words: `Not known: ${missing.join(', ')}` });
    }
    return { raises, holds, mended };
  };
}

/** A share as whole percent. */
const percent = (share: number): string => String(Math.round(share * 100));

interface StrongestParts {
  clear(): void;
  take(feature: number, part: number): void;
  features(): readonly number[];
}

/** The features of the largest parts, largest first, of equal ones the first taken; two arrays for all accounts. */
function strongestParts(): StrongestParts {
  const features: number[] = [];
  const parts: number[] = [];
  return {
    clear() {
      features.length = 0;
      parts.length = 0;
    },
    take(feature, part) {
      let at = parts.length;
      if (at === mostReasons) {
        if (!(part > (parts[at - 1] ?? 0))) return;
        at -= 1;
      }
      for (; at > 0 && (parts[at - 1] ?? 0) < part; at -= 1) {
        parts[at] = parts[at - 1] ?? 0;
        features[at] = features[at - 1] ?? 0;
      }
      parts[at] = part;
      features[at] = feature;
    },
    features: () => features
  };
}

/** What mending would take, by feature and bins: said once for all accounts. */
function keptMends(
  { binnings }: AdditiveModel,
  wording: Wording
): (feature: number, from: number, to: number) => string | null {
  const kept = binnings.map((): (string | null | undefined)[] => []);
  return (feature, from, to) => {
    const binning = binnings[feature];
    const own = kept[feature];
    if (binning === undefined || own === undefined) return null;
    const key = from * binning.size + to;
    let words = own[key];
    if (words === undefined) {
      words = wording.mend(binning, from, to);
      own[key] = words;
    }
    return words;
  };
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

/**
 * Mapped fields in words.
 * @param codes what a field is about, by its name in lower case, where the policy says it
 */
export function mappedWording(codes: ReadonlyMap<string, SignalCode> = new Map()): Wording {
  return {
    say: ({ feature }, value) => {
      const own = sayMapped(feature, value);
      const code = codes.get(feature.name.toLowerCase());
      return code === undefined || own.code === 'Missing' ? own : { ...own, code };
    },
    mend: mendMapped,
    tellsMissing: true
  };
}

const plainNames = new Map<string, string>();

/** A field's name as people say it; each is made once. */
function plainName(field: string): string {
  let name = plainNames.get(field);
  if (name === undefined) {
    name = field.replace(/__c$/, '').replaceAll('_', ' ');
    plainNames.set(field, name);
  }
  return name;
}

function sayMapped(feature: Feature, value: number): RiskSignal {
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
