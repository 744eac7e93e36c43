import { HubError } from '../../schema/errors.ts';
import { addDays } from '../../schema/iso-date.ts';
import type { AuditEntry } from '../../storage/audit/port.ts';
import type { CaseWork } from '../_runtime/case-work.ts';
import type { DecidedCase, Related } from './decided-case.ts';
import { listingById } from './listing-book.ts';
import { recipientOf } from './notice.ts';

/** Entries that are read at a time. */
const PAGE = 500;

/** What of a reading counts. */
export interface ReadingSpan {
  /** RFC 3339 in UTC. */
  readonly since: string;
  readonly until?: string;
}

/**
 * Everybody who has received something of the decision, sorted: who read it, by the audit trail; who pulls its department's changes;
 * the departments that were given tasks upon it. The department that decided knows, and is left out. The trail names catalogue items, not
 * records: who read another record of the item about the subject is told as well, rather than somebody not.
 *
 * @throws HubError AUDIT_UNAVAILABLE where nobody can say who read it
 */
export async function recipientsOf(about: DecidedCase, work: CaseWork): Promise<readonly string[]> {
  const { subjectId, owner, decidedOn, notices } = about;
  const related = about.related ?? { records: [], listings: [] };
  const found = new Set([...notices.map(({ recipient }) => recipient), ...(await pullersOf(owner, related, work))]);
  for await (const { caller } of readingsOf(subjectId, related, { since: startOf(decidedOn) }, work)) {
    const recipient = recipientOf(caller);
    if (recipient !== null) found.add(recipient);
  }
  for (const id of related.listings) {
    for (const { department } of (await listingById(id, work))?.tasks ?? []) found.add(department);
  }
  found.delete(owner);
  return [...found].sort();
}

/**
 * Requests that were answered with something of the decision, latest first.
 *
 * @throws HubError AUDIT_UNAVAILABLE in a process without an audit trail
 */
export async function* readingsOf(
  subject: string,
  related: Related,
  span: ReadingSpan,
  { audit }: Pick<CaseWork, 'audit'>,
): AsyncGenerator<AuditEntry> {
  if (audit === null) throw new HubError('AUDIT_UNAVAILABLE', { cause: new Error('this process has no audit trail') });
  for (let before: number | undefined; ; ) {
    const page = await audit.find({ subject, ...span, first: PAGE, ...(before === undefined ? {} : { before }) });
    for (const { entry } of page.entries) if (isReading(entry, related)) yield entry;
    before = page.entries.at(-1)?.seq;
    if (!page.hasNextPage || before === undefined) return;
  }
}

/** Entries belong to no catalogue item: of these the types tell. */
function isReading({ outcome, items, coordinates }: AuditEntry, { records, listings }: Related): boolean {
  const given = [...coordinates.clear, ...coordinates.masked];
  if (outcome !== 'answered' || given.length === 0) return false;
  if (records.some(({ item }) => items.includes(item))) return true;
  return listings.length > 0 && given.some((coordinate) => ENTRY_TYPES.includes(coordinate.split('.')[0] ?? ''));
}

const ENTRY_TYPES = ['JointListing', 'JointTask', 'CreditCheck', 'CheckHit'];

/** Whoever pulls is a platform, as far as it is not found among the readers. */
async function pullersOf(owner: string, { records }: Related, { exchange }: CaseWork): Promise<readonly string[]> {
  if (records.length === 0) return [];
  const places = (await exchange?.pullers.places()) ?? [];
  return places.filter(({ place }) => (place[owner] ?? 0) > 0).map(({ caller }) => `platform ${caller}`);
}

/** The instant at which a day begins in the city (UTC+8). */
function startOf(day: string): string {
  return `${addDays(day, -1)}T16:00:00.000Z`;
}
