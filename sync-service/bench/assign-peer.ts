import highsModule from 'highs';
import { blockCost, blockLoad, isPermitted } from '../src/domain/assignment/solve/block-cost.ts';
import type { Instance } from '../src/domain/assignment/solve/instance.ts';
import { compileInstance } from '../src/domain/assignment/solve/instance.ts';
import type { Problem } from '../src/domain/assignment/solve/problem.ts';

export interface PeerResult {
  readonly seconds: number;
  readonly objective: number;
  readonly status: string;
  readonly columns: number;
}

/**
 * The linear relaxation of an instance by npm `highs` (WebAssembly, one thread, default options):
 * every block shared out among all its permitted territories, bands hard.
 */
export async function solveByHighs(problem: Problem): Promise<PeerResult> {
  // Its types describe CommonJS, where the function is a property; its ES module exports the function.
  const loadHighs = highsModule as unknown as typeof highsModule.default;
  const highs = await loadHighs();
  const model = highs.createModel();
  try {
    const data = relaxation(compileInstance(problem));
    model.options.set('output_flag', false);
    const started = performance.now();
    model.passModel(data);
    model.run();
    const seconds = (performance.now() - started) / 1000;
    return {
      seconds,
      objective: model.getObjectiveValue(),
      status: String(model.getModelStatus()),
      columns: data.numCols
    };
  } finally {
    model.dispose();
  }
}

/** Columns by block and territory; rows: one a block, then one a territory and band. */
function relaxation(instance: Instance) {
  const { blocks, territories, bands } = instance;
  const cost: number[] = [];
  const start: number[] = [];
  const index: number[] = [];
  const value: number[] = [];
  for (let block = 0; block < blocks.count; block += 1)
    for (let k = 0; k < territories; k += 1) {
      if (!isPermitted(instance, block, k)) continue;
      cost.push(blockCost(instance, block, k));
      start.push(index.length);
      index.push(block);
      value.push(1);
      for (let m = 0; m < bands.count; m += 1) {
        index.push(blocks.count + k * bands.count + m);
        value.push(blockLoad(instance, block, k, m));
      }
    }
  start.push(index.length);
  const ones = new Float64Array(blocks.count).fill(1);
  return {
    numCols: cost.length,
    numRows: blocks.count + bands.lower.length,
    colCost: Float64Array.from(cost),
    colLower: new Float64Array(cost.length),
    colUpper: new Float64Array(cost.length).fill(Infinity),
    rowLower: Float64Array.from([...ones, ...bands.lower]),
    rowUpper: Float64Array.from([...ones, ...bands.upper]),
    matrix: {
      format: 'csc' as const,
      numRows: blocks.count + bands.lower.length,
      numCols: cost.length,
      starts: Int32Array.from(start),
      indices: Int32Array.from(index),
      values: Float64Array.from(value)
    }
  };
}
