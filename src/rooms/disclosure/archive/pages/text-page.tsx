// An edition for people to read: its title, what is known of it, its text, its attachments. What the ledger's digest is made of is
// content.json beside it; this is the same in a readable form.
import { bodyHtml } from '../../../../town/body-html.ts';
import type { Edition } from '../../document.ts';
import type { IndexedFile } from '../archive-index.ts';
import { sizeWords, wholePage } from './shell.tsx';

export interface TextPlace {
  indexNo: string;
  organ: { code: string; name: string };
  item: { code: string; name: string };
  /** The town's host, for addresses of its own in the text. */
  host: string | null;
  attachments: readonly (IndexedFile & { href: string })[];
  imageSrc: (sha256: string) => string;
  withdrawn: boolean;
}

const PROSE = '<div class="prose"></div>';

export function textPage(e: Edition, place: TextPlace): string {
  const page = wholePage(
    `${e.title}（第 ${e.number} 版）`,
    <>
      <p class="back">
        <a href="../../index.html">案卷封面</a>
      </p>
      <article class="sheet">
        <h1>{e.title}</h1>
        {place.withdrawn && <p class="notice grave">已经撤回公开，仅作档案保存，不向公众提供。</p>}
        <Facts e={e} place={place} />
        <div class="prose" />
        {place.attachments.length > 0 && (
          <>
            <h2>附件</h2>
            <ol>
              {place.attachments.map((a) => (
                <li key={a.sha256}>
                  {a.path ? <a href={a.href}>{a.name}</a> : `${a.name}（移交时没有这个文件）`}
                  <span class="muted small">　{sizeWords(a.size)}</span>
                </li>
              ))}
            </ol>
          </>
        )}
      </article>
    </>,
  );
  // Nobody's text can hold this mark: texts are escaped where they are put in. The body is made by a writer of its own.
  return page.replace(PROSE, () => `<div class="prose">${proseOf(e, place)}</div>`);
}

/** Links into the town's site lead there from anywhere. */
function proseOf(e: Edition, place: TextPlace): string {
  const html = bodyHtml(e.body, { imageSrc: place.imageSrc });
  return place.host === null ? html : html.replaceAll('<a href="/', `<a href="https://${place.host}/`);
}

function Facts({ e, place }: { e: Edition; place: TextPlace }) {
  const facts: readonly (readonly [string, string])[] = [
    ['索引号', place.indexNo],
    ['版次', `第 ${e.number} 版`],
    ['公开目录', `${place.item.code} ${place.item.name}`],
    ['发布机构', place.organ.name],
    ['来源', e.sourceUnit || place.organ.name],
    ['文号', e.docNo || '无'],
    ['体裁', e.genre],
    ['主题分类', e.topic],
    ['生成日期', e.createdOn ?? '未注明'],
    ['生效日期', e.effectiveOn ?? '未注明'],
    ['有效性', `${e.validity}${e.repealedOn ? `，自 ${e.repealedOn} 起` : ''}`],
    ['公开对象', e.audience],
  ];
  return (
    <dl class="meta">
      {facts.map(([label, text]) => [<dt key={`${label} `}>{label}</dt>, <dd key={label}>{text}</dd>])}
      <dt>内容概述</dt>
      <dd class="wide">{e.summary}</dd>
      {e.keywords.length > 0 && (
        <>
          <dt>关键词</dt>
          <dd class="wide">{e.keywords.join('、')}</dd>
        </>
      )}
      {e.changeNote !== '' && (
        <>
          <dt>更正说明</dt>
          <dd class="wide">{e.changeNote}</dd>
        </>
      )}
    </dl>
  );
}
