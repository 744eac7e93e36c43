import { HubError } from '../../schema/errors.ts';
import type { CaseVersion, StoredCase } from './port.ts';

/** Version of the texts below; a text of another version is refused. */
const FORMAT = 1;

/** What of a case is kept as one text, so that no engine treats a value in its own way. */
type Kept = Pick<StoredCase, 'content' | 'desks'>;

export function caseText({ content, desks }: CaseVersion): string {
  return JSON.stringify({ format: FORMAT, content, desks } satisfies Kept & { format: number });
}

/**
 * What a text says.
 *
 * @param place where it was read, for people
 * @throws HubError STORE_DAMAGED
 */
export function parseCase(text: string, place: string): Kept {
  const { format, content, desks } = parse(text, place);
  if (format === FORMAT) return { content, desks };
  throw damaged(place, `it holds a case of format ${format}, this hub writes format ${FORMAT}.`);
}

/** The event behind a text that is its JSON. */
export function parseEvent(text: string, place: string): StoredCase['content'] {
  return parse(text, place) as unknown as StoredCase['content']; // cast: whatever is JSON
}

function parse(text: string, place: string): Kept & { readonly format: unknown } {
  try {
    return JSON.parse(text) as Kept & { readonly format: unknown }; // cast: the text is one of `caseText`
  } catch (cause) {
    throw damaged(place, 'it holds a case in no JSON.', cause);
  }
}

function damaged(file: string, problem: string, cause?: unknown): HubError {
  return new HubError('STORE_DAMAGED', { cause, details: { file, problem } });
}
