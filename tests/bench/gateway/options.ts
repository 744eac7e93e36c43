import { parseArgs } from 'node:util';
import { CONTENDER_NAMES, type ContenderName } from './contenders/contender.ts';
import { QUERY_NAMES, type QueryName } from './workload/queries.ts';

/** What a run of the bench measures, and how long. */
export interface BenchOptions {
  readonly contenders: readonly ContenderName[];
  readonly queries: readonly QueryName[];
  readonly concurrency: readonly number[];
  readonly rounds: number;
  /** Length of one measurement. */
  readonly seconds: number;
  readonly subjects: number;
  /** Folder of a seeded store; a new one is made and removed where none is given. */
  readonly data: string | undefined;
  /** Whether departments (Apollo Servers aside) answer a request that they know without working it out again. */
  readonly replay: boolean;
  readonly json: string | undefined;
  readonly extra: ExtraWish;
}

/** Whether first-time operations and the memory of many operations are measured too. */
export type ExtraWish = 'none' | 'also' | 'only';

export const USAGE = `Measures the hub's gateway beside other gateways, on the same departments and the same machine.

  npm run bench -- [--only q1,q2,q3,q4] [--contenders ${CONTENDER_NAMES.join(',')}]
                   [--concurrency 16,64] [--rounds 3] [--seconds 2] [--subjects 2000] [--data FOLDER]
                   [--extra none|also|only] [--json FILE] [--replay]

--replay lets the departments of "remote", "stock-lean", "hive" and "grafbase" send answers that they made once again,
so that the gateway is all that is measured; otherwise departments work on every request.`;

/** @throws RangeError that names the option and what it takes. */
export function readOptions(args: readonly string[]): BenchOptions | 'help' {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string', default: QUERY_NAMES.join(',') },
      contenders: { type: 'string', default: CONTENDER_NAMES.join(',') },
      concurrency: { type: 'string', default: '16,64' },
      rounds: { type: 'string', default: '3' },
      seconds: { type: 'string', default: '2' },
      subjects: { type: 'string', default: '2000' },
      data: { type: 'string' },
      replay: { type: 'boolean', default: false },
      json: { type: 'string' },
      extra: { type: 'string', default: 'also' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return 'help';
  return {
    contenders: list('contenders', values.contenders, CONTENDER_NAMES),
    queries: list('only', values.only.toUpperCase(), QUERY_NAMES),
    concurrency: values.concurrency.split(',').map((text) => number('concurrency', text, 1, 1_024)),
    rounds: number('rounds', values.rounds, 1, 100),
    seconds: number('seconds', values.seconds, 0.2, 120),
    subjects: number('subjects', values.subjects, 1_000, 1_000_000),
    data: values.data,
    replay: values.replay,
    json: values.json,
    extra: list('extra', values.extra, ['none', 'also', 'only'] as const)[0] ?? 'also',
  };
}

function list<Name extends string>(option: string, text: string, known: readonly Name[]): Name[] {
  const asked = text.split(',');
  const unknown = asked.filter((name) => !known.some((other) => other === name));
  if (unknown.length > 0) throw new RangeError(`--${option}: "${unknown.join(', ')}" is none of ${known.join(', ')}.`);
  return known.filter((name) => asked.includes(name));
}

function number(option: string, text: string, min: number, max: number): number {
  const value = Number(text);
  if (text.trim() === '' || !(value >= min && value <= max)) {
    throw new RangeError(`--${option}: it must be a number, ${min} to ${max}, and is "${text}".`);
  }
  return value;
}
