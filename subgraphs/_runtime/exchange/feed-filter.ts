/** Which changes a caller asks for; null for all. */
export interface FeedFilter {
  readonly departments: readonly string[] | null;
  readonly items: readonly string[] | null;
}

/** The filter as a text, equal for equal filters whose codes are sorted. */
export function filterText({ departments, items }: FeedFilter): string {
  return JSON.stringify([departments, items]);
}

/** The filter that a text stands for. */
export function filterOf(text: string): FeedFilter {
  const [departments, items] = JSON.parse(text) as [FeedFilter['departments'], FeedFilter['items']]; // cast: written above
  return { departments, items };
}
