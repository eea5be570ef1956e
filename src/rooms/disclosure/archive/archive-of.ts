// 归档移交: the whole life of one document as a folder that explains itself and can be checked by whoever receives it, without us.
// Written piece by piece: no more than two editions and one file are in memory.
import { coveredAt } from '../../../ledger/store.ts';
import { parseEntry } from '../../../ledger/format/entry.ts';
import { toBase64, utf8 } from '../../../ledger/format/bytes.ts';
import type { NumberedLine } from '../../../platform/act/outbox.ts';
import { sha256Hex } from '../../../platform/files/store.ts';
import type { Town } from '../../../platform/town.ts';
import type { DocumentId } from '../../../town/ids.ts';
import type { Edition } from '../document.ts';
import { type LoggedSeal, sealRef } from '../seal.ts';
import { editionById } from '../store.ts';
import { documentLines } from '../web/pages/timeline.tsx';
import { actsText } from './acts.ts';
import {
  ARCHIVE_FORMAT,
  type ArchiveIndex,
  type IndexedEdition,
  type IndexedFile,
  type IndexedProof,
  type IndexedSeal,
  type ListedFile,
} from './archive-index.ts';
import { archiveFolder, filePlaces, hrefOf } from './file-places.ts';
import type { Life, LifeEdition, LifeFile } from './life.ts';
import { archivePage } from './pages/archive-page.tsx';
import { changesPage } from './pages/changes-page.tsx';
import { entryName } from './pages/archive-names.ts';
import { textPage } from './pages/text-page.tsx';
import { readLife } from './read-life.ts';
import { readmeText } from './readme.ts';
import { openReceipts, type Receipts } from './receipts.ts';
import { sealedContent } from './sealed-content.ts';

export interface ArchivedFile {
  /** From the folder's own name on, with forward slashes. */
  path: string;
  bytes: Uint8Array;
}

/** Reads only. Throws RangeError for what was never public. What comes last lists what came before. */
export async function* archiveOf(town: Town, documentId: DocumentId): AsyncGenerator<ArchivedFile> {
  const life = await readLife(town, documentId);
  if (!life) throw new RangeError(`document ${documentId} was never public`);
  // After the life: what is shown there is covered by the checkpoint read here.
  yield* new Archive(town, life, await openReceipts(town)).write();
}

/** `proof.tlog-proof`, `proof-2.tlog-proof`. */
function numbered(stem: string, n: number, ending: string): string {
  return `${stem}${n === 1 ? '' : `-${n}`}.${ending}`;
}

class Archive {
  readonly #town: Town;
  readonly #life: Life;
  readonly #receipts: Receipts | null;
  readonly #places: ReadonlyMap<string, string>;
  /** Size of each stored file that was there. */
  readonly #stored = new Map<string, number>();
  readonly #files: ListedFile[] = [];
  readonly #editions: IndexedEdition[] = [];
  readonly #others: IndexedProof[] = [];
  #latest: Edition | null = null;

  constructor(town: Town, life: Life, receipts: Receipts | null) {
    this.#town = town;
    this.#life = life;
    this.#receipts = receipts;
    this.#places = filePlaces(life.editions.flatMap((e) => [...e.attachments, ...e.images]));
  }

