// The whole inspection of one upload. Runs in the reading worker; never on the request thread.
import { createHash } from 'node:crypto';
import { done, type Outcome, refuse } from '../../town/outcome.ts';
import { type FileKind, sniff } from './file-kind.ts';
import { cleanImage } from './image.ts';
import type { Hidden, Inspected } from './inspected.ts';
import { metadataOf, type OfficePackage, openOffice, unescapeXml, withoutMetadata } from './office.ts';
import { scanSheets } from './sheet-scan.ts';
import { hidingStyles, scanWordPart } from './word-scan.ts';
import type { FileRefusal } from './words.ts';
import { packParts } from './zip-writer.ts';

type Found = Omit<Inspected, 'kind' | 'originalSha256'>;

/** Parts of a Word package that hold words; the main text first. */
export function wordTextParts(office: OfficePackage): readonly string[] {
  return [...office.xml.keys()].filter(
    (name) =>
      /^word\/(?:(?:glossary|charts|diagrams)\/)?[^/]+\.xml$/i.test(name) &&
      !/\/(?:styles|settings|fontTable|webSettings|numbering|people|commentsIds|commentsExtended)\w*\.xml$/i.test(name),
  );
}

function scanWord(office: OfficePackage): { text: string; hidden: readonly Hidden[] } {
  const hiding = hidingStyles(office.xml.get('word/styles.xml') ?? '');
  const scans = wordTextParts(office).map((name) => scanWordPart(office.xml.get(name)!, hiding));
  return { text: scans.map((scan) => scan.text).join('\n'), hidden: scans.flatMap((scan) => scan.hidden) };
}

/** Data that programs attach to a document: never shown, but published with it. */
function scanCustomData(office: OfficePackage): { text: string; hidden: readonly Hidden[] } {
  const items = [...office.xml].filter(([name]) => /^customXml\/item\d*\.xml$/i.test(name));
  const texts = items.map(([, xml]) => unescapeXml(xml.replace(/<[^>]*>/g, ' ')).trim()).filter((text) => text !== '');
  return {
    text: texts.join('\n'),
    hidden: texts.map((text) => ({
      kind: 'metadata' as const,
      detail: `附带的自定义数据：${text.replace(/\s+/g, ' ').slice(0, 60)}`,
    })),
  };
}

/** Pictures inside a document carry traces of their own; they are drawn anew like any other. */
async function cleanedMedia(parts: Map<string, Buffer>): Promise<Outcome<readonly Hidden[], FileRefusal>> {
  const hidden: Hidden[] = [];
  for (const [name, bytes] of parts) {
    const ext = /\/media\/[^/]+\.(jpe?g|png)$/i.exec(name)?.[1]?.toLowerCase();
    if (!ext) continue;
    const clean = await cleanImage(bytes, ext === 'png' ? 'png' : 'jpg');
    if (!clean.ok) return clean;
    if (clean.value.hidden.length > 0) {
      parts.set(name, clean.value.bytes);
      hidden.push(...clean.value.hidden);
    }
  }
  return done(hidden);
}

async function inspectOffice(bytes: Buffer, kind: 'docx' | 'xlsx'): Promise<Outcome<Found, FileRefusal>> {
  const opened = await openOffice(bytes, kind);
  if (!opened.ok) return opened;
  const office = opened.value;
  if (office.scriptLinks.length > 0) return refuse({ code: 'file-has-script', facts: { link: office.scriptLinks[0]! } });
  const { text, hidden } = kind === 'docx' ? scanWord(office) : scanSheets(office);
  const cleaned = withoutMetadata(office);
  const media = await cleanedMedia(cleaned);
  if (!media.ok) return media;
  const custom = scanCustomData(office);
  const meta = [...metadataOf(office), ...custom.hidden];
  // Properties are searched for personal data like any other text.
  const all = [text, custom.text, ...meta.map((m) => m.detail)].join('\n');
  return done({ cleanedBytes: packParts(cleaned), text: all, hidden: [...meta, ...hidden, ...media.value] });
}

async function inspectKind(bytes: Buffer, kind: FileKind): Promise<Outcome<Found, FileRefusal>> {
  if (kind === 'docx' || kind === 'xlsx') return inspectOffice(bytes, kind);
  // Two PDF libraries, loaded when the first PDF comes.
  if (kind === 'pdf') return (await import('./inspect-pdf.ts')).inspectPdf(bytes);
  const clean = await cleanImage(bytes, kind);
  return clean.ok ? done({ cleanedBytes: clean.value.bytes, text: '', hidden: clean.value.hidden }) : clean;
}

export async function inspectBytes(name: string, given: Uint8Array): Promise<Outcome<Inspected, FileRefusal>> {
  const kind = sniff(name, given);
  if (!kind.ok) return kind;
  const bytes = Buffer.from(given.buffer, given.byteOffset, given.byteLength);
  const found = await inspectKind(bytes, kind.value);
  if (!found.ok) return found;
  const originalSha256 = createHash('sha256').update(bytes).digest('hex');
  return done({ kind: kind.value, originalSha256, ...found.value });
}
