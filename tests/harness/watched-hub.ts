import type { PassportClaims } from '../../schema/passport/passport-claims.ts';
import { type TestHub, testHub } from './test-hub.ts';

/** A question that a department was asked. */
export interface Asked {
  /** Code of the department. */
  readonly department: string;
  readonly document: string;
  /** What went over the wire; null where the department is in the gateway's own process. */
  readonly wire: { readonly passport: PassportClaims; readonly answer: string } | null;
}

/** A hub whose departments are looked at while they are asked. */
export interface WatchedHub extends Pick<TestHub, 'url' | 'folder' | 'ask'> {
  /** What departments were asked, in order; tests empty it. */
  readonly asked: Asked[];
  [Symbol.asyncDispose](): Promise<void>;
}

/** The hub of the demo: gateway and departments in one process. */
export async function embeddedHub(): Promise<WatchedHub> {
  const asked: Asked[] = [];
  const hub = await testHub({ onFetch: (department, document) => asked.push({ department, document, wire: null }) });
  return { ...hub, asked };
}
