import type { PiecewiseMap } from '../../core/piecewise.ts';
import { parsePiecewise, scoreAt } from '../../core/piecewise.ts';
import type { Scorecard } from '../model/fit-ridge.ts';

/** Log-odds × 100 by value of a signal: Evenfield's own judgement, printed in docs/retention.md; no data stand behind it. */
export const publishedLogOdds = {
  'Silence over own rhythm': '1:0;2:60;4:150',
  'Spend trend': '0:120;0.5:80;1:0;1.5:-40',
  'Days to contract end': '0:60;90:40;180:0',
  'Days since touch': '30:0;90:40;180:80',
  'Open cases': '0:0;3:50;6:90'
} as const;

const maps = new Map<string, PiecewiseMap>(
  Object.entries(publishedLogOdds).flatMap(([name, text]) => {
    const map = parsePiecewise(text);
    return map === null ? [] : [[name, map]];
  })
);

/** The published scorecard over dated signals. */
export const pastScorecard: Scorecard = (feature, value) => {
  const map = maps.get(feature);
  return map === undefined || Number.isNaN(value) ? null : scoreAt(map, value) / 100;
};
