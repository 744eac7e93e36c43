import { demoIssuer } from '../../cli/demo/issuer.ts';
import { ask, type TestHub } from '../harness/test-hub.ts';

/** Who takes part in joint action. */
export interface Who {
  readonly kind: 'officer' | 'application' | 'auditor' | 'platform' | 'subject' | 'agency';
  readonly sub: string;
  readonly department?: string;
  readonly subject?: string;
  readonly purpose?: string;
}

export const officer = (department: string, purpose = 'joint-action'): Who => ({
  kind: 'officer',
  sub: `officer:${department}`,
  department,
  purpose,
});

export const PROCUREMENT: Who = {
  kind: 'application',
  sub: 'app:procurement',
  department: 'finance',
  purpose: 'procurement-review',
};

export async function askAs(
  hub: TestHub,
  { purpose, ...claims }: Who,
  query: string,
  variables: Readonly<Record<string, unknown>> = {},
) {
  const token = await demoIssuer(hub.folder).issue({ ...claims }, 600);
  return ask(`${hub.url}/graphql`, query, variables, {
    authorization: `Bearer ${token}`,
    ...(purpose === undefined ? {} : { 'x-credit-purpose': purpose }),
  });
}

/** What the field answers; fails where anything was denied. */
export async function answerTo(
  hub: TestHub,
  who: Who,
  query: string,
  variables: Readonly<Record<string, unknown>> = {},
) {
  const { data, errors } = await askAs(hub, who, query, variables);
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  const [value] = Object.values(data);
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers whose shape is the query's
  return value as any;
}
