import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { HubError } from '../../schema/errors.ts';

/**
 * Key of the batch that a file makes: its content, and the sheet that is read of it. So the same file is the same batch, whatever
 * it is called and whenever it comes.
 *
 * @throws HubError CONFIG_INVALID where the file cannot be read
 */
export async function contentKey(path: string, sheet: string | undefined): Promise<string> {
  const hash = createHash('sha256');
  try {
    await pipeline(createReadStream(path), hash);
  } catch (cause) {
    throw new HubError('CONFIG_INVALID', { cause, details: { problem: `the file ${path} cannot be read.` } });
  }
  return `sha256:${hash.digest('base64url')}${sheet === undefined ? '' : ` ${sheet}`}`;
}
