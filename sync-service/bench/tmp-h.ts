import { generateInstance } from './assign-instance.ts';
import { readPlaces } from './assign-places.ts';
const [a,k,s]=process.argv.slice(2).map(Number);
const problem = generateInstance(readPlaces('../shared/data/geo'), {accounts:a!,territories:k!,seed:s!,moveFactor:1});
const w=problem.measures[1]!.weight; let sum=0; for(const x of w) sum+=x; const mean=sum/w.length;
const top=[...w].map((x,i)=>[x/mean,i] as const).sort((p,q)=>q[0]-p[0]).slice(0,12); console.log(top.map(([x,i])=>x.toFixed(1)+'@'+i+' cur '+problem.current[i]+' lock '+problem.locked?.[i]).join('; '), 'share accounts', a!/k!);
console.log(Object.keys(problem), problem.measures.map(m=>[m.name,Object.keys(m)]));
