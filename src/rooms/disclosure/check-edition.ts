// Runs the pre-publication checks on an edition: gathers what the rules need, then lays the dismissals over what they found.
import { sql } from 'kysely';
import type { Db } from '../../platform/db/engine.ts';
import { storedReading } from '../../platform/files/record-file.ts';
import type { FileStore } from '../../platform/files/store.ts';
import { settingOf } from '../../platform/setting.ts';
import { bodyBlocks, linksOf, plainText } from '../../town/body.ts';
import type { Day, Instant } from '../../town/day.ts';
import { parseIndexNumber } from '../../town/index-number.ts';
import { itemByCode } from '../catalogue/door.ts';
import {
  applyDismissals,
  type CheckAttachment,
  type CheckLink,
  type CheckSource,
  dismissalsOf,
  type JudgedFinding,
  needsSecondPerson,
  runChecks,
  shingleSimilarity,
  type SimilarDocument,
} from '../checks/door.ts';
import type { DocumentRow, Edition } from './document.ts';

export interface EditionFinding extends JudgedFinding {
  /** Who dismissed it, by name, and when. */
  said: { name: string; at: Instant; reason: string } | null;
  /** Personal data: only somebody other than the author may release it, with a ground. */
  secondPersonMayRelease: boolean;
}

/** How many recent documents of the same item a new text is compared with. */
const COMPARED = 40;

async function similarDocuments(db: Db, edition: Edition, document: DocumentRow): Promise<SimilarDocument[]> {
  const text = plainText(edition.body);
  if (text.length < 40) return [];
  const { rows } = await sql<{ indexNo: string; title: string; body: string }>`
    select d.index_no as "indexNo", e.title, left(e.body_text, 20000) as body
    from disclosure_documents d join disclosure_editions e on e.id = d.current_edition_id
    where d.state = 'published' and d.id <> ${document.id} and (d.item_code = ${document.itemCode} or e.title = ${edition.title})
    order by d.first_published_at desc limit ${COMPARED}`.execute(db);
  return rows
    .map((r) => ({
      indexNo: r.indexNo,
      title: r.title,
      similarity: shingleSimilarity(text.slice(0, 20_000), r.body).jaccard,
      href: `/documents/${r.indexNo}`,
    }))
    .filter((s) => s.similarity >= 0.5)
    .sort((a, b) => b.similarity - a.similarity)
    .slice(0, 3);
}

const INNER = /^\/documents\/([^/]+)\/([^/?#]+)/;

/** Links within the town are looked up; links elsewhere are not fetched (no address somebody typed is ever called). */
async function checkLinks(db: Db, edition: Edition): Promise<CheckLink[]> {
  const out: CheckLink[] = [];
  for (const href of linksOf(edition.body)) {
    const inner = INNER.exec(href);
    const number = inner ? parseIndexNumber(`${inner[1]}/${inner[2]}`) : null;
    if (!inner) {
      out.push({ href, status: 'unchecked' });
      continue;
    }
    const { rows } = await sql<{
      n: number;
    }>`select count(*) as n from disclosure_documents where index_no = ${`${inner[1]}/${inner[2]}`} and state = 'published'`.execute(
      db,
    );
    out.push({ href, status: number !== null && rows[0]!.n > 0 ? 'ok' : 'dead' });
  }
  return out;
}

async function attachmentsOf(
  db: Db,
  files: FileStore,
  edition: Edition,
): Promise<{ list: CheckAttachment[]; sources: CheckSource[] }> {
  const list: CheckAttachment[] = [];
  const sources: CheckSource[] = [];
  for (const a of edition.attachments) {
    const reading = await storedReading(db, a.sha256);
    const readable = reading !== null && files.has(a.sha256);
    const problem = readable ? undefined : '文件不在库中';
    list.push({ name: a.name, size: a.size, readable, problem, hidden: reading?.hidden ?? [] });
    sources.push({ where: 'file-name', label: `附件名“${a.name}”`, text: a.name });
    if (reading?.text) sources.push({ where: 'attachment', label: `附件“${a.name}”`, text: reading.text });
  }
  return { list, sources };
}

const placeNames: Readonly<Record<string, string>> = { paragraph: '段', heading: '标题', cell: '表格', item: '条目' };

export async function checkEdition(
  db: Db,
  files: FileStore,
  edition: Edition,
  document: DocumentRow,
  today: Day,
): Promise<EditionFinding[]> {
  const item = await itemByCode(db, document.itemCode);
  const attachments = await attachmentsOf(db, files, edition);
  const sources: CheckSource[] = [
    { where: 'title', label: '标题', text: edition.title },
    { where: 'summary', label: '内容概述', text: edition.summary },
    ...bodyBlocks(edition.body).map(
      (b, i): CheckSource => ({
        where: b.kind === 'cell' ? 'table' : 'body',
        label: `第 ${i + 1} ${placeNames[b.kind] ?? '段'}`,
        text: b.text,
        anchor: b.path,
      }),
    ),
    ...attachments.sources,
    ...edition.keywords.map((k): CheckSource => ({ where: 'metadata', label: '关键词', text: k })),
  ];
  const findings = runChecks(
    {
      itemCode: document.itemCode,
      itemName: item?.name ?? '',
      requiredElements: item?.elements ?? [],
      title: edition.title,
      docNo: edition.docNo === '' ? null : edition.docNo,
      createdOn: edition.createdOn,
      effectiveOn: edition.effectiveOn,
      repealedOn: edition.repealedOn,
      genre: edition.genre,
      summary: edition.summary,
      sources,
      links: await checkLinks(db, edition),
      attachments: attachments.list,
      today,
      similar: await similarDocuments(db, edition, document),
    },
    await pepperOf(db),
  );
  const dismissals = await dismissalsOf(db, document.id);
  const names = new Map(dismissals.map((d) => [d.by, d.name]));
  return applyDismissals(findings, dismissals, [edition.authorId]).map((f) => ({
    ...f,
    said: f.dismissed
      ? { name: names.get(f.dismissed.by) ?? '', at: f.dismissed.at as Instant, reason: f.dismissed.reason }
      : null,
    secondPersonMayRelease: needsSecondPerson(f),
  }));
}

/** The town's own key for fingerprints; made with its tables, never changed. */
async function pepperOf(db: Db): Promise<string> {
  return String((await settingOf(db, 'checks.pepper')) ?? '');
}
