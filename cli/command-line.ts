import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { isIsoDate } from '../schema/iso-date.ts';
import type { AuditReceiptPlace } from '../storage/audit/port.ts';
import { isMonth } from '../subgraphs/_runtime/intake/month.ts';
import { DATA_FOLDER } from './open-store.ts';
import { reportError } from './report-error.ts';

/** Runs one command; resolves to the exit code. A command that serves resolves when it has been stopped. */
export async function runCommandLine(argv: readonly string[]): Promise<number> {
  try {
    const outcome: Outcome = { exitCode: 0 };
    await program(outcome).parseAsync(argv);
    return outcome.exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode;
    reportError(error);
    return 1;
  }
}

/** What a command leaves, where it has more to say than that it was done. */
interface Outcome {
  exitCode: number;
}

/** Commands load their own modules when they run, so that `--help` and `token` do not wait for the gateway's. */
function program(outcome: Outcome): Command {
  const root = new Command('credit-hub')
    .description('A GraphQL federated data-sharing hub for public credit data')
    .exitOverride()
    .showHelpAfterError();
  addServing(root);
  addTools(root);
  addCollection(root, outcome);
  addExchange(root, outcome);
  addStore(root.command('store').description('look after the store'));
  addAudit(root.command('audit').description('look into the audit trail, and prove what it says'));
  return root;
}

function addServing(root: Command): void {
  siteOptions(storeOptions(root.command('start')))
    .description('run the whole hub in this process, in demo mode: all departments, the gateway, a seeded city')
    .option('--port <n>', 'port of the gateway (0: any free one)', port, 4000)
    .option('--subjects <n>', 'subjects of the synthetic city, when it is seeded', subjectCount, 10_000)
    .option('--limits <file>', 'JSON file with limits that differ from the defaults, such as {"maxCost": 20000}')
    .option('--webhook-networks <list>', 'private networks that webhooks may be in, such as 10.1.0.0/16,10.2.0.0/16')
    .action(async (options) => (await import('./commands/start.ts')).start(options));

  siteOptions(root.command('gateway'))
    .description('serve any Federation 2 supergraph, with its subgraphs at the addresses that it names')
    .requiredOption('--supergraph <file>', 'the supergraph SDL')
    .option('--port <n>', 'port to listen on (0: any free one)', port, 4000)
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--jwks <file|url>', 'key set of the token issuer')
    .option('--issuer <name>', 'issuer (iss) that tokens must name')
    .option('--audience <name>', 'audience (aud) that tokens must name')
    .option('--consent-jwks <file|url>', "key set of the issuer of subjects' consents")
    .option('--consent-issuer <name>', 'issuer (iss) that consents must name')
    .option('--signing-key <file>', 'private key (JWK, Ed25519) that signs receipts, and passports for departments')
    .option('--data <folder>', 'data folder with agreements and audit trail; without it or --store only what is public')
    .addOption(new Option('--store <url>', 'mongodb:// address of agreements and audit trail').env('CREDIT_HUB_STORE'))
    .option('--limits <file>', 'JSON file with limits that differ from the defaults, such as {"maxCost": 20000}')
    .option('--public-site', 'serve 信用贺州, what the public may see, at all other addresses (needs --signing-key)')
    .action(async (options) => (await import('./commands/gateway.ts')).gateway(options));

  storeOptions(root.command('subgraph <code>'))
    .description('serve one department')
    .option('--port <n>', "port to listen on (default: the department's own)", port)
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--passport-keys <file>', 'public keys (JWKS) of the gateways that may ask; nothing starts without')
    .action(async (code, options) => (await import('./commands/subgraph.ts')).subgraph(code, options));
}

