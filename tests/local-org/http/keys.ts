import type { KeyObject } from 'node:crypto';
import { createPrivateKey, createPublicKey, generateKeyPair } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { promisify } from 'node:util';

/**
 * The key by which clients sign in: the file's, or a new one that is written there for its owner alone.
 * @returns the public half, to check signatures with.
 */
export async function keyFor(file: string): Promise<KeyObject> {
  if (existsSync(file)) return createPublicKey(createPrivateKey(readFileSync(file, 'utf8')));
  const pair = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  writeFileSync(file, pair.privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
  return pair.publicKey;
}
