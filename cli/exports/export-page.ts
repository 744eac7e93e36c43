import type { ExecutionResult } from 'graphql';
import { HubError } from '../../schema/errors.ts';

/** What the graph answers the operation of an export. */
interface ExportedChanges {
  readonly nodes: readonly { readonly item: string; readonly record: object | null }[];
  readonly rightsChanged: readonly string[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
}

/** A page of an export, as it leaves. */
export interface ExportPage {
  /** A line each for the changes, and one that says where the reader is when it has applied them. */
  readonly text: string;
  readonly changes: number;
  /** Codes of the items whose records it holds. */
  readonly items: ReadonlySet<string>;
  readonly cursor: string;
  readonly isLast: boolean;
}

/**
 * The page that the graph has answered. What is not open to the caller is missing, and the page says which coordinates that is
 * about; whatever else is missing ends the export.
 *
 * @throws HubError EXPORT_REFUSED where the caller may read no changes, or what was wrong
 */
export function exportPage({ data, errors = [] }: ExecutionResult): ExportPage {
  const fault = errors.find(({ extensions }) => extensions.code !== 'UNAUTHORIZED_FIELD_OR_TYPE');
  if (fault !== undefined) throw asHubError(fault.originalError);
  // cast: the operation asks for these
  const changes = data?.changes as ExportedChanges | null | undefined;
  if (changes == null) throw new HubError('EXPORT_REFUSED');
  const { nodes, rightsChanged, pageInfo } = changes;
  const denied = errors.map(({ extensions: { coordinate, reason } }) => ({ coordinate, reason }));
  const { endCursor: cursor, hasNextPage } = pageInfo;
  const page = { cursor, changes: nodes.length, hasNextPage, rightsChanged, denied };
  const items = new Set<string>();
  let text = '';
  for (const change of nodes) {
    if (change.record !== null) items.add(change.item);
    text += `{"change":${JSON.stringify(change)}}\n`;
  }
  text += `${JSON.stringify({ page })}\n`;
  return { text, changes: nodes.length, items, cursor, isLast: !hasNextPage };
}

function asHubError(error: unknown): HubError {
  return error instanceof HubError ? error : new HubError('INTERNAL', { cause: error });
}
