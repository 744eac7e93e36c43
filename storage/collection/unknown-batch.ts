import { HubError } from '../../schema/errors.ts';

export function unknownBatch(): HubError {
  return new HubError('INVALID_ARGUMENT', { details: { argument: 'batchId', problem: 'there is no such batch.' } });
}
