import { parseArgs } from 'node:util';

/** What a run of the bench imports. */
export interface ImportBenchOptions {
  readonly rows: number;
  /** Of the city that the store is seeded with. */
  readonly subjects: number;
  /** Folder of a seeded store, which is copied; one is made where none is given. */
  readonly data: string | undefined;
  /** How often imports are killed, instead of being measured. */
  readonly kills: number;
  readonly json: string | undefined;
}

export const USAGE = `Imports a report of mixed rows of penalties: good ones, corrections, refused and unmatched ones.

  npm run bench:import -- [--rows 1000000] [--subjects 50000] [--data FOLDER] [--json FILE] [--kills 50]

--data is a store of so many subjects ("credit-hub seed --today 2025-11-02"), which is copied. --kills imports 20,000 rows, unless
--rows says otherwise, kills it so often at random moments, and compares where it ends with an import that nobody disturbed.`;

/** @throws RangeError that names the option and what it takes. */
export function readOptions(args: readonly string[]): ImportBenchOptions | 'help' {
  const { values } = parseArgs({
    args: [...args],
    options: {
      rows: { type: 'string' },
      subjects: { type: 'string', default: '50000' },
      data: { type: 'string' },
      kills: { type: 'string', default: '0' },
      json: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return 'help';
  const kills = whole('kills', values.kills, 0, 10_000);
  return {
    rows: whole('rows', values.rows ?? (kills === 0 ? '1000000' : '20000'), 1, 100_000_000),
    subjects: whole('subjects', values.subjects, 1_000, 1_000_000),
    data: values.data,
    kills,
    json: values.json,
  };
}

function whole(option: string, text: string, min: number, max: number): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < min || value > max) {
    throw new RangeError(`--${option}: it must be a whole number, ${min} to ${max}, and is "${text}".`);
  }
  return value;
}
