// Every few minutes: what the public is shown is what was logged, and what was logged is shown. What is not, is not shown any
// more: its page says so until somebody has set it right.
import { stat } from 'node:fs/promises';
import { sql } from 'kysely';
import { perform } from '../../platform/act/act.ts';
import { systemActor } from '../../platform/act/actor.ts';
import { linesByRef, linesOf } from '../../platform/act/outbox.ts';
import type { Db } from '../../platform/db/engine.ts';
import { sha256Hex } from '../../platform/files/store.ts';
import { noteStanding } from '../../platform/standing.ts';
import type { Town } from '../../platform/town.ts';
import { checkCheckpoints } from '../../ledger/check-checkpoints.ts';
import { checkAudit, checkLog, type Found } from '../../ledger/check-log.ts';
import { sha256 } from '../../ledger/crypto.ts';
import { fromHex, toHex, utf8 } from '../../ledger/format/bytes.ts';
import { type Entry, parseEntry } from '../../ledger/format/entry.ts';
import { entryReader, publishedCheckpoint, publishedLog, standingNow } from '../../ledger/read-log.ts';
import type { DocumentRecord, Standing } from '../../ledger/standing-fold.ts';
import { mismatches, replaceMismatches } from '../../ledger/store.ts';
import { imagesOf } from '../../town/body.ts';
import type { Instant } from '../../town/day.ts';
import type { EditionId, OrganId } from '../../town/ids.ts';
import { done } from '../../town/outcome.ts';
import { listOrgans } from '../people/door.ts';
import type { Edition } from './document.ts';
import { contentText, sealRef } from './seal.ts';
import { editionColumns } from './store.ts';
import { firstSeals, latestSeals } from './store-seals.ts';

const PIECE = 200;

type Shown = Edition & {
  indexNo: string;
  itemCode: string;
  organId: OrganId;
  firstPublishedAt: Instant;
  /** A correction is covered and about to take its place. */
  isGivingWay: boolean;
};

const shownColumns = sql`${editionColumns}, d.index_no as "indexNo", d.item_code as "itemCode", d.organ_id as "organId",
  d.first_published_at as "firstPublishedAt",
  exists (select from disclosure_editions r where r.document_id = d.id and r.state = 'released') as "isGivingWay"`;

/** What every document is held against. */
interface Log {
  organs: ReadonlyMap<OrganId, string>;
  read: ReadEntry;
  documents: Standing['documents'];
}

/** An entry as the published log has it; null where no checkpoint covers it yet. */
type ReadEntry = (index: number) => Promise<string | null>;

/** Editions the public may read, a piece at a time. */
async function shownAfter(db: Db, after: EditionId | null): Promise<Shown[]> {
  const { rows } = await sql<Shown>`select ${shownColumns}
    from disclosure_editions e join disclosure_documents d on d.id = e.document_id
    where e.state in ('published', 'superseded') and d.state = 'published' and e.id > ${after ?? ''} order by e.id limit ${PIECE}`.execute(
    db,
  );
  return rows;
}

async function shownById(db: Db, id: EditionId): Promise<Shown | null> {
  const { rows } = await sql<Shown>`select ${shownColumns}
    from disclosure_editions e join disclosure_documents d on d.id = e.document_id
    where e.id = ${id} and e.state in ('published', 'superseded') and d.state = 'published'`.execute(db);
  return rows[0] ?? null;
}

/** Files whose bytes were right and that the disk says nobody has touched since. */
const sound = new Map<string, string>();

async function fileProblem(town: Town, sha: string): Promise<string | null> {
  const path = town.files.path(sha);
  const facts = await stat(path).catch(() => null);
  if (!facts) return '不见了';
  const mark = `${facts.ino} ${facts.size} ${facts.mtimeMs} ${facts.ctimeMs}`;
  if (sound.get(path) === mark) return null;
  const bytes = await town.files.read(sha).catch(() => null);
  if (!bytes || sha256Hex(bytes) !== sha) return '内容被换过';
  sound.set(path, mark);
  return null;
}

/** What is amiss with these editions. */
async function problemsOf(town: Town, editions: readonly Shown[], log: Log): Promise<Map<Shown, string>> {
  const ids = editions.map((e) => e.id);
  const [seals, first] = [await latestSeals(town.db, ids), await firstSeals(town.db, ids)];
  const lines = await linesByRef(
    town.db,
    [...seals.values(), ...first.values()].map((s) => sealRef(s.id)),
  );
  // As the log itself has it: the database's own line may have been changed together with the text.
  const entryOf = async (seal: { id: string } | undefined): Promise<{ entry: Entry; index: number } | null> => {
    const line = seal && lines.get(sealRef(seal.id));
    const entry = line && parseEntry((await log.read(line.idx)) ?? line.entry);
    return entry ? { entry, index: line.idx } : null;
  };
  const found = new Map<Shown, string>();
  for (const e of editions) {
    const seal = seals.get(e.id);
    const logged = await entryOf(seal);
    if (!seal?.salt || !logged) {
      found.set(e, '存证里没有这份文件');
      continue;
    }
    const said = first.get(e.id)?.id === seal.id ? logged : await entryOf(first.get(e.id));
    const what =
      digestProblem(e, logged.entry.digest, seal.salt, log.organs.get(e.organId) ?? '') ??
      placeProblem(e, logged.index, log.documents.get(e.indexNo)) ??
      dateProblem(e, said?.entry ?? null) ??
      (await firstFileProblem(town, e));
    if (what) found.set(e, what);
  }
  return found;
}

