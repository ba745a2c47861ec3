import { OrgError } from '../errors.ts';

/**
 * What was read, or null where the org has no such object, or does not let the service read it:
 * then nothing is known of it, which is not the same as nothing being there.
 * @throws OrgError for any other trouble
 */
export async function unlessHidden<T>(read: () => Promise<T>): Promise<T | null> {
  try {
    return await read();
  } catch (error) {
    const isHidden =
      error instanceof OrgError && (error.kind === 'configuration' || error.kind === 'data');
    if (isHidden) return null;
    throw error;
  }
}
