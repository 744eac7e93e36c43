import type { AuditLedger, AuditReceiptPlace, ChainedEntry } from './port.ts';
import type { TrailToVerify } from './verify-trail.ts';

/** Entries of one read. */
const PAGE = 500;

/** What verification is told beside the trail. */
export interface VerifyOptions {
  readonly archivedTo: number;
  readonly anchors: readonly AuditReceiptPlace[];
}

/** The trail as it is now, for verification; what is appended meanwhile is left out. */
export async function wholeTrail(ledger: AuditLedger, { archivedTo, anchors }: VerifyOptions): Promise<TrailToVerify> {
  // In this order: segments that are sealed later are over entries that are not read.
  const segments = await ledger.segments();
  const head = await ledger.head();
  const entries = entriesBetween(ledger, archivedTo, head);
  const firstHidden = (page: readonly ChainedEntry[]) => ledger.firstHidden(page);
  return { rule: ledger.rule, segments, entries, head, firstHidden, archivedTo, anchors };
}

async function* entriesBetween(ledger: AuditLedger, after: number, to: number): AsyncGenerator<ChainedEntry> {
  for (let last = after; last < to; ) {
    const page = await ledger.entries(last, Math.min(PAGE, to - last));
    yield* page;
    const reached = page.at(-1)?.seq;
    if (reached === undefined) return; // the rest is not there; verification says so
    last = reached;
  }
}
