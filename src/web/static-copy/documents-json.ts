// Every published document of a copy once more as data, text included, written a piece at a time.
import type { Town } from '../../platform/town.ts';
import { organNames } from '../../rooms/catalogue/door.ts';
import { documentPath, filePath, type WholeDocument, wholeDocumentsAfter, withdrawnLines } from '../../rooms/disclosure/door.ts';
import { plainText } from '../../town/body.ts';
import type { Instant } from '../../town/day.ts';
import type { DocumentId } from '../../town/ids.ts';
import type { CopyFolder } from './copy-folder.ts';
import { copyPath } from './copy-path.ts';
import type { FoundDocument } from './find-pages.tsx';

const PIECE = 200;
const MOST_WITHDRAWN = 100_000;

function recordOf(d: WholeDocument, organ: string): object {
  return {
    indexNo: d.indexNo,
    title: d.title,
    docNo: d.docNo,
    genre: d.genre,
    topic: d.topic,
    item: d.itemCode,
    organ,
    source: d.sourceUnit,
    createdOn: d.createdOn,
    publishedAt: d.publishedAt,
    changedAt: d.changedAt,
    edition: d.editions,
    validity: d.validity,
    audience: d.audience,
    keywords: d.keywords,
    summary: d.summary,
    text: plainText(d.body),
    page: copyPath(documentPath(d.indexNo)),
    attachments: d.attachments.map((a) => ({
      name: a.name,
      size: a.size,
      sha256: a.sha256,
      file: copyPath(filePath(a.sha256, a.name)),
    })),
  };
}

/** Writes `documents.json` and returns what the lists for finding need. */
export async function documentsJson(
  town: Town,
  folder: CopyFolder,
  head: { copiedAt: Instant; source: string },
): Promise<FoundDocument[]> {
  const names = await organNames(town.db);
  const found: FoundDocument[] = [];
  async function* write(): AsyncIterable<string> {
    yield `${JSON.stringify({ town: town.name, ...head }).slice(0, -1)},\n"documents":[`;
    let after: DocumentId | null = null;
    for (;;) {
      const some: WholeDocument[] = await wholeDocumentsAfter(town.db, after, PIECE);
      for (const d of some) {
        yield `${found.length === 0 ? '' : ','}\n${JSON.stringify(recordOf(d, names.get(d.organId) ?? ''))}`;
        found.push({ indexNo: d.indexNo, title: d.title, itemCode: d.itemCode, publishedAt: d.publishedAt });
      }
      if (some.length < PIECE) break;
      after = some.at(-1)!.id;
    }
    const withdrawn = await withdrawnLines(town.db, MOST_WITHDRAWN);
    const gone = withdrawn.map(({ indexNo, title, itemCode, publishedAt, withdrawnAt }) => ({
      indexNo,
      title,
      item: itemCode,
      publishedAt,
      withdrawnAt,
      page: copyPath(documentPath(indexNo)),
    }));
    yield `],\n"withdrawn":${JSON.stringify(gone)}}\n`;
  }
  await folder.write('documents.json', write());
  return found;
}
