import { HubError } from '../../schema/errors.ts';
import { inclusionProof, proofProblem } from '../../storage/audit/inclusion-proof.ts';
import { openExistingTrail } from '../../storage/audit/open-trail.ts';
import type { AuditLedger, SealedSegment } from '../../storage/audit/port.ts';
import type { StoreOptions } from '../open-store.ts';
import { readGivenFile } from '../read-given-file.ts';

export interface AuditProveOptions extends StoreOptions {
  /** File with a proof. */
  readonly check?: string;
}

/** Prints a proof that an entry is in its sealed segment or, with `--check`, holds one against itself. */
export async function auditProve(seq: number | undefined, options: AuditProveOptions): Promise<void> {
  if (options.check !== undefined) return checkProof(options.check);
  if (seq === undefined) throw invalid('name an entry by its number, or a proof with --check.');
  const trail = await openExistingTrail(options.store, options.data);
  try {
    console.log(JSON.stringify(await prove(trail, seq), null, 2));
  } finally {
    await trail.close();
  }
}

async function prove(trail: AuditLedger, seq: number) {
  const [entry, segments] = await Promise.all([trail.entry(seq), trail.segments()]);
  if (entry === null) throw invalid(`the audit trail has no entry ${seq}.`);
  const segment = segments.find(({ from, to }) => from <= seq && seq <= to);
  if (segment === undefined) throw invalid(`entry ${seq} is in no sealed segment yet; run "credit-hub audit seal".`);
  return inclusionProof(entry, segment, await placesOf(trail, segment));
}

function placesOf(trail: AuditLedger, { from, to }: SealedSegment) {
  return trail.entries(from - 1, to - from + 1);
}

/** @throws HubError AUDIT_DAMAGED where the proof does not hold. */
function checkProof(file: string): void {
  const proof: unknown = readGivenFile(file, 'JSON', (text) => JSON.parse(text));
  const problem = proofProblem(proof);
  const { seq = 0, segment } = (proof ?? {}) as { seq?: number; segment?: SealedSegment }; // cast: only read where it holds
  if (problem !== null) throw invalid(`the proof in ${file} does not hold: ${problem}`);
  console.log(`Entry ${seq} is in the segment ${segment?.from} to ${segment?.to}, if its published root is`);
  console.log(segment?.root);
}

function invalid(problem: string): HubError {
  return new HubError('CONFIG_INVALID', { details: { problem } });
}
