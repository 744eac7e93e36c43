import type { IncomingMessage } from 'node:http';
import type { DocumentNode, ExecutionResult, GraphQLSchema } from 'graphql';
import type { OwnOperations } from '../../gateway/own-operations.ts';
import type { Authorized } from '../../gateway/request/authorize.ts';
import type { Standing } from '../../gateway/rights/standing.ts';
import { HubError } from '../../schema/errors.ts';
import type { Exchange } from '../../subgraphs/_runtime/exchange.ts';
import { invalidArgument } from '../../subgraphs/_runtime/invalid-argument.ts';
import { exportOperation, PAGE_CHANGES } from './export-operation.ts';
import { type ExportPage, exportPage } from './export-page.ts';

/** What pages are made with. */
export interface PagesSetting {
  readonly operations: OwnOperations;
  readonly items: Exchange['items'];
}

/** Operations for the rights that the caller has, as the graph is, by the item that they are about. */
interface Prepared {
  readonly rightsKey: string;
  readonly schema: GraphQLSchema;
  readonly documents: Map<string | null, DocumentNode>;
}

/**
 * The pages of one export, one after the other. Before each of them the caller's token and rights are looked at anew.
 *
 * A first load, and what a large import leaves, is page after page of one item. Such a page is asked for with an operation that
 * knows no other, which costs a tenth of one for all items, and leaves in the audit trail what was given out and no more.
 */
export class ExportPages {
  readonly #message: IncomingMessage;
  readonly #requestId: string;
  readonly #setting: PagesSetting;
  readonly #filter: { readonly departments: readonly string[] | null; readonly items: readonly string[] | null };
  readonly #first: number;
  #after: string | null;
  /** Item of all changes of the page before; null where there were others. */
  #item: string | null = null;
  #prepared: Prepared | undefined;

  /** @throws HubError INVALID_ARGUMENT */
  constructor(message: IncomingMessage, requestId: string, setting: PagesSetting) {
    const { searchParams } = new URL(message.url ?? '/', 'http://hub');
    this.#message = message;
    this.#requestId = requestId;
    this.#setting = setting;
    this.#first = mostChanges(searchParams.get('first'));
    this.#after = searchParams.get('after');
    this.#filter = { departments: listed(searchParams, 'departments'), items: listed(searchParams, 'items') };
  }

  /**
   * Rights that change while a page is made cost that page alone: it is made once more under those of then.
   *
   * @throws HubError that says why there is no next page
   */
  async next(): Promise<ExportPage> {
    try {
      return await this.#next();
    } catch (error) {
      if (!(error instanceof HubError && error.code === 'RIGHTS_CHANGED')) throw error;
      return this.#next();
    }
  }

  async #next(): Promise<ExportPage> {
    const authorized = await this.#setting.operations.authorize(this.#message);
    if (authorized.kind === 'refused') throw authorized.error;
    const page = (await this.#page(authorized.value, this.#item)) ?? (await this.#page(authorized.value, null));
    if (page === null) throw new Error('an operation for all items met another one');
    this.#after = page.cursor;
    this.#item = page.items.size === 1 ? ([...page.items][0] ?? null) : null;
    return page;
  }

  /** Null where there is more on the page than changes of the item. */
  async #page({ standing, isCurrent }: Authorized, item: string | null): Promise<ExportPage | null> {
    let page: ExportPage | undefined;
    const outcome = await this.#setting.operations.run({
      requestId: this.#requestId,
      standing,
      isCurrent,
      content: this.#message.url ?? '',
      document: this.#document(standing, item),
      variables: { after: this.#after, first: this.#first, ...this.#filter },
      textOf: (result: ExecutionResult) => {
        page = exportPage(result);
        const isCovered = item === null || [...page.items].every((one) => one === item);
        return isCovered ? page.text : null;
      },
    });
    if (outcome.kind === 'refused') throw outcome.error;
    if (page === undefined) throw new Error('an answer without its text');
    return outcome.value === null ? null : page;
  }

  /** All that is open to the caller, worked out once for its rights. */
  #document(standing: Standing, item: string | null): DocumentNode {
    const { operations } = this.#setting;
    const { schema } = operations;
    const { rightsKey } = standing.passport;
    if (this.#prepared?.rightsKey !== rightsKey || this.#prepared.schema !== schema) {
      this.#prepared = { rightsKey, schema, documents: new Map() };
    }
    const { documents } = this.#prepared;
    const known =
      documents.get(item) ?? operations.openPart(exportOperation(schema, this.#recordTypes(item)), standing);
    if (known === null) throw new HubError('EXPORT_REFUSED');
    documents.set(item, known);
    return known;
  }

  #recordTypes(only: string | null): readonly string[] {
    const { departments, items } = this.#filter;
    return [...this.#setting.items].flatMap(([code, { subgraph, type }]) => {
      const isWanted =
        (departments?.includes(subgraph.department.code) ?? true) &&
        (items?.includes(code) ?? true) &&
        (only === null || only === code);
      return isWanted ? [type.name] : [];
    });
  }
}

/** Of a page, as it was asked for, and no more than is good for the hub. */
function mostChanges(asked: string | null): number {
  if (asked === null) return PAGE_CHANGES;
  if (/^[1-9]\d{0,8}$/.test(asked)) return Math.min(Number(asked), PAGE_CHANGES);
  throw invalidArgument('first', 'it must be a whole number above 0.');
}

/** Codes, separated by commas or given one by one; null for all. */
function listed(parameters: URLSearchParams, name: string): readonly string[] | null {
  return parameters.has(name) ? parameters.getAll(name).flatMap((codes) => codes.split(',')) : null;
}
