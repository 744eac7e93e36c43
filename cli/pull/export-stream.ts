import type { Readable } from 'node:stream';
import { HubError } from '../../schema/errors.ts';
import { linesOf } from './line-reader.ts';
import { isFaultCode, ProviderFault, shownCode } from './provider-fault.ts';

/** A page of an export, in the form in which the graph answers for changes; or why there is none. */
export type StreamedPage =
  | { readonly kind: 'answered'; readonly changes: unknown }
  | { readonly kind: 'refused'; readonly code: string };

/** Bounds of a page. */
export interface PageBounds {
  readonly changes: number;
  /** Of its lines together. */
  readonly bytes: number;
}

/** The pages of one export that is under way. Nothing of a page is given out before all of it has come. */
export class ExportStream {
  readonly #body: Readable;
  readonly #lines: AsyncGenerator<Buffer | null>;
  readonly #bounds: PageBounds;
  readonly #provider: string;

  constructor(body: Readable, bounds: PageBounds, provider: string) {
    this.#body = body;
    this.#bounds = bounds;
    this.#provider = provider;
    this.#lines = linesOf(body, bounds.bytes);
  }

  /** @throws ProviderFault where it breaks off, HubError PROVIDER_ANSWER_INVALID */
  async page(): Promise<StreamedPage> {
    const nodes: unknown[] = [];
    for (let bytes = 0; ; ) {
      const line = await this.#line();
      bytes += line?.length ?? 0;
      if (line === null || bytes > this.#bounds.bytes)
        throw this.#invalid(`a page of it is longer than ${this.#bounds.bytes} bytes.`);
      const said = this.#parsed(line);
      if (said.change !== undefined) nodes.push(said.change);
      else if (said.page !== undefined) return { kind: 'answered', changes: pageOf(nodes, said.page) };
      else return endOf(said.error);
      if (nodes.length > this.#bounds.changes)
        throw this.#invalid(`it holds more than the ${this.#bounds.changes} changes that were asked for.`);
    }
  }

  close(): void {
    this.#body.destroy();
  }

  async #line(): Promise<Buffer | null> {
    const { value, done } = await this.#lines.next();
    if (done === true) throw new ProviderFault('its export breaks off.');
    return value;
  }

  #parsed(line: Buffer): Readonly<Record<string, unknown>> {
    try {
      const value: unknown = JSON.parse(line.toString('utf8'));
      if (typeof value === 'object' && value !== null) return value as Readonly<Record<string, unknown>>; // cast: an object has such
    } catch {
      // said below
    }
    throw this.#invalid('a line of its export is no JSON of an object.');
  }

  #invalid(problem: string): HubError {
    return new HubError('PROVIDER_ANSWER_INVALID', { details: { provider: this.#provider, problem } });
  }
}

function pageOf(nodes: readonly unknown[], page: unknown): unknown {
  const { cursor, hasNextPage, rightsChanged } = (page ?? {}) as Readonly<Record<string, unknown>>; // cast: whoever reads the page checks
  return { nodes, rightsChanged, pageInfo: { hasNextPage, endCursor: cursor } };
}

/** A token that has ended meanwhile may have been renewed, which whoever opens the next stream finds out. */
function endOf(error: unknown): StreamedPage {
  const code = shownCode((error as { code?: unknown } | null | undefined)?.code);
  if (isFaultCode(code) || code === 'UNAUTHENTICATED') throw new ProviderFault(`it answers ${code}.`);
  return { kind: 'refused', code };
}
