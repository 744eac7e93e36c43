import type { KeyRing } from './key-ring.ts';

/** What a store keeps of its keys, to know them again: nothing about them can be learned from it. */
export function keyCheck(keys: KeyRing): string {
  return keys.lookupHash('key-check', 'credit-hub');
}
