import { readFileSync, statSync } from 'node:fs';

/** How often a watched file is looked at, in milliseconds. */
const WATCH_MS = 1_000;

/** A text file and what becomes of it. */
export interface WatchedFile {
  readonly text: string;
  /** Calls back with the new text whenever the file is another than the one read last, until it is told to stop. */
  watch(onChange: (text: string) => void, onError: (cause: unknown) => void): () => void;
}

/**
 * Reads a file that may be replaced later. It is looked at by its name, so that a file put in its place counts, on network
 * drives too; what changes between reading and watching is not missed.
 *
 * @throws the error of the file system when it cannot be read
 */
export function watchedFile(file: string): WatchedFile {
  let version = versionOf(file);
  return {
    text: readFileSync(file, 'utf8'),
    watch(onChange, onError) {
      const look = () => {
        try {
          const now = versionOf(file);
          if (now === version) return;
          version = now;
          onChange(readFileSync(file, 'utf8'));
        } catch (cause) {
          onError(cause);
        }
      };
      const timer = setInterval(look, WATCH_MS).unref();
      return () => clearInterval(timer);
    },
  };
}

function versionOf(file: string): string {
  const { ino, size, mtimeNs } = statSync(file, { bigint: true });
  return `${ino} ${size} ${mtimeNs}`;
}