  async *write(): AsyncGenerator<ArchivedFile> {
    yield* this.#storedFiles();
    for (const edition of this.#life.editions) yield* this.#edition(edition);
    yield* this.#otherProofs();
    const acts = actsText(this.#life);
    yield this.#file('acts.jsonl', acts, '经过：每一步办理、审查意见、操作记录，一行一件');
    if (this.#receipts) {
      yield this.#file('ledger/checkpoint', this.#receipts.checkpoint.note, '存证快照，本卷凭据都在它之下');
      yield this.#file('ledger/vkey', this.#receipts.vkey, '存证公钥');
      yield this.#file('ledger/policy', this.#receipts.policy, '见证规则');
    }
    const index = this.#index(acts.split('\n').length - 1);
    yield this.#file('README.txt', readmeText(index), '说明：里面有什么，怎样核对');
    const listed = { ...index, files: [...this.#files] };
    yield this.#file('index.json', `${JSON.stringify(listed, null, 1)}\n`, '目录，供程序读取');
    const passages = this.#life.editions.map((e) => ({ number: e.number, events: e.reviewEvents }));
    const lines = documentLines(this.#life.events, passages);
    yield this.#file('index.html', archivePage({ ...index, files: [...this.#files] }, lines), '封面、目录、经过');
    const sums = this.#files.map((f) => `${f.sha256}  ${f.path}\n`).join('');
    yield this.#file('SHA256SUMS', sums, '');
  }

  #file(path: string, content: string | Uint8Array, what: string): ArchivedFile {
    const bytes = typeof content === 'string' ? utf8(content) : content;
    this.#files.push({ path, size: bytes.length, sha256: sha256Hex(bytes), what });
    return { path: `${archiveFolder(this.#life.document.indexNo)}/${path}`, bytes };
  }

  async *#storedFiles(): AsyncGenerator<ArchivedFile> {
    const names = new Map<string, string>();
    for (const e of this.#life.editions) {
      for (const f of e.attachments) if (!names.has(f.sha256)) names.set(f.sha256, `附件：${f.name}`);
      for (const f of e.images) if (!names.has(f.sha256)) names.set(f.sha256, '正文中的图片');
    }
    for (const [sha256, what] of names) {
      const bytes = await this.#town.files.read(sha256);
      if (!bytes) continue;
      this.#stored.set(sha256, bytes.length);
      yield this.#file(this.#places.get(sha256) as string, bytes, what);
    }
  }

  async *#edition(e: LifeEdition): AsyncGenerator<ArchivedFile> {
    const full = this.#life.text === 'whole' ? await editionById(this.#town.db, e.id) : null;
    if (full?.state === 'erased') throw new Error(`${this.#life.document.indexNo} was erased while its archive was written`);
    const at = `editions/${e.number}`;
    const seals: IndexedSeal[] = [];
    for (const [i, seal] of e.seals.entries()) {
      const made = full && sealedContent(this.#life, full, seal);
      const n = i + 1;
      const content = made && numbered(`${at}/content`, n, 'json');
      if (made && content) yield this.#file(content, made.bytes, `第 ${e.number} 版内容，存证按它计算，一个字节不差`);
      const proof = yield* this.#proof(seal.line, seal.salt, at, n, `第 ${e.number} 版`);
      const { digest = null } = parseEntry(seal.line.entry) ?? {};
      seals.push({ ...proof, ...facts(seal), n, digest, salt: seal.salt, content, fits: made?.fits ?? null });
    }
    if (full) yield this.#file(`${at}/text.html`, this.#textPage(full, e), `第 ${e.number} 版，供阅读和打印`);
    const before = full && this.#latest;
    if (full && before) yield this.#file(`${at}/changes.html`, changesPage(before, full), `第 ${e.number} 版改了哪里`);
    this.#latest = full;
    this.#editions.push({
      number: e.number,
      state: e.state,
      title: e.title,
      publishedAt: e.publishedAt,
      changeNote: e.changeNote,
      text: full && `${at}/text.html`,
      changes: before && `${at}/changes.html`,
      seals,
      attachments: e.attachments.map((f) => this.#indexed(f)),
      images: e.images.map((f) => this.#indexed(f)),
      review: e.review,
    });
  }

  #textPage(full: Edition, e: LifeEdition): string {
    const href = (sha256: string): string => `../../${hrefOf(this.#places.get(sha256) ?? sha256)}`;
    const { indexNo } = this.#life.document;
    const { organ, item, text } = this.#life;
    const host = this.#receipts?.checkpoint.origin.split('/')[0] ?? null;
    const attachments = e.attachments.map((f) => ({ ...this.#indexed(f), href: href(f.sha256) }));
    return textPage(full, {
      indexNo,
      organ,
      item,
      host,
      attachments,
      imageSrc: href,
      withdrawn: this.#life.withdrawal !== null && text === 'whole',
    });
  }

  #indexed(f: LifeFile): IndexedFile {
    const size = this.#stored.get(f.sha256);
    const path = size === undefined ? null : (this.#places.get(f.sha256) as string);
    return { name: f.name, path, sha256: f.sha256, size: size ?? f.size };
  }

  /** Receipts of one entry; `stem` names them, for an edition's seals with the folder of the edition. */
  async *#proof(
    line: NumberedLine,
    salt: string | null,
    folder: string,
    n: number,
    whose: string,
    stem = 'proof',
  ): AsyncGenerator<ArchivedFile, IndexedProof> {
    const entry = parseEntry(line.entry);
    const receipt = (await this.#receipts?.of(line.idx, salt)) ?? null;
    const first = receipt && ((await this.#receipts?.firstSeen(line.idx, salt)) ?? null);
    const proof = receipt && `${folder}/${numbered(stem, n, 'tlog-proof')}`;
    const firstSeen = first && `${folder}/${numbered(stem === 'proof' ? 'first-seen' : `${stem}-first-seen`, n, 'tlog-proof')}`;
    const what = `${whose}的存证凭据（№ ${line.idx}，${entryName(line.type)}）`;
    if (receipt && proof) yield this.#file(proof, receipt, what);
    if (first && firstSeen) yield this.#file(firstSeen, first, `${what}，在见证方最早看到它的快照之下`);
    const covered = receipt ? await coveredAt(this.#town.db, line.idx) : null;
    return {
      index: line.idx,
      type: line.type,
      claimedAt: entry?.claimedAt ?? line.at,
      ground: entry?.ground ?? null,
      due: entry?.due ?? null,
      proof,
      firstSeen,
      signedAt: covered?.signedAt ?? null,
      witnessedAt: covered?.witnessedAt ?? null,
    };
  }

  /** Entries that stand for no text: withdrawal, erasure, and those of the duty the document answered. */
  async *#otherProofs(): AsyncGenerator<ArchivedFile> {
    const sealed = new Set(this.#life.editions.flatMap((e) => e.seals.map((s) => sealRef(s.id))));
    const own = this.#life.lines.filter((l) => l.ref === null || !sealed.has(l.ref)).map((line) => ({ line, stem: line.type }));
    const duty = (this.#life.duty?.lines ?? []).map((line) => ({ line, stem: `duty-${line.type}` }));
    const counts = new Map<string, number>();
    for (const { line, stem } of [...own, ...duty]) {
      const n = (counts.get(stem) ?? 0) + 1;
      counts.set(stem, n);
      this.#others.push(yield* this.#proof(line, null, 'ledger', n, entryName(line.type), stem));
    }
  }

  #index(acts: number): ArchiveIndex {
    const { document, duty } = this.#life;
    return {
      format: ARCHIVE_FORMAT,
      town: this.#town.name,
      madeAt: this.#town.clock.now(),
      indexNo: document.indexNo,
      state: this.#life.text === 'erased' ? 'erased' : document.state,
      title: this.#life.editions.at(-1)?.title ?? '',
      text: this.#life.text,
      facts: this.#latest && factsOf(this.#latest),
      organ: this.#life.organ,
      item: this.#life.item,
      firstPublishedAt: document.firstPublishedAt,
      importedAt: document.importedAt,
      editions: this.#editions,
      leftOut: this.#life.leftOut,
      withdrawal: this.#life.withdrawal,
      duty: duty && {
        id: duty.duty.id,
        title: duty.title,
        dueOn: duty.duty.dueOn,
        law: duty.duty.law,
        state: duty.duty.state,
        endedOn: duty.duty.endedOn,
      },
      related: this.#life.related,
      otherProofs: this.#others,
      ledger: this.#receipts && {
        origin: this.#receipts.checkpoint.origin,
        size: this.#receipts.checkpoint.size,
        root: toBase64(this.#receipts.checkpoint.root),
        vkey: this.#receipts.vkey.trim(),
      },
      auditHead: this.#life.auditHead,
      acts,
      files: [],
    };
  }
}

function facts(s: LoggedSeal): { validity: string; repealedOn: string | null } {
  return { validity: s.validity, repealedOn: s.repealedOn };
}

function factsOf(e: Edition): ArchiveIndex['facts'] {
  const {
    docNo,
    genre,
    topic,
    sourceUnit,
    createdOn,
    effectiveOn,
    repealedOn,
    validity,
    audience,
    keywords,
    summary,
    claimedOn,
  } = e;
  return {
    docNo,
    genre,
    topic,
    sourceUnit,
    createdOn,
    effectiveOn,
    repealedOn,
    validity,
    audience,
    keywords,
    summary,
    claimedOn,
  };
}
