import { type Caller, type PrincipalKind, PUBLIC_PASSPORT } from '../schema/access/passport.ts';

/** Who asks, and the scopes that its token brings. */
export interface Principal {
  readonly caller: Caller;
  readonly scopes: readonly string[];
}

/** The public: no token was sent. */
export const ANONYMOUS: Principal = { caller: PUBLIC_PASSPORT.caller, scopes: [] };

/** Kinds that a token can name. */
const KINDS: ReadonlySet<unknown> = new Set<PrincipalKind>([
  'application',
  'platform',
  'subject',
  'agency',
  'officer',
  'auditor',
  'operator',
]);

/**
 * The principal that the claims of a verified token describe: `sub`, `kind`, `scope` (separated by blanks), and `department`
 * or `subject` where the kind has one. Null where they do not: a caller of an unknown kind has no rights to be guessed.
 */
export function principalOf(claims: Readonly<Record<string, unknown>>): Principal | null {
  const { sub, kind, department, subject, scope } = claims;
  if (typeof sub !== 'string' || sub === '' || !KINDS.has(kind)) return null;
  if (kind === 'officer' && typeof department !== 'string') return null;
  if (kind === 'subject' && typeof subject !== 'string') return null;
  return {
    caller: {
      kind: kind as PrincipalKind, // cast: it is in the set
      id: sub,
      department: typeof department === 'string' ? department : null,
      subject: kind === 'subject' ? String(subject) : null,
    },
    scopes: typeof scope === 'string' ? scope.split(' ').filter((part) => part !== '') : [],
  };
}
