// One document with everything the public may have of it, or what is left of it once withdrawn.
import type { Town } from '../../platform/town.ts';
import {
  type DocumentRow,
  documentPath,
  type Edition,
  editionById,
  editionPath,
  editionsOf,
  filePath,
  imagePath,
  relatedOf,
  timelinessOf,
  withdrawalOf,
} from '../../rooms/disclosure/door.ts';
import { plainText } from '../../town/body.ts';
import { bodyHtml } from '../../town/body-html.ts';
import { problem } from './problem.ts';
import type { Answer } from './schemas.ts';
import { addressesOf, itemRef, type Names, organRef } from './views.ts';

function partsOf(names: Names, edition: Edition) {
  return {
    text: plainText(edition.body),
    html: bodyHtml(edition.body, { imageSrc: (sha) => names.publicUrl + imagePath(sha) }),
    attachments: edition.attachments.map((a) => ({
      name: a.name,
      kind: a.kind,
      size: a.size,
      sha256: a.sha256,
      url: names.publicUrl + filePath(a.sha256, a.name),
    })),
  };
}

/** @param document published, which the caller has checked. */
export async function documentView(town: Town, names: Names, document: DocumentRow): Promise<Answer<'document'>> {
  const { db } = town;
  const edition = document.currentEditionId ? await editionById(db, document.currentEditionId) : null;
  const { indexNo, firstPublishedAt } = document;
  if (!edition || !indexNo || !firstPublishedAt) throw new Error(`document ${document.id} is published without a text`);
  const editions = (await editionsOf(db, document.id)).filter((e) => e.state === 'published' || e.state === 'superseded');
  const timeliness = await timelinessOf({ town }, document, edition);
  return {
    indexNo,
    title: edition.title,
    docNo: edition.docNo,
    genre: edition.genre,
    summary: edition.summary,
    validity: edition.validity,
    item: itemRef(names, document.itemCode),
    organ: organRef(names, document.organId),
    createdOn: edition.createdOn,
    publishedAt: firstPublishedAt,
    edition: edition.number,
    imported: document.importedAt !== null,
    ...addressesOf(names, indexNo),
    topic: edition.topic,
    sourceUnit: edition.sourceUnit,
    audience: edition.audience,
    keywords: [...edition.keywords],
    effectiveOn: edition.effectiveOn,
    repealedOn: edition.repealedOn,
    claimedOn: edition.claimedOn,
    importedAt: document.importedAt,
    ...partsOf(names, edition),
    editions: editions.map((e) => ({
      number: e.number,
      publishedAt: e.publishedAt,
      changeNote: e.changeNote,
      url: names.publicUrl + editionPath(indexNo, e.number),
    })),
    links: (await relatedOf(db, document.id)).map((r) => ({
      kind: r.kind,
      direction: r.outward ? 'out' : 'in',
      indexNo: r.indexNo,
      title: r.state === 'withdrawn' ? null : r.title,
      withdrawn: r.state === 'withdrawn',
      url: names.publicUrl + documentPath(r.indexNo),
    })),
    timeliness: timeliness && { ...timeliness, explanation: [...timeliness.explanation] },
  };
}

/** The text, the title and the attachments are gone; that it was there, and why it is not, stays. */
export async function withdrawnView(town: Town, names: Names, document: DocumentRow): Promise<Answer<'withdrawn'>> {
  const withdrawal = await withdrawalOf(town.db, document.id);
  const { indexNo } = document;
  if (!withdrawal || !indexNo) throw new Error(`document ${document.id} is withdrawn without a record of it`);
  const { url, self } = addressesOf(names, indexNo);
  return {
    ...problem(410, new URL(self).pathname, `索引号 ${indexNo} 的文件已经撤回，撤回的时间、原因和依据见 withdrawal。`),
    indexNo,
    item: itemRef(names, document.itemCode),
    organ: organRef(names, document.organId),
    publishedAt: document.firstPublishedAt,
    url,
    withdrawal: { at: withdrawal.at, by: withdrawal.byName, why: withdrawal.why, ground: withdrawal.ground },
  };
}
