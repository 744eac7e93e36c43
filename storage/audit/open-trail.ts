import { HubError } from '../../schema/errors.ts';
import { EmbeddedTrail, embeddedTrailExists } from './embedded/embedded-trail.ts';
import { defaultAlgorithm, type HashAlgorithm } from './hash-algorithm.ts';
import type { AuditLedger } from './port.ts';
import { DEFAULT_SEGMENT_ENTRIES, type SealingRule } from './sealing-rule.ts';

/** How long a commit may take before whoever waits for it is told AUDIT_UNAVAILABLE. */
const DEFAULT_DEADLINE_MS = 15_000;

/** What a new trail is made with; one that is there keeps its algorithm and segments. */
export interface TrailOptions {
  /** SM3 unless told otherwise. */
  readonly algorithm?: HashAlgorithm;
  /** 1,024 unless told otherwise. */
  readonly segmentEntries?: number;
  readonly deadlineMs?: number;
}

/**
 * Opens the audit trail beside the store of a location, as `--store` and `--data` give it, or makes a new one.
 *
 * @throws HubError CONFIG_INVALID, STORE_NOT_WRITABLE, STORE_DAMAGED, STORE_UNAVAILABLE, AUDIT_UNAVAILABLE
 */
export async function openTrail(
  location: string | undefined,
  dataFolder: string,
  options: TrailOptions = {},
): Promise<AuditLedger> {
  const { deadlineMs = DEFAULT_DEADLINE_MS, ...asked } = options;
  const rule: SealingRule = { algorithm: defaultAlgorithm(), segmentEntries: DEFAULT_SEGMENT_ENTRIES, ...asked };
  if (location === undefined) return new EmbeddedTrail(dataFolder, rule, deadlineMs);
  const { openMongoTrail } = await mongo();
  return openMongoTrail(location, rule);
}

/**
 * The same for a trail that must be there already.
 *
 * @throws HubError CONFIG_INVALID when there is none.
 */
export async function openExistingTrail(location: string | undefined, dataFolder: string): Promise<AuditLedger> {
  const exists =
    location === undefined ? embeddedTrailExists(dataFolder) : await (await mongo()).mongoTrailExists(location);
  if (exists) return openTrail(location, dataFolder);
  const problem = 'there is no audit trail yet; a gateway makes it. Name its place with --data or --store.';
  throw new HubError('CONFIG_INVALID', { details: { problem } });
}

/** Loaded only when it is needed: the driver is slow to load. */
function mongo() {
  return import('./mongodb/mongo-trail.ts');
}
