import { type Ratios, type Summary, YARDSTICKS } from './measurement.ts';
import type { Spread } from './statistics.ts';
import { table } from './table.ts';

const HEADER = ['', 'req/s', 'p50 ms', 'p99 ms', 'gw CPU ms', 'gw+dep CPU ms', 'gw cores', 'RSS MiB'];

/** What was measured of one query at one concurrency, for a person to read. */
export function summaryTable(summaries: readonly Summary[]): string {
  const rows = summaries.map((one) => [
    one.wrong > 0 ? `${one.contender} (${one.wrong} WRONG)` : one.contender,
    cell(one.requestsPerSecond),
    cell(one.p50Ms),
    cell(one.p99Ms),
    cell(one.gatewayCpuMsPerRequest),
    middle(one.totalCpuMsPerRequest),
    middle(one.gatewayCores),
    middle(one.rssMiB),
  ]);
  return table([HEADER, ...rows]);
}

/** Each contender against those that are yardsticks, in what it serves and in what it costs; null where there are none. */
export function ratioTables(summaries: readonly Summary[]): string | null {
  const yardsticks = YARDSTICKS.filter((name) => summaries.some(({ contender }) => contender === name));
  if (yardsticks.length === 0) return null;
  const ratioTable = (title: string, ratiosOf: (one: Summary) => Ratios) =>
    table([
      ['', ...yardsticks.map((name) => `${title} ${name}`)],
      ...summaries.map((one) => [one.contender, ...yardsticks.map((name) => cell(ratiosOf(one)[name] ?? null))]),
    ]);
  return `${ratioTable('req/s ×', ({ faster }) => faster)}\n\n${ratioTable('CPU ÷', ({ leaner }) => leaner)}`;
}

/** What the columns mean. */
export const LEGEND = `Medians over the rounds (min..max). gw: the gateway's processes ("hub": its departments too); dep: the departments' process.
CPU ms are per request, user and system. gw cores: how much of one core the gateway used; where it is low, departments, load
or other programs were the bottleneck, and CPU tells more than req/s.
req/s × NAME: so many times the requests per second of NAME in the same round. CPU ÷ NAME: a request takes so many times less
CPU than with NAME: of the gateways alone where both have departments in another process, else of gateway and departments.`;

function cell(spread: Spread | null): string {
  return spread === null ? 'n/a' : `${digits(spread.median)} (${digits(spread.min)}..${digits(spread.max)})`;
}

function middle(spread: Spread | null): string {
  return spread === null ? 'n/a' : digits(spread.median);
}

/** Three significant digits are more than a shared machine gives. */
function digits(value: number): string {
  if (value >= 100) return value.toFixed(0);
  return value >= 10 ? value.toFixed(1) : value.toFixed(2);
}
