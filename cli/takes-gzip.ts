/** Whether gzip is among what a client takes (RFC 9110, 12.5.3). */
export function takesGzip(header: string | readonly string[] | undefined): boolean {
  return String(header ?? '')
    .split(',')
    .map((coding) =>
      coding
        .trim()
        .toLowerCase()
        .split(/\s*;\s*/),
    )
    .some(([name, quality]) => name === 'gzip' && !/^q=0(\.0*)?$/.test(quality ?? ''));
}
