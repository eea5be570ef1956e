// The public's addresses of documents: the text, its editions and what changed, its files, the lists and the search.
import { notFoundReply } from '../../../kit/not-found/part.tsx';
import { publicPage } from '../../../kit/public-page/part.tsx';
import { Difference } from '../../../kit/difference/part.tsx';
import { contentDisposition } from '../../../platform/files/file-name.ts';
import { filePolicy } from '../../../platform/http/headers.ts';
import type { Reply } from '../../../platform/http/reply.ts';
import type { Ctx, Route } from '../../../platform/http/route.ts';
import { bodyDifference } from '../../../town/body-difference.ts';
import { isoShanghai } from '../../../town/day.ts';
import { itemByCode } from '../../catalogue/door.ts';
import { organById } from '../../people/door.ts';
import type { Edition } from '../document.ts';
import { editionShownBefore, eventsOf, publicFile, shownEdition, withdrawalOf } from '../reads.ts';
import { distrusted, endingEntry } from '../read-seal.ts';
import { editionById } from '../store.ts';
import { documentPath, editionPath } from './addresses.ts';
import { documentOf, loadView } from './load-view.ts';
import { DocumentPage, type DocumentView } from './pages/document-page.tsx';
import { MismatchPage, WithdrawnPage } from './pages/ended-pages.tsx';

const mediaTypes: Readonly<Record<string, string>> = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pdf: 'application/pdf',
  jpg: 'image/jpeg',
  png: 'image/png',
};

function crumbsOf(view: DocumentView, last?: string) {
  const indexNo = view.document.indexNo ?? '';
  return [
    { label: '网站首页', href: '/' },
    { label: '政府信息公开', href: '/catalogue' },
    {
      label: view.item ? `${view.item.code} ${view.item.name}` : view.document.itemCode,
      href: `/catalogue/${view.document.itemCode}`,
    },
    ...(last ? [{ label: view.edition.title, href: documentPath(indexNo) }, { label: last }] : [{ label: view.edition.title }]),
  ];
}

/** schema.org description of a document for machines that read pages. */
function structured(view: DocumentView, ctx: Ctx): object {
  return {
    '@context': 'https://schema.org',
    '@type': 'GovernmentDocument',
    name: view.edition.title,
    identifier: view.document.indexNo,
    abstract: view.edition.summary,
    datePublished: view.document.firstPublishedAt ? isoShanghai(view.document.firstPublishedAt) : undefined,
    dateModified: view.edition.publishedAt ? isoShanghai(view.edition.publishedAt) : undefined,
    inLanguage: 'zh-CN',
    url: `${ctx.site.publicUrl}${documentPath(view.document.indexNo ?? '')}`,
    publisher: { '@type': 'GovernmentOrganization', name: view.organ.name },
    creativeWorkStatus: view.edition.validity,
  };
}

async function withdrawn(ctx: Ctx, documentId: string): Promise<Reply> {
  const document = await documentOf(ctx);
  if (!document?.currentEditionId) return notFoundReply(ctx);
  const [edition, withdrawal, organ, item] = [
    await editionById(ctx.town.db, document.currentEditionId),
    await withdrawalOf(ctx.town.db, document.id),
    await organById(ctx.town.db, document.organId),
    await itemByCode(ctx.town.db, document.itemCode),
  ];
  if (!edition || !withdrawal) throw new Error(`document ${documentId} is withdrawn without a record of it`);
  const ending = await endingEntry(ctx.town.db, document.indexNo ?? '');
  const isErased = edition.state === 'erased';
  const title = isErased ? `内容已清除的文件（${document.indexNo}）` : edition.title;
  const names = { organName: organ?.name ?? '', itemName: item?.name ?? '' };
  const view = { document, title, ...names, ending, isErased, ...withdrawal };
  const crumbs = [{ label: '网站首页', href: '/' }, { label: '政府信息公开', href: '/catalogue' }, { label: '已撤回的文件' }];
  return publicPage(ctx, { title: `已撤回：${title}`, crumbs, current: 'catalogue', status: 410 }, <WithdrawnPage view={view} />);
}

/** In the words in which it was marked, basis included; imported papers carry the mark alone. */
async function whyEnded(ctx: Ctx, edition: Edition): Promise<string> {
  const marked = (await eventsOf(ctx.town.db, edition.documentId)).findLast((e) => e.kind === 'validity');
  if (marked?.note.startsWith(edition.validity)) return marked.note.replace(/。$/, '');
  return `${edition.validity}${edition.repealedOn ? `（自 ${edition.repealedOn} 起）` : ''}`;
}

/** In place of a text that is not what the ledger holds. Its address answers, and says what is known. */
async function warningInstead(ctx: Ctx, indexNo: string): Promise<Reply | null> {
  const mismatch = await distrusted(ctx.town.db, indexNo);
  if (!mismatch) return null;
  const crumbs = [{ label: '网站首页', href: '/' }, { label: '公开存证', href: '/ledger' }, { label: '暂停展示' }];
  const headers = { 'cache-control': 'no-store' };
  return publicPage(
    ctx,
    { title: '暂停展示：与公开存证不一致', crumbs, status: 503, headers },
    <MismatchPage indexNo={indexNo} mismatch={mismatch} />,
  );
}

