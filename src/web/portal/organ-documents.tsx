// What one organ has published last, for its page in the people room, which knows nothing of documents.
import type { VNode } from 'preact';
import type { Db } from '../../platform/db/engine.ts';
import { DocumentList, publishedCount, publishedLines } from '../../rooms/disclosure/door.ts';
import type { Organ } from '../../rooms/people/door.ts';
import type { Day } from '../../town/day.ts';

const NEWEST = 8;

/** A section with the newest documents, their number and the way to all of them; null when there is none. */
export async function organDocuments(db: Db, organ: Pick<Organ, 'id' | 'code'>, today: Day): Promise<VNode | null> {
  const total = await publishedCount(db, { organId: organ.id });
  if (total === 0) return null;
  const lines = await publishedLines(db, { organId: organ.id }, NEWEST);
  return (
    <section aria-labelledby="published">
      <div class="head">
        <h2 id="published">最新公开</h2>
        <a class="small" href={`/documents?organ=${organ.code}`} aria-label={`本单位公开的全部 ${total} 件`}>
          全部 {total} 件
        </a>
      </div>
      <DocumentList lines={lines} today={today} />
    </section>
  );
}
