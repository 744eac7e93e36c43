import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Handler } from '../../gateway/http-server.ts';
import type { Outcome } from '../../gateway/request/outcome.ts';
import { requestIdOf } from '../../gateway/request/receive.ts';
import { respondWithError } from '../../gateway/request/respond.ts';
import type { Standing } from '../../gateway/rights/standing.ts';
import type { Passport } from '../../schema/access/passport.ts';
import { HubError } from '../../schema/errors.ts';
import { purposesFor } from '../../seeds/reference/purposes.ts';
import type { AuditTrail } from '../../storage/audit/port.ts';
import type { Batch, RowProblem } from '../../storage/collection/port.ts';
import type { HubStore } from '../../storage/port.ts';
import type { CollectedItem, Collection } from '../../subgraphs/_runtime/intake/collection.ts';
import { ndjsonTable } from '../../subgraphs/_runtime/intake/ndjson-table.ts';
import { takeRows } from '../../subgraphs/_runtime/intake/take-rows.ts';
import { cityDay } from '../../subgraphs/_runtime/subgraph-context.ts';
import { reportEntry } from './report-entry.ts';

/** What reports are taken with. */
export interface ReportSetting {
  readonly standingOf: (message: IncomingMessage) => Promise<Outcome<Standing>>;
  readonly collection: Collection;
  readonly store: HubStore;
  readonly audit: AuditTrail;
  readonly now: () => Date;
  readonly log: (cause: unknown) => void;
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

/**
 * Takes rows of a catalogue item of the caller's own department as they come: POST /records/{item}?batch=KEY with newline-delimited
 * JSON, an object of texts and numbers by heading in each line. Answers with newline-delimited JSON as well: a line for each row
 * that is not plainly accepted, and at the end one with the batch or an error. Rows are read only as fast as they are taken.
 */
export function recordReports(setting: ReportSetting): Handler {
  return async (message, response) => {
    const requestId = requestIdOf(message);
    try {
      const report = await reportOf(message, requestId, setting);
      if (report instanceof HubError) return respondWithError(report, requestId, response);
      await setting.audit.append(reportEntry(report, report.item.type.entry.code, setting.now()));
      await take(report, message, response, setting);
    } catch (cause) {
      setting.log(cause);
      const error = cause instanceof HubError ? cause : new HubError('INTERNAL', { cause });
      if (response.headersSent) response.destroy();
      else respondWithError(error, requestId, response);
    }
  };
}

async function reportOf(
  message: IncomingMessage,
  requestId: string,
  { standingOf, collection }: ReportSetting,
): Promise<Report | HubError> {
  if (message.method !== 'POST') return new HubError('METHOD_NOT_ALLOWED', { details: { allowed: 'POST' } });
  const type = message.headers['content-type']?.split(';')[0]?.trim();
  if (type !== 'application/x-ndjson') return new HubError('UNSUPPORTED_MEDIA_TYPE');
  const standing = await standingOf(message);
  if (standing.kind === 'refused') return standing.error;
  const { passport } = standing.value;
  const { pathname, searchParams } = new URL(message.url ?? '/', 'http://hub');
  const item = collection.items.get(ITEM_PATH.exec(pathname)?.[1] ?? '');
  const key = searchParams.get('batch') ?? '';
  const refusal = refusalOf(passport, item);
  if (refusal !== null || item === undefined) return refusal ?? new HubError('NOT_FOUND');
  if (key === '' || key.length > MAX_KEY_CHARACTERS) {
    const problem = `the address needs ?batch= with a name of 1 to ${MAX_KEY_CHARACTERS} characters for the batch.`;
    return new HubError('BAD_REQUEST', { details: { problem } });
  }
  return { requestId, passport, item, key };
}

/** Items of others look as if they were not there. */
function refusalOf({ caller, purpose }: Passport, item: CollectedItem | undefined): HubError | null {
  if (caller.kind === 'anonymous') return new HubError('UNAUTHENTICATED');
  const mayReport = caller.kind === 'application' || caller.kind === 'officer';
  if (!mayReport || item === undefined || caller.department !== item.department.code) return new HubError('NOT_FOUND');
  if (purposesFor('records').includes(purpose ?? '')) return null;
  const problem = `records are reported under the purpose ${purposesFor('records').join(' or ')}; name it in x-credit-purpose.`;
  return new HubError('PURPOSE_INVALID', { details: { problem } });
}

async function take(
  { item, key, passport }: Report,
  message: IncomingMessage,
  response: ServerResponse,
  { collection, store, now }: ReportSetting,
): Promise<void> {
  const table = await ndjsonTable(message);
  const read = item.reader(table.header, cityDay(now()));
  response.writeHead(200, { 'content-type': 'application/x-ndjson; charset=utf-8', 'cache-control': 'no-store' });
  const lines = new Lines(response);
  try {
    const delivery = {
      opening: { key, source: 'upload', reportedBy: passport.caller.id } as const,
      read,
      rows: table.rows,
    };
    const place = { item, store, collection: collection.store, now };
    const batch = await takeRows(delivery, place, ({ outcomes }) => {
      for (const outcome of outcomes) lines.outcome(outcome);
      return lines.drained();
    });
    lines.end(summary(batch));
  } catch (error) {
    if (!(error instanceof HubError)) throw error;
    lines.end({ error: { code: error.code, message: error.message } });
  }
}

function summary({ id, counts, finishedAt }: Batch) {
  return { batch: { id, ...counts, finishedAt } };
}

/** The lines of the answer, written no faster than the client reads them. */
class Lines {
  readonly #response: ServerResponse;

  constructor(response: ServerResponse) {
    this.#response = response;
  }

  outcome({ row, outcome, findings }: RowProblem): void {
    if (outcome === 'accepted' && findings.length === 0) return;
    this.#response.write(`${JSON.stringify({ row, outcome, findings })}\n`);
  }

  async drained(): Promise<void> {
    if (!this.#response.writableNeedDrain) return;
    await new Promise<void>((resolve) => {
      this.#response.once('drain', resolve).once('close', resolve);
    });
  }

  end(last: object): void {
    this.#response.end(`${JSON.stringify(last)}\n`);
  }
}
