import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { DEFAULT_GATEWAY_LIMITS, type GatewayLimits } from '../gateway/gateway-limits.ts';
import { HubError } from '../schema/errors.ts';

/** Whole numbers, from 0, for limits that exist. */
const LIMITS = z.strictObject(
  Object.fromEntries(Object.keys(DEFAULT_GATEWAY_LIMITS).map((name) => [name, z.int().min(0).optional()])),
);

/**
 * The limits of a gateway: those of the JSON file, and the defaults for all others.
 *
 * @throws HubError CONFIG_INVALID that names the file, the limit and what it takes
 */
export function gatewayLimits(file: string | undefined): GatewayLimits {
  if (file === undefined) return DEFAULT_GATEWAY_LIMITS;
  const parsed = LIMITS.safeParse(readJson(file));
  if (parsed.success) return { ...DEFAULT_GATEWAY_LIMITS, ...parsed.data };
  const [issue] = parsed.error.issues;
  throw invalid(file, `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`);
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw invalid(file, 'it cannot be read, or is not JSON', cause);
  }
}

function invalid(file: string, what: string, cause?: unknown): HubError {
  const problem = `the limits in ${file}: ${what}. See "credit-hub gateway --help".`;
  return new HubError('CONFIG_INVALID', { cause, details: { problem } });
}
