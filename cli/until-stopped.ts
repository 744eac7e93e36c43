const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** Waits for Ctrl-C or a termination signal, then closes. A second signal ends the process at once. */
export async function untilStopped(close: () => Promise<void>): Promise<void> {
  await new Promise<void>((resolve) => {
    for (const signal of SIGNALS) process.once(signal, () => resolve());
  });
  console.log('\nStopping: finishing requests under way …');
  for (const signal of SIGNALS) process.once(signal, () => process.exit(1));
  await close();
  for (const signal of SIGNALS) process.removeAllListeners(signal);
  console.log('Stopped.');
}
