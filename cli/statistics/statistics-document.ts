import type { IncomingMessage } from 'node:http';
import type { Handler } from '../../gateway/http-server.ts';
import type { Outcome } from '../../gateway/request/outcome.ts';
import { requestIdOf } from '../../gateway/request/receive.ts';
import { respondWithError } from '../../gateway/request/respond.ts';
import type { Standing } from '../../gateway/rights/standing.ts';
import type { Passport } from '../../schema/access/passport.ts';
import { HubError } from '../../schema/errors.ts';
import type { AuditEntry, AuditTrail } from '../../storage/audit/port.ts';
import { figuresFor } from '../../subgraphs/_runtime/figures/figures.ts';
import type { FiguresBook } from '../../subgraphs/_runtime/figures/figures-book.ts';
import { cityDay } from '../../subgraphs/_runtime/subgraph-context.ts';
import { actEntry } from '../act-entry.ts';
import { figuresCsv } from './figures-csv.ts';
import { figuresQuestion } from './figures-question.ts';

export interface StatisticsSetting {
  readonly standingOf: (message: IncomingMessage) => Promise<Outcome<Standing>>;
  readonly figures: FiguresBook;
  readonly audit: AuditTrail;
  readonly now: () => Date;
  readonly log: (cause: unknown) => void;
}

const METHODS = ['GET', 'HEAD'];

/**
 * Figures as CSV: GET with ?by=department,month&from=2026-01&to=2026-11&department=CODE. Who is told what is as in the graph; what the
 * caller may not be told is not there. Who asks with a token stands in the audit trail.
 */
export function statisticsDocument(setting: StatisticsSetting): Handler {
  return async (message, response) => {
    const requestId = requestIdOf(message);
    try {
      const csv = await answer(message, requestId, setting);
      response.writeHead(200, {
        'content-type': 'text/csv; charset=utf-8; header=present',
        'content-disposition': 'attachment; filename="coordination.csv"',
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
        'x-request-id': requestId,
      });
      response.end(message.method === 'HEAD' ? undefined : csv);
    } catch (cause) {
      const error = cause instanceof HubError ? asOfPage(cause) : new HubError('INTERNAL', { cause });
      if (error.code === 'INTERNAL' || error.code.startsWith('STORE_')) setting.log(cause);
      respondWithError(error, requestId, response);
    }
  };
}

async function answer(message: IncomingMessage, requestId: string, setting: StatisticsSetting): Promise<string> {
  if (!METHODS.includes(message.method ?? '')) {
    throw new HubError('METHOD_NOT_ALLOWED', { details: { allowed: METHODS.join(', ') } });
  }
  const standing = await setting.standingOf(message);
  if (standing.kind === 'refused') throw standing.error;
  const { passport } = standing.value;
  const { searchParams } = new URL(message.url ?? '/', 'http://hub');
  const question = figuresQuestion(Object.fromEntries(searchParams));
  const now = setting.now();
  const figures = await figuresFor(passport, question, setting.figures, cityDay(now));
  if (figures === null) throw new HubError('NOT_FOUND');
  const csv = figuresCsv(figures);
  if (passport.caller.kind !== 'anonymous') {
    await setting.audit.append(auditEntry(passport, requestId, searchParams.toString(), csv, now));
  }
  return csv;
}

/** Nobody takes an error for a file of figures: what the graph answers beside its data is a bad request here. */
function asOfPage(error: HubError): HubError {
  if (error.code !== 'INVALID_ARGUMENT') return error;
  const { argument, problem } = error.details;
  return new HubError('BAD_REQUEST', { cause: error, details: { problem: `"${argument}": ${problem}` } });
}

/** Written down before the answer leaves. It is about no subject: figures are about none. */
function auditEntry(passport: Passport, requestId: string, asked: string, csv: string, at: Date): AuditEntry {
  return actEntry(
    { requestId, passport, at, name: 'statistics', kind: 'query', asked, answered: csv },
    { coordinates: { clear: ['Query.coordinationFigures'], masked: [], denied: [], joined: [] } },
  );
}