function addTools(root: Command): void {
  root
    .command('compose')
    .description('compose the department folders into schema/supergraph.graphql')
    .option('--check', 'write nothing; fail when the committed files are stale')
    .option('--against <file>', 'report what changes for consumers against this supergraph; fail on a breaking change')
    .option('--url <template>', 'address of each subgraph, with {code} and {port}', 'http://127.0.0.1:{port}/graphql')
    .action(async (options) => (await import('./commands/compose.ts')).composeCommand(options));

  storeOptions(root.command('seed'))
    .description('fill an empty store with a synthetic city')
    .option('--subjects <n>', 'how many subjects, 1,000 to 1,000,000', subjectCount, 10_000)
    .option('--seed <n>', 'another number, another city', (text: string) => whole(text, 0, 2 ** 31 - 1), 1)
    .option('--today <date>', "the city's today, YYYY-MM-DD (default: the day of the call)", isoDate)
    .action(async (options) => (await import('./commands/seed.ts')).seed(options));

  root
    .command('token [persona]')
    .description("print a token of the demo issuer, for a persona or with claims of one's own")
    .option('--claims <json>', 'claims, such as \'{"sub":"app","scope":"a b"}\'')
    .option('--subject <id>', 'whom the persona "subject" is (default: the sample of the start page)')
    .option('--ttl <seconds>', 'how long it is good', seconds, 3_600)
    .option('--data <folder>', 'data folder, which holds the issuer key', DATA_FOLDER)
    .action(async (persona, options) => (await import('./commands/token.ts')).token(persona, options));

  root
    .command('consent')
    .description("print a subject's consent, of the demo's consent issuer")
    .requiredOption('--subject <id>', 'who consents')
    .option('--consumer <id>', 'who may look: the "sub" of its token', 'agency:example-credit')
    .option('--items <codes>', 'catalogue items, separated by commas', 'tax.credit-grade')
    .option('--purpose <code>', 'what for', 'credit-report')
    .option('--ttl <seconds>', 'how long it is good', seconds, 3_600)
    .option('--data <folder>', 'data folder, which holds the issuer key', DATA_FOLDER)
    .action(async (options) => (await import('./commands/consent.ts')).consent(options));

  root
    .command('keys <file...>')
    .description('print the public key set (JWKS) of private signing keys, for who verifies receipts or passports')
    .action(async (files) => (await import('./commands/keys.ts')).keys(files));

  storeOptions(root.command('doctor'))
    .description('say what is wrong with this installation, and what to do')
    .option('--port <n>', 'port that the gateway would use', port, 4000)
    .action(async (options) => (await import('./commands/doctor.ts')).doctor(options));
}

function addCollection(root: Command, outcome: Outcome): void {
  storeOptions(root.command('import <files...>'))
    .description('import files (CSV, XLSX, XML, NDJSON) that a department reports of a catalogue item')
    .requiredOption('--department <code>', 'the department that reports')
    .requiredOption('--item <code>', 'the catalogue item, such as administrative-penalty')
    .option('--sheet <name>', 'sheet of a workbook (default: the first visible one)')
    .option('--rejects <folder>', 'where files with refused rows go (default: beside the file)')
    .option('--again', 'take a file once more that was imported already')
    .addHelpText('after', '\nExit code: 0 every row is a record, 2 some rows are, 3 none is, 1 an error.')
    .action(async (files, options) => {
      outcome.exitCode = await (await import('./commands/import.ts')).importFiles(files, options);
    });

  storeOptions(root.command('quality'))
    .description('how well departments report, by item and month')
    .option('--from <month>', 'first month, YYYY-MM (default: the current one)', month)
    .option('--to <month>', 'last month, YYYY-MM (default: the current one)', month)
    .option('--department <code>', 'only this department')
    .option('--item <code>', 'only this catalogue item')
    .option('--json', 'as JSON, an item and month a line')
    .action(async (options) => (await import('./commands/quality.ts')).quality(options));

  storeOptions(root.command('reconcile'))
    .description('how what was reported, what is held and what the public is shown differ today')
    .option('--department <code>', 'only this department')
    .option('--item <code>', 'only this catalogue item, such as market.administrative-penalty')
    .option('--json', 'as JSON, an item a line')
    .addHelpText(
      'after',
      '\nExit code: 0 nothing differs, 2 something does, 3 the public is shown too much, 1 an error.',
    )
    .action(async (options) => {
      outcome.exitCode = await (await import('./commands/reconcile.ts')).reconcileCommand(options);
    });
  storeOptions(root.command('statistics'))
    .description('figures of what departments coordinate, as CSV; what is about too few subjects is told only together')
    .option('--by <dimensions>', 'what rows are told by, such as department,month', '')
    .option('--from <month>', 'first month, YYYY-MM (default: the last one)', month)
    .option('--to <month>', 'last month, YYYY-MM (default: the current one)', month)
    .option('--department <code>', 'only this department')
    .action(async (options) => (await import('./commands/statistics.ts')).statistics(options));
}

function addExchange(root: Command, outcome: Outcome): void {
  storeOptions(root.command('pull'))
    .description('pull what has changed at another hub, and keep it beside the records of this one')
    .requiredOption('--from <url>', 'address of the other hub, such as https://credit.example.cn')
    .requiredOption('--as <origin>', 'what it is to this hub: upstream, downstream:<area> or peer:<area>')
    .option('--token-file <file>', 'file with the bearer token (default: the environment, CREDIT_HUB_PULL_TOKEN)')
    .option('--ca <file>', 'certificates to trust, as PEM, instead of those of the system')
    .option('--items <codes>', 'only these catalogue items, separated by commas', codes)
    .option('--page-size <n>', 'most changes of a page, 1 to 1,000', pageSize, 1_000)
    .option('--retries <n>', 'how often a failed question is asked again', (text: string) => whole(text, 0, 1_000), 8)
    .addOption(new Option('--once', 'end when there is no more (the default)').conflicts('follow'))
    .option('--follow', 'go on, and take changes within a second')
    .option('--again', 'load everything afresh; what is held stays until that is complete')
    .addHelpText(
      'after',
      '\nExit code: 0 both sides hold the same, 2 some months differ, 3 stopped before the end, 1 an error.',
    )
    .action(async (options) => {
      outcome.exitCode = await (await import('./commands/pull.ts')).pull(options);
    });
}

