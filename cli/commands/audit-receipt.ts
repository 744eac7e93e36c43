import { HubError } from '../../schema/errors.ts';
import { type PublicKeys, verifyReceipt } from '../../storage/audit/receipt.ts';
import { readGivenBytes, readGivenFile } from '../read-given-file.ts';

export interface AuditReceiptOptions {
  /** File with the hub's public key set. */
  readonly keys: string;
  /** File with the response body, byte for byte. */
  readonly response?: string;
}

/** Verifies a receipt that a consumer has kept, against its answer where that is given. */
export async function auditReceipt(file: string, { keys, response }: AuditReceiptOptions): Promise<void> {
  const jws = readGivenFile(file, 'a receipt', (text) => text.trim());
  const keySet = readGivenFile(keys, 'a JSON Web Key Set', toKeySet);
  const verdict = verifyReceipt(jws, keySet, response === undefined ? undefined : readGivenBytes(response));
  if (verdict.kind === 'refused') throw invalid(`the receipt in ${file} does not hold: ${verdict.problem}`);
  console.log(JSON.stringify(verdict.receipt, null, 2));
  console.log(
    response === undefined ? 'The hub signed this receipt.' : 'The hub signed this receipt, for exactly this response.',
  );
}

function toKeySet(text: string): PublicKeys {
  const set = JSON.parse(text) as Partial<PublicKeys> | null; // cast: checked on the next line; keys are, when one is used
  if (!Array.isArray(set?.keys)) throw new Error('no keys');
  return { keys: set.keys };
}

function invalid(problem: string): HubError {
  return new HubError('CONFIG_INVALID', { details: { problem } });
}
