// A PDF with passages hidden: every page is drawn, black marks are laid over the text, and a new file is made of the
// pictures and of the text that is left. Then it is read and looked at again before anybody gets it.
import { done, type Outcome, type Refusal, refuse } from '../../town/outcome.ts';
import { findPassages, type Promised } from './find-passages.ts';
import { fold, SearchedText } from './fold.ts';
import { covering, lineBoxes, toPixels } from './geometry.ts';
import { pictureOfPage } from './page-picture.ts';
import { copiedChars, type DocumentText, documentText, type HiddenOnPage, hiddenOnPages, pageWithMarks } from './page-text.ts';
import { markFor, type Passage } from './passage.ts';
import { type PageContent, PdfDocument } from './pdf-document.ts';
import { acrossPages, otherReading, provePdf, type RebuiltPage } from './pdf-proof.ts';
import { Pdfium } from './pdfium.ts';
import type { RedactedFile } from './redaction-job.ts';
import { lay, type Mark, StampMaker } from './stamp.ts';
import { type SpokenMark, textLayer } from './text-layer.ts';
import type { RedactionRefusal } from './words.ts';
import { type PdfPage, writePdf } from './write-pdf.ts';

export const pdfLimits = { pages: 300, dotsPerInch: 200, pixels: 16_000_000 } as const;
/** Pixels around the letters; strokes and their smoothing reach a little over their boxes. */
const BESIDE = 1;
const ABOVE = 2;
/** A page that is a picture, with so little text of its own, is a scan with a line stamped on it. */
const FEW_CHARACTERS = 100;
const MOST_OF_PAGE = 0.5;
const MANY_PATHS = 20;

type Outcomes<T> = Outcome<T, RedactionRefusal>;
type Opened = { readonly document: PdfDocument; readonly text: DocumentText; readonly contents: readonly PageTally[] };
type PageTally = Omit<PageContent, 'chars'>;

const isSymbol = (code: number): boolean => code >= 0xf000 && code <= 0xf0ff;
const isHan = (code: number | undefined): boolean => code !== undefined && /\p{Script=Han}/u.test(String.fromCodePoint(code));

/** Bullets and boxes of symbol fonts cannot be read either; but they stand alone, or repeat themselves. */
function mayBeName(chars: PageContent['chars'], i: number): boolean {
  const char = chars[i]!;
  if (!char.isUnreadable) return false;
  const [before, after] = [chars[i - 1], chars[i + 1]];
  if (after?.isUnreadable && !(isSymbol(char.unicode) && after.unicode === char.unicode)) return true;
  return !isSymbol(char.unicode) && (isHan(before?.unicode) || isHan(after?.unicode));
}

/** Why what a person sees on this page cannot be compared with what a program reads from it. */
function judgePage({ chars, images, paths, largestImage }: PageContent, index: number): Refusal<RedactionRefusal>[] {
  const facts = { page: index + 1 };
  const printed = chars.filter((c) => !c.isGenerated && fold(String.fromCodePoint(c.unicode)).text !== '');
  const seen = printed.filter((c) => !c.isInvisible).length;
  const isScan = largestImage >= MOST_OF_PAGE && seen < FEW_CHARACTERS;
  if (isScan || (seen === 0 && (images > 0 || paths > MANY_PATHS || printed.length > 0))) return [{ code: 'no-text', facts }];
  return chars.some((_, i) => mayBeName(chars, i)) ? [{ code: 'unreadable-text', facts }] : [];
}

function openPdf(library: Pdfium, bytes: Buffer, step: () => void): Outcomes<Opened> {
  const document = PdfDocument.open(library, bytes);
  if (typeof document === 'string') return refuse({ code: document });
  if (document.pages > pdfLimits.pages)
    return refuse({ code: 'too-large', facts: { pages: document.pages, most: pdfLimits.pages } });
  const refusals: Refusal<RedactionRefusal>[] = [];
  const units: { chars: PageContent['chars'] }[] = [];
  const contents: PageTally[] = [];
  for (let i = 0; i < document.pages; i++) {
    if (!document.flatten(i)) return refuse({ code: 'cannot-read' });
    const { chars, ...tally } = document.read(i);
    refusals.push(...judgePage({ chars, ...tally }, i));
    contents.push(tally);
    // Places are read again when they are needed; of a long file they would fill the memory.
    units.push({ chars: chars.map((c) => ({ ...c, box: null, ink: null })) });
    step();
  }
  return refusals.length > 0
    ? { ok: false, refusals: refusals.slice(0, 20) }
    : done({ document, text: documentText(units), contents });
}

/** Refuses when another program finds in the file more of what is to be hidden than the one that hides it. */
async function readersAgree(
  bytes: Buffer,
  text: string,
  promised: readonly Promised[],
  step: () => void,
): Promise<Outcomes<null>> {
  const other = await otherReading(bytes, step).catch(() => null);
  if (other === null) return refuse({ code: 'cannot-read' });
  const [ours, theirs] = [new SearchedText(text), new SearchedText(acrossPages(other.pages))];
  const differ = promised.filter((p) => theirs.count(p.sought) > ours.count(p.sought));
  if (differ.length === 0) return done(null);
  return { ok: false, refusals: differ.map((p) => ({ code: 'readers-differ', facts: p.facts })) };
}

