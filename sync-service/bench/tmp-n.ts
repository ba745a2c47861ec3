import { seededRandom } from '../src/domain/assignment/solve/seeded-random.ts';
const cuts=[3,3.5,4,4.5,5,5.5]; const n=cuts.map(()=>0); let N=0; let maxs:number[]=[];
for(let s=1;s<=100;s++){const r=seededRandom(s); const u=()=>r.next()/4294967296; const z=()=>Math.sqrt(-2*Math.log(1-u()))*Math.cos(2*Math.PI*u()); let mx=0;
 for(let i=0;i<1e6;i++){const v=z(); N++; if(v>mx)mx=v; for(let c=0;c<cuts.length;c++) if(v>cuts[c]!) n[c]!++; } maxs.push(mx);}
const p=[1.3499e-3,2.3263e-4,3.1671e-5,3.3977e-6,2.8665e-7,1.8990e-8];
console.log(cuts.map((c,i)=>`${c}: ${n[i]} expected ${(p[i]!*N).toFixed(1)}`).join('\n')); 
