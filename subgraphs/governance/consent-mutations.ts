import { authenticatedCaller } from '../_runtime/authenticated-caller.ts';
import { invalid, notAllowed, type Problem } from '../_runtime/problem.ts';
import type { FieldResolver } from '../_runtime/resolver-map.ts';
import type { SubgraphContext } from '../_runtime/subgraph-context.ts';
import { storeOf } from './governance-context.ts';

/** Longest `jti`, in characters. */
const MAX_JTI = 200;

interface ConsentPayload {
  readonly jti: string | null;
  readonly problems: readonly Problem[];
}

/**
 * What subjects do with consents that they gave. A consent may be taken back at any time (个人信息保护法 art. 15); whether the hub has
 * seen it does not matter, so nobody learns by this which consents there are.
 */
export const consentMutations = {
  revokeConsent: async (
    _: unknown,
    { jti }: { jti: string },
    context: SubgraphContext,
  ): Promise<ConsentPayload | null> => {
    const caller = authenticatedCaller(context);
    if (caller === null) return null;
    if (caller.kind !== 'subject' || caller.subject === null) return refused(SUBJECTS_ONLY);
    if (jti.length === 0 || jti.length > MAX_JTI) return refused(WRONG_JTI);
    await storeOf(context).revokeConsent({ jti, subject: caller.subject, at: context.now.toISOString() });
    return { jti, problems: [] };
  },
} satisfies Record<string, FieldResolver>;

const SUBJECTS_ONLY = notAllowed('Only the subject that gave a consent takes it back.');

const WRONG_JTI = invalid('jti', `It is not the "jti" of a consent, of 1 to ${MAX_JTI} characters.`);

function refused(...problems: readonly Problem[]): ConsentPayload {
  return { jti: null, problems };
}
