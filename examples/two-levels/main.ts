import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { agree } from './agree.ts';
import { enterInList, subjectWithCode } from './enter-in-list.ts';
import { type ExampleHub, startExampleHub } from './hub.ts';
import { runProgram } from './program.ts';
import { regionLists } from './region-lists.ts';

/** The area code of the city (GB/T 2260). */
const CITY_AREA = '451100';

/** What the region pulls from the city. */
const CITY_ITEMS = ['market.administrative-penalty', 'emergency.accident', 'tax.credit-grade'];

/** What the city pulls from the region. */
const REGION_ITEMS = ['court.judgment-debtor', 'tax.major-violation-list'];

const REGION = { sub: 'platform:guangxi', kind: 'platform' };
const CITY = { sub: 'platform:hezhou', kind: 'platform' };

/** Who decides something at either level. */
const APPROVAL = {
  claims: { sub: 'app:approval-office', kind: 'application', department: 'development-reform' },
  purpose: 'administrative-approval',
};

const SUBJECT = `query ($code: String!) {
  subjectByCode(code: $code) {
    name uscc
    marketPenalties(first: 100) { nodes { documentNo } }
    judgmentDebtors(first: 100) { nodes { documentNo } }
    receivedRecords(first: 100) { nodes { origin originName item itemTitle recordId cells { title value } } }
  }
}`;

interface Shown {
  readonly subjectByCode: {
    readonly name: string;
    readonly uscc: string;
    readonly marketPenalties: { readonly nodes: readonly object[] };
    readonly judgmentDebtors: { readonly nodes: readonly object[] };
    readonly receivedRecords: {
      readonly nodes: readonly {
        readonly origin: string;
        readonly originName: string;
        readonly item: string;
        readonly itemTitle: string;
      }[];
    };
  } | null;
}

/** A city and a region on one machine: each pulls from the other, and shows both on one subject. */
async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'two-levels-'));
  try {
    console.log('Starting the hub of a city and that of its region …');
    await using city = await startExampleHub(join(folder, 'city'), 1);
    await using region = await startExampleHub(join(folder, 'region'), 5);
    await exchange(city, region);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function exchange(city: ExampleHub, region: ExampleHub): Promise<void> {
  const code = await codeOfPenalised(city);

  console.log(`\nThe region pulls the city, under the agreements of the city’s departments with ${REGION.sub}:`);
  await pull({ from: city, into: region, as: `downstream:${CITY_AREA}`, claims: REGION, items: CITY_ITEMS });

  console.log('\nThe courts and the tax authority of the region enter an enterprise of the city in their lists.');
  const subject = await subjectWithCode(region.data, code);
  for (const entry of regionLists(subject)) await enterInList(region.data, subject, entry);

  console.log(`The court agrees with ${CITY.sub} on what is not public of its list.`);
  await agree(region, {
    platform: CITY.sub,
    name: '贺州市公共信用信息平台',
    provider: 'court',
    scopes: ['court.judgment-debtor:identity'],
  });

  console.log('\nThe city pulls the lists of the region:');
  await pull({ from: region, into: city, as: 'upstream', claims: CITY, items: REGION_ITEMS });

  const atCity = await show('the city', city, code);
  const atRegion = await show('the region', region, code);
  expect(
    atCity.some(({ origin, item }) => origin === 'upstream' && item === REGION_ITEMS[0]),
    'the region’s list at the city',
  );
  expect(
    atRegion.some(({ origin, item }) => origin === `downstream:${CITY_AREA}` && item === CITY_ITEMS[0]),
    'the city’s penalties at the region',
  );
  console.log('\nBoth levels show both, and the digests of both pulls are equal.');
}

interface PullOf {
  readonly from: ExampleHub;
  readonly into: ExampleHub;
  readonly as: string;
  readonly claims: Readonly<Record<string, unknown>>;
  readonly items: readonly string[];
}

/** Fails where the digests differ. */
async function pull({ from, into, as, claims, items }: PullOf): Promise<void> {
  const args = ['pull', '--from', from.url, '--as', as, '--items', items.join(), '--data', into.data];
  const { exitCode, output } = await runProgram(args, { CREDIT_HUB_PULL_TOKEN: await from.token(claims) });
  console.log(output.trim());
  expect(exitCode === 0, 'equal digests');
}

async function codeOfPenalised(city: ExampleHub): Promise<string> {
  const PENALTIES = '{ marketPenalties(first: 50) { nodes { subject { kind uscc } } } }';
  type Penalties = {
    readonly marketPenalties: {
      readonly nodes: readonly { readonly subject: { readonly kind: string; readonly uscc: string | null } }[];
    };
  };
  const { marketPenalties } = await city.ask<Penalties>(PENALTIES, {});
  const found = marketPenalties.nodes.find(({ subject }) => subject.kind === 'ORGANIZATION' && subject.uscc !== null);
  if (found?.subject.uscc == null) throw new Error('the city has penalised no organisation');
  return found.subject.uscc;
}

async function show(where: string, hub: ExampleHub, code: string) {
  const { subjectByCode: subject } = await hub.ask<Shown>(SUBJECT, { code }, APPROVAL);
  if (subject === null) throw new Error(`${where} does not know the subject`);
  const { marketPenalties, judgmentDebtors, receivedRecords } = subject;
  console.log(`\n${subject.name} (${subject.uscc}) at ${where}:`);
  console.log(
    `  its own: ${marketPenalties.nodes.length} market penalties, ${judgmentDebtors.nodes.length} list entries of courts`,
  );
  for (const { originName, itemTitle } of receivedRecords.nodes) console.log(`  received: ${itemTitle}, ${originName}`);
  return receivedRecords.nodes;
}

function expect(holds: boolean, what: string): void {
  if (!holds) throw new Error(`there is no trace of ${what}`);
}

await main();
