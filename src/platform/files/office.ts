// What docx and xlsx may contain, and the copy that may be published: same content, without who wrote it where.
import { done, type Outcome, refuse } from '../../town/outcome.ts';
import type { Hidden } from './inspected.ts';
import { readXml } from './xml-guard.ts';
import { openPackage, type Parts } from './zip-guard.ts';
import type { FileRefusal } from './words.ts';

export interface OfficePackage {
  readonly kind: 'docx' | 'xlsx';
  /** Every XML part as text, in package order. */
  readonly xml: ReadonlyMap<string, string>;
  readonly parts: Parts;
  /** Hyperlinks that would run something. */
  readonly scriptLinks: readonly string[];
}

const MAIN: Readonly<Record<'docx' | 'xlsx', string>> = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml',
};

const ATTRIBUTES = /([\w.:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

/** Start tags of one element, whatever its prefix, with their attributes. */
export function tagsOf(
  xml: string,
  name: string,
): readonly { readonly tag: string; readonly attrs: ReadonlyMap<string, string> }[] {
  const found = xml.match(new RegExp(`<(?:[\\w.-]+:)?${name}(?=[\\s/>])(?:"[^"]*"|'[^']*'|[^>"'])*>`, 'g')) ?? [];
  return found.map((tag) => ({
    tag,
    attrs: new Map([...tag.matchAll(ATTRIBUTES)].map((m) => [m[1]!, unescapeXml(m[2] ?? m[3]!)])),
  }));
}

const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

export function unescapeXml(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(lt|gt|amp|quot|apos));/gi, (whole, dec, hex, named) => {
    if (named) return NAMED[String(named).toLowerCase()] ?? whole;
    const code = dec ? Number(dec) : Number.parseInt(hex, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : '';
  });
}

function hasMacros(parts: Parts, types: string): boolean {
  if (/macroEnabled|vbaProject|vbaData|ms-office\.activeX|macrosheet|dialogsheet/i.test(types)) return true;
  return [...parts.keys()].some((name) => /vbaProject|vbaData|(?:^|\/)(?:macrosheets|dialogsheets|activeX)\//i.test(name));
}

function startsWith(bytes: Buffer, ...starts: readonly string[]): boolean {
  return starts.some((start) => bytes.subarray(0, start.length).equals(Buffer.from(start, 'latin1')));
}

function hasAttachments(parts: Parts): boolean {
  return [...parts].some(
    ([name, bytes]) =>
      /(?:^|\/)embeddings\//i.test(name) ||
      startsWith(bytes, 'PK\x03\x04', '\xd0\xcf\x11\xe0', 'MZ', '%PDF-', '{\\rtf', 'Rar!', '7z\xbc\xaf'),
  );
}

/** Relationships that bring in content from elsewhere. A linked template is only a trace of the writer's machine and is cut out later. */
function judgeRelations(xml: ReadonlyMap<string, string>): { refusal: FileRefusal | null; scriptLinks: string[] } {
  const scriptLinks: string[] = [];
  for (const [name, text] of xml) {
    if (/(?:^|\/)externalLinks\//i.test(name)) return { refusal: 'file-external-content', scriptLinks };
    if (!/\.rels$/i.test(name)) continue;
    for (const { attrs } of tagsOf(text, 'Relationship')) {
      const type = attrs.get('Type') ?? '';
      const target = (attrs.get('Target') ?? '').replace(/[\u0000-\u0020]/g, '');
      if (/\/aFChunk$/i.test(type)) return { refusal: 'file-has-attachments', scriptLinks };
      if (attrs.get('TargetMode')?.toLowerCase() !== 'external' || /\/attachedTemplate$/i.test(type)) continue;
      if (!/\/hyperlink$/i.test(type)) return { refusal: 'file-external-content', scriptLinks };
      if (/^(?:javascript|vbscript|data|ms-[a-z-]+|search-ms|mhtml):/i.test(target)) scriptLinks.push(target.slice(0, 80));
    }
  }
  return { refusal: null, scriptLinks };
}

/** Fields that start other programs (DDE). Word joins instructions that are split over runs, so they are joined here too. */
function runsPrograms(xml: ReadonlyMap<string, string>): boolean {
  for (const [name, text] of xml) {
    if (!name.startsWith('word/')) continue;
    const pieces = text.match(/<(?:[\w.-]+:)?instrText(?=[\s>])[^>]*>[^<]*/g) ?? [];
    const fields = tagsOf(text, 'fldSimple').map(({ attrs }) => [...attrs].find(([key]) => key.endsWith('instr'))?.[1] ?? '');
    if (/\bDDE(?:AUTO)?\b/i.test(`${pieces.map((piece) => piece.slice(piece.indexOf('>') + 1)).join('')} ${fields.join(' ')}`))
      return true;
  }
  return false;
}

/** Opens and judges a package. After this the parts are safe to hand to a parser (packed anew, see zip-writer.ts). */
export async function openOffice(bytes: Buffer, kind: 'docx' | 'xlsx'): Promise<Outcome<OfficePackage, FileRefusal>> {
  const opened = await openPackage(bytes);
  if (!opened.ok) return opened;
  const parts = opened.value;
  const xml = new Map<string, string>();
  for (const [name, part] of parts) {
    if (!/\.(?:xml|rels|vml)$/i.test(name)) continue;
    const read = readXml(part, name);
    if (!read.ok) return read;
    xml.set(name, read.value);
  }
  const types = xml.get('[Content_Types].xml');
  if (types === undefined) return refuse({ code: 'file-kind-mismatch' });
  if (hasMacros(parts, types)) return refuse({ code: 'file-has-macros' });
  const mains = tagsOf(types, 'Override').filter(({ attrs }) => attrs.get('ContentType')?.endsWith('.main+xml'));
  const main = mains.find(({ attrs }) => attrs.get('ContentType') === MAIN[kind])?.attrs.get('PartName');
  if (!main || mains.length !== 1 || !xml.has(main.replace(/^\//, ''))) return refuse({ code: 'file-kind-mismatch' });
  if (hasAttachments(parts)) return refuse({ code: 'file-has-attachments' });
  const { refusal, scriptLinks } = judgeRelations(xml);
  if (refusal) return refuse({ code: refusal });
  if (runsPrograms(xml)) return refuse({ code: 'file-has-script' });
  return done({ kind, xml, parts, scriptLinks });
}

const PROPERTIES: readonly (readonly [element: string, label: string, kind: Hidden['kind']])[] = [
  ['creator', '作者', 'author'],
  ['lastModifiedBy', '最后修改人', 'author'],
  ['Manager', '主管', 'author'],
  ['Company', '单位', 'metadata'],
  ['title', '文档标题属性', 'metadata'],
  ['subject', '主题属性', 'metadata'],
  ['keywords', '关键词属性', 'metadata'],
  ['description', '备注属性', 'metadata'],
  ['category', '类别属性', 'metadata'],
  ['Template', '模板', 'metadata'],
];

const EMPTY_PROPERTIES: Readonly<Record<string, string>> = {
  'docProps/core.xml':
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"/>',
  'docProps/app.xml': '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>',
  'docProps/custom.xml': '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"/>',
};

/** What the package tells about its makers. */
export function metadataOf(office: OfficePackage): readonly Hidden[] {
  const hidden: Hidden[] = [];
  for (const [part, text] of office.xml) {
    if (!part.startsWith('docProps/')) continue;
    for (const [element, label, kind] of PROPERTIES) {
      const value = new RegExp(`<(?:[\\w.-]+:)?${element}(?:\\s[^>]*)?>([^<]+)<`).exec(text)?.[1]?.trim();
      if (value) hidden.push({ kind, detail: `${label}：${unescapeXml(value).slice(0, 80)}` });
    }
    for (const { attrs } of part === 'docProps/custom.xml' ? tagsOf(text, 'property') : [])
      hidden.push({ kind: 'metadata', detail: `自定义属性：${(attrs.get('name') ?? '').slice(0, 80)}` });
  }
  const rels = [...office.xml].filter(([name]) => name.endsWith('.rels')).map(([, text]) => text);
  if (rels.some((text) => /\/attachedTemplate["']/i.test(text)))
    hidden.push({ kind: 'metadata', detail: '所用模板在编写者电脑上的位置' });
  return hidden;
}

/** The parts with makers' names, properties, template links and thumbnails taken out. Content stays as it is. */
export function withoutMetadata(office: OfficePackage): Map<string, Buffer> {
  const cleaned = new Map<string, Buffer>();
  for (const [name, bytes] of office.parts) {
    if (/^docProps\/thumbnail\./i.test(name)) continue;
    const text = office.xml.get(name);
    cleaned.set(name, text === undefined ? bytes : Buffer.from(cleanedXml(name, text), 'utf8'));
  }
  return cleaned;
}

function cleanedXml(name: string, text: string): string {
  const plain = text.replace(/^\s*<\?xml[^>]*\?>/, '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>');
  const empty = EMPTY_PROPERTIES[name];
  if (empty !== undefined) return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>${empty}`;
  if (/\.rels$/i.test(name)) {
    const kept = plain.replace(
      /<(?:\w+:)?Relationship(?=\s)(?:"[^"]*"|'[^']*'|[^>"'])*>(?:\s*<\/(?:\w+:)?Relationship>)?/g,
      (tag) => (/\/(?:attachedTemplate|metadata\/thumbnail)["']/i.test(tag) ? '' : tag),
    );
    return kept;
  }
  if (name === 'word/settings.xml')
    return plain.replace(/<\w+:attachedTemplate(?=\s)[^>]*>(?:\s*<\/\w+:attachedTemplate>)?/g, '');
  if (name.startsWith('word/')) return plain.replace(/(\s\w+:(?:author|initials|userId))=(?:"[^"]*"|'[^']*')/g, '$1=""');
  if (/^xl\/comments/i.test(name)) return plain.replace(/<author>[^<]*<\/author>/g, '<author></author>');
  if (/^xl\/persons\//i.test(name)) return plain.replace(/(\s(?:displayName|userId))=(?:"[^"]*"|'[^']*')/g, '$1=""');
  return plain;
}
