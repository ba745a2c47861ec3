import { faultList } from '../input/input-fault.ts';
import type { FaultList } from '../input/input-fault.ts';
import type { AreaProblem } from './area-problem.ts';
import { areaName, areaTerritoryName } from './area-problem.ts';

/** @throws UnsoundInputError that names record and field of what no plan could be made of */
export function checkAreas(problem: AreaProblem): void {
  const list = faultList();
  checkCounts(problem, list);
  list.settle();
  checkColumns(problem, list);
  list.settle();
  for (let area = 0; area < problem.areas; area += 1) {
    const record = areaName(problem, area);
    list.place(problem.latitude[area], problem.longitude[area], record);
    for (const { name, weight } of problem.measures) list.amount(weight[area], record, name);
    if (problem.distanceWeight !== undefined)
      list.amount(problem.distanceWeight[area], record, 'distanceWeight');
    if (problem.moveCost !== undefined) list.amount(problem.moveCost[area], record, 'moveCost');
    checkTerritory(problem, area, list);
  }
  for (let k = 0; k < problem.territories; k += 1) {
    const record = areaTerritoryName(problem, k);
    list.place(problem.baseLatitude?.[k], problem.baseLongitude?.[k], record);
    for (const { name, share } of problem.measures)
      list.amount(share[k], record, `share of ${name}`);
  }
  for (const { name, share, tolerance } of problem.measures) {
    list.amount(tolerance, name, 'tolerance');
    if (share.every((value) => value === 0))
      list.report('noCapacity', name, 'share', `No territory has a share of ${name}.`);
  }
  list.amount(problem.cutCost ?? 0, 'Plan', 'cutCost');
  problem.borders.forEach((area, at) => {
    if (area < 0 || area >= problem.areas)
      list.report(
        'unknownRecord',
        `Border ${String(at >> 1)}`,
        'borders',
        `Border ${String(at >> 1)} names area ${String(area)}; there are ${String(problem.areas)}.`
      );
  });
  list.settle();
}

function checkCounts(
  { areas, territories, measures, borders }: AreaProblem,
  list: FaultList
): void {
  if (!(areas >= 1)) list.report('nothingToDo', '', 'areas', 'There are no areas.');
  if (!(Number.isInteger(territories) && territories >= 1))
    list.report(
      'nothingToDo',
      '',
      'territories',
      `${String(territories)} territories cannot be made.`
    );
  else if (territories > areas)
    list.report(
      'tooMany',
      '',
      'territories',
      `${String(territories)} territories need as many areas; there are ${String(areas)}.`
    );
  if (measures.length === 0)
    list.report('nothingToDo', '', 'measures', 'There is no measure to share.');
  if (borders.length % 2 === 1)
    list.report('wrongLength', '', 'borders', 'Borders are pairs of areas; one area is left over.');
}

function checkColumns(problem: AreaProblem, list: FaultList): void {
  const { areas, territories } = problem;
  const columns: [string, { readonly length: number } | undefined, number][] = [
    ['latitude', problem.latitude, areas],
    ['longitude', problem.longitude, areas],
    ['distanceWeight', problem.distanceWeight, areas],
    ['current', problem.current, areas],
    ['locked', problem.locked, areas],
    ['moveCost', problem.moveCost, areas],
    ['baseLatitude', problem.baseLatitude, territories],
    ['baseLongitude', problem.baseLongitude, territories]
  ];
  for (const { name, weight, share } of problem.measures)
    columns.push([name, weight, areas], [`share of ${name}`, share, territories]);
  for (const [field, column, length] of columns)
    if (column !== undefined && column.length !== length)
      list.report(
        'wrongLength',
        '',
        field,
        `${field} has ${String(column.length)} values, not ${String(length)}.`
      );
}

function checkTerritory(problem: AreaProblem, area: number, list: FaultList): void {
  const k = problem.current?.[area] ?? -1;
  const record = areaName(problem, area);
  if (k < -1 || k >= problem.territories)
    list.report(
      'unknownRecord',
      record,
      'current',
      `${record}: current is territory ${String(k)}; there are ${String(problem.territories)}.`
    );
  if (problem.locked?.[area] === 1 && k < 0)
    list.report(
      'contradiction',
      record,
      'locked',
      `${record} is locked but is in no territory today.`
    );
}
