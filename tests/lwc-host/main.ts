import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { startHost } from './host.ts';

const users = z.object({
  users: z.array(
    z.object({ alias: z.string(), userId: z.string(), name: z.string(), accessToken: z.string() })
  )
});

const { values } = parseArgs({
  options: {
    org: { type: 'string' },
    port: { type: 'string', default: '0' },
    users: { type: 'string' }
  }
});
if (values.org === undefined || values.users === undefined)
  throw new Error("lwc-host --org URL --users FILE [--port N]; FILE holds the local org's line");
const host = await startHost({
  orgUrl: values.org,
  port: Number(values.port),
  users: users.parse(JSON.parse(readFileSync(values.users, 'utf8'))).users
});
process.stdout.write(`${JSON.stringify({ url: host.url })}\n`);
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void host.stop().then(() => process.exit(0)));
