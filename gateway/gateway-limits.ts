import { DEFAULT_LIMITS, type Limits } from './limits/limits.ts';

/** What planning may cost, and how much of it is kept. */
export interface PlanningLimits {
  /** Most operations that are held compiled; the one that was not used for longest goes. */
  readonly maxOperations: number;
  /** Most plans that are weighed against each other for one operation. */
  readonly maxEvaluatedPlans: number;
  /** Most ways to one field that are looked at. */
  readonly maxPlanPaths: number;
}

/** Everything that bounds what a gateway does for one request, and for one caller. */
export interface GatewayLimits extends Limits, PlanningLimits {
  /** Most requests that one caller with a token may send in a second, to each process of the gateway. */
  readonly maxRequestsPerSecond: number;
  /** Longest time that a request may take, in milliseconds. */
  readonly requestTimeoutMs: number;
}

/** Room for what a city's applications ask, each with its variants; and for several callers beside one that asks all it can. */
export const DEFAULT_GATEWAY_LIMITS: GatewayLimits = {
  ...DEFAULT_LIMITS,
  maxOperations: 1_000,
  maxEvaluatedPlans: 1_000,
  maxPlanPaths: 1_000,
  maxRequestsPerSecond: 500,
  requestTimeoutMs: 30_000,
};
