// Word documents: guarded, packed anew without what a reader would not see, converted by mammoth, rebuilt as our body.
import mammoth from 'mammoth';
import { bodyLimits } from '../../town/body.ts';
import { done, type Outcome, refuse } from '../../town/outcome.ts';
import { sniff } from '../files/file-kind.ts';
import { cleanImage } from '../files/image.ts';
import { wordTextParts } from '../files/inspect-bytes.ts';
import type { Hidden } from '../files/inspected.ts';
import { metadataOf, openOffice } from '../files/office.ts';
import { hidingStyles, scanWordPart, withoutUnseen } from '../files/word-scan.ts';
import type { FileRefusal } from '../files/words.ts';
import { packParts } from '../files/zip-writer.ts';
import { htmlToBody } from './html-to-body.ts';
import { pictureOf, type RawDocument, type ReadPicture } from './raw-document.ts';
import type { ReadRefusal, ReadWarning } from './words.ts';

const STYLES = [
  "p[style-name='Title'] => h1:fresh",
  "p[style-name='标题'] => h1:fresh",
  'u => u',
  ...[1, 2, 3, 4].map((n) => `p[style-name='标题 ${n}'] => h${n}:fresh`),
];

const FOUND: Readonly<Record<Hidden['kind'], ReadWarning | null>> = {
  author: null,
  metadata: null,
  'kept-metadata': null,
  'tracked-change': 'tracked-changes-accepted',
  comment: 'comments-dropped',
  'hidden-text': 'hidden-text-dropped',
};

export async function readDocx(name: string, given: Uint8Array): Promise<Outcome<RawDocument, FileRefusal | ReadRefusal>> {
  const kind = sniff(name, given);
  if (!kind.ok) return kind;
  const opened = await openOffice(Buffer.from(given.buffer, given.byteOffset, given.byteLength), 'docx');
  if (!opened.ok) return opened;
  const office = opened.value;
  // Each cell costs a body two nodes at least; what cannot fit is not worth converting.
  const cells = office.xml.get('word/document.xml')?.match(/<w:tc[\s>]/g)?.length ?? 0;
  if (cells * 2 > bodyLimits.nodes) return refuse({ code: 'read-too-large', facts: { cells } });
  const hiding = hidingStyles(office.xml.get('word/styles.xml') ?? '');
  const parts = new Map(office.parts);
  const hidden: Hidden[] = [...metadataOf(office)];
  for (const part of wordTextParts(office)) {
    const xml = office.xml.get(part)!;
    const scan = scanWordPart(xml, hiding);
    hidden.push(...scan.hidden);
    parts.set(
      part,
      Buffer.from(withoutUnseen(xml, scan.unseen).replace(/^(\s*<\?xml[^>]*encoding=["'])[^"']*/i, '$1UTF-8'), 'utf8'),
    );
  }
  const warnings = new Set<ReadWarning>(hidden.flatMap((h) => FOUND[h.kind] ?? []));
  const pictures = new Map<string, ReadPicture>();
  const convertImage = mammoth.images.imgElement(async (image) => {
    const type = /^image\/(?:(png)|jpe?g)$/.exec(image.contentType);
    const clean = type ? await cleanImage(await image.readAsBuffer(), type[1] ? 'png' : 'jpg') : null;
    if (!clean?.ok) return { src: 'dropped:' };
    const picture = pictureOf(clean.value.bytes, clean.value.kind);
    pictures.set(picture.sha256, picture);
    return { src: `stored:${picture.sha256}` };
  });
  const { value: html } = await mammoth.convertToHtml(
    { buffer: packParts(parts) },
    { convertImage, styleMap: STYLES, externalFileAccess: false },
  );
  if (/<li id="(?:foot|end)note-/.test(html)) warnings.add('footnotes-at-end');
  const read = htmlToBody(html, { picture: (src) => (src.startsWith('stored:') ? src.slice(7) : null) });
  for (const warning of read.warnings) warnings.add(warning);
  return done({ body: read.body, facts: {}, images: [...pictures.values()], warnings: [...warnings], hidden, encoding: null });
}
