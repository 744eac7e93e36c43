import type { Readable } from 'node:stream';
import { ExportStream, type PageBounds, type StreamedPage } from './export-stream.ts';

/** A page of an export. */
export interface ExportQuestion {
  readonly after: string | null;
  /** Most changes of a page. */
  readonly first: number;
  /** Null for all. */
  readonly items: readonly string[] | null;
}

/** Null where the provider has no exports. */
export type ExportedPage = StreamedPage | null;

/** What the provider says to an export: the stream itself, or what it says instead. */
export type OpenedExport =
  | { readonly kind: 'stream'; readonly body: Readable }
  | { readonly kind: 'refused'; readonly code: string }
  | null;

export interface ExportReaderSetting {
  readonly provider: string;
  /** Longest page, in bytes. */
  readonly maxBytes: number;
  /** Asks for the path; answers null where there is no such thing. */
  readonly open: (path: string) => Promise<OpenedExport>;
}

/** Reads an export page by page: of one stream, as long as each page that is asked for is the one after the last. */
export class ExportReader {
  readonly #setting: ExportReaderSetting;
  #stream: ExportStream | null = null;
  /** Path of an export that would bring what the stream brings next. */
  #next = '';

  constructor(setting: ExportReaderSetting) {
    this.#setting = setting;
  }

  /** @throws ProviderFault, HubError PROVIDER_ANSWER_INVALID */
  async page(question: ExportQuestion): Promise<ExportedPage> {
    const path = pathOf(question);
    try {
      const page = await this.#read(path, { changes: question.first, bytes: this.#setting.maxBytes });
      const after = page?.kind === 'answered' ? cursorAfter(page.changes) : null;
      if (after === null) this.close();
      else this.#next = pathOf({ ...question, after });
      return page;
    } catch (error) {
      this.close();
      throw error;
    }
  }

  close(): void {
    this.#stream?.close();
    this.#stream = null;
  }

  async #read(path: string, bounds: PageBounds): Promise<ExportedPage> {
    if (this.#stream !== null && this.#next === path) return this.#stream.page();
    this.close();
    const opened = await this.#setting.open(path);
    if (opened?.kind !== 'stream') return opened;
    this.#stream = new ExportStream(opened.body, bounds, this.#setting.provider);
    return this.#stream.page();
  }
}

/** Null where nothing follows. */
function cursorAfter(changes: unknown): string | null {
  const { pageInfo } = changes as { pageInfo: { hasNextPage: unknown; endCursor: unknown } }; // cast: streams are read into this form
  return pageInfo.hasNextPage === true && typeof pageInfo.endCursor === 'string' ? pageInfo.endCursor : null;
}

function pathOf({ after, first, items }: ExportQuestion): string {
  const asked = new URLSearchParams({ first: String(first) });
  if (after !== null) asked.set('after', after);
  if (items !== null) asked.set('items', items.join());
  return `/exchange/export?${asked}`;
}
