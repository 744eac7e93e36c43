import { HubError } from '../../schema/errors.ts';
import { type ProviderType, providerTypes } from './asked-types.ts';
import { type ChangesQuery, changesQuery } from './changes-query.ts';
import { type Provider, refusal } from './provider.ts';

const CATALOGUE = '{ catalogue { code type standing fields { name standing } } }';

/** Asks for the number of nobody: what is closed is so whoever it is about. Subjects are no item, and have no standing. */
const PERSONS_NUMBER = '{ subject(id: "p.") { identityNo } }';

/** Standings with which there is something to be had. */
const OPEN: readonly unknown[] = ['CLEAR', 'MASKED'];

/** An item of the provider's catalogue. */
interface Item {
  readonly code: string;
  readonly type: string;
  readonly isOpen: boolean;
  /** Names of the fields that are open to the pull. */
  readonly fields: ReadonlySet<string>;
}

/**
 * What the provider has, and how the pull asks for it: for the fields that are open to it, and for no others, so that its
 * pages leave no refusals in the provider's audit trail. Standings are those about organisations and sole traders.
 */
export class ProviderCatalogue {
  readonly #provider: Provider;
  /** Items that are asked for; null for all. */
  readonly #wanted: ReadonlySet<string> | null;
  #types: ReadonlyMap<string, ProviderType>;
  #items: readonly Item[];
  #withNumbers: boolean;
  /** Types that are asked for although nothing about organisations is open: they have come. */
  readonly #others = new Set<string>();
  #query: ChangesQuery;

  private constructor(
    provider: Provider,
    wanted: readonly string[] | null,
    types: ReadonlyMap<string, ProviderType>,
    { items, withNumbers }: Openness,
  ) {
    this.#provider = provider;
    this.#wanted = wanted === null ? null : new Set(wanted);
    this.#types = types;
    this.#items = items;
    this.#withNumbers = withNumbers;
    this.#query = this.#newQuery();
  }

  /**
   * @param wanted codes of the items that are asked for; null for all
   * @throws HubError PROVIDER_*
   */
  static async read(provider: Provider, wanted: readonly string[] | null): Promise<ProviderCatalogue> {
    const types = providerTypes(await provider.schema(), provider.address);
    return new ProviderCatalogue(provider, wanted, types, await opennessOf(provider));
  }

  get query(): ChangesQuery {
    return this.#query;
  }

  /** Codes of the items that are asked for, sorted. */
  get items(): readonly string[] {
    return this.#asked()
      .map(({ code }) => code)
      .sort();
  }

  /** Reads it again. False where the question stays the same. */
  async renew(): Promise<boolean> {
    this.#types = providerTypes(await this.#provider.schema(), this.#provider.address);
    const { items, withNumbers } = await opennessOf(this.#provider);
    this.#items = items;
    this.#withNumbers = withNumbers;
    return this.#changeQuery();
  }

  /** Asks for these types too. False where that changes nothing. */
  askAlso(types: readonly string[]): boolean {
    for (const type of types) this.#others.add(type);
    return this.#changeQuery();
  }

  #changeQuery(): boolean {
    const before = this.#query.text;
    this.#query = this.#newQuery();
    return this.#query.text !== before;
  }

  #newQuery(): ChangesQuery {
    const asked = this.#asked().filter(({ isOpen, type }) => isOpen || this.#others.has(type));
    const open = asked.map(({ type, fields }) => [type, fields] as const);
    return changesQuery(this.#types, new Map(open), this.#withNumbers);
  }

  #asked(): readonly Item[] {
    return this.#items.filter(({ code }) => this.#wanted?.has(code) ?? true);
  }
}

/** What of the provider is open to the pull. */
interface Openness {
  readonly items: readonly Item[];
  /** Whether numbers of natural persons are, by which they are known here. */
  readonly withNumbers: boolean;
}

async function opennessOf(provider: Provider): Promise<Openness> {
  const items = await readItems(provider);
  const answer = await provider.ask(PERSONS_NUMBER, {});
  return { items, withNumbers: answer.kind === 'answered' && answer.isOpen };
}

async function readItems(provider: Provider): Promise<readonly Item[]> {
  const answer = await provider.ask(CATALOGUE, {});
  if (answer.kind === 'refused') throw refusal(provider.address, answer.code, 'its catalogue is not open to the pull.');
  try {
    return (answer.data.catalogue as readonly unknown[]).map(itemIn);
  } catch (cause) {
    const problem = 'its catalogue is not that of a hub.';
    throw new HubError('PROVIDER_ANSWER_INVALID', { cause, details: { provider: provider.address, problem } });
  }
}

/** @throws TypeError for what is no item */
function itemIn(value: unknown): Item {
  const { code, type, standing, fields } = value as Readonly<Record<string, unknown>>; // cast: checked on the next lines
  if (typeof code !== 'string' || typeof type !== 'string') throw new TypeError('an item has neither code nor type');
  const open = (fields as readonly { readonly name: unknown; readonly standing: unknown }[])
    .filter((field) => OPEN.includes(field.standing))
    .map(({ name }) => String(name));
  return { code, type, isOpen: OPEN.includes(standing), fields: new Set(open) };
}
