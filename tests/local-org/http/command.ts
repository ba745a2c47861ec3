import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import type { Org } from '../engine/types.ts';
import type { SampleOptions } from '../sample/sample.ts';
import { startLocalOrg } from './server.ts';

const SEED = 20_261_001;
const DEFAULT_SAMPLE = 2000;

const settings = z.object({
  port: z.coerce.number().int().min(0).max(65_535),
  source: z.array(z.string()).min(1),
  sample: z.union([z.literal('none'), z.coerce.number().int().min(1)]),
  seed: z.coerce.number().int(),
  opportunities: z.coerce.number().int().min(0).optional(),
  tasks: z.coerce.number().int().min(0).optional(),
  keep: z.string().optional()
});

/** The local org's command line: prints one JSON line, then serves until it is told to stop. */
export async function runCommand(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: 'string', default: '0' },
      source: { type: 'string', multiple: true, default: ['force-app'] },
      sample: { type: 'string', default: String(DEFAULT_SAMPLE) },
      seed: { type: 'string', default: String(SEED) },
      opportunities: { type: 'string' },
      tasks: { type: 'string' },
      keep: { type: 'string' }
    }
  });
  const parsed = settings.safeParse(values);
  if (!parsed.success) {
    process.stderr.write(`local-org: ${z.prettifyError(parsed.error)}\n`);
    process.exitCode = 2;
    return;
  }
  const { port, source, sample, seed, opportunities, tasks, keep } = parsed.data;
  const history = {
    ...(opportunities === undefined ? {} : { opportunities }),
    ...(tasks === undefined ? {} : { tasks })
  };
  const local = await startLocalOrg({
    port,
    sources: source,
    ...(keep === undefined ? {} : { keep }),
    fill: (org) =>
      sample === 'none' ? undefined : fill(org, { accounts: sample, seed, ...history })
  });
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      void local.stop().then(() => process.exit(0));
    });
  }
  const admin = local.users.find((user) => user.alias === 'admin');
  process.stdout.write(
    `${JSON.stringify({
      url: local.url,
      username: admin?.username,
      accessToken: admin?.accessToken,
      pubSub: local.pubSub.endpoint,
      pubSubCertificateFile: local.pubSubCertificateFile,
      clientId: local.clientId,
      privateKeyFile: local.privateKeyFile,
      controlUrl: `${local.url}/control`,
      users: local.users
    })}\n`
  );
}

/** Loads the sample company, by the module that other metadata's orgs may lack. */
async function fill(org: Org, size: Omit<SampleOptions, 'now'>): Promise<void> {
  const file = new URL('../sample/sample.ts', import.meta.url);
  if (!existsSync(fileURLToPath(file))) return;
  const { loadSample } = await import('../sample/sample.ts');
  loadSample(org, { ...size, now: org.now() });
}
