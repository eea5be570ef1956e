// The cover over many archives: which documents are handed over, and one digest for each.
import { type Instant, shortTime } from '../../../../town/day.ts';
import type { AllIndex } from '../all-index.ts';
import { hrefOf } from '../file-places.ts';
import { stateNames, titleOf } from './archive-names.ts';
import { wholePage } from './shell.tsx';

export function allPage(index: AllIndex): string {
  const span =
    index.from || index.until
      ? `${index.from ?? '最早'} 至 ${index.until ?? shortTime(index.madeAt as Instant).slice(0, 10)}`
      : '全部';
  const gone = index.documents.filter((d) => d.state !== 'published').length;
  return wholePage(
    `归档移交：${index.town}`,
    <>
      <header class="cover">
        <p class="kind">归档移交</p>
        <h1>{index.town}公开文件</h1>
        <p class="no">首次公开的日期：{span}</p>
        <dl class="meta">
          <dt>案卷</dt>
          <dd>{index.documents.length} 卷</dd>
          <dt>其中已撤回</dt>
          <dd>{gone} 卷</dd>
          <dt>移交时间</dt>
          <dd>{shortTime(index.madeAt as Instant)}</dd>
          <dt>移交单位</dt>
          <dd>{index.town}</dd>
        </dl>
      </header>
      <h2>案卷目录</h2>
      <p class="small muted">
        每卷打开 index.html 看。“指纹”是该卷 SHA256SUMS 的 SHA-256；把最上层 SHA256SUMS
        的指纹写在移交清单上，全部案卷就都定下来了。 整批核对：<code>gongkai archive --check .</code>
      </p>
      <table class="files">
        <thead>
          <tr>
            <th scope="col">文件</th>
            <th scope="col">首次公开</th>
            <th scope="col" class="digest">
              指纹
            </th>
          </tr>
        </thead>
        <tbody>
          {index.documents.map((d) => (
            <tr key={d.indexNo}>
              <td>
                <a href={hrefOf(`${d.folder}/index.html`)}>{titleOf(d)}</a>
                {d.state !== 'published' && <span class="differs">　{stateNames[d.state] ?? d.state}</span>}
                <div>{d.indexNo}</div>
                <div class="muted">
                  {d.item.code} {d.item.name}　{d.organ.name}　{d.editions} 版
                </div>
              </td>
              <td>{d.firstPublishedAt ? shortTime(d.firstPublishedAt as Instant).slice(0, 10) : ''}</td>
              <td class="digest">
                <code>{d.sumsDigest}</code>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>,
  );
}
