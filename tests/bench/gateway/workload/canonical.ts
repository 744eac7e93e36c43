/** The data of an answer's text with sorted keys, so that two servers' answers can be compared. */
export function canonical(text: string): string {
  const { data } = JSON.parse(text) as { data: unknown };
  return JSON.stringify(sorted(data));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
}
