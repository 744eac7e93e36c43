import { HubError } from '../../schema/errors.ts';
import { type PublicJwk, readKey } from '../signing-key.ts';

/**
 * Prints the public parts of signing keys as a JSON Web Key Set (RFC 7517), for who verifies what they sign: several, so that
 * a new key can be known before it is used.
 *
 * @throws HubError CONFIG_INVALID
 */
export function keys(files: readonly string[]): void {
  console.log(JSON.stringify({ keys: publicKeys(files) }, null, 2));
}

function publicKeys(files: readonly string[]): readonly PublicJwk[] {
  const byName = new Map<string, PublicJwk>();
  for (const file of files) {
    const { kid, publicJwk } = readKey(file);
    if (byName.has(kid)) {
      const problem = `the key ${file} has the same name ("kid") as one before it, so that verifiers could not tell them apart.`;
      throw new HubError('CONFIG_INVALID', { details: { problem } });
    }
    byName.set(kid, publicJwk);
  }
  return [...byName.values()];
}
