import { readFileSync } from 'node:fs';
import { HubError } from '../schema/errors.ts';

/**
 * What the file of a command's argument says.
 *
 * @param what what it should be, for the message
 * @throws HubError CONFIG_INVALID where it is not there, or `read` throws.
 */
export function readGivenFile<T>(file: string, what: string, read: (text: string) => T): T {
  const text = readGivenBytes(file).toString();
  try {
    return read(text);
  } catch (cause) {
    throw invalid(`the file ${file} is not ${what}.`, cause);
  }
}

/** The file as it is. */
export function readGivenBytes(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (cause) {
    throw invalid(`the file ${file} cannot be read.`, cause);
  }
}

function invalid(problem: string, cause: unknown): HubError {
  return new HubError('CONFIG_INVALID', { cause, details: { problem } });
}
