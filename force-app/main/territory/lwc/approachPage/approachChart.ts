import share from '@salesforce/label/c.Evenfield_Approach_Share';
import winRate from '@salesforce/label/c.Evenfield_Approach_Win_Rate';
import dealSize from '@salesforce/label/c.Evenfield_Approach_Deal_Size';
import { filled } from 'c/graphqlNodes';
import type { ApproachReport } from './approachReport';
import { nameOf, percent } from './approachReport';

/** A bar with its interval; places in a drawing of 100 by 12. */
export interface Bar {
  readonly key: string;
  readonly name: string;
  readonly words: string;
  readonly zero: number;
  readonly start: number;
  readonly width: number;
  readonly low: number;
  readonly high: number;
}

export interface Chart {
  readonly key: 'winRate' | 'dealSize';
  readonly title: string;
  readonly bars: readonly Bar[];
  readonly isEmpty: boolean;
}

/** Bars of both measures, each on a scale of its own that holds 0 and every interval. */
export function chartsOf({ comparison }: ApproachReport): Chart[] {
  return (['winRate', 'dealSize'] as const).map((key) => {
    const known = comparison.approaches.flatMap((approach) => {
      const interval = approach[key];
      return interval === null ? [] : [{ name: approach.name, interval }];
    });
    const low = Math.min(0, ...known.map(({ interval }) => interval.low));
    const high = Math.max(0.01, ...known.map(({ interval }) => interval.high));
    const at = (value: number): number => Math.round(((value - low) / (high - low)) * 1000) / 10;
    return {
      key,
      title: key === 'winRate' ? winRate : dealSize,
      isEmpty: known.length === 0,
      bars: known.map(({ name, interval }) => ({
        key: name,
        name: nameOf(name),
        words: filled(
          share,
          percent(interval.value),
          percent(interval.low),
          percent(interval.high)
        ),
        zero: at(0),
        start: Math.min(at(0), at(interval.value)),
        width: Math.abs(at(interval.value) - at(0)),
        low: at(interval.low),
        high: at(interval.high)
      }))
    };
  });
}
