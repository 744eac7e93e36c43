import type { Pool } from 'undici';

/** What an officer needs to check subjects. */
export interface OfficerSetting {
  readonly pool: Pool;
  readonly headers: Readonly<Record<string, string>>;
  /** Ids of the subjects that come to the desk. */
  readonly subjects: readonly string[];
  /** How long the officer looks at an answer on average, in milliseconds. */
  readonly pauseMs: number;
}

/** What the work of officers came to. */
export interface Work {
  /** Of each check, in milliseconds. */
  readonly latencies: number[];
  failed: number;
}

const CHECK = `mutation ($subject: ID!, $caseNo: String!) {
  creditCheck(subject: $subject, powerItem: "PROCUREMENT_SUPPLIER_REVIEW", caseNo: $caseNo) {
    check { receiptNo verdict hits { documentNo measure { code } } }
    problems { code }
  }
}`;

/** Checks one subject after the other until the time is over, each for a business file of its own. */
export async function work(setting: OfficerSetting, untilMs: number): Promise<Work> {
  const done: Work = { latencies: [], failed: 0 };
  await look(setting.pauseMs * Math.random()); // nor do all begin at once
  for (let number = 1; performance.now() < untilMs; number += 1) {
    const begun = performance.now();
    if (!(await check(setting, number))) done.failed += 1;
    done.latencies.push(performance.now() - begun);
    await look(setting.pauseMs * (0.5 + Math.random())); // no two officers look equally long
  }
  return done;
}

async function look(ms: number): Promise<void> {
  if (ms > 0) await new Promise((resolve) => setTimeout(resolve, ms));
}

async function check({ pool, headers, subjects }: OfficerSetting, number: number): Promise<boolean> {
  const subject = subjects[Math.floor(Math.random() * subjects.length)];
  const body = JSON.stringify({ query: CHECK, variables: { subject, caseNo: `贺采〔2026〕${number}号` } });
  const answer = await pool.request({ path: '/graphql', method: 'POST', headers: { ...headers }, body });
  const told = (await answer.body.json()) as {
    readonly data?: { readonly creditCheck?: { readonly check?: unknown } };
  };
  return answer.statusCode === 200 && told.data?.creditCheck?.check != null;
}
