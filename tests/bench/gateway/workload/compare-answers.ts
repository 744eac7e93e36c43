import type { ContenderName, RunningContender } from '../contenders/contender.ts';
import { ask } from './ask.ts';
import { canonical } from './canonical.ts';
import type { QueryName } from './queries.ts';
import type { Workload } from './workload.ts';

/** Texts of one contender's answers by query, in the order of the workload. */
export type Answers = ReadonlyMap<QueryName, readonly string[]>;

/** A query that two contenders answer differently, or that one does not answer. */
export interface Mismatch {
  readonly contender: ContenderName;
  readonly query: QueryName;
  readonly problem: string;
}

export interface Comparison {
  readonly answers: ReadonlyMap<ContenderName, Answers>;
  readonly mismatches: readonly Mismatch[];
}

/** Asks every contender every request once, and holds the data of its answers against those of the first. */
export async function compareAnswers(contenders: readonly RunningContender[], workload: Workload): Promise<Comparison> {
  const answers = new Map<ContenderName, Answers>();
  const mismatches: Mismatch[] = [];
  const reference = new Map<QueryName, readonly string[]>();
  for (const { name: contender, url } of contenders) {
    const own = new Map<QueryName, readonly string[]>();
    for (const [query, bodies] of workload.requests) {
      try {
        const texts: string[] = [];
        for (const body of bodies) texts.push((await ask(url, body)).text);
        const data = texts.map(canonical);
        own.set(query, texts);
        if (!reference.has(query)) reference.set(query, data);
        const problem = difference(reference.get(query) ?? [], data);
        if (problem !== null) mismatches.push({ contender, query, problem });
      } catch (cause) {
        mismatches.push({ contender, query, problem: `does not answer: ${(cause as Error).message}` });
      }
    }
    answers.set(contender, own);
  }
  return { answers, mismatches };
}

function difference(reference: readonly string[], data: readonly string[]): string | null {
  const which = data.findIndex((text, index) => text !== reference[index]);
  if (which < 0) return null;
  const [one = '', other = ''] = [reference[which], data[which]];
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  const around = (text: string) => text.slice(Math.max(0, at - 60), at + 60);
  return `request ${which} differs at ${at}: …${around(one)}… against …${around(other)}…`;
}
