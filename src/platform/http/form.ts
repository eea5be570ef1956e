// What came in with a request, as plain text values. Reading never fails: a missing field is an empty text,
// a repeated single field is its first value; verbs decide what is wrong and say so in words.

export interface UploadedFile {
  field: string;
  name: string;
  bytes: Uint8Array;
}

const CONTROL =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** Whether a text holds what no person types and no database takes. */
export function hasControls(text: string): boolean {
  return text.search(CONTROL) >= 0;
}

/** Removes what no person types: control characters, lone surrogates, and brings text to NFC. */
export function cleanText(text: string): string {
  return text.replace(CONTROL, '').normalize('NFC');
}

export class Fields {
  readonly #values: ReadonlyMap<string, readonly string[]>;
  readonly files: readonly UploadedFile[];

  constructor(values: ReadonlyMap<string, readonly string[]>, files: readonly UploadedFile[] = []) {
    this.#values = values;
    this.files = files;
  }

  static from(source: unknown, files: readonly UploadedFile[] = []): Fields {
    const values = new Map<string, string[]>();
    if (source !== null && typeof source === 'object') {
      for (const [name, value] of Object.entries(source)) {
        const all = Array.isArray(value) ? value : [value];
        values.set(name, all.filter((v): v is string => typeof v === 'string').map(cleanText));
      }
    }
    return new Fields(values, files);
  }

  has(name: string): boolean {
    return (this.#values.get(name)?.length ?? 0) > 0;
  }
  /** One line: trimmed, inner line breaks become spaces. */
  line(name: string): string {
    return (this.#values.get(name)?.[0] ?? '').replace(/\s*[\r\n]+\s*/g, ' ').trim();
  }
  /** What a table of words has under the value that came; undefined for every key that is not the table's own. */
  wordFrom<T>(name: string, words: Readonly<Record<string, T>>): T | undefined {
    const key = this.line(name);
    return Object.hasOwn(words, key) ? words[key] : undefined;
  }
  /** As typed, outer blanks included: for passwords only. */
  secret(name: string): string {
    return this.#values.get(name)?.[0] ?? '';
  }
  /** Several lines, line ends as \n, outer blank space removed. */
  text(name: string): string {
    return (this.#values.get(name)?.[0] ?? '').replace(/\r\n?/g, '\n').trim();
  }
  list(name: string): readonly string[] {
    return (this.#values.get(name) ?? []).map((v) => v.trim()).filter((v) => v !== '');
  }
  checked(name: string): boolean {
    return this.has(name) && this.line(name) !== '' && this.line(name) !== 'off';
  }
  file(name: string): UploadedFile | null {
    return this.files.find((f) => f.field === name && f.bytes.byteLength > 0) ?? null;
  }
  /** All values of a field as they came, outer blanks included. */
  all(name: string): readonly string[] {
    return this.#values.get(name) ?? [];
  }
  /** Names present, for showing a form again with what was typed. */
  names(): readonly string[] {
    return [...this.#values.keys()];
  }
}
