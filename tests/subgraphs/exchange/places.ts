import { randomUUID } from 'node:crypto';
import { MongoClient } from 'mongodb';

/** A place on a server, or none for the embedded engine; what is there goes when it is disposed. */
export interface ExchangePlace extends AsyncDisposable {
  readonly location: string | undefined;
}

const uri = process.env.MONGODB_URI?.replace(/\/$/, '');

/** Engines that a test runs on: the embedded one, and MongoDB where MONGODB_URI names a server. */
export const ENGINES: readonly (readonly [engine: string, newPlace: () => ExchangePlace])[] = [
  ['the embedded engine', () => ({ location: undefined, [Symbol.asyncDispose]: async () => undefined })],
  ...(uri === undefined ? [] : [['MongoDB', () => placeOn(uri)] as const]),
];

function placeOn(server: string): ExchangePlace {
  const location = `${server}/credit_hub_exchange_${randomUUID().replaceAll('-', '')}`;
  return {
    location,
    [Symbol.asyncDispose]: async () => {
      const client = new MongoClient(location);
      await client.db().dropDatabase();
      await client.close();
    },
  };
}
