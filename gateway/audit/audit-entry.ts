import { distinctDenials } from '../../schema/access/distinct-denials.ts';
import { holdsForNobody } from '../../schema/access/grant.ts';
import type { Passport } from '../../schema/access/passport.ts';
import { bodyHash } from '../../schema/body-hash.ts';
import type { AuditEntry } from '../../storage/audit/port.ts';
import type { AnsweredRequest } from './answered-request.ts';

/** A request and its answer, as the audit trail is to hold them. */
export interface AuditedRequest {
  readonly at: Date;
  readonly requestId: string;
  readonly passport: Passport;
  /** Undefined where the operation was refused before it ran. */
  readonly answered: AnsweredRequest | undefined;
  /** As it was sent. */
  readonly content: Buffer | string;
  readonly body: string;
  /** Error codes of the answer. */
  readonly errors: readonly string[];
  readonly durationMs: number;
}

/** Keyed hash of a variable's value: equal values are seen to be equal, and nothing else is seen of them. */
export type HashVariable = (value: string) => string;

/** The entry of a request. */
export function auditEntry(request: AuditedRequest, hashVariable: HashVariable): AuditEntry {
  const { passport, answered, errors } = request;
  return {
    at: request.at.toISOString(),
    requestId: request.requestId,
    caller: passport.caller,
    purpose: passport.purpose,
    caseNumber: passport.caseNumber,
    grants: answered === undefined ? [] : grantsInUse(passport, answered.scopes),
    operation: answered?.operation ?? NOT_RUN,
    variables: hashedVariables(answered?.variables ?? {}, hashVariable),
    coordinates: answered === undefined ? NOTHING : withRowDenials(answered),
    items: answered === undefined ? [] : itemsOf(answered),
    subjects: answered === undefined ? [] : subjectsOf(answered),
    outcome: answered === undefined ? 'refused' : errors.includes('INTERNAL') ? 'failed' : 'answered',
    errors: [...new Set(errors)].sort(),
    durationMs: Math.round(request.durationMs * 10) / 10,
    requestHash: bodyHash(request.content),
    responseHash: bodyHash(request.body),
  };
}

const NOT_RUN = { hash: '', name: null, kind: 'query' } as const;
const NOTHING = { clear: [], masked: [], denied: [], joined: [] };

/** Grants that opened something of what was returned: those that have one of its scopes, or answer for a policy. */
function grantsInUse({ rights }: Passport, scopes: readonly string[]): readonly string[] {
  if (rights.grants.length === 0) return [];
  const used = new Set(scopes);
  const opens = (names: readonly string[]) => names.some((name) => used.has(name));
  const sources = rights.grants
    .filter(({ rows, clear, masked, policies }) => {
      return !holdsForNobody(rows) && (opens(clear) || opens(masked) || opens(policies));
    })
    .map(({ source }) => source);
  return [...new Set(sources)].sort();
}

/** Rows that departments left out count as denials of their coordinates, beside what came of the other rows. */
function withRowDenials({ coordinates, disclosures }: AnsweredRequest): AuditEntry['coordinates'] {
  const denials = disclosures.flatMap((disclosure) => disclosure.denials);
  if (denials.length === 0) return coordinates;
  return { ...coordinates, denied: distinctDenials([...coordinates.denied, ...denials]) };
}

function subjectsOf({ disclosures }: AnsweredRequest): readonly string[] {
  if (disclosures.length === 1) return [...(disclosures[0]?.subjects ?? [])].sort();
  return [...new Set(disclosures.flatMap(({ subjects }) => subjects))].sort();
}

/** Those of the types that were asked for, and those of which departments spoke besides. */
function itemsOf({ items, disclosures }: AnsweredRequest): readonly string[] {
  const told = disclosures.flatMap((disclosure) => disclosure.items ?? []);
  return told.length === 0 ? items : [...new Set([...items, ...told])].sort();
}

function hashedVariables(
  variables: Readonly<Record<string, unknown>>,
  hashVariable: HashVariable,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(variables).map(([name, value]) => [name, hashVariable(JSON.stringify(value ?? null))]),
  );
}