function addStore(store: Command): void {
  storeOptions(store.command('new-epoch'))
    .description(
      'to be run once after a backup was restored: cursors of the change feed that were given out before end',
    )
    .action(async (options) => (await import('./commands/store-new-epoch.ts')).storeNewEpoch(options));
  addCompaction(store);
}

function addCompaction(store: Command): void {
  storeOptions(store.command('compact'))
    .description('forget what the journals say of changes long ago; records and their versions stay')
    .option('--keep <days>', 'entries of so many days stay in any case', days, 90)
    .option('--at-most <days>', 'older ones go even where somebody who pulls has not read them', days, 365)
    .action(async (options) => (await import('./commands/store-compact.ts')).storeCompact(options));
}

function addAudit(audit: Command): void {
  storeOptions(audit.command('verify'))
    .description('read the whole chain and its segments; fail at the first broken entry')
    .option('--archived-to <seq>', 'entries to this number, the end of a segment, are in an archive', entryNumber, 0)
    .option('--anchor <seq:hash>', 'an entry as a receipt names it, which must be there (repeatable)', anchors, [])
    .action(async (options) => (await import('./commands/audit-verify.ts')).auditVerify(options));

  storeOptions(audit.command('show'))
    .argument('[seq]', 'number of the entry', entryNumber)
    .description('print an entry, or the latest that match')
    .option('--request-id <id>', 'of this request')
    .option('--subject <id>', 'that touched this subject')
    .option('--caller <id>', 'of this caller')
    .option('--first <n>', 'at most so many', (text: string) => whole(text, 1, 10_000), 20)
    .option('--json', 'as JSON, an entry a line')
    .action(async (seq, options) => (await import('./commands/audit-show.ts')).auditShow(seq, options));

  storeOptions(audit.command('prove'))
    .argument('[seq]', 'number of the entry', entryNumber)
    .description('print a proof that an entry is in its sealed segment')
    .option('--check <file>', 'verify a proof instead')
    .action(async (seq, options) => (await import('./commands/audit-prove.ts')).auditProve(seq, options));

  storeOptions(audit.command('seal'))
    .description('seal the entries that no segment holds yet, and print the root to publish')
    .action(async (options) => (await import('./commands/audit-seal.ts')).auditSeal(options));

  audit
    .command('receipt <file>')
    .description('verify a receipt that came with an answer')
    .requiredOption('--keys <file>', "the hub's public key set (JWKS)")
    .option('--response <file>', 'the response body, byte for byte, that it should be for')
    .action(async (file, options) => (await import('./commands/audit-receipt.ts')).auditReceipt(file, options));
}

function siteOptions(command: Command): Command {
  return command
    .option('--visits-per-minute <n>', 'most pages of the public site that one address gets in a minute', visits)
    .option('--proxies <n>', "reverse proxies of one's own before the hub, which tell it visitors' addresses", proxies);
}

function storeOptions(command: Command): Command {
  return command
    .option('--data <folder>', 'data folder', DATA_FOLDER)
    .addOption(
      new Option('--store <url>', 'mongodb:// address, instead of the embedded store').env('CREDIT_HUB_STORE'),
    );
}

function port(text: string): number {
  return whole(text, 0, 65_535);
}

function visits(text: string): number {
  return whole(text, 1, 1_000_000);
}

function proxies(text: string): number {
  return whole(text, 0, 10);
}

function pageSize(text: string): number {
  return whole(text, 1, 1_000);
}

function codes(text: string): readonly string[] {
  return text.split(',').map((code) => code.trim());
}

function subjectCount(text: string): number {
  return whole(text, 1_000, 1_000_000);
}

function whole(text: string, min: number, max: number): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < min || value > max) {
    throw new InvalidArgumentError(`It must be a whole number, ${min} to ${max}.`);
  }
  return value;
}

/** At most a day. */
function seconds(text: string): number {
  return whole(text, 1, 86_400);
}

/** At most a century. */
function days(text: string): number {
  return whole(text, 0, 36_500);
}

function entryNumber(text: string): number {
  return whole(text, 0, Number.MAX_SAFE_INTEGER);
}

/** Collects what a repeated option names. */
function anchors(text: string, before: readonly AuditReceiptPlace[]): readonly AuditReceiptPlace[] {
  const [, seq, hash] = /^(\d+):([0-9a-f]{64})$/.exec(text) ?? [];
  if (seq === undefined || hash === undefined) {
    throw new InvalidArgumentError('It must be the number of an entry, a colon, and its hash.');
  }
  return [...before, { seq: Number(seq), hash }];
}

function month(text: string): string {
  if (isMonth(text)) return text;
  throw new InvalidArgumentError('It must be a month, YYYY-MM.');
}

function isoDate(text: string): string {
  if (isIsoDate(text)) return text;
  throw new InvalidArgumentError('It must be a date, YYYY-MM-DD.');
}
