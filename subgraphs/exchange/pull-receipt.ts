import type { PullReceipt } from '../../storage/exchange/port.ts';
import { invalidArgument } from '../_runtime/invalid-argument.ts';
import { type Receipt, receiptsOf } from '../_runtime/receipt.ts';

/**
 * What a puller says became of what it pulled; null where it says nothing.
 *
 * @throws HubError INVALID_ARGUMENT for numbers that cannot be
 */
export function givenReceipt(receipt: PullReceipt | null | undefined): PullReceipt | null {
  if (receipt == null) return null;
  const { received, valid, loaded } = receipt;
  if (loaded < 0 || valid < loaded || received < valid) {
    throw invalidArgument('receipt', 'no more can be loaded than is valid, nor be valid than was received.');
  }
  return { received, valid, loaded };
}

/** The three layers, as a puller has confirmed them; none where it has told no numbers. */
export function pullReceipts(receipt: PullReceipt | null, at: string): readonly Receipt[] {
  return receipt === null ? [] : receiptsOf(receipt, at);
}
