import accounts from '@salesforce/label/c.Evenfield_Accounts';
import attainment from '@salesforce/label/c.Evenfield_Attainment';
import coverage from '@salesforce/label/c.Evenfield_Coverage';
import grr from '@salesforce/label/c.Evenfield_Retention';
import health from '@salesforce/label/c.Evenfield_Health';
import hoursWeek from '@salesforce/label/c.Evenfield_Hours_Week';
import pace from '@salesforce/label/c.Evenfield_Pace';
import potential from '@salesforce/label/c.Evenfield_Potential';
import potentialDeviation from '@salesforce/label/c.Evenfield_Potential_Deviation';
import territory from '@salesforce/label/c.Evenfield_Territory';
import workloadDeviation from '@salesforce/label/c.Evenfield_Map_Workload_Deviation';
import type { AreaTotals } from 'c/mapModel';
import type { MapData, MapSide, Shape } from './mapData';
import type { TerritoryMeasure } from './mapQuery';

export type Kind = 'text' | 'number' | 'currency' | 'percent';
/** What areas are filled by: the territory itself, sums of the accounts, or a figure of the territory. */
export type Measure = 'territory' | 'accounts' | 'potential' | 'workload' | TerritoryMeasure;

interface MeasureWords {
  readonly value: Measure;
  readonly label: string;
  readonly kind: Kind;
}

export const measures: readonly MeasureWords[] = [
  { value: 'territory', label: territory, kind: 'text' },
  { value: 'accounts', label: accounts, kind: 'number' },
  { value: 'potential', label: potential, kind: 'currency' },
  { value: 'workload', label: hoursWeek, kind: 'number' },
  { value: 'workloadDeviation', label: workloadDeviation, kind: 'percent' },
  { value: 'potentialDeviation', label: potentialDeviation, kind: 'percent' },
  { value: 'health', label: health, kind: 'number' },
  { value: 'attainment', label: attainment, kind: 'percent' },
  { value: 'pace', label: pace, kind: 'percent' },
  { value: 'coverage', label: coverage, kind: 'percent' },
  { value: 'grr', label: grr, kind: 'percent' }
];

export function measureWords(measure: Measure): MeasureWords {
  return (
    measures.find(({ value }) => value === measure) ??
    measures[0] ?? { value: 'territory', label: territory, kind: 'text' }
  );
}

/** The measure of an area: sums are the area's own, figures those of its main territory. */
export function areaMeasure(data: MapData, measure: Measure, area: AreaTotals): number | null {
  switch (measure) {
    case 'accounts':
    case 'potential':
    case 'workload':
      return area[measure];
    case 'territory':
      return null;
    default:
      return data.territories[area.territories[0]?.[0] ?? -1]?.[measure] ?? null;
  }
}

export function territoryMeasure(
  data: MapData,
  side: MapSide,
  measure: Measure,
  index: number
): number | null {
  switch (measure) {
    case 'accounts':
    case 'potential':
    case 'workload':
      return side.totals()[index]?.[measure] ?? null;
    case 'territory':
      return null;
    default:
      return data.territories[index]?.[measure] ?? null;
  }
}

/** Values of everything that is filled at this shape, for the classes of the scale. */
export function measuredValues(
  data: MapData,
  side: MapSide,
  shape: Shape,
  measure: Measure
): (number | null)[] {
  if (shape === 'hull')
    return data.territories
      .map((_, index) => index)
      .filter((index) => (side.totals()[index]?.accounts ?? 0) > 0)
      .map((index) => territoryMeasure(data, side, measure, index));
  return side.areas(shape).map((area) => areaMeasure(data, measure, area));
}
