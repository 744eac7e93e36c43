import type { IncomingMessage } from 'node:http';
import type { PrincipalKind } from '../../schema/access/passport.ts';
import { HubError } from '../../schema/errors.ts';
import type { Principal } from '../principal.ts';
import { done, type Outcome, refused } from './outcome.ts';

/** What a request says that it is for. */
export interface Declaration {
  /** Code of the purpose; null where none is given. */
  readonly purpose: string | null;
  /** Number of the business file; null where none is given. */
  readonly caseNumber: string | null;
  /** True: a request of which any field is denied is refused as a whole. */
  readonly isStrict: boolean;
  /** The subject's consent as it was sent; null where none was. */
  readonly consent: string | null;
}

/** Who may say that a request is for the purpose, by its code. */
export type Purposes = ReadonlyMap<string, readonly PrincipalKind[]>;

/** What a subject looks at its own data for. */
const SELF_INQUIRY = 'self-inquiry';

/** Longest case number, in characters. */
const MAX_CASE = 100;

/** Letters, digits, marks and brackets of any script: a case number ends in the audit trail, and in nobody's terminal codes. */
const CASE_NUMBER = /^[\p{L}\p{N}\-_.:/()（）〔〕［］[\]号 ]+$/u;

/**
 * Reads the headers `x-credit-purpose`, `x-credit-case` (percent-encoded where it is not ASCII), `x-credit-consent` and
 * `x-credit-authorization: strict`. Refuses with PURPOSE_INVALID.
 */
export function declare(
  { headers }: Pick<IncomingMessage, 'headers'>,
  principal: Principal,
  purposes: Purposes,
): Outcome<Declaration> {
  const purpose = single(headers['x-credit-purpose']) ?? impliedPurpose(principal);
  const users = purpose === null ? undefined : purposes.get(purpose);
  if (purpose !== null && users === undefined) return invalid('x-credit-purpose', 'it is not a code of the table.');
  if (users !== undefined && principal.caller.kind !== 'anonymous' && !users.includes(principal.caller.kind)) {
    return invalid('x-credit-purpose', 'a caller of this kind cannot have this purpose.');
  }
  const caseNumber = readCaseNumber(single(headers['x-credit-case']));
  if (caseNumber === undefined) return invalid('x-credit-case', 'it is not a case number of at most 100 characters.');
  const mode = single(headers['x-credit-authorization']);
  if (mode !== null && mode !== 'strict') return invalid('x-credit-authorization', 'the only value is "strict".');
  return done({ purpose, caseNumber, isStrict: mode === 'strict', consent: single(headers['x-credit-consent']) });
}

function impliedPurpose({ caller }: Principal): string | null {
  return caller.kind === 'subject' ? SELF_INQUIRY : null;
}

/** Node joins doubled headers with commas, which no value of these has. */
function single(value: string | readonly string[] | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function readCaseNumber(header: string | null): string | null | undefined {
  if (header === null) return null;
  try {
    const text = decodeURIComponent(header);
    return text.length <= MAX_CASE && CASE_NUMBER.test(text) ? text : undefined;
  } catch {
    return undefined; // not percent-encoded as it should be
  }
}

function invalid(header: string, problem: string): Outcome<never> {
  return refused(new HubError('PURPOSE_INVALID', { details: { header, problem } }));
}
