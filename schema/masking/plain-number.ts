/**
 * A number as it is masked: half-width, and without the spaces and dashes that people put between its groups. What counts as
 * the first or last characters would otherwise depend on how somebody wrote it.
 */
export function plainNumber(text: string): string {
  return text.normalize('NFKC').replace(/[\s\p{Pd}\p{Cf}]/gu, '');
}
