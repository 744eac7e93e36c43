import { HubError } from '../../schema/errors.ts';
import type { Agreement, Application, RevokedConsent } from './port.ts';

/** Version of the texts below; a text of another version is refused. */
const FORMAT = 1;

/** One save: the whole of what it leaves. */
export type Change =
  | { readonly kind: 'agreement'; readonly agreement: Agreement }
  | { readonly kind: 'application'; readonly application: Application }
  | { readonly kind: 'revoked-consent'; readonly consent: RevokedConsent };

/** The change as every engine keeps it, so that none of them treats a value in its own way. */
export function changeText(change: Change): string {
  return JSON.stringify({ format: FORMAT, ...change });
}

/**
 * The change behind a text, frozen: the store gives the same objects to everybody.
 *
 * @param place where it was read, for people
 * @throws HubError STORE_DAMAGED
 */
export function parseChange(text: string, place: string): Change {
  const parsed = parseText(text, place);
  if (parsed.format === FORMAT) return parsed;
  const problem = `it holds a change of format ${parsed.format}, this hub writes format ${FORMAT}.`;
  throw new HubError('STORE_DAMAGED', { details: { file: place, problem } });
}

function parseText(text: string, place: string): Change & { readonly format: unknown } {
  try {
    // cast: the text is one of `changeText`, whichever version wrote it
    return JSON.parse(text, (_, value: unknown) => Object.freeze(value)) as Change & { readonly format: unknown };
  } catch (cause) {
    throw new HubError('STORE_DAMAGED', { cause, details: { file: place, problem: 'it holds a change in no JSON.' } });
  }
}
