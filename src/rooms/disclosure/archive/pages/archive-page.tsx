// index.html of an archive: cover, life, editions, proofs, how to check, and every file with its digest. For a reader with the
// folder on a stick, and for the file on paper.
import type { VNode } from 'preact';
import { citation } from '../../../../town/citation.ts';
import { dayOf, type Instant, longDay, shortTime } from '../../../../town/day.ts';
import { editionStateNames, type EditionState } from '../../document.ts';
import { Timeline, type TimelineLine } from '../../web/pages/timeline.tsx';
import type { ArchiveIndex, IndexedEdition, IndexedFile } from '../archive-index.ts';
import { hrefOf } from '../file-places.ts';
import { stateNames, titleOf } from './archive-names.ts';
import { HowToCheck } from './how-to-check.tsx';
import { Proof } from './proof.tsx';
import { sizeWords, wholePage } from './shell.tsx';

export function archivePage(index: ArchiveIndex, lines: readonly TimelineLine[]): string {
  const title = titleOf(index);
  return wholePage(
    `归档移交：${title}（${index.indexNo}）`,
    <>
      <Cover index={index} title={title} />
      <ul class="toc">
        <li>
          <a href="#life">经过</a>
        </li>
        <li>
          <a href="#editions">版本</a>
        </li>
        {index.otherProofs.length > 0 && (
          <li>
            <a href="#other-proofs">其他存证</a>
          </li>
        )}
        <li>
          <a href="#check">怎样核对</a>
        </li>
        <li>
          <a href="#files">文件清单</a>
        </li>
      </ul>
      <section id="life">
        <h2>经过</h2>
        <Timeline lines={lines} />
        <p class="small muted">
          原始记录共 {index.acts} 条，有审查意见、任务的经过、存证条目和操作记录，见 <a href="acts.jsonl">acts.jsonl</a>。
        </p>
      </section>
      <section id="editions">
        <h2>版本</h2>
        {index.editions.map((e) => (
          <EditionPart key={e.number} e={e} />
        ))}
        {index.leftOut.length > 0 && (
          <p class="small muted">
            移交时没有公开的{' '}
            {index.leftOut.map((e) => `第 ${e.number} 版（${editionStateNames[e.state as EditionState]}）`).join('、')}不在其中。
          </p>
        )}
      </section>
      {index.otherProofs.length > 0 && (
        <section id="other-proofs">
          <h2>其他存证</h2>
          {index.otherProofs.map((p) => (
            <Proof key={p.index} proof={p} />
          ))}
        </section>
      )}
      <HowToCheck index={index} />
      <Files index={index} />
    </>,
  );
}

function time(at: string | null): string {
  return at === null ? '' : shortTime(at as Instant);
}

function Cover({ index, title }: { index: ArchiveIndex; title: string }): VNode {
  const first = index.editions[0]?.seals[0];
  const { facts } = index;
  const whole: readonly (readonly [string, string])[] =
    facts === null
      ? []
      : [
          ['文号', String(facts.docNo || '无')],
          ['生成日期', String(facts.createdOn ?? '未注明')],
        ];
  const rows: readonly (readonly [string, string])[] = [
    ['公开目录', `${index.item.code} ${index.item.name}`],
    ['发布机构', index.organ.name],
    ...whole,
    ['首次公开', time(index.firstPublishedAt)],
    ['应公开日期', index.duty?.dueOn ?? '未定'],
    ['状态', stateNames[index.state] ?? index.state],
    ['版本', `${index.editions.length} 版`],
    ['移交时间', time(index.madeAt)],
    ['移交单位', index.town],
  ];
  return (
    <header class="cover">
      <p class="kind">归档移交</p>
      {first && (
        <div class="stamp">
          公开存证
          <b>№ {first.index}</b>
          <small>{first.signedAt ? longDay(dayOf(first.signedAt as Instant)) : '尚未写入快照'}</small>
        </div>
      )}
      <h1>{title}</h1>
      <p class="no">索引号 {index.indexNo}</p>
      <dl class="meta">
        {rows.map(([label, text]) => [<dt key={`${label} `}>{label}</dt>, <dd key={label}>{text}</dd>])}
        <dt>卷内</dt>
        <dd class="wide">{insideWords(index)}</dd>
      </dl>
      <Notices index={index} />
    </header>
  );
}