async function showDocument(ctx: Ctx): Promise<Reply> {
  const document = await documentOf(ctx);
  const warning = await warningInstead(ctx, document?.indexNo ?? `${ctx.params.code}/${ctx.params.serial}`);
  if (warning) return warning;
  if (document?.state === 'withdrawn') return withdrawn(ctx, document.id);
  if (document?.state !== 'published' || !document.currentEditionId) return notFoundReply(ctx);
  const edition = await editionById(ctx.town.db, document.currentEditionId);
  if (!edition) throw new Error(`document ${document.id} is published without an edition`);
  const view = await loadView(ctx, document, edition);
  const ended = edition.validity !== '有效' && edition.validity !== '尚未生效';
  const note = ended ? `这份文件已${await whyEnded(ctx, edition)}。保留在此供查考。` : undefined;
  return publicPage(
    ctx,
    {
      title: edition.title,
      description: edition.summary,
      crumbs: crumbsOf(view),
      current: 'catalogue',
      structured: structured(view, ctx),
    },
    <DocumentPage view={view} ctx={ctx} note={note} />,
  );
}

/** The numbered edition of a published document, and the one before it. */
async function editionAt(ctx: Ctx): Promise<{ view: DocumentView; edition: Edition; before: Edition | null } | null> {
  const document = await documentOf(ctx);
  const n = Number(ctx.params.n);
  if (document?.state !== 'published' || !Number.isInteger(n) || n < 1 || n > 10_000) return null;
  const edition = await shownEdition(ctx.town.db, document.id, n);
  if (!edition) return null;
  return {
    edition,
    before: await editionShownBefore(ctx.town.db, document.id, n),
    view: await loadView(ctx, document, edition),
  };
}

async function showEdition(ctx: Ctx): Promise<Reply> {
  const warning = await warningInstead(ctx, `${ctx.params.code}/${ctx.params.serial}`);
  if (warning) return warning;
  const found = await editionAt(ctx);
  if (!found) return notFoundReply(ctx);
  const { view, edition } = found;
  const indexNo = view.document.indexNo ?? '';
  const older = edition.state === 'superseded';
  const note = older ? (
    <>
      这是第 {edition.number} 版，已有更新的版本。<a href={documentPath(indexNo)}>看现行版本</a>
    </>
  ) : undefined;
  return publicPage(
    ctx,
    {
      title: `${edition.title}（第 ${edition.number} 版）`,
      crumbs: crumbsOf(view, `第 ${edition.number} 版`),
      current: 'catalogue',
    },
    <DocumentPage view={view} ctx={ctx} note={note} />,
  );
}

async function showChanges(ctx: Ctx): Promise<Reply> {
  const warning = await warningInstead(ctx, `${ctx.params.code}/${ctx.params.serial}`);
  if (warning) return warning;
  const found = await editionAt(ctx);
  if (!found?.before) return notFoundReply(ctx);
  const { view, edition, before } = found;
  const indexNo = view.document.indexNo ?? '';
  return publicPage(
    ctx,
    { title: `${edition.title}：第 ${edition.number} 版改了哪里`, crumbs: crumbsOf(view, '改了哪里'), current: 'catalogue' },
    <article class="sheet">
      <h1>第 {edition.number} 版改了哪里</h1>
      <p>更正说明：{edition.changeNote}</p>
      <p>
        <a href={editionPath(indexNo, before.number)}>第 {before.number} 版全文</a>
        {'　'}
        <a href={editionPath(indexNo, edition.number)}>第 {edition.number} 版全文</a>
      </p>
      {before.title !== edition.title && (
        <p>
          标题：<del>{before.title}</del> <ins>{edition.title}</ins>
        </p>
      )}
      <Difference changes={bodyDifference(before.body, edition.body)} />
    </article>,
  );
}

async function sendFile(ctx: Ctx): Promise<Reply> {
  const sha = ctx.params.sha ?? '';
  const file = /^[0-9a-f]{64}$/.test(sha) ? await publicFile(ctx.town.db, sha) : null;
  const bytes = file && !file.inline ? await ctx.town.files.read(sha) : null;
  if (!file || !bytes) return notFoundReply(ctx);
  return {
    kind: 'bytes',
    type: mediaTypes[file.kind] ?? 'application/octet-stream',
    body: bytes,
    headers: {
      'content-disposition': contentDisposition(file.name),
      'content-security-policy': filePolicy,
      'cache-control': 'no-cache',
    },
  };
}

async function sendImage(ctx: Ctx): Promise<Reply> {
  const sha = ctx.params.sha ?? '';
  const file = /^[0-9a-f]{64}$/.test(sha) ? await publicFile(ctx.town.db, sha) : null;
  const bytes = file?.inline ? await ctx.town.files.read(sha) : null;
  if (!file || !bytes) return notFoundReply(ctx);
  return {
    kind: 'bytes',
    type: mediaTypes[file.kind] ?? 'application/octet-stream',
    body: bytes,
    headers: { 'content-security-policy': filePolicy, 'cache-control': 'public, max-age=3600' },
  };
}

export const publicRoutes: readonly Route[] = [
  { method: 'GET', path: '/documents/:code/:serial', kept: true, handle: showDocument },
  { method: 'GET', path: '/documents/:code/:serial/editions/:n', kept: true, handle: showEdition },
  { method: 'GET', path: '/documents/:code/:serial/editions/:n/changes', kept: true, handle: showChanges },
  { method: 'GET', path: '/files/:sha/:name', handle: sendFile },
  { method: 'GET', path: '/images/:sha', handle: sendImage },
];
