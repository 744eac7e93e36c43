/** What the load process is told to do once. */
export interface LoadOrder {
  readonly url: string;
  /** Bodies of the requests, taken in turn. */
  readonly bodies: readonly string[];
  /** The answer's text that each of them is expected to get; another text must hold the same data. */
  readonly expected: readonly string[];
  readonly concurrency: number;
  readonly warmUpMs: number;
  readonly measureMs: number;
  /** Processes whose use of the machine is taken down: the gateway, and its departments where they run elsewhere. */
  readonly gatewayPid: number;
  readonly departmentsPid: number | null;
}

/** What came of it, within the measured time. */
export interface LoadResult {
  readonly requests: number;
  readonly seconds: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Null where the system does not tell. */
  readonly gatewayCpuMs: number | null;
  readonly departmentsCpuMs: number | null;
  readonly rssMiB: number | null;
  /** Answers that were not what was expected, warm-up included, and the first of them. */
  readonly wrong: number;
  readonly firstWrong: string | null;
}