/** The right words in the wrong place: taken back since, or followed by a correction. */
function placeProblem(e: Shown, index: number, record: DocumentRecord | undefined): string | null {
  if (!record) return null;
  if (record.withdrawnAt !== null) return '存证上已经撤回，本站却仍在展示';
  const isOld = index < Math.max(record.publishedAt, record.revisedAt ?? 0);
  return e.state === 'published' && isOld && !e.isGivingWay ? '展示的不是存证上最新的一版' : null;
}

/** The days a page shows are those that were claimed when its text was logged. */
function dateProblem(e: Shown, said: Entry | null): string | null {
  const at = Date.parse(said?.claimedAt ?? '');
  const isRight = Date.parse(e.publishedAt ?? '') === at && (e.number > 1 || Date.parse(e.firstPublishedAt) === at);
  return isRight ? null : '发布日期与存证不同';
}

function digestProblem(e: Shown, digest: string | null, salt: string, organ: string): string | null {
  let text: string;
  try {
    text = contentText(e, { indexNo: e.indexNo, organ, item: e.itemCode });
  } catch {
    return '内容残缺，读不成一份文件';
  }
  return toHex(sha256(fromHex(salt) ?? new Uint8Array(), utf8(text))) === digest ? null : '数据库里的内容与存证不同';
}

async function firstFileProblem(town: Town, e: Shown): Promise<string | null> {
  for (const a of e.attachments) {
    const problem = await fileProblem(town, a.sha256);
    if (problem) return `附件“${a.name}”${problem}`;
  }
  for (const sha of new Set(imagesOf(e.body))) {
    const problem = await fileProblem(town, sha);
    if (problem) return `正文里的一张图片${problem}`;
  }
  return null;
}

/** A document may have been corrected while we looked: only what is amiss at a second look counts. */
async function stillAmiss(town: Town, suspect: Shown, log: Log): Promise<string | null> {
  const again = await shownById(town.db, suspect.id);
  return again ? ([...(await problemsOf(town, [again], log)).values()][0] ?? null) : null;
}

async function checkDocuments(town: Town, found: Found): Promise<number> {
  const organs = new Map((await listOrgans(town.db, { includeClosed: true })).map((o) => [o.id, o.code]));
  const standing = await standingNow(town);
  const read = entryReader(publishedLog(town), (await publishedCheckpoint(town))?.size ?? 0);
  const log = { organs, read, documents: standing.documents };
  const logged = [...standing.documents].filter(([, d]) => d.withdrawnAt === null).map(([indexNo]) => indexNo);
  const seen = new Set<string>();
  let count = 0;
  for (let after: EditionId | null = null; ; ) {
    const piece = await shownAfter(town.db, after);
    for (const [suspect] of await problemsOf(town, piece, log)) {
      const what = await stillAmiss(town, suspect, log);
      if (what) found.set(`document:${suspect.indexNo}`, what);
    }
    for (const e of piece) seen.add(e.indexNo);
    count += piece.length;
    if (piece.length < PIECE) break;
    after = piece.at(-1)!.id;
  }
  for (const indexNo of logged) {
    if (seen.has(indexNo) || (await isPublic(town.db, indexNo))) continue;
    found.set(`document:${indexNo}`, '存证上已经公开，本站却没有这份文件');
  }
  return count;
}

/** Published since we looked, or withdrawn with a word to the ledger. */
async function isPublic(db: Db, indexNo: string): Promise<boolean> {
  const { rows } = await sql<{
    state: string;
  }>`select d.state from disclosure_documents d left join disclosure_editions e on e.document_id = d.id and e.state = 'released'
    where d.index_no = ${indexNo} and (d.state in ('published', 'withdrawn') or e.id is not null)`.execute(db);
  if (rows[0]?.state !== 'withdrawn') return rows.length > 0;
  return (await linesOf(db, indexNo)).some((l) => l.type === 'withdraw');
}

/** Looks at everything once. Answers what is amiss now, by subject. A look that could not be finished is a fault, not a pass. */
export async function selfCheck(town: Town): Promise<Found> {
  const found: Found = new Map();
  await checkLog(town, found);
  await checkCheckpoints(town, found);
  await checkAudit(town, found);
  const documents = await checkDocuments(town, found);
  const before = (await mismatches(town.db)).length;
  if (before > 0 || found.size > 0) {
    await perform(town, systemActor, 'ledger.self-check', async (act) => {
      // Pages change only when what is found changes; every look is no deed.
      if (await replaceMismatches(act.db, found, act.at)) act.publicChanged();
      act.record('ledger', { what: 'self-check', found: [...found].slice(0, 100) });
      return done(null);
    });
  }
  if (found.size > 0)
    town.log.error({ found: [...found].slice(0, 20), count: found.size }, 'what is shown is not what was logged');
  await noteStanding(town, 'self-check', { at: town.clock.now(), documents, mismatches: found.size });
  return found;
}
