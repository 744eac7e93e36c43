import { createHash } from 'node:crypto';
import { ALL_ROWS, type Grant } from '../../schema/access/grant.ts';
import type { Caller, Passport } from '../../schema/access/passport.ts';
import type { Rights } from '../../schema/access/sight.ts';

const APPLICATION: Caller = { kind: 'application', id: 'test-app', department: 'market', subject: null };

/** Rights as a test names them; what it leaves out opens nothing, and limits nothing. */
export type TestGrant = Partial<Omit<Grant, 'rows'>> & { readonly rows?: Partial<Grant['rows']> };

/** The passport of an application with these grants, for some purpose. */
export function passportWith(...grants: readonly TestGrant[]): Passport {
  return passportOf({ authenticated: true, grants: grants.map(whole) });
}

/** The same for a caller that reads by its subjects' leave. */
export function byConsent({ rights: { grants } }: Passport): Passport {
  return passportOf({ authenticated: 'by-consent', grants });
}

function passportOf(rights: Rights): Passport {
  const rightsKey = createHash('sha256').update(JSON.stringify(rights)).digest('base64url');
  return { caller: APPLICATION, purpose: 'daily-supervision', caseNumber: null, rights, rightsKey };
}

function whole({ rows, ...given }: TestGrant): Grant {
  return {
    source: 'agreement-1',
    clear: [],
    masked: [],
    policies: [],
    items: null,
    ...given,
    rows: { ...ALL_ROWS, ...rows },
  };
}
