import { HubError } from '../schema/errors.ts';

/** One clear sentence on standard error; the stack only for what nobody expected. */
export function reportError(error: unknown): void {
  if (error instanceof HubError && error.code !== 'INTERNAL') {
    console.error(`credit-hub: ${error.message}`);
    return;
  }
  console.error('credit-hub: something went wrong that the hub did not expect.');
  console.error(error);
}
