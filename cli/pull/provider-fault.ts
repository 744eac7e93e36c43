import { ERRORS } from '../../schema/errors.ts';

/** Something that may be otherwise the next time. The message says what, and holds nothing that the provider said. */
export class ProviderFault extends Error {
  override readonly name = 'ProviderFault';
}

/** Whether the code, which a provider answered with, is that of a fault. */
export function isFaultCode(code: string): boolean {
  return Object.hasOwn(ERRORS, code) && ERRORS[code as keyof typeof ERRORS].retryable; // cast: looked up on the same line
}

/** The same of a status of HTTP. */
export function isFaultStatus(status: number): boolean {
  return status >= 500 || status === 429 || status === 408;
}

/** A code as it may be shown; what is none is not repeated. */
export function shownCode(code: unknown): string {
  return typeof code === 'string' && /^[A-Z][A-Z_]{0,60}$/.test(code) ? code : 'an error without a code';
}
