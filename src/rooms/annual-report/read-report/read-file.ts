// A report as a file somebody has: text, page, Word or PDF. The platform reads; here it becomes numbered lines.
import { extensionOf } from '../../../platform/files/file-kind.ts';
import { inspectUpload } from '../../../platform/files/inspect-upload.ts';
import { fileLimits } from '../../../platform/files/limits.ts';
import { decodeText } from '../../../platform/reading/decode-text.ts';
import { undress } from '../../../platform/reading/page-furniture.ts';
import { type ForeignFile, readForeign } from '../../../platform/reading/read.ts';
import { type BodyNode, type Body, printable } from '../../../town/body.ts';
import { done, type Outcome, refuse } from '../../../town/outcome.ts';
import { FIRST_FISCAL_YEAR } from '../era.ts';
import type { ReadReport } from '../annual-report.ts';
import { looksLikeReport } from './page-facts.ts';
import { plain } from './plain.ts';
import { readReport, type ReportText } from './read-report.ts';
import type { UnreadReason } from './unread.ts';

const inline = (node: BodyNode): string =>
  node.type === 'text'
    ? node.text
    : node.type === 'hardBreak'
      ? '\n'
      : 'content' in node
        ? (node.content ?? []).map(inline).join('')
        : '';

const cellText = (nodes: readonly BodyNode[]): string => nodes.map(inline).join(' ').replace(/\s+/g, ' ').trim();

/** One line a paragraph, one a row of a table with its cells parted by tabs: a merged cell is one cell. */
function linesOf(nodes: readonly BodyNode[]): string[] {
  return nodes.flatMap((node): string[] => {
    if (node.type === 'paragraph' || node.type === 'heading') return inline(node).split('\n');
    if (node.type === 'tableRow') return [node.content.map((cell) => cellText(cell.content)).join('\t')];
    return 'content' in node && node.content ? linesOf(node.content) : [];
  });
}

function textOfBody(body: Body, around: ReportText['around']): ReportText {
  const lines = linesOf(body.content);
  return {
    lines: around.title === '' || plain(lines[0] ?? '') === plain(around.title) ? lines : [around.title, ...lines],
    around,
  };
}

/** A public document that is a report: how former years are known that were not made of records. */
export function readReportBody(title: string, body: Body): ReadReport {
  return readReport(textOfBody(body, { title, publishedOn: null, source: '' }));
}

function textOfPlain(text: string): ReportText {
  const lines = printable(text).split('\n');
  return { lines, around: undress(lines).facts };
}

const megabytes = (bytes: number): number => Math.max(1, Math.round(bytes / 1_000_000));

/** Twenty times what the longest reports have. */
const MOST_CHARACTERS = 500_000;

function fromText({ bytes }: ForeignFile): Outcome<ReportText, UnreadReason> | 'page' {
  const decoded = decodeText(bytes);
  if (!decoded.ok) return decoded;
  const { text } = decoded.value;
  if (/^\s*<(?:!doctype\s+html|html|head|meta|body)\b/i.test(text)) return 'page';
  return done(textOfPlain(text));
}

async function fromDocument(file: ForeignFile): Promise<Outcome<ReportText, UnreadReason>> {
  const read = await readForeign(file);
  if (!read.ok) return read.refusals[0]?.code === 'read-nothing-found' ? refuse({ code: 'unread-empty' }) : read;
  const { body, title, publishedOn, source } = read.value;
  return done(textOfBody(body, { title, publishedOn, source }));
}

async function fromPdf(file: ForeignFile): Promise<Outcome<ReportText, UnreadReason>> {
  const read = await inspectUpload(file.name, file.bytes);
  if (!read.ok) return read;
  return plain(read.value.text).length < 20 ? refuse({ code: 'unread-scanned' }) : done(textOfPlain(read.value.text));
}

function textOf(file: ForeignFile): Promise<Outcome<ReportText, UnreadReason>> | Outcome<ReportText, UnreadReason> {
  const { byteLength } = file.bytes;
  if (byteLength === 0) return refuse({ code: 'unread-empty' });
  if (isTooLarge(byteLength)) return refuse({ code: 'unread-large', facts: { megabytes: megabytes(byteLength) } });
  const extension = extensionOf(file.name);
  if (extension === 'pdf') return fromPdf(file);
  if (/^(?:docx|html?|shtml)$/.test(extension)) return fromDocument(file);
  if (!/^(?:txt|text|)$/.test(extension)) return refuse({ code: 'unread-kind', facts: { extension } });
  const read = fromText(file);
  return read === 'page' ? fromDocument({ name: `${file.name}.html`, bytes: file.bytes }) : read;
}

/** Known before a file is opened; counted in millions, as file managers count. */
export function isTooLarge(bytes: number): boolean {
  return bytes >= Math.min(fileLimits.packedBytes, 50_000_000);
}

export async function readReportFile(file: ForeignFile): Promise<Outcome<ReadReport, UnreadReason>> {
  const text = await textOf(file);
  if (!text.ok) return text;
  const { lines } = text.value;
  if (lines.reduce((n, l) => n + l.length + 1, 0) > MOST_CHARACTERS)
    return refuse({ code: 'unread-large', facts: { megabytes: megabytes(file.bytes.byteLength) } });
  if (lines.every((l) => plain(l) === '')) return refuse({ code: 'unread-empty' });
  if (!looksLikeReport(lines)) return refuse({ code: 'unread-no-report' });
  const read = readReport(text.value);
  const { fiscalYear } = read.report;
  if (fiscalYear === null) return refuse({ code: 'unread-no-year' });
  if (fiscalYear < FIRST_FISCAL_YEAR) return refuse({ code: 'unread-year', facts: { year: fiscalYear } });
  return done(read);
}
