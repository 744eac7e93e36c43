import { HubError } from '../../schema/errors.ts';
import { openExistingTrail } from '../../storage/audit/open-trail.ts';
import type { AuditTrail, ChainedEntry } from '../../storage/audit/port.ts';
import type { StoreOptions } from '../open-store.ts';

export interface AuditShowOptions extends StoreOptions {
  readonly requestId?: string;
  readonly subject?: string;
  readonly caller?: string;
  readonly first: number;
  readonly json?: boolean;
}

/** Prints entries of the audit trail: the one of a number, or the latest that match. */
export async function auditShow(seq: number | undefined, options: AuditShowOptions): Promise<void> {
  const trail = await openExistingTrail(options.store, options.data);
  try {
    const entries = await asked(trail, seq, options);
    if (entries.length === 0) throw invalid('the audit trail has no such entry.');
    for (const entry of entries) console.log(options.json ? JSON.stringify(entry) : sheet(entry));
  } finally {
    await trail.close();
  }
}

async function asked(
  trail: AuditTrail,
  seq: number | undefined,
  { requestId, subject, caller, first }: AuditShowOptions,
): Promise<readonly ChainedEntry[]> {
  const conditions = {
    ...(requestId === undefined ? {} : { requestId }),
    ...(subject === undefined ? {} : { subject }),
    ...(caller === undefined ? {} : { callerId: caller }),
  };
  if (seq === undefined && Object.keys(conditions).length === 0) {
    throw invalid('name an entry by its number, or give --request-id, --subject or --caller.');
  }
  if (seq === undefined) return (await trail.find({ ...conditions, first })).entries;
  const entry = await trail.entry(seq);
  return entry === null ? [] : [entry];
}

/** The entry for people, a line each for what there is. */
function sheet({ seq, hash, entry }: ChainedEntry): string {
  const { caller, coordinates, operation } = entry;
  const denied = coordinates.denied.map(({ coordinate, reason }) => `${coordinate} (${reason})`);
  const lines: readonly (readonly [string, string])[] = [
    ['entry', `${seq} ${hash}`],
    ['at', `${entry.at}, ${entry.durationMs} ms`],
    ['request', entry.requestId],
    ['caller', [caller.kind, caller.id, caller.department].filter((part) => part !== null).join(' ')],
    ['purpose', [entry.purpose, entry.caseNumber].filter((part) => part !== null).join(' ')],
    ['grants', entry.grants.join(', ')],
    ['operation', [operation.kind, operation.name, operation.hash].filter((part) => part !== null).join(' ')],
    ['outcome', [entry.outcome, ...entry.errors].join(' ')],
    ['items', entry.items.join(', ')],
    ['subjects', entry.subjects.join(', ')],
    ['clear', coordinates.clear.join(', ')],
    ['masked', coordinates.masked.join(', ')],
    ['denied', denied.join(', ')],
    ['joined', coordinates.joined.join(', ')],
  ];
  return lines.flatMap(([name, text]) => (text === '' ? [] : [`${name.padEnd(10)}${text}`])).join('\n');
}

function invalid(problem: string): HubError {
  return new HubError('CONFIG_INVALID', { details: { problem } });
}
