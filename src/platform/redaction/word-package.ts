// A Word package taken apart and put together anew. Taken along is what the main part leads to by relations we know; all
// else (properties, thumbnails, custom data, remarks, embedded fonts, settings of printers) has no way in.
import { posix } from 'node:path';
import { done, type Outcome, refuse } from '../../town/outcome.ts';
import { cleanImage } from '../files/image.ts';
import { type OfficePackage, tagsOf } from '../files/office.ts';
import { hidingStyles } from '../files/word-scan.ts';
import { packParts } from '../files/zip-writer.ts';
import type { RedactionRefusal } from './words.ts';
import { stripPart, stripSettings } from './word-strip.ts';
import { everyElement, parseXml, writeXml, type XmlElement } from './xml-tree.ts';

const RELATION = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/';
const CONTENT = 'application/vnd.openxmlformats-officedocument.wordprocessingml.';
/** Relations that are followed, and the content type of what they lead to. */
const KINDS = {
  document: `${CONTENT}document.main+xml`,
  header: `${CONTENT}header+xml`,
  footer: `${CONTENT}footer+xml`,
  footnotes: `${CONTENT}footnotes+xml`,
  endnotes: `${CONTENT}endnotes+xml`,
  styles: `${CONTENT}styles+xml`,
  numbering: `${CONTENT}numbering+xml`,
  settings: `${CONTENT}settings+xml`,
  fontTable: `${CONTENT}fontTable+xml`,
  theme: 'application/vnd.openxmlformats-officedocument.theme+xml',
} as const;
type Kind = keyof typeof KINDS;
/** Found without being named by an id in the text. */
const IMPLICIT: ReadonlySet<string> = new Set(['footnotes', 'endnotes', 'styles', 'numbering', 'settings', 'fontTable', 'theme']);
const ROOTS: Readonly<Record<Kind, string>> = {
  document: 'w:document',
  header: 'w:hdr',
  footer: 'w:ftr',
  footnotes: 'w:footnotes',
  endnotes: 'w:endnotes',
  styles: 'w:styles',
  numbering: 'w:numbering',
  settings: 'w:settings',
  fontTable: 'w:fonts',
  theme: 'a:theme',
};

export interface WordPart {
  readonly name: string;
  readonly kind: Kind;
  readonly root: XmlElement;
  readonly relations: { readonly id: string; readonly type: string; readonly target: string }[];
}

export interface WordParts {
  /** The main part first, in the order in which they are led to. */
  readonly parts: readonly WordPart[];
  readonly pictures: ReadonlyMap<string, Buffer>;
}

class Broken extends Error {
  constructor(
    readonly code: RedactionRefusal,
    readonly what?: string,
  ) {
    super(code);
  }
}

class Taking {
  readonly parts: WordPart[] = [];
  readonly pictures = new Map<string, Buffer>();
  /** Name in the sender's package → name in ours. */
  private readonly taken = new Map<string, string>();
  private readonly counts = new Map<string, number>();
  private readonly hiding: ReadonlySet<string>;
  private readonly objects = new Set<string>();

  constructor(private readonly office: OfficePackage) {
    const styles = [...office.xml.keys()].find((name) => /(?:^|\/)styles\.xml$/i.test(name));
    this.hiding = hidingStyles(styles ? office.xml.get(styles)! : '');
  }

