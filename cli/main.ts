#!/usr/bin/env node
// The gateway library would otherwise look for a telemetry endpoint; nothing here phones home.
process.env.APOLLO_TELEMETRY_DISABLED = 'true';

const { runCommandLine } = await import('./command-line.ts');
process.exitCode = await runCommandLine(process.argv);
