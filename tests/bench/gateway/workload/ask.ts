/** Answer of a GraphQL server, and its text as it came. */
export interface Answer {
  readonly text: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/**
 * Asks once, outside of any measurement.
 *
 * @throws Error when the answer is anything but data without errors.
 */
export async function ask(url: string, body: string): Promise<Answer> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body,
    signal: AbortSignal.timeout(30_000),
  });
  const text = await response.text();
  if (response.status !== 200) throw new Error(`status ${response.status}: ${text.slice(0, 500)}`);
  const { data, errors } = JSON.parse(text) as { data?: Answer['data'] | null; errors?: unknown };
  if (errors !== undefined || data === undefined || data === null) throw new Error(text.slice(0, 500));
  return { text, data };
}
