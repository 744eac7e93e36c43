import type { CollectionStore } from '../../../storage/collection/port.ts';
import type { Department } from '../department.ts';
import type { RecordType } from '../record-type.ts';
import type { ChunkIntake, ReadRow } from './chunk-intake.ts';

/** A catalogue item, as its department reports it. */
export interface CollectedItem {
  readonly department: Department;
  readonly type: RecordType;
  readonly intake: ChunkIntake;
  /** Headings under which it may be reported: worked out when somebody asks, since few of all items are asked about. */
  columns(): readonly ReportColumn[];
  /** Whether the text is a heading of any form in which the item is reported. */
  isHeading(text: string): boolean;
  /**
   * Reads rows under these headings.
   *
   * @param receivedOn day in the city, YYYY-MM-DD
   * @throws HubError that names the headings which do not do
   */
  reader(header: readonly string[], receivedOn: string): ReadRow;
}

/** A column of the form in which an item is reported. */
export interface ReportColumn {
  readonly heading: string;
  /** Null where the standard has no code for it. */
  readonly standardCode: string | null;
  /** Field of the graph that it fills; null where it only says whom the row is about. */
  readonly field: string | null;
  readonly required: boolean;
}

/** What collection works on. */
export interface Collection {
  readonly store: CollectionStore;
  /** By code of the catalogue item. */
  readonly items: ReadonlyMap<string, CollectedItem>;
}
