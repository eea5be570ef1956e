// PDF: read by a real parser and, besides, looked through as bytes, because a parser only reports what it understands.
import { inflateSync } from 'node:zlib';
import { getDocumentProxy } from 'unpdf';
import { done, type Outcome, refuse } from '../../town/outcome.ts';
import type { Hidden } from './inspected.ts';
import { fileLimits } from './limits.ts';
import { unescapeXml } from './office.ts';
import type { FileRefusal } from './words.ts';

/** `/J#61vaScript` is `/JavaScript`. */
function plainNames(text: string): string {
  return text.replace(/#([0-9a-f]{2})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
}

/** Objects outside streams, and the objects packed inside object streams. Contents of pages and fonts are not looked at. */
function* objectTexts(bytes: Buffer): Generator<string> {
  const raw = bytes.toString('latin1');
  let left: number = fileLimits.unpackedBytes;
  let at = 0;
  for (;;) {
    const begin = raw.indexOf('stream', at);
    if (begin < 0) break;
    const dictionary = raw.slice(at, begin);
    yield dictionary;
    const data = begin + (raw.startsWith('\r\n', begin + 6) ? 8 : 7);
    const end = raw.indexOf('endstream', data);
    if (end < 0) break;
    const lastDictionary = plainNames(dictionary.slice(dictionary.lastIndexOf(' obj') + 1));
    if (/\/ObjStm\b/.test(lastDictionary) && left > 0) {
      try {
        const inflated = inflateSync(bytes.subarray(data, end), { maxOutputLength: Math.min(left, 50_000_000), finishFlush: 2 });
        left -= inflated.length;
        yield inflated.toString('latin1');
      } catch {
        // Other filters: the parser below still sees these objects.
      }
    }
    at = end + 9;
  }
  yield raw.slice(at);
}

function judgeObjects(bytes: Buffer): FileRefusal | null {
  for (const text of objectTexts(bytes)) {
    const names = plainNames(text);
    if (/\/Encrypt[\s/<[(]/.test(names)) return 'file-encrypted';
    if (/\/(?:JavaScript|JS|Launch|SubmitForm|ImportData|XFA)(?=[\s/<[(>])/.test(names)) return 'file-has-script';
    if (/\/(?:EmbeddedFiles?|FileAttachment|RichMedia|GoToE)(?=[\s/<[(>])/.test(names)) return 'file-has-attachments';
  }
  // Names hidden inside odd stream layouts: long enough never to occur by chance in packed data.
  if (bytes.includes('/JavaScript', 0, 'latin1')) return 'file-has-script';
  return bytes.includes('/EmbeddedFile', 0, 'latin1') ? 'file-has-attachments' : null;
}

const INFO: readonly (readonly [string, string, Hidden['kind']])[] = [
  ['Author', '作者', 'author'],
  ['Title', '文档标题属性', 'metadata'],
  ['Subject', '主题属性', 'metadata'],
  ['Keywords', '关键词属性', 'metadata'],
];

export interface PdfContent {
  readonly text: string;
  readonly pages: number;
  readonly hidden: readonly Hidden[];
  /** What its properties say, in full: published with the file when they cannot be taken out. */
  readonly properties: string;
}

/** The parser's own classes name what went wrong; their messages are not for people. */
function faultCode(fault: unknown): FileRefusal {
  return fault instanceof Error && fault.name === 'PasswordException' ? 'file-encrypted' : 'file-damaged';
}

export async function readPdf(bytes: Buffer): Promise<Outcome<PdfContent, FileRefusal>> {
  // The end mark must be at the end: what follows it belongs to another format, or the file was cut off.
  const tail = bytes.subarray(-1024).toString('latin1');
  const end = tail.lastIndexOf('%%EOF');
  if (end < 0) return refuse({ code: 'file-damaged' });
  if (/[^\s\u0000]/.test(tail.slice(end + 5))) return refuse({ code: 'file-disguised' });
  const code = judgeObjects(bytes);
  if (code) return refuse({ code });
  let pdf: Awaited<ReturnType<typeof getDocumentProxy>>;
  try {
    pdf = await getDocumentProxy(new Uint8Array(bytes), {
      isEvalSupported: false,
      stopAtErrors: true,
      verbosity: 0,
      maxImageSize: fileLimits.pixels,
    });
  } catch (fault) {
    return refuse({ code: faultCode(fault) });
  }
  try {
    if ((await pdf.getJSActions()) || (await pdf.getCalculationOrderIds())) return refuse({ code: 'file-has-script' });
    if (await pdf.getAttachments()) return refuse({ code: 'file-has-attachments' });
    const hidden: Hidden[] = [];
    const properties: string[] = [];
    const { info, metadata } = await pdf.getMetadata();
    const values = info as Readonly<Record<string, unknown>>;
    if (values.EncryptFilterName) return refuse({ code: 'file-encrypted' });
    for (const [key, label, kind] of INFO) {
      const value = values[key];
      if (typeof value !== 'string' || value.trim() === '') continue;
      properties.push(value.trim());
      hidden.push({ kind, detail: `${label}：${value.trim().slice(0, 80)}` });
    }
    if (metadata) properties.push(unescapeXml(String(metadata.getRaw() ?? '').replace(/<[^>]*>/g, ' ')).trim());
    if (metadata && hidden.length === 0) hidden.push({ kind: 'metadata', detail: '文件内的编辑信息（XMP）' });
    const texts: string[] = [];
    for (let i = 1; i <= pdf.numPages; i++) {
      const page = await pdf.getPage(i);
      if (await page.getJSActions()) return refuse({ code: 'file-has-script' });
      const notes = (await page.getAnnotations()) as readonly { subtype?: string; contentsObj?: { str?: string } }[];
      if (notes.some((note) => note.subtype === 'FileAttachment')) return refuse({ code: 'file-has-attachments' });
      const said = notes.flatMap((note) => (note.subtype !== 'Link' && note.contentsObj?.str ? [note.contentsObj.str] : []));
      if (said.length > 0) hidden.push({ kind: 'comment', detail: `第${i}页批注${said.length}处：${said[0]!.slice(0, 60)}` });
      const content = await page.getTextContent();
      const lines = content.items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : ''));
      texts.push([...lines, ...said].join(''));
      page.cleanup();
    }
    return done({ text: texts.join('\n'), pages: pdf.numPages, hidden, properties: properties.join('\n') });
  } catch (fault) {
    return refuse({ code: faultCode(fault) });
  } finally {
    await pdf.destroy();
  }
}
