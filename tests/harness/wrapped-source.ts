import type { DataSource, FetchDocument, FetchOutcome, Variables } from '../../gateway/sources/source.ts';

/** One fetch as a department received it. */
export interface ReceivedFetch {
  readonly department: string;
  readonly text: string;
  readonly variables: Variables;
}

/** Notes what a department is asked. */
export function recorded(source: DataSource, received: ReceivedFetch[]): DataSource {
  return {
    ...source,
    prepare: (fetch) => {
      const run = source.prepare(fetch);
      return (variables, call) => {
        received.push({ department: source.publicName, text: fetch.text, variables });
        return run(variables, call);
      };
    },
  };
}

/** Puts another outcome in the place of what a department answers. */
export function answering(
  source: DataSource,
  change: (outcome: FetchOutcome, fetch: FetchDocument) => FetchOutcome | Promise<FetchOutcome>,
): DataSource {
  return {
    ...source,
    prepare: (fetch) => {
      const run = source.prepare(fetch);
      return async (variables, call) => change(await run(variables, call), fetch);
    },
  };
}
