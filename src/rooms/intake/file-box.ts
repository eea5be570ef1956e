// The files of a set, wherever they lie. Names come from tables that strangers wrote: they are looked up among the files of
// the set and never become a path.
import { done, type Outcome, refuse } from '../../town/outcome.ts';
import type { IntakeRefusal } from './words.ts';

export interface FileBox {
  /** Names inside the set, `/` between folders, NFC. */
  readonly names: readonly string[];
  /** The bytes of a file whose name is one of `names`. */
  read(name: string): Promise<Outcome<Uint8Array, IntakeRefusal>>;
}

/** Leaves the set: upwards, from the root, from a drive, to a share or a scheme. */
function leaves(given: string): boolean {
  return /^(?:[/\\~]|[A-Za-z]:|[a-z]+:\/\/)/.test(given) || given.split(/[/\\]/).includes('..');
}

const DOCUMENT = /\.(?:txt|text|html?|shtml|docx)$/i;

export function isDocumentName(name: string): boolean {
  return DOCUMENT.test(name);
}

/** The file of the set a table means: by its path, by its name alone, or by its name without ending, if only one has it. */
export function findInBox(box: Pick<FileBox, 'names'>, given: string): Outcome<string, IntakeRefusal> {
  const text = given.normalize('NFC').trim();
  const facts = { file: text.slice(0, 80) };
  if (text.includes('\0') || leaves(text)) return refuse({ code: 'row-file-outside', facts });
  const wanted = text.replace(/\\/g, '/').replace(/^(?:\.\/)+/, '');
  if (box.names.includes(wanted)) return done(wanted);
  const base = (name: string): string => name.slice(name.lastIndexOf('/') + 1);
  const stem = (name: string): string => base(name).replace(/\.[^.]+$/, '');
  const lower = wanted.toLowerCase();
  const ways: ((name: string) => boolean)[] = [
    (name) => name.toLowerCase() === lower,
    (name) => base(name).toLowerCase() === lower,
    (name) => DOCUMENT.test(name) && stem(name).toLowerCase() === lower,
  ];
  for (const fits of ways) {
    const found = box.names.filter(fits);
    if (found.length === 1) return done(found[0]!);
    if (found.length > 1) return refuse({ code: 'row-file-several', facts });
  }
  return refuse({ code: 'row-file-missing', facts });
}
