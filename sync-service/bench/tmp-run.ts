import { solve } from '../src/domain/assignment/solve/solve.ts';
import { generateInstance } from './assign-instance.ts';
import { readPlaces } from './assign-places.ts';
const [a,k,...seeds]=process.argv.slice(2).map(Number);
const places=readPlaces('../shared/data/geo');
for(const s of seeds){
const problem = generateInstance(places, {accounts:a!,territories:k!,seed:s!,moveFactor:1});
const c0=process.cpuUsage().user; const cpu=()=>((process.cpuUsage().user-c0)/1e6).toFixed(2); let marks:string[]=[];
const t0=performance.now();
const plan=solve(problem,{seed:s!,onProgress:(p)=>{ marks.push(p.stage+' '+cpu());}});
console.log(`seed ${s} wall ${((performance.now()-t0)/1000).toFixed(2)} cpu ${cpu()} obj ${plan.objective.toFixed(2)} bound ${plan.bound.toFixed(2)} gap ${plan.gap===null?'null '+(100*(1-plan.bound/plan.objective)).toFixed(3):(100*plan.gap).toFixed(3)} viol ${plan.violations.filter(v=>v.kind==='band').length} newton ${plan.counters.newtonSteps} nodes ${plan.counters.nodes} MB ${Math.round(process.resourceUsage().maxRSS/1024)} | ${marks.join(', ')}`);
}
