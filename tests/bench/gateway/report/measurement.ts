import type { ContenderName } from '../contenders/contender.ts';
import type { LoadResult } from '../load/load-order.ts';
import type { QueryName } from '../workload/queries.ts';
import { type Spread, spread } from './statistics.ts';

/** One contender under one load in one round. */
export interface Measurement extends LoadResult {
  readonly contender: ContenderName;
  readonly query: QueryName;
  readonly concurrency: number;
  readonly round: number;
}

/** Contenders that the others are held against. */
export const YARDSTICKS = ['stock', 'stock-lean', 'hive', 'grafbase'] as const satisfies readonly ContenderName[];

/** One figure against each yardstick's. */
export type Ratios = Readonly<Partial<Record<ContenderName, Spread>>>;

/** One contender under one load, over all rounds. */
export interface Summary {
  readonly contender: ContenderName;
  readonly query: QueryName;
  readonly concurrency: number;
  readonly requestsPerSecond: Spread | null;
  readonly p50Ms: Spread | null;
  readonly p99Ms: Spread | null;
  readonly gatewayCpuMsPerRequest: Spread | null;
  /** Gateway and departments together, which is what in-process and remote departments can be compared by. */
  readonly totalCpuMsPerRequest: Spread | null;
  /** Share of one core that the gateway used; well below 1 means that something else was the bottleneck. */
  readonly gatewayCores: Spread | null;
  readonly rssMiB: Spread | null;
  /** Requests per second against each yardstick's of the same round. */
  readonly faster: Ratios;
  /** How much less CPU a request takes than with each yardstick in the same round; see `comparableCpu`. */
  readonly leaner: Ratios;
  readonly wrong: number;
}

/** Sums up the measurements of one query at one concurrency, by contender. */
export function summaries(measurements: readonly Measurement[]): Summary[] {
  const contenders = [...new Set(measurements.map(({ contender }) => contender))];
  return contenders.map((contender) => summary(contender, measurements));
}

function summary(contender: ContenderName, all: readonly Measurement[]): Summary {
  const own = all.filter((one) => one.contender === contender);
  const [first] = own;
  if (first === undefined) throw new RangeError(`nothing was measured of ${contender}`);
  const of = (figure: (one: Measurement) => number | null) => spread(own.flatMap((one) => figure(one) ?? []));
  return {
    contender,
    query: first.query,
    concurrency: first.concurrency,
    requestsPerSecond: of(requestsPerSecond),
    p50Ms: of((one) => one.p50Ms),
    p99Ms: of((one) => one.p99Ms),
    gatewayCpuMsPerRequest: of(({ gatewayCpuMs, requests }) => perRequest(gatewayCpuMs, requests)),
    totalCpuMsPerRequest: of(({ gatewayCpuMs, departmentsCpuMs, requests }) =>
      gatewayCpuMs === null ? null : perRequest(gatewayCpuMs + (departmentsCpuMs ?? 0), requests),
    ),
    gatewayCores: of(({ gatewayCpuMs, seconds }) => (gatewayCpuMs === null ? null : gatewayCpuMs / 1_000 / seconds)),
    rssMiB: of((one) => one.rssMiB),
    faster: ratios(own, all, (one, other) => requestsPerSecond(one) / requestsPerSecond(other)),
    leaner: ratios(own, all, (one, other) => comparableCpu(other, one) / comparableCpu(one, other)),
    wrong: own.reduce((sum, one) => sum + one.wrong, 0),
  };
}

type Ratio = (one: Measurement, yardstick: Measurement) => number;

function ratios(own: readonly Measurement[], all: readonly Measurement[], ratio: Ratio): Ratios {
  const found: Partial<Record<ContenderName, Spread>> = {};
  for (const yardstick of YARDSTICKS) {
    const values = own.flatMap((one) => {
      const other = all.find(({ contender, round }) => contender === yardstick && round === one.round);
      return other === undefined ? [] : ratio(one, other);
    });
    const summed = spread(values);
    if (summed !== null) found[yardstick] = summed;
  }
  return found;
}

function requestsPerSecond({ requests, seconds }: Measurement): number {
  return requests / seconds;
}

/**
 * CPU per request of the gateway alone where both have their departments in another process; else of gateway and departments
 * together, since a process does not tell them apart.
 */
function comparableCpu(one: Measurement, other: Measurement): number {
  const apart = one.departmentsCpuMs !== null && other.departmentsCpuMs !== null;
  const departments = apart ? 0 : (one.departmentsCpuMs ?? 0);
  return one.gatewayCpuMs === null ? Number.NaN : (one.gatewayCpuMs + departments) / one.requests;
}

function perRequest(ms: number | null, requests: number): number | null {
  return ms === null || requests === 0 ? null : ms / requests;
}
