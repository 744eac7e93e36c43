import { maskAccount } from './mask-account.ts';
import { maskAddress } from './mask-address.ts';
import { maskAmount } from './mask-amount.ts';
import { maskIdNumber } from './mask-id-number.ts';
import { maskName } from './mask-name.ts';
import { maskPhone } from './mask-phone.ts';

/** What masks need to know beside the value. */
export interface MaskTables {
  /** Surnames of two characters. */
  readonly compoundSurnames: ReadonlySet<string>;
}

const MASKS: Readonly<Record<string, (text: string, tables: MaskTables) => string | null>> = {
  NAME: (text, { compoundSurnames }) => maskName(text, compoundSurnames),
  ID_NUMBER: maskIdNumber,
  PHONE: maskPhone,
  ADDRESS: maskAddress,
  ACCOUNT: maskAccount,
  AMOUNT_BAND: maskAmount,
};

/**
 * The value as the rule (`MaskRule` of the schema) shows it, each of a list by itself; still a value of its type. Null stays
 * null. What no rule is known for, or is no text, becomes null too: nothing is shown in clear for want of a way to mask it.
 */
export function maskValue(rule: string, value: unknown, tables: MaskTables): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => maskValue(rule, item, tables));
  const mask = Object.hasOwn(MASKS, rule) ? MASKS[rule] : undefined;
  return typeof value === 'string' && mask !== undefined ? mask(value, tables) : null;
}