interface Drawn {
  readonly page: PdfPage;
  readonly rebuilt: RebuiltPage;
}

/** What the test of the proof replaces by something careless. */
export interface Hands {
  readonly lay: typeof lay;
  readonly copied: typeof copiedChars;
}

async function drawPage(
  { document, contents }: Opened,
  index: number,
  hidden: HiddenOnPage,
  stamps: StampMaker,
  hands: Hands,
): Promise<Drawn> {
  const size = document.sizeOf(index);
  const scale = Math.min(pdfLimits.dotsPerInch / 72, Math.sqrt(pdfLimits.pixels / (size.width * size.height)));
  const width = Math.max(1, Math.round(size.width * scale));
  const height = Math.max(1, Math.round(size.height * scale));
  const pixels = document.draw(index, width, height);
  const { chars } = document.read(index);
  const marks: Mark[] = [];
  const spoken: SpokenMark[] = [];
  for (const { chars: gone, ground } of hidden.stretches) {
    const boxes = gone.flatMap((i) => (chars[i]!.box ? [toPixels(pixels.mapping, chars[i]!.box)] : []));
    const covers = lineBoxes(boxes.map((b) => ({ ...b, top: -b.top, bottom: -b.bottom })))
      .map((b) => covering({ ...b, top: -b.top, bottom: -b.bottom }, width, height, BESIDE, ABOVE))
      .filter((b) => b !== null);
    marks.push(...covers.map((b) => ({ ...b, ground })));
    if (covers[0]) spoken.push({ ...covers[0], says: markFor(ground), before: Math.min(...gone) });
  }
  const copied = hands.copied(chars, hidden.chars, marks, pixels);
  const runs = textLayer(chars, copied, spoken, { ...pixels, scale });
  for (const mark of marks) hands.lay(pixels, mark, stamps.stamp(mark));
  const { images, hasShades } = contents[index]!;
  const picture = await pictureOfPage(pixels, images > 0 || hasShades);
  return {
    page: { width: width / scale, height: height / scale, picture, runs },
    rebuilt: {
      width,
      height,
      marks,
      isJpeg: picture.filter === 'DCTDecode',
      ink: [...hidden.chars].flatMap((i) => (chars[i]!.ink ? [toPixels(pixels.mapping, chars[i]!.ink)] : [])),
      text: pageWithMarks(chars, hidden),
    },
  };
}

async function withLibrary<T>(work: (library: Pdfium) => Promise<Outcomes<T>>): Promise<Outcomes<T>> {
  const library = await Pdfium.start();
  try {
    return await work(library);
  } catch (fault) {
    if (library.isExhausted) return refuse({ code: 'too-much-memory' });
    throw fault;
  }
}

/** The text passages are sought in. */
export function readPdfText(bytes: Buffer, step: () => void): Promise<Outcomes<{ text: string; pages: number }>> {
  return withLibrary(async (library) => {
    const opened = openPdf(library, bytes, step);
    return opened.ok ? done({ text: opened.value.text.text, pages: opened.value.document.pages }) : opened;
  });
}

/** `step` is called after each page. `hands` are there for the test that careless ones are caught. */
export function redactPdf(
  bytes: Buffer,
  passages: readonly Passage[],
  step: () => void,
  hands: Hands = { lay, copied: copiedChars },
): Promise<Outcomes<RedactedFile>> {
  return withLibrary(async (library) => {
    const opened = openPdf(library, bytes, step);
    if (!opened.ok) return opened;
    const { document, text, contents } = opened.value;
    const found = findPassages(text.text, passages);
    if (!found.ok) return found;
    const { hidings, promised } = found.value;
    const agree = await readersAgree(bytes, text.text, promised, step);
    if (!agree.ok) return agree;
    const stamps = new StampMaker(library);
    const pages: PdfPage[] = [];
    const rebuilt: RebuiltPage[] = [];
    for (const [index, hidden] of hiddenOnPages(text, hidings, document.pages).entries()) {
      const drawn = await drawPage(opened.value, index, hidden, stamps, hands);
      pages.push(drawn.page);
      rebuilt.push(drawn.rebuilt);
      step();
    }
    document.close();
    const made = await writePdf(pages);
    const typed = passages.map((p) => p.text);
    const proven = await provePdf(library, stamps, { bytes: made, pages: rebuilt }, promised, typed, step);
    if (!proven.ok) return { ok: false, refusals: proven.refusals };
    const pictures = contents.reduce((sum, c) => sum + c.images, 0);
    return done({ bytes: made, pages: pages.length, hidden: hidings.length, pictures, proof: proven.proof });
  });
}
