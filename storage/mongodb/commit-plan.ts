import type { PreparedChange } from '../port.ts';
import type { WritePlan } from '../write-plan.ts';
import { type CommitDocument, commitKey, MAX_COMMIT_ENTRIES, toCommitEntry } from './commit-document.ts';
import { toRecordDocument } from './record-document.ts';

/** A commit document may have 16 MB; what stands beside the content takes a part of it. */
const MAX_COMMIT_BYTES = 4 * 1024 * 1024;

/** The commit that makes a plan true; null where nothing changes. */
export function commitOf(department: string, plan: WritePlan): CommitDocument | null {
  const [first] = plan.entries;
  if (first === undefined) return null;
  return {
    _id: commitKey(department, first.seq),
    department,
    firstSeq: first.seq,
    lastSeq: first.seq + plan.entries.length - 1,
    entries: plan.entries.map(toCommitEntry),
    pending: true,
    passed: plan.passed.map(toRecordDocument),
    inserts: plan.inserts.map(toRecordDocument),
    replacements: plan.replacements.map(toRecordDocument),
  };
}

/** Cuts changes into batches that fit into a commit. */
export function batches(changes: readonly PreparedChange[]): readonly (readonly PreparedChange[])[] {
  const result: PreparedChange[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const change of changes) {
    const size = Buffer.byteLength(change.content.fields) + Buffer.byteLength(change.content.sealed ?? '');
    const batch = result.at(-1);
    if (batch === undefined || bytes + size > MAX_COMMIT_BYTES || batch.length === MAX_COMMIT_ENTRIES) {
      result.push([change]);
      bytes = size;
    } else {
      batch.push(change);
      bytes += size;
    }
  }
  return result;
}
