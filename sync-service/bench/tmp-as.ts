import { solve } from '../src/domain/assignment/solve/solve.ts';
import { generateInstance } from './assign-instance.ts';
import { readPlaces } from './assign-places.ts';
const [a,k,s]=process.argv.slice(2).map(Number);
const problem = generateInstance(readPlaces('../shared/data/geo'), {accounts:a!,territories:k!,seed:s!,moveFactor:1});
const t0=performance.now(); let last='';
const plan=solve(problem,{seed:s!,onProgress:(p)=>{ console.error(((performance.now()-t0)/1000).toFixed(2), p.stage,p.nodes,p.objective,p.violation);}});
console.log(((performance.now()-t0)/1000).toFixed(2), plan.objective, plan.bound, plan.gap, plan.violations.slice(0,6), JSON.stringify(plan.counters), Math.round(process.resourceUsage().maxRSS/1024));
