/** Whether a process of this number runs on the machine and may be signalled: by what it wrote its number into, it is known again. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
