import type { IncomingMessage } from 'node:http';
import type { Handler } from '../../gateway/http-server.ts';
import { requestIdOf } from '../../gateway/request/receive.ts';
import { ERRORS, HubError } from '../../schema/errors.ts';
import { cityDay } from '../../subgraphs/_runtime/subgraph-context.ts';
import type { SigningKey } from '../signing-key.ts';
import { errorPage } from './pages/error-page.ts';
import { type Frame, layout, type PageContent } from './pages/layout.ts';
import { looksPersonal } from './personal-number.ts';
import { type SiteAssets, siteAssets } from './site-assets.ts';
import { HTML_TYPE, JSON_TYPE, type SiteDocument, sendDocument } from './site-document.ts';
import { type SiteSource, siteGraph } from './site-graph.ts';
import { type PageAnswer, searchText, sitePages } from './site-pages.ts';
import { type SiteReader, siteReader } from './site-reader.ts';
import { VisitRate } from './visit-rate.ts';
import { visitorAddress } from './visitor-address.ts';

export interface PublicSiteSetting extends SiteSource, SiteLimits {
  /** The hub's own: makes the codes of printed reports. */
  readonly key: SigningKey;
  /** Stands above every page; null for none. */
  readonly notice: string | null;
  /** Address of the page for developers; null where there is none. */
  readonly developers: string | null;
  readonly now: () => Date;
  readonly log: (cause: unknown) => void;
}

/** What is kept from a visitor who asks too much. */
export interface SiteLimits {
  /** Most pages and suggestions that one address gets in a minute. */
  readonly visitsPerMinute: number;
  /** How many proxies of one's own stand before the hub; 0 where visitors come to it directly. */
  readonly proxies: number;
}

/** Visits that a busy reader makes, with the suggestions while one types. */
export const DEFAULT_VISITS_PER_MINUTE = 120;

/** 信用贺州: what the public may see of the graph, as pages that need no script and load nothing from elsewhere. */
export function publicSite(setting: PublicSiteSetting): Handler {
  const clockMs = () => performance.now();
  const assets = siteAssets();
  const reader = siteReader(siteGraph(setting), clockMs);
  const { key, notice, developers, visitsPerMinute, proxies, now, log } = setting;
  const site: Site = {
    assets,
    reader,
    pages: sitePages({ reader, key, today: () => cityDay(now()) }),
    rate: new VisitRate(visitsPerMinute, clockMs),
    visitsPerMinute,
    proxies,
    frame: { ...assets, notice, developers },
  };
  return async (message, response) => {
    const requestId = requestIdOf(message);
    try {
      const document = await answer(message, site).catch((cause: unknown) => {
        const error = cause instanceof HubError ? cause : new HubError('INTERNAL', { cause });
        if (ERRORS[error.code].status >= 500) log(cause);
        return errorDocument(error, requestId, message, site.frame);
      });
      await sendDocument(document, requestId, message, response);
    } catch (cause) {
      log(cause);
      response.destroy();
    }
  };
}

interface Site {
  readonly assets: SiteAssets;
  readonly reader: SiteReader;
  readonly pages: ReturnType<typeof sitePages>;
  readonly rate: VisitRate;
  readonly visitsPerMinute: number;
  readonly proxies: number;
  readonly frame: Frame;
}

async function answer(message: IncomingMessage, site: Site): Promise<SiteDocument> {
  const [path, query] = addressOf(message);
  const asset = site.assets.byPath.get(path);
  if (asset !== undefined) return asset;
  const make = path === '/suggest' ? null : site.pages(path);
  if (make === null && path !== '/suggest') throw new HubError('NOT_FOUND');
  if (message.method !== 'GET' && message.method !== 'HEAD')
    throw new HubError('METHOD_NOT_ALLOWED', { details: { allowed: 'GET, HEAD' } });
  const seconds = site.rate.secondsToWait(visitorAddress(message, site.proxies));
  if (seconds > 0) throw new HubError('VISITS_EXCEEDED', { details: { max: site.visitsPerMinute, seconds } });
  return make === null ? suggestions(query, site.reader) : pageDocument(await make(query), site.frame);
}

function addressOf({ url = '/' }: IncomingMessage): readonly [path: string, query: URLSearchParams] {
  const end = url.indexOf('?');
  return end === -1 ? [url, new URLSearchParams()] : [url.slice(0, end), new URLSearchParams(url.slice(end))];
}

/** Held, and asked about every time. */
const ASK_AGAIN = 'no-cache';

/** What is repaired, or past its publicity, must not go on in a search engine. */
const NOT_KEPT = { 'x-robots-tag': 'noindex, noarchive' } as const;

function pageDocument(answered: PageAnswer, frame: Frame): SiteDocument {
  if (answered.kind === 'elsewhere')
    return { status: 303, contentType: HTML_TYPE, body: '', headers: { location: answered.address } };
  const document = htmlDocument(200, answered.content, frame);
  return answered.isHeld ? { ...document, cacheControl: ASK_AGAIN } : { ...document, headers: NOT_KEPT };
}

function htmlDocument(status: number, content: PageContent, frame: Frame): SiteDocument {
  return { status, contentType: HTML_TYPE, body: layout(content, frame) };
}

async function suggestions(query: URLSearchParams, reader: SiteReader): Promise<SiteDocument> {
  const text = searchText(query);
  const isNone = text.length < 2 || looksPersonal(text);
  const { subjects } = isNone ? { subjects: [] } : await reader.suggest(text);
  const body = JSON.stringify({ suggestions: subjects.map(({ name, uscc, area }) => ({ name, code: uscc, area })) });
  return { status: 200, contentType: JSON_TYPE, body };
}

/** Rights that changed on the way, and departments that do not answer, are over in a moment. */
const PASSING = 503;
const TOO_MANY = 429;

/** A page for people, and the registry's words for programs. */
function errorDocument(error: HubError, requestId: string, message: IncomingMessage, frame: Frame): SiteDocument {
  const { status: registered, retryable } = ERRORS[error.code];
  const status = retryable && registered !== TOO_MANY ? PASSING : registered < 400 ? 500 : registered;
  const seconds = Number(error.details.seconds ?? 0);
  const headers = {
    ...(seconds > 0 ? { 'retry-after': String(seconds) } : {}),
    ...(error.code === 'METHOD_NOT_ALLOWED' ? { allow: String(error.details.allowed) } : {}),
  };
  if (message.headers.accept?.includes('text/html') === true)
    return { ...htmlDocument(status, errorPage(status, error.code, requestId, seconds), frame), headers };
  const { message: text, extensions } = error.toGraphQL().toJSON();
  const body = JSON.stringify({ errors: [{ message: text, extensions }] });
  return { status, contentType: JSON_TYPE, body, headers };
}