function insideWords(index: ArchiveIndex): string {
  const texts = index.editions.filter((e) => e.text !== null).length;
  const proofs = index.files.filter((f) => f.path.endsWith('.tlog-proof')).length;
  const files = index.files.filter((f) => f.path.startsWith('files/')).length;
  return [
    texts > 0 ? `${texts} 个版本的内容` : '没有正文',
    files > 0 ? `附件和图片 ${files} 个` : '',
    `存证凭据 ${proofs} 张`,
    `经过 ${index.acts} 条`,
  ]
    .filter((w) => w !== '')
    .join('，');
}

function Notices({ index }: { index: ArchiveIndex }): VNode {
  const { withdrawal } = index;
  const broken = index.editions.flatMap((e) => e.seals.filter((s) => s.fits === false).map(() => e.number));
  const lost = index.editions.flatMap((e) => [...e.attachments, ...e.images].filter((f) => f.path === null));
  return (
    <>
      {withdrawal && (
        <p class="notice grave">
          {time(withdrawal.at)} 由{withdrawal.byName}撤回公开：{withdrawal.why}（依据：
          {withdrawal.ground.replace(/（([^（）]+#\d+)）/g, (_, law: string) => `，${citation(law)}`)}）。
          {index.text === 'erased' &&
            '正文、摘要、附件和盐值已经清除，不能恢复；意见和说明可能引用原文，也不移交。下面是留下的存证和经过。'}
          {index.text === 'secret' && '因涉及国家秘密撤回，正文、附件、意见不在本卷，按保密规定另行移交。'}
          {index.text === 'whole' && '内容仅作档案保存，不向公众提供。'}
        </p>
      )}
      {index.importedAt !== null && <p class="notice">{time(index.importedAt)} 由别处导入，首次公开的日期是原处标注的。</p>}
      {broken.length > 0 && <p class="notice grave">第 {broken.join('、')} 版的内容与存证不一致，请查明以前不要当作原件。</p>}
      {lost.length > 0 && (
        <p class="notice grave">
          移交时有 {lost.length} 个文件不在：{lost.map((f) => f.name).join('、')}。
        </p>
      )}
    </>
  );
}

function EditionPart({ e }: { e: IndexedEdition }): VNode {
  return (
    <article>
      <h3>
        第 {e.number} 版　{time(e.publishedAt)}　{editionStateNames[e.state as EditionState]}
      </h3>
      {e.title !== '' && <p>{e.title}</p>}
      {e.changeNote !== '' && <p>更正说明：{e.changeNote}</p>}
      {e.text && (
        <p>
          <a href={e.text}>全文</a>
          {e.changes && '　'}
          {e.changes && <a href={e.changes}>改了哪里</a>}
        </p>
      )}
      <FileList label="附件" files={e.attachments} />
      <FileList label="图片" files={e.images} />
      {e.seals.map((s) => (
        <Proof key={s.n} proof={s} seal={s} />
      ))}
      {e.seals.length === 0 && <p class="notice grave">这一版没有存证。</p>}
    </article>
  );
}

function FileList({ label, files }: { label: string; files: readonly IndexedFile[] }): VNode | null {
  if (files.length === 0) return null;
  return (
    <p>
      {label}：
      {files.map((f, i) => (
        <span key={f.sha256}>
          {i > 0 && '、'}
          {f.path ? <a href={hrefOf(f.path)}>{label === '图片' ? `图 ${i + 1}` : f.name}</a> : `${f.name}（移交时不在）`}
        </span>
      ))}
    </p>
  );
}

function Files({ index }: { index: ArchiveIndex }): VNode {
  return (
    <section id="files">
      <h2>文件清单</h2>
      <p class="small muted">
        除本页和 SHA256SUMS 以外的每个文件。SHA256SUMS 里也有本页的指纹；把 SHA256SUMS 的指纹写在移交清单上，全卷就都定下来了。
      </p>
      <table class="files">
        <thead>
          <tr>
            <th scope="col">文件</th>
            <th scope="col" class="number">
              大小
            </th>
            <th scope="col" class="digest">
              SHA-256
            </th>
          </tr>
        </thead>
        <tbody>
          {index.files.map((f) => (
            <tr key={f.path}>
              <td>
                <a href={hrefOf(f.path)}>{f.path}</a>
                <div class="muted">{f.what}</div>
              </td>
              <td class="number">{sizeWords(f.size)}</td>
              <td class="digest">
                <code>{f.sha256}</code>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
