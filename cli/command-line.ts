import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { isIsoDate } from '../schema/iso-date.ts';
import { DATA_FOLDER } from './open-store.ts';
import { reportError } from './report-error.ts';

/** Runs one command; resolves to the exit code. A command that serves resolves when it has been stopped. */
export async function runCommandLine(argv: readonly string[]): Promise<number> {
  try {
    await program().parseAsync(argv);
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode;
    reportError(error);
    return 1;
  }
}

/** Commands load their own modules when they run, so that `--help` and `token` do not wait for the gateway's. */
function program(): Command {
  const root = new Command('credit-hub')
    .description('A GraphQL federated data-sharing hub for public credit data')
    .exitOverride()
    .showHelpAfterError();
  addServing(root);
  addTools(root);
  return root;
}

function addServing(root: Command): void {
  storeOptions(root.command('start'))
    .description('run the whole hub in this process, in demo mode: all departments, the gateway, a seeded city')
    .option('--port <n>', 'port of the gateway (0: any free one)', port, 4000)
    .option('--subjects <n>', 'subjects of the synthetic city, when it is seeded', subjectCount, 10_000)
    .option('--limits <file>', 'JSON file with limits that differ from the defaults, such as {"maxCost": 20000}')
    .action(async (options) => (await import('./commands/start.ts')).start(options));

  root
    .command('gateway')
    .description('serve any Federation 2 supergraph, with its subgraphs at the addresses that it names')
    .requiredOption('--supergraph <file>', 'the supergraph SDL')
    .option('--port <n>', 'port to listen on (0: any free one)', port, 4000)
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--jwks <file|url>', 'key set of the token issuer')
    .option('--issuer <name>', 'issuer (iss) that tokens must name')
    .option('--audience <name>', 'audience (aud) that tokens must name')
    .option('--limits <file>', 'JSON file with limits that differ from the defaults, such as {"maxCost": 20000}')
    .action(async (options) => (await import('./commands/gateway.ts')).gateway(options));

  storeOptions(root.command('subgraph <code>'))
    .description('serve one department')
    .option('--port <n>', "port to listen on (default: the department's own)", port)
    .option('--host <address>', 'address to listen on', '127.0.0.1')
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
    .option('--ttl <seconds>', 'how long it is good', (text: string) => whole(text, 1, 86_400), 3_600)
    .option('--data <folder>', 'data folder, which holds the issuer key', DATA_FOLDER)
    .action(async (persona, options) => (await import('./commands/token.ts')).token(persona, options));

  storeOptions(root.command('doctor'))
    .description('say what is wrong with this installation, and what to do')
    .option('--port <n>', 'port that the gateway would use', port, 4000)
    .action(async (options) => (await import('./commands/doctor.ts')).doctor(options));
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

function isoDate(text: string): string {
  if (isIsoDate(text)) return text;
  throw new InvalidArgumentError('It must be a date, YYYY-MM-DD.');
}