  async take(): Promise<WordParts> {
    const types = this.office.xml.get('[Content_Types].xml')!;
    const main = tagsOf(types, 'Override').find(({ attrs }) => attrs.get('ContentType') === KINDS.document);
    await this.part(main!.attrs.get('PartName')!.replace(/^\//, ''), 'document');
    if (this.objects.size > 0) throw new Broken('has-objects', [...this.objects].join('、'));
    return { parts: this.parts, pictures: this.pictures };
  }

  private numbered(stem: string): string {
    const n = (this.counts.get(stem) ?? 0) + 1;
    this.counts.set(stem, n);
    return `${stem}${n}`;
  }

  private async part(source: string, kind: Kind): Promise<string> {
    const known = this.taken.get(source);
    if (known) return known;
    const xml = this.office.xml.get(source);
    const root = xml === undefined ? null : parseXml(xml);
    if (root?.name !== ROOTS[kind]) throw new Broken('cannot-read');
    const isMany = kind === 'header' || kind === 'footer';
    const name = kind === 'theme' ? 'word/theme/theme1.xml' : `word/${isMany ? this.numbered(kind) : kind}.xml`;
    this.taken.set(source, name);
    stripPart(root, { hiding: this.hiding, objects: this.objects });
    if (kind === 'settings') stripSettings(root);
    const part: WordPart = { name, kind, root, relations: [] };
    this.parts.push(part);
    await this.follow(source, part);
    return name;
  }

  private async follow(source: string, part: WordPart): Promise<void> {
    const used = new Set<string>();
    for (const node of everyElement(part.root)) for (const [key, value] of node.attrs) if (key.startsWith('r:')) used.add(value);
    const { dir, base } = posix.parse(source);
    const found = tagsOf(this.office.xml.get(posix.join(dir, '_rels', `${base}.rels`)) ?? '', 'Relationship');
    const relations = new Map(found.map(({ attrs }) => [attrs.get('Id') ?? '', attrs] as const));
    for (const id of used) if (!relations.has(id)) throw new Broken('cannot-read');
    for (const [id, attrs] of relations) {
      const full = attrs.get('Type') ?? '';
      const type = full.startsWith(RELATION) ? full.slice(RELATION.length) : '';
      if (!used.has(id) && !(part.kind === 'document' && IMPLICIT.has(type))) continue;
      const target = attrs.get('Target') ?? '';
      const at = target.startsWith('/') ? target.slice(1) : posix.join(dir, target);
      let name: string;
      if (type === 'image' && attrs.get('TargetMode') !== 'External') name = await this.picture(at);
      else if (type !== 'document' && Object.hasOwn(KINDS, type)) name = await this.part(at, type as Kind);
      else throw new Broken('has-objects', type || '未知的部件');
      part.relations.push({ id, type: full, target: `/${name}` });
    }
  }

  private async picture(source: string): Promise<string> {
    const known = this.taken.get(source);
    if (known) return known;
    const bytes = this.office.parts.get(source);
    if (!bytes) throw new Broken('cannot-read');
    const kind = bytes.readUInt32BE(0) === 0x89504e47 ? 'png' : bytes.readUInt16BE(0) === 0xffd8 ? 'jpg' : null;
    if (kind === null) throw new Broken('has-objects', posix.extname(source) || '图片');
    const clean = await cleanImage(bytes, kind);
    if (!clean.ok) throw new Broken(clean.refusals[0]!.code);
    const name = `word/media/${this.numbered('image')}.${kind === 'png' ? 'png' : 'jpeg'}`;
    this.taken.set(source, name);
    this.pictures.set(name, clean.value.bytes);
    return name;
  }
}

/** The parts that are taken along, stripped; the trees may be changed before they are packed. */
export async function takeParts(office: OfficePackage): Promise<Outcome<WordParts, RedactionRefusal>> {
  try {
    return done(await new Taking(office).take());
  } catch (fault) {
    if (!(fault instanceof Broken)) throw fault;
    return refuse({ code: fault.code, facts: fault.what === undefined ? undefined : { what: fault.what } });
  }
}

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const RELATIONS_NS = 'http://schemas.openxmlformats.org/package/2006/relationships';

function relationsXml(relations: WordPart['relations']): string {
  const lines = relations.map(({ id, type, target }) => `<Relationship Id="${id}" Type="${type}" Target="${target}"/>`);
  return `${HEAD}<Relationships xmlns="${RELATIONS_NS}">${lines.join('')}</Relationships>`;
}

function typesXml({ parts, pictures }: WordParts): string {
  const defaults = [
    ['rels', 'application/vnd.openxmlformats-package.relationships+xml'],
    ['xml', 'application/xml'],
    ...(['png', 'jpeg'] as const).filter((e) => [...pictures.keys()].some((n) => n.endsWith(e))).map((e) => [e, `image/${e}`]),
  ].map(([extension, type]) => `<Default Extension="${extension}" ContentType="${type}"/>`);
  const overrides = parts.map((p) => `<Override PartName="/${p.name}" ContentType="${KINDS[p.kind]}"/>`);
  const uri = 'http://schemas.openxmlformats.org/package/2006/content-types';
  return `${HEAD}<Types xmlns="${uri}">${defaults.join('')}${overrides.join('')}</Types>`;
}

export function packWord(word: WordParts): Buffer {
  const out = new Map<string, Buffer>();
  const add = (name: string, xml: string): void => void out.set(name, Buffer.from(xml, 'utf8'));
  // Ids are the sender's words too; they are counted anew.
  const renamed = word.parts.map((part) => {
    const ids = new Map(part.relations.map(({ id }, i) => [id, `rId${i + 1}`]));
    for (const node of everyElement(part.root))
      for (const [key, value] of node.attrs) if (key.startsWith('r:')) node.attrs.set(key, ids.get(value) ?? value);
    return part.relations.map((relation) => ({ ...relation, id: ids.get(relation.id)! }));
  });
  add('[Content_Types].xml', typesXml(word));
  add('_rels/.rels', relationsXml([{ id: 'rId1', type: `${RELATION}officeDocument`, target: `/${word.parts[0]!.name}` }]));
  for (const [i, part] of word.parts.entries()) {
    add(part.name, writeXml(part.root));
    const { dir, base } = posix.parse(part.name);
    if (renamed[i]!.length > 0) add(posix.join(dir, '_rels', `${base}.rels`), relationsXml(renamed[i]!));
  }
  for (const [name, bytes] of word.pictures) out.set(name, bytes);
  return packParts(out);
}
