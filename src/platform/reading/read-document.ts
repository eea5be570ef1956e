// Reads one foreign document. Runs in the reading worker.
import { type Block, type Body, bodyFromText, chineseHeading, parseBody, plainText } from '../../town/body.ts';
import type { Day, Instant } from '../../town/day.ts';
import { done, type Outcome, refuse } from '../../town/outcome.ts';
import { extensionOf } from '../files/file-kind.ts';
import type { Hidden } from '../files/inspected.ts';
import { fileLimits } from '../files/limits.ts';
import type { FileRefusal } from '../files/words.ts';
import { type DecodedText, decodeText } from './decode-text.ts';
import { undress } from './page-furniture.ts';
import type { RawDocument, ReadPicture } from './raw-document.ts';
import { readDocx } from './read-docx.ts';
import { readPage } from './read-page.ts';
import type { ReadRefusal, ReadWarning } from './words.ts';

export interface ReadDocument {
  readonly title: string;
  /** The moment the page states (midnight in Shanghai when it states only a day), and its day. */
  readonly publishedAt: Instant | null;
  readonly publishedOn: Day | null;
  readonly source: string;
  readonly docNo: string;
  readonly breadcrumb: readonly string[];
  readonly body: Body;
  /** Headings of the first level. */
  readonly chapters: readonly string[];
  /** Pictures the body refers to; the caller puts them into the file store before it saves the body. */
  readonly images: readonly ReadPicture[];
  readonly warnings: readonly ReadWarning[];
  readonly hidden: readonly Hidden[];
  readonly encoding: DecodedText['encoding'] | null;
}

function lineOf(block: Block): string {
  return block.type === 'paragraph' || block.type === 'heading'
    ? (block.content ?? []).map((n) => (n.type === 'text' ? n.text : ' ')).join('')
    : '\u0001';
}

/** Numbered paragraphs that stand alone become headings, whatever the writer's program called them. */
function withHeadings(block: Block): Block {
  if (block.type !== 'paragraph') return block;
  const level = chineseHeading(lineOf(block).trim());
  if (!level || !block.content) return block;
  const content = block.content.map((n) => {
    if (n.type !== 'text' || !n.marks) return n;
    const marks = n.marks.filter((m) => m.type !== 'bold');
    return marks.length > 0 ? { ...n, marks } : { type: 'text' as const, text: n.text };
  });
  return { type: 'heading', attrs: { level }, content };
}

function finished(raw: RawDocument): Outcome<ReadDocument, ReadRefusal> {
  const { facts, kept } = undress(raw.body.content.map((block) => lineOf(block)));
  const content = raw.body.content.filter((_, i) => kept[i]).map(withHeadings);
  const title = raw.facts.title || facts.title;
  const parsed = parseBody({ type: 'doc', content });
  if (content.length === 0 || (plainText({ type: 'doc', content }) === '' && raw.images.length === 0))
    return refuse({ code: 'read-nothing-found' });
  if (raw.warnings.includes('content-cut')) return refuse({ code: 'read-too-large' });
  if (!parsed.ok) return refuse({ code: 'read-body-refused', facts: { why: parsed.refusals.map((r) => r.code).join(' ') } });
  const publishedOn = raw.facts.publishedOn ?? facts.publishedOn;
  const warnings = new Set(raw.warnings);
  if (title === '') warnings.add('no-title');
  if (!publishedOn) warnings.add('no-date');
  return done({
    title,
    publishedOn,
    publishedAt: raw.facts.publishedAt ?? facts.publishedAt,
    source: raw.facts.source || facts.source,
    docNo: raw.facts.docNo || facts.docNo,
    breadcrumb: raw.facts.breadcrumb && raw.facts.breadcrumb.length > 0 ? raw.facts.breadcrumb : facts.breadcrumb,
    body: parsed.value,
    chapters: parsed.value.content.flatMap((block) =>
      block.type === 'heading' && block.attrs.level === 1 ? [lineOf(block).trim()] : [],
    ),
    images: raw.images,
    warnings: [...warnings],
    hidden: raw.hidden,
    encoding: raw.encoding,
  });
}

function readPlain({ text, encoding }: DecodedText): RawDocument {
  const odd = /[\u0001-\u0008\u000e-\u001f\u202a-\u202e\u2066-\u2069]/.test(text);
  return {
    body: bodyFromText(text),
    facts: {},
    images: [],
    warnings: odd ? ['odd-characters-dropped'] : [],
    hidden: [],
    encoding,
  };
}

export async function readDocument(name: string, bytes: Uint8Array): Promise<Outcome<ReadDocument, ReadRefusal | FileRefusal>> {
  if (bytes.byteLength === 0) return refuse({ code: 'file-empty' });
  if (bytes.byteLength > fileLimits.packedBytes) return refuse({ code: 'file-too-large' });
  const ext = extensionOf(name);
  if (ext === 'docx') {
    const read = await readDocx(name, bytes);
    return read.ok ? finished(read.value) : read;
  }
  if (!/^(?:txt|text|html|htm|shtml)?$/.test(ext)) return refuse({ code: 'read-kind-not-supported', facts: { extension: ext } });
  const decoded = decodeText(bytes);
  if (!decoded.ok) return decoded;
  const isPage = /^(?:html|htm|shtml)$/.test(ext) || /^\s*<(?:!doctype\s+html|html|head|meta|body)\b/i.test(decoded.value.text);
  return finished(isPage ? await readPage(decoded.value) : readPlain(decoded.value));
}
