import type { Tool } from 'c/mapCanvas';
import type { Shape } from './mapData';
import type { Measure } from './measures';
import { measures } from './measures';
import type { MapChoice } from './sceneOf';
import type { ListName } from './tableView';
import { words } from './words';

interface Option<Value> {
  readonly value: Value;
  readonly label: string;
  readonly isChosen: boolean;
}

const options = <Value extends string>(
  values: readonly Value[],
  labels: Readonly<Record<Value, string>>,
  chosen: Value
): Option<Value>[] =>
  values.map((value) => ({ value, label: labels[value], isChosen: value === chosen }));

/** Without boundaries there are no states and counties to show territories by. */
export function shapeOptions(chosen: Shape, hasBoundaries: boolean): Option<Shape>[] {
  return options(
    hasBoundaries ? ['state', 'county', 'postal', 'hull'] : ['postal', 'hull'],
    words,
    chosen
  );
}

export function measureOptions(chosen: Measure): Option<Measure>[] {
  return measures.map(({ value, label }) => ({ value, label, isChosen: value === chosen }));
}

export function toolOptions(chosen: Tool): Option<Tool>[] {
  return options(['move', 'box', 'lasso', 'area'], words, chosen);
}

export function listOptions(chosen: ListName): Option<ListName>[] {
  return options(['territories', 'areas', 'gaps', 'overlaps', 'fragments'], words, chosen);
}

export function layerOptions(choice: MapChoice): { name: string; label: string; isOn: boolean }[] {
  return (['gaps', 'overlaps', 'fragments', 'offices'] as const).map((name) => ({
    name,
    label: words[name],
    isOn: choice[name]
  }));
}
