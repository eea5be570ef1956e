// A PDF without its makers. Everything a reader can reach is written anew, so what earlier savings left behind stays behind too.
import {
  PDFArray,
  type PDFContext,
  PDFDict,
  PDFName,
  type PDFObject,
  PDFParser,
  PDFRef,
  PDFStream,
  PDFStreamWriter,
  PDFWriter,
} from '@cantoo/pdf-lib';

const name = (text: string): PDFName => PDFName.of(text);
const METADATA = name('Metadata');
/** Data that programs keep for themselves, and the day they last did. */
const PRIVATE = [name('PieceInfo'), name('LastModified')];
const KINDS_OF_PICTURES: readonly unknown[] = [name('Image'), name('Form')];

/** A resource may by chance be called Metadata; a picture is not a property. */
function isProperty(value: PDFObject | undefined): boolean {
  return !(value instanceof PDFStream && KINDS_OF_PICTURES.includes(value.dict.get(name('Subtype'))));
}

function isSignature(dict: PDFDict): boolean {
  return dict.has(name('ByteRange')) && dict.has(name('Contents'));
}

/** Takes the properties out of everything reachable. Answers what is reachable, or null when a signature is. */
function stripped(context: PDFContext): ReadonlySet<PDFRef> | null {
  const seen = new Set<PDFRef>();
  // A list and not recursion: page trees and outlines of strangers may be deep.
  const open: (PDFObject | undefined)[] = [context.trailerInfo.Root];
  const follow = (values: readonly PDFObject[]): void => {
    for (const value of values) open.push(value);
  };
  while (open.length > 0) {
    const object = open.pop();
    if (object instanceof PDFRef) {
      if (seen.has(object)) continue;
      seen.add(object);
      open.push(context.lookup(object));
    } else if (object instanceof PDFArray) follow(object.asArray());
    else if (object instanceof PDFDict || object instanceof PDFStream) {
      const dict = object instanceof PDFStream ? object.dict : object;
      if (isSignature(dict)) return null;
      for (const key of PRIVATE) dict.delete(key);
      if (dict.has(METADATA) && isProperty(dict.lookup(METADATA))) dict.delete(METADATA);
      follow(dict.values());
    }
  }
  return seen;
}

/**
 * The same pages without Info, XMP and private data of programs; `signed` when that would break a signature.
 * Throws what the library throws when it does not understand the file. The caller compares the outcome with the original.
 */
export async function withoutProperties(bytes: Uint8Array): Promise<Uint8Array | 'signed'> {
  const context = await PDFParser.forBytesWithOptions(bytes, Number.POSITIVE_INFINITY, true).parseDocument();
  const reachable = stripped(context);
  if (reachable === null) return 'signed';
  for (const [ref] of context.enumerateIndirectObjects()) if (!reachable.has(ref)) context.delete(ref);
  context.trailerInfo = { Root: context.trailerInfo.Root };
  const [major, minor] = context.header.getVersionString().split('.').map(Number);
  const packsObjects = major! > 1 || minor! >= 5;
  const writer = packsObjects
    ? PDFStreamWriter.forContext(context, Number.POSITIVE_INFINITY)
    : PDFWriter.forContext(context, Number.POSITIVE_INFINITY);
  return writer.serializeToBuffer();
}
