const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** Aborts at Ctrl-C or a termination signal, for a work that ends by itself. A second signal ends the process at once. */
export interface StopSignal {
  readonly signal: AbortSignal;
  /** Leaves signals to others again. */
  release(): void;
}

export function stopSignal(): StopSignal {
  const controller = new AbortController();
  const stop = () => {
    controller.abort();
    release();
    for (const signal of SIGNALS) process.once(signal, endAtOnce);
  };
  const release = () => {
    for (const signal of SIGNALS) process.removeListener(signal, stop).removeListener(signal, endAtOnce);
  };
  for (const signal of SIGNALS) process.on(signal, stop);
  return { signal: controller.signal, release };
}

function endAtOnce(): void {
  process.exit(1);
}
