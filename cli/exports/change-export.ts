import type { ServerResponse } from 'node:http';
import type { Handler } from '../../gateway/http-server.ts';
import { requestIdOf } from '../../gateway/request/receive.ts';
import { respondWithError } from '../../gateway/request/respond.ts';
import { ERRORS, HubError } from '../../schema/errors.ts';
import { withTightHeaps } from '../tight-heap.ts';
import { ExportPages, type PagesSetting } from './export-pages.ts';
import { LineStream } from './line-stream.ts';

/** What exports are made with. */
export interface ExportSetting extends PagesSetting {
  readonly log: (cause: unknown) => void;
  /** Longest wait for a reader that takes nothing, in milliseconds. */
  readonly idleMs?: number;
}

/**
 * Streams all changes after a cursor, each with all that the caller may see of its record: GET
 * /exchange/export?after=CURSOR&departments=A,B&items=X,Y&first=N, under the rights, purpose, filter and cursor of `changes`. Answers with
 * newline-delimited JSON: lines `{"change":…}`; after each page of them, of at most N, `{"page":{"cursor":…}}`, from which an interrupted reader
 * goes on; at the end `{"complete":…}`, or `{"error":{"code":…}}`. Nothing of a page is sent before it is written down.
 */
export function changeExport(setting: ExportSetting): Handler {
  const answer: Handler = async (message, response) => {
    const requestId = requestIdOf(message);
    let lines: LineStream | null = null;
    try {
      if (message.method !== 'GET') throw new HubError('METHOD_NOT_ALLOWED', { details: { allowed: 'GET' } });
      const pages = new ExportPages(message, requestId, setting);
      const first = await pages.next();
      lines = new LineStream(message, response, requestId, setting.idleMs);
      let changes = 0;
      for (let page = first; ; page = await pages.next()) {
        changes += page.changes;
        await lines.write(page.text);
        if (lines.isGone) return;
        if (page.isLast) return lines.end({ complete: { cursor: page.cursor, changes } });
      }
    } catch (cause) {
      const error = cause instanceof HubError ? cause : new HubError('INTERNAL', { cause });
      if (ERRORS[error.code].status >= 500) setting.log(cause);
      if (lines === null) refuse(error, requestId, response);
      else lines.end({ error: { code: error.code, message: error.message, retryable: ERRORS[error.code].retryable } });
    }
  };
  return (message, response) => withTightHeaps(() => answer(message, response));
}

function refuse(error: HubError, requestId: string, response: ServerResponse): void {
  if (response.headersSent) response.destroy();
  else respondWithError(error, requestId, response, true);
}
