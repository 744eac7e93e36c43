import { posix } from 'node:path';
import { tableInvalid } from '../../../subgraphs/_runtime/intake/table-refusal.ts';
import { localName, type XmlAttributes } from '../xml/xml-events.ts';
import { readXmlPart } from './xml-part.ts';
import type { ZipParts } from './zip-parts.ts';

/** What a workbook says of itself (ECMA-376 part 1, 18.2), with the names of its parts. */
export interface Workbook {
  readonly sheets: readonly Sheet[];
  /** Days count from 1904, as old Macs counted. */
  readonly from1904: boolean;
  readonly sharedStrings: string | null;
  readonly styles: string | null;
}

export interface Sheet {
  readonly name: string;
  readonly isVisible: boolean;
  readonly part: string;
}

interface Relationship {
  /** Last word of its type; the beginning differs between the two editions of the standard. */
  readonly kind: string;
  readonly part: string;
}

/** @throws HubError TABLE_INVALID where it is none, or one with macros */
export async function readWorkbook(zip: ZipParts): Promise<Workbook> {
  const part = await workbookPart(zip);
  const related = await relationshipsOf(zip, part);
  const sheets: Sheet[] = [];
  let from1904 = false;
  await readXmlPart(zip, part, {
    open(name, attributes) {
      if (name === 'workbookPr') from1904 = isTrue(attributes.date1904);
      if (name !== 'sheet') return;
      const target = related.get(relationshipId(attributes));
      // Sheets of charts and dialogues hold no cells.
      if (target?.kind !== 'worksheet') return;
      const isVisible = (attributes.state ?? 'visible') === 'visible';
      sheets.push({ name: attributes.name ?? '', isVisible, part: target.part });
    },
  });
  const partOf = (kind: string) => [...related.values()].find((one) => one.kind === kind)?.part ?? null;
  return { sheets, from1904, sharedStrings: partOf('sharedStrings'), styles: partOf('styles') };
}

/** Value of xsd:boolean. */
export function isTrue(value: string | undefined): boolean {
  return value === '1' || value === 'true';
}

const CONTENT_TYPES = '[Content_Types].xml';

async function workbookPart(zip: ZipParts): Promise<string> {
  if (!zip.has(CONTENT_TYPES)) throw tableInvalid('it is a zip file, and no workbook. Hand in the file that is in it.');
  const parts = new Map<string, string>();
  await readXmlPart(zip, CONTENT_TYPES, {
    open(_, { ContentType, PartName }) {
      if (ContentType !== undefined && PartName !== undefined) parts.set(ContentType, PartName);
    },
  });
  const types = [...parts.keys()];
  if (types.some((type) => /macroEnabled|vbaProject/i.test(type))) {
    throw tableInvalid('the workbook has macros or is a binary one (.xlsm, .xlsb). Save it as .xlsx.');
  }
  const type = types.find((one) => one.endsWith('spreadsheetml.sheet.main+xml'));
  if (type === undefined) throw tableInvalid('it is no workbook (.xlsx).');
  return partName('/', parts.get(type) ?? '');
}

async function relationshipsOf(zip: ZipParts, part: string): Promise<ReadonlyMap<string, Relationship>> {
  const folder = posix.dirname(part);
  const found = new Map<string, Relationship>();
  await readXmlPart(zip, posix.join(folder, '_rels', `${posix.basename(part)}.rels`), {
    open(_, { Id, Type, Target, TargetMode }) {
      if (Id === undefined || Type === undefined || Target === undefined || TargetMode === 'External') return;
      found.set(Id, { kind: posix.basename(Type), part: partName(folder, Target) });
    },
  });
  return found;
}

/** Names of parts in the package begin without a slash. */
function partName(folder: string, target: string): string {
  return posix.resolve('/', folder, target).slice(1);
}

/** The one attribute "id" that has a prefix; which prefix, the document may choose. */
function relationshipId(attributes: XmlAttributes): string {
  const name = Object.keys(attributes).find((one) => one.includes(':') && localName(one) === 'id');
  return name === undefined ? '' : (attributes[name] ?? '');
}
