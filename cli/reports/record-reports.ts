import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Handler } from '../../gateway/http-server.ts';
import type { Outcome } from '../../gateway/request/outcome.ts';
import { requestIdOf } from '../../gateway/request/receive.ts';
import { respondWithError } from '../../gateway/request/respond.ts';
import type { Standing } from '../../gateway/rights/standing.ts';
import type { Passport } from '../../schema/access/passport.ts';
import { HubError } from '../../schema/errors.ts';
import type { AuditTrail } from '../../storage/audit/port.ts';
import type { Batch } from '../../storage/collection/port.ts';
import type { HubStore } from '../../storage/port.ts';
import type { CollectedItem, Collection } from '../../subgraphs/_runtime/intake/collection.ts';
import { ndjsonTable } from '../../subgraphs/_runtime/intake/ndjson-table.ts';
import { takeRows } from '../../subgraphs/_runtime/intake/take-rows.ts';
import { cityDay } from '../../subgraphs/_runtime/subgraph-context.ts';
import { AnswerLines } from './answer-lines.ts';
import { reportEntry } from './report-entry.ts';
import { reportRefusal } from './report-refusal.ts';

/** What reports are taken with. */
export interface ReportSetting {
  readonly standingOf: (message: IncomingMessage) => Promise<Outcome<Standing>>;
  readonly collection: Collection;
  readonly store: HubStore;
  readonly audit: AuditTrail;
  readonly now: () => Date;
  readonly log: (cause: unknown) => void;
  /** Longest wait for a client that neither sends nor reads, in milliseconds. */
  readonly idleMs?: number;
}

/** A report that may be taken. */
interface Report {
  readonly requestId: string;
  readonly passport: Passport;
  readonly item: CollectedItem;
  readonly key: string;
}

const ITEM_PATH = /^\/records\/([a-z][a-z0-9.-]{0,199})$/;
const MAX_KEY_CHARACTERS = 200;
const IDLE_MS = 60_000;

/** Longest time that the rest of a report is read and thrown away once it has its answer, in milliseconds. */
const LINGER_MS = 1_000;

/**
 * Takes rows of a catalogue item of the caller's own department as they come: POST /records/{item}?batch=KEY with newline-delimited
 * JSON, an object of texts and numbers by heading in each line. Answers with newline-delimited JSON as well: a line for each row
 * that is not plainly accepted, and at the end one with the batch or an error. Rows are read only as fast as they are taken.
 */
export function recordReports(setting: ReportSetting): Handler {
  return async (message, response) => {
    const requestId = requestIdOf(message);
    message.setTimeout(setting.idleMs ?? IDLE_MS, () => message.destroy());
    try {
      const report = await reportOf(message, requestId, setting);
      if (report instanceof HubError) return respondWithError(report, requestId, response);
      await setting.audit.append(reportEntry(report, report.item.type.entry.code, setting.now()));
      await take(report, message, response, setting);
    } catch (cause) {
      if (message.destroyed && !message.complete) return; // the client has gone; it comes again with the same key
      const error = cause instanceof HubError ? cause : new HubError('INTERNAL', { cause });
      if (!isOfClient(error)) setting.log(cause);
      if (response.headersSent) response.destroy();
      else respondWithError(error, requestId, response);
    } finally {
      endSoon(message);
    }
  };
}

async function reportOf(
  message: IncomingMessage,
  requestId: string,
  { standingOf, collection }: ReportSetting,
): Promise<Report | HubError> {
  if (message.method !== 'POST') return new HubError('METHOD_NOT_ALLOWED', { details: { allowed: 'POST' } });
  if (!isNdjson(message)) return new HubError('REPORT_TYPE_UNSUPPORTED');
  const standing = await standingOf(message);
  if (standing.kind === 'refused') return standing.error;
  const { passport } = standing.value;
  const { pathname, searchParams } = new URL(message.url ?? '/', 'http://hub');
  const item = collection.items.get(ITEM_PATH.exec(pathname)?.[1] ?? '');
  const key = searchParams.get('batch') ?? '';
  const refusal = reportRefusal(passport, item);
  if (refusal !== null || item === undefined) return refusal ?? new HubError('NOT_FOUND');
  if (key === '' || key.length > MAX_KEY_CHARACTERS) {
    const problem = `the address needs ?batch= with a name of 1 to ${MAX_KEY_CHARACTERS} characters for the batch.`;
    return new HubError('BAD_REQUEST', { details: { problem } });
  }
  return { requestId, passport, item, key };
}

function isNdjson({ headers }: IncomingMessage): boolean {
  const type = headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  return type === 'application/x-ndjson' && (headers['content-encoding'] ?? 'identity') === 'identity';
}

async function take(
  { item, key, passport, requestId }: Report,
  message: IncomingMessage,
  response: ServerResponse,
  { collection, store, now }: ReportSetting,
): Promise<void> {
  // Whoever sends a bad line is to read why: to stop reading must not end the connection.
  const table = await ndjsonTable(message.iterator({ destroyOnReturn: false }));
  const read = item.reader(table.header, cityDay(now()));
  const delivery = {
    opening: { key, source: 'upload', reportedBy: passport.caller.id } as const,
    header: table.header,
    read,
    rows: table.rows,
  };
  const place = { item, store, collection: collection.store, now };
  const lines = new AnswerLines(response, requestId);
  try {
    const batch = await takeRows(delivery, place, ({ outcomes }) => lines.write(outcomes));
    lines.end(summary(batch));
  } catch (error) {
    if (!(error instanceof HubError && lines.areBegun)) throw error;
    lines.end({ error: { code: error.code, message: error.message } });
  }
}

function summary({ id, counts, finishedAt }: Batch) {
  return { batch: { id, ...counts, finishedAt } };
}

/** What is wrong with the rows is told to whoever sends them, and is no news for the log. */
function isOfClient({ code }: HubError): boolean {
  return (
    code === 'TABLE_INVALID' || code === 'TABLE_TOO_LARGE' || code === 'HEADINGS_INVALID' || code === 'BATCH_KEY_TAKEN'
  );
}

/** Lets a client that has its answer read it, and reads what it still sends for a moment only. */
function endSoon(message: IncomingMessage): void {
  if (message.complete || message.destroyed) return;
  const timer = setTimeout(() => message.destroy(), LINGER_MS);
  message.once('end', () => clearTimeout(timer)).once('close', () => clearTimeout(timer));
  message.resume();
}
