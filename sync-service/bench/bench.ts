import { arch, cpus, platform, totalmem } from 'node:os';

/** Benches by name; each prints one JSON line, or one a case and then its summary. */
const benches: Readonly<
  Record<string, () => Promise<{ run(args: readonly string[]): Promise<Record<string, unknown>> }>>
> = {
  assign: () => import('./assign.ts'),
  'assign-growth': () => import('./assign-growth.ts'),
  'org-bulk': () => import('./org-bulk.ts'),
  breweries: () => import('./breweries.ts'),
  counties: () => import('./counties.ts'),
  certificate: () => import('./certificate.ts'),
  churn: () => import('./churn.ts'),
  'churn-org': () => import('./churn-org.ts'),
  cpmp: () => import('./cpmp.ts'),
  forecast: () => import('./forecast.ts'),
  disruption: () => import('./disruption.ts'),
  gap: () => import('./gap.ts'),
  map: () => import('./map.ts'),
  moves: () => import('./moves.ts'),
  quota: () => import('./quota.ts'),
  regions: () => import('./regions.ts'),
  retention: () => import('./retention.ts'),
  sync: () => import('./sync.ts')
};

const [name = '', ...args] = process.argv.slice(2);
const load = benches[name];
if (load === undefined) {
  process.stderr.write(`npm run -s bench -- NAME, one of: ${Object.keys(benches).join(', ')}\n`);
  process.exitCode = 2;
} else {
  const result = await (await load()).run(args);
  const machine = {
    cores: cpus().length,
    memoryGB: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    platform: `${platform()}-${arch()}`
  };
  process.stdout.write(`${JSON.stringify({ bench: name, ...result, machine })}\n`);
}
