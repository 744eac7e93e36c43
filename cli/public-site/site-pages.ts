import { normaliseCode } from '../../schema/codes/code-text.ts';
import { isUscc } from '../../schema/codes/uscc.ts';
import { HubError } from '../../schema/errors.ts';
import { publicityPeriods } from '../../seeds/reference/publicity-clocks.ts';
import { cityDay } from '../../subgraphs/_runtime/subgraph-context.ts';
import type { SigningKey } from '../signing-key.ts';
import { cityTime } from './city-time.ts';
import { aboutPage } from './pages/about-page.ts';
import { homePage } from './pages/home-page.ts';
import type { PageContent } from './pages/layout.ts';
import { modelsPage } from './pages/models-page.ts';
import { reportPage } from './pages/report-page.ts';
import { type RequestKind, requestPage } from './pages/request-page.ts';
import { type SearchOutcome, searchPage } from './pages/search-page.ts';
import { type Verification, verifyPage } from './pages/verify-page.ts';
import { looksPersonal } from './personal-number.ts';
import type { Report } from './report.ts';
import { reportDigest } from './report-digest.ts';
import type { SiteReader } from './site-reader.ts';
import { digestText, makeCode, readCode } from './verification-code.ts';

/** A page, or where to find it. */
export type PageAnswer =
  | { readonly kind: 'page'; readonly content: PageContent; readonly isHeld: boolean }
  | { readonly kind: 'elsewhere'; readonly address: string };

/** Makes the page at an address; null where there is none. */
export type MakePage = (query: URLSearchParams) => Promise<PageAnswer>;

export interface SitePagesSetting {
  readonly reader: SiteReader;
  /** Makes the codes of printed reports, and recognises them. */
  readonly key: SigningKey;
  /** The day in the city, YYYY-MM-DD. */
  readonly today: () => string;
}

/** Longest text of a search, in characters. */
const MAX_TEXT = 100;

/** Where a search for a person ends: its text must not stay in an address. */
const PERSON_ADDRESS = '/search?person';

/** The pages of the site by their address. */
export function sitePages({ reader, key, today }: SitePagesSetting): (path: string) => MakePage | null {
  const pages = new Map<string, MakePage>([
    ['/', async () => held(homePage(await reader.figures(), await reader.models()))],
    ['/models', async () => held(modelsPage(await reader.models()))],
    ['/about', async () => held(aboutPage(reader.words, publicityPeriods(today())))],
    ['/search', (query) => search(query, reader)],
    ['/verify', (query) => verify(query, reader, key)],
  ]);
  return (path) => pages.get(path) ?? subjectPage(path, reader, key);
}

function held(content: PageContent): PageAnswer {
  return { kind: 'page', content, isHeld: true };
}

function fresh(content: PageContent): PageAnswer {
  return { kind: 'page', content, isHeld: false };
}

async function search(query: URLSearchParams, reader: SiteReader): Promise<PageAnswer> {
  const text = searchText(query);
  if (query.has('person')) return fresh(searchPage({ kind: 'person' }));
  if (looksPersonal(text)) return { kind: 'elsewhere', address: PERSON_ADDRESS };
  const outcome = await searched(text, query.get('after'), reader);
  return typeof outcome === 'string' ? { kind: 'elsewhere', address: outcome } : fresh(searchPage(outcome));
}

/** What a visitor looks for: as it was typed, without what surrounds it. */
export function searchText(query: URLSearchParams): string {
  return [...(query.get('q') ?? '').trim()].slice(0, MAX_TEXT).join('');
}

/** The outcome, or the address of the one subject that a code names. */
async function searched(text: string, after: string | null, reader: SiteReader): Promise<SearchOutcome | string> {
  if (text.length < 2) return { kind: 'short', text };
  if (/^[0-9A-Za-z\uFF01-\uFF5E-]{8,20}$/.test(text)) {
    const code = normaliseCode(text);
    if (await reader.has(code)) return `/subject/${encodeURIComponent(code)}`;
  }
  return { kind: 'found', text, found: await reader.search(text, after) };
}

const SUBJECT_PATH = /^\/subject\/([0-9A-Za-z%-]{1,60})(?:\/(objection|repair))?$/;

function subjectPage(path: string, reader: SiteReader, key: SigningKey): MakePage | null {
  const [, encoded, desk] = SUBJECT_PATH.exec(path) ?? [];
  const asked = encoded === undefined ? null : normaliseCode(decoded(encoded));
  if (asked === null) return null;
  if (looksPersonal(asked)) return async () => ({ kind: 'elsewhere', address: PERSON_ADDRESS });
  return async (query) => {
    const report = await reader.report(asked);
    if (report === null) throw new HubError('NOT_FOUND');
    if (desk !== undefined) return fresh(desked(desk as RequestKind, report, query)); // cast: the pattern has these two
    return fresh(reportPage(report, { ...printed(report, key), asked, closed: reader.words.closed }));
  };
}

/** What cannot be decoded names nothing. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}

function desked(kind: RequestKind, { subject, sections }: Report, query: URLSearchParams): PageContent {
  const items = sections
    .flatMap((section) => section.items)
    .filter(({ isAdverse }) => isAdverse || kind === 'objection');
  const record = items.flatMap(({ records }) => records).find(({ id }) => id === query.get('record'));
  if (record === undefined) throw new HubError('NOT_FOUND');
  return requestPage(kind, subject, record);
}

function printed(report: Report, key: SigningKey): { readonly code: string | null; readonly madeAt: string } {
  const { subject, generatedAt, sections, isComplete } = report;
  const madeAt = cityTime(generatedAt);
  if (subject.uscc === null || !isComplete) return { code: null, madeAt };
  const counts = sections.map(({ count }) => count);
  const digest = digestText(reportDigest(report));
  return { code: makeCode(subject.uscc, { day: cityDay(generatedAt), counts, digest }, key), madeAt };
}

async function verify(query: URLSearchParams, reader: SiteReader, key: SigningKey): Promise<PageAnswer> {
  const subject = normaliseCode(query.get('subject') ?? '').slice(0, 40);
  const code = (query.get('code') ?? '').trim().slice(0, 60);
  if (looksPersonal(subject) || looksPersonal(code)) return { kind: 'elsewhere', address: '/verify' };
  const verdict =
    subject === '' && code === '' ? { kind: 'open' as const } : await verified(subject, code, reader, key);
  return fresh(verifyPage(subject, code, verdict));
}

async function verified(subject: string, code: string, reader: SiteReader, key: SigningKey): Promise<Verification> {
  if (!isUscc(subject)) return { kind: 'mistyped' };
  const verdict = readCode(subject, code, key);
  if (verdict.kind !== 'issued') return verdict;
  const { day, counts, digest } = verdict.content;
  const report = await reader.report(subject);
  const own = report?.subject.uscc === subject ? report : null; // else it has gone on in another
  return {
    kind: 'issued',
    day,
    counts: reader.words.sections.map(({ title }, index) => [title, counts[index] ?? 0] as const),
    subject,
    name: own?.subject.name ?? null,
    isUnchanged: own?.isComplete === true ? digestText(reportDigest(own)) === digest : null,
  };
}
