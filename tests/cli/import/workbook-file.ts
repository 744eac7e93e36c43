import { type ZipPart, zipFile } from './zip-file.ts';

export interface SheetSource {
  readonly name: string;
  /** XML within sheetData. */
  readonly rows: string;
  readonly state?: 'visible' | 'hidden' | 'veryHidden';
}

export interface WorkbookSource {
  readonly sheets: readonly SheetSource[];
  /** XML within sst. */
  readonly sharedStrings?: string;
  /** XML within styleSheet. */
  readonly styles?: string;
  readonly workbookAttributes?: string;
  readonly mainType?: string;
  /** Parts that replace those of the same name, or are added. */
  readonly parts?: readonly ZipPart[];
}

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** A workbook as spreadsheets write it, apart from what is not read. */
export function workbookFile(source: WorkbookSource): Buffer {
  const replaced = new Set((source.parts ?? []).map(({ name }) => name));
  return zipFile([...partsOf(source).filter(({ name }) => !replaced.has(name)), ...(source.parts ?? [])]);
}

/** A workbook of one sheet. */
export function sheetFile(rows: string, source: Omit<WorkbookSource, 'sheets'> = {}): Buffer {
  return workbookFile({ ...source, sheets: [{ name: 'Sheet1', rows }] });
}

/** A row of inline strings. */
export function textRow(number: number, texts: readonly string[]): string {
  const cells = texts.map((text, column) => {
    const reference = `${columnName(column)}${number}`;
    return text === '' ? '' : `<c r="${reference}" t="inlineStr"><is><t>${escaped(text)}</t></is></c>`;
  });
  return `<row r="${number}">${cells.join('')}</row>`;
}

export function columnName(column: number): string {
  const letter = String.fromCharCode(65 + (column % 26));
  return column < 26 ? letter : columnName(Math.floor(column / 26) - 1) + letter;
}

export function escaped(text: string): string {
  return text.replace(/[&<>\r]/g, (character) => `&#${character.charCodeAt(0)};`);
}

function partsOf({ sheets, sharedStrings, styles, workbookAttributes = '', mainType = 'sheet.main' }: WorkbookSource) {
  const list = sheets.map(
    ({ name, state }, index) =>
      `<sheet name="${name}" sheetId="${index + 1}" state="${state ?? 'visible'}" r:id="rId${index + 1}"/>`,
  );
  const relations = [
    ...sheets.map((_, index) => relation(`rId${index + 1}`, 'worksheet', `worksheets/sheet${index + 1}.xml`)),
    ...(sharedStrings === undefined ? [] : [relation('rIdS', 'sharedStrings', '/xl/sharedStrings.xml')]),
    ...(styles === undefined ? [] : [relation('rIdT', 'styles', 'styles.xml')]),
  ];
  const type = mainType.includes('/') ? mainType : `${TYPE}.${mainType}+xml`;
  return [
    part('[Content_Types].xml', `<Types><Override PartName="/xl/workbook.xml" ContentType="${type}"/></Types>`),
    part(
      'xl/workbook.xml',
      `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><workbookPr ${workbookAttributes}/><sheets>${list.join('')}</sheets></workbook>`,
    ),
    part('xl/_rels/workbook.xml.rels', `<Relationships>${relations.join('')}</Relationships>`),
    ...sheets.map(({ rows }, index) =>
      part(
        `xl/worksheets/sheet${index + 1}.xml`,
        `<worksheet xmlns="${MAIN}"><sheetData>${rows}</sheetData></worksheet>`,
      ),
    ),
    ...(sharedStrings === undefined ? [] : [part('xl/sharedStrings.xml', `<sst>${sharedStrings}</sst>`)]),
    ...(styles === undefined ? [] : [part('xl/styles.xml', `<styleSheet>${styles}</styleSheet>`)]),
  ];
}

function relation(id: string, kind: string, target: string): string {
  return `<Relationship Id="${id}" Type="${RELATIONS}/${kind}" Target="${target}"/>`;
}

function part(name: string, xml: string): ZipPart {
  return { name, content: `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${xml}` };
}
