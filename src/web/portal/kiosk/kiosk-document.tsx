// One document on the touch screen, a page at a time, with a code to take it along on one's telephone.
import { Qr } from '../../../kit/qr/part.tsx';
import type { Reply } from '../../../platform/http/reply.ts';
import type { Ctx } from '../../../platform/http/route.ts';
import {
  distrusted,
  type DocumentRow,
  documentByIndexNo,
  documentPath,
  editionById,
  imagePath,
  withdrawalOf,
} from '../../../rooms/disclosure/door.ts';
import { organById } from '../../../rooms/people/door.ts';
import { bodyHtml } from '../../../town/body-html.ts';
import { dayOf } from '../../../town/day.ts';
import { kioskPages } from './kiosk-body.ts';
import { kioskNotFound } from './kiosk-not-found.tsx';
import { kioskPage, pageOf, Turner } from './kiosk-page.tsx';

async function withdrawn(ctx: Ctx, document: DocumentRow, title: string): Promise<Reply> {
  const record = await withdrawalOf(ctx.town.db, document.id);
  return kioskPage(
    ctx,
    { title: '已撤回', back: '/kiosk', status: 410 },
    <article class="sheet">
      <h1>{title}</h1>
      <p>这份文件已经撤回{record && `（${dayOf(record.at)}）`}，不再提供全文。</p>
      {record && (
        <p>
          原因：{record.why}。依据：{record.ground}。
        </p>
      )}
    </article>,
  );
}

/** In place of a text that is not what the ledger holds. */
function suspended(ctx: Ctx, indexNo: string): Reply {
  return kioskPage(
    ctx,
    { title: '暂停展示', back: '/kiosk', status: 503 },
    <article class="sheet">
      <h1>暂停展示</h1>
      <p>这份文件（{indexNo}）的内容与公开存证不一致，核对清楚以前不展示。请向政务公开办询问。</p>
    </article>,
  );
}

export async function showDocument(ctx: Ctx): Promise<Reply> {
  const { db } = ctx.town;
  const indexNo = `${ctx.params.code}/${ctx.params.serial}`;
  if (await distrusted(db, indexNo)) return suspended(ctx, indexNo);
  const document = await documentByIndexNo(db, indexNo);
  const shown = document?.state === 'published' || document?.state === 'withdrawn';
  const edition = shown && document.currentEditionId ? await editionById(db, document.currentEditionId) : null;
  if (!document || !edition) return kioskNotFound(ctx);
  if (document.state === 'withdrawn') return withdrawn(ctx, document, edition.title);
  const organ = await organById(db, document.organId);
  const pages = kioskPages(edition.body);
  const n = pageOf(ctx, 'part', pages.length);
  const path = `/kiosk${documentPath(document.indexNo ?? '')}`;
  return kioskPage(
    ctx,
    { title: edition.title, back: `/kiosk/items/${document.itemCode}` },
    <article class="sheet">
      <h1>{edition.title}</h1>
      <p class="muted centred">
        {organ?.name}　{document.firstPublishedAt && dayOf(document.firstPublishedAt)} 公开
        {edition.docNo !== '' && `　${edition.docNo}`}　{edition.validity}
      </p>
      <div class="prose" dangerouslySetInnerHTML={{ __html: bodyHtml(pages[n - 1]!, { imageSrc: imagePath }) }} />
      <Turner page={n} pages={pages.length} href={(p) => (p === 1 ? path : `${path}?part=${p}`)} />
      {n === pages.length && (
        <>
          {edition.attachments.length > 0 && (
            <p>附件：{edition.attachments.map((a) => a.name).join('、')}。用手机扫下面的码可以打开附件。</p>
          )}
          <Qr text={ctx.site.publicUrl + documentPath(document.indexNo ?? '')} label="用手机扫码，带走这份文件" />
        </>
      )}
    </article>,
  );
}
