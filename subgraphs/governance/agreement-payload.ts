import { HubError } from '../../schema/errors.ts';
import type { Agreement } from '../../storage/governance/port.ts';
import { CONFLICT, type Problem } from '../_runtime/problem.ts';
import type { SubgraphContext } from '../_runtime/subgraph-context.ts';
import { visibleAgreement } from './agreement-queries.ts';
import { storeOf } from './governance-context.ts';

/** What a step came to. */
export interface AgreementPayload {
  /** As it is now; null where there is none that the caller may see. */
  readonly agreement: Agreement | null;
  readonly problems: readonly Problem[];
}

/** Nothing was done. */
export function refused(agreement: Agreement | null, ...problems: readonly Problem[]): AgreementPayload {
  return { agreement, problems };
}

/** Saves the agreement, unless somebody else has saved it meanwhile; then says what that one left. */
export async function saved(agreement: Agreement, context: SubgraphContext): Promise<AgreementPayload> {
  try {
    await storeOf(context).saveAgreement(agreement);
    return { agreement, problems: [] };
  } catch (error) {
    if (!(error instanceof HubError && error.code === 'CONFLICT')) throw error;
    return refused(await visibleAgreement(agreement.id, context), CONFLICT);
  }
}
