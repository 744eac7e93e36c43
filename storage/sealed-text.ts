import type { SealedFields } from './port.ts';

/** Null for nothing sealed, to keep rows and documents small. */
export function sealedText(sealed: SealedFields): string | null {
  return Object.keys(sealed).length === 0 ? null : JSON.stringify(sealed);
}

/** @param text made by `sealedText` */
export function parseSealed(text: string | null): SealedFields {
  return text === null ? {} : (JSON.parse(text) as SealedFields); // cast: see above
}
