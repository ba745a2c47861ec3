import { OrgError } from '../errors.ts';

/** Whether the org has no such thing, or does not let the service read it: another try will not mend it. */
export const isHidden = (error: unknown): error is OrgError =>
  error instanceof OrgError && (error.kind === 'configuration' || error.kind === 'data');

/**
 * What was read, or null where the org has no such object, or does not let the service read it:
 * then nothing is known of it, which is not the same as nothing being there.
 * @throws OrgError for any other trouble
 */
export async function unlessHidden<T>(read: () => Promise<T>): Promise<T | null> {
  try {
    return await read();
  } catch (error) {
    if (isHidden(error)) return null;
    throw error;
  }
}
