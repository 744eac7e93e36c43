import { type DocumentNode, Kind } from 'graphql';
import type { Rights } from '../../schema/access/sight.ts';
import { NOTHING_GIVEN } from '../policy/given-inputs.ts';
import type { Policy } from '../policy/policy.ts';
import { prune } from '../policy/prune.ts';
import { clientOperation, executedOperation } from './executed-operation.ts';

/**
 * What of a document's one operation is open under the rights; null where nothing is. The operation has no conditions, and gives
 * no guarded input. Costs milliseconds for a large one; keep what comes of it.
 */
export function openPart(document: DocumentNode, policy: Policy, rights: Rights): DocumentNode | null {
  const client = clientOperation(document, null);
  if (client === undefined) return null;
  const pruned = prune(executedOperation(client, {}).operation, policy, rights, NOTHING_GIVEN);
  if (pruned.kind === 'rejected' || pruned.operation === null) return null;
  const { name } = client.operation;
  return { kind: Kind.DOCUMENT, definitions: [name === undefined ? pruned.operation : { ...pruned.operation, name }] };
}
