import { parseArgs } from 'node:util';

export interface ExchangeBenchOptions {
  /** Records of the provider, about. */
  readonly records: number;
  readonly pageSize: number;
  /** Whether to measure the lag of a pull that follows, too. */
  readonly follow: boolean;
  /** How often either side is killed, in place of measuring; 0 for never. */
  readonly kills: number;
}

export const USAGE = `npm run bench:exchange -- [options]
  --records <n>    records of the provider, about (default 1000000)
  --page-size <n>  most changes of a page (default 1000)
  --follow         measure the lag of a following pull after a write, too
  --kills <n>      kill either side so often, at random, in place of measuring`;

/** @throws TypeError for unknown options and what is no number */
export function exchangeBenchOptions(argv: readonly string[]): ExchangeBenchOptions {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      records: { type: 'string', default: '1000000' },
      'page-size': { type: 'string', default: '1000' },
      follow: { type: 'boolean', default: false },
      kills: { type: 'string' },
    },
  });
  return {
    records: whole('records', values.records),
    pageSize: whole('page-size', values['page-size']),
    follow: values.follow,
    kills: values.kills === undefined ? 0 : whole('kills', values.kills),
  };
}

function whole(name: string, text: string): number {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value > 0) return value;
  throw new TypeError(`--${name} must be a whole number above 0`);
}
