/** Pages in a row that bring nothing: a journal of a hundred million entries that are nothing to the pull has so many. */
const MAX_EMPTY_PAGES = 10_000;

/** Changes of rights in a row, with nothing between them. */
const MAX_RIGHTS_CHANGES = 100;

/** Notices a provider that keeps a pull busy for ever without giving it anything. */
export class AdvanceGuard {
  readonly #maxEmptyPages: number;
  #empty = 0;
  #rights = 0;

  constructor(maxEmptyPages = MAX_EMPTY_PAGES) {
    this.#maxEmptyPages = maxEmptyPages;
  }

  /** What is wrong with a provider that also answers this; null for nothing. */
  problem(page: {
    readonly changes: readonly unknown[];
    readonly rightsChanged: readonly unknown[];
    readonly hasNextPage: boolean;
  }): string | null {
    const isEmpty = page.changes.length === 0;
    this.#empty = isEmpty && page.hasNextPage ? this.#empty + 1 : 0;
    this.#rights = page.rightsChanged.length > 0 ? this.#rights + 1 : isEmpty ? this.#rights : 0;
    if (this.#empty > this.#maxEmptyPages)
      return `${this.#empty} pages in a row hold nothing, and say that there is more.`;
    if (this.#rights > MAX_RIGHTS_CHANGES) return 'rights have changed again and again, and nothing else.';
    return null;
  }
}
