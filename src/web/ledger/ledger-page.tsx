// 公开存证: how the town's log stands, who watches it, what was written last, and how anybody checks it.
import type { VNode } from 'preact';
import { DataTable } from '../../kit/data-table/part.tsx';
import { EmptyState } from '../../kit/empty-state/part.tsx';
import type { Entry } from '../../ledger/format/entry.ts';
import { type Instant, shortTime } from '../../town/day.ts';
import { documentPath } from '../../rooms/disclosure/door.ts';
import { entryNames, groundName } from './entry-words.ts';

export interface WitnessLine {
  /** As the policy calls it. */
  label: string;
  /** As it signs. */
  name: string;
  /** When it signed the newest checkpoint; null when it has not. */
  at: Instant | null;
}

export interface LedgerView {
  origin: string;
  vkey: string;
  size: number;
  /** Base64. */
  root: string;
  signedAt: Instant | null;
  /** Acts that are not covered yet. */
  waiting: number;
  witnesses: readonly WitnessLine[];
  quorum: 'none' | 'met' | 'missing';
  overdue: number;
  recent: readonly { index: number; entry: Entry }[];
  organs: ReadonlyMap<string, string>;
  /** What the self-check found amiss, and when it last looked. */
  mismatches: readonly { subject: string; what: string }[];
  checkedAt: Instant | null;
  demo: boolean;
  publicUrl: string;
}

const intro =
  '每一件公开行为都写进一本只能追加的存证：列为应公开、公开、修订、撤回、决定不公开、逾期。写进去的，谁也不能改、不能删、不能倒填日期；想改的人会被任何一位读者的浏览器、任何一家见证方发现。';

function State({ view }: { view: LedgerView }): VNode {
  return (
    <dl class="meta">
      <dt>名称</dt>
      <dd class="break">{view.origin}</dd>
      <dt>条数</dt>
      <dd>{view.size}</dd>
      <dt>根散列</dt>
      <dd class="wide break">
        <code>{view.root}</code>
      </dd>
      <dt>最近签名</dt>
      <dd>{view.signedAt ? shortTime(view.signedAt) : '还没有条目'}</dd>
      <dt>待写入</dt>
      <dd>{view.waiting === 0 ? '无' : `${view.waiting} 条`}</dd>
      <dt>公钥</dt>
      <dd class="wide break">
        <code>{view.vkey}</code>
      </dd>
    </dl>
  );
}

function Witnesses({ view }: { view: LedgerView }): VNode {
  return (
    <section aria-labelledby="witnesses">
      <div class="head">
        <h2 id="witnesses">谁在见证</h2>
      </div>
      <DataTable
        caption="见证方"
        captionHidden
        stack
        columns={[
          { label: '见证方', cell: (w: WitnessLine) => w.label, kind: 'main' },
          { label: '签名名称', cell: (w: WitnessLine) => <code>{w.name}</code> },
          { label: '最近见证', cell: (w: WitnessLine) => (w.at ? shortTime(w.at) : '还没有见证这一份') },
        ]}
        rows={view.witnesses}
        rowKey={(w) => w.name}
        empty={
          <EmptyState title="还没有外部见证方">
            <p>
              没有外部见证，掌握密钥和服务器的人仍可能给不同的人看不同的存证。县档案馆、邻镇、学校都可以做见证方，一台旧电脑即可。
            </p>
          </EmptyState>
        }
      />
      {view.witnesses.length > 0 && (
        <p class="small">
          {view.quorum === 'met' && '最新一份快照已达到规定的见证数。'}
          {view.quorum === 'missing' && '最新一份快照还没有达到规定的见证数，见证方答复后自动补上。'}
          {view.demo && '演示站的见证方和本站是同一个程序，只为把页面演示完整，不证明任何事。'}
        </p>
      )}
    </section>
  );
}

function Recent({ view }: { view: LedgerView }): VNode {
  return (
    <section aria-labelledby="recent">
      <div class="head">
        <h2 id="recent">最近写入</h2>
      </div>
      <DataTable
        caption="最近写入的条目"
        captionHidden
        stack
        columns={[
          { label: '存证号', cell: (r: LedgerView['recent'][number]) => `№\u00a0${r.index}` },
          {
            label: '事项',
            cell: (r) => entryNames[r.entry.type] + (r.entry.ground ? `（${groundName(r.entry.ground)}）` : ''),
            kind: 'main',
          },
          { label: '对象', cell: (r) => <Subject entry={r.entry} /> },
          { label: '机构', cell: (r) => view.organs.get(r.entry.org) ?? '本站' },
          { label: '所称时间', cell: (r) => shortTime(r.entry.claimedAt as Instant) },
        ]}
        rows={view.recent}
        rowKey={(r) => String(r.index)}
        empty={
          <EmptyState title="还没有条目">
            <p>第一件公开行为办理后，几秒内写入。</p>
          </EmptyState>
        }
      />
    </section>
  );
}

function Subject({ entry }: { entry: Entry }): VNode {
  const isDocument = ['publish', 'revise', 'withdraw', 'erase'].includes(entry.type);
  if (isDocument) return <a href={documentPath(entry.id)}>{entry.id}</a>;
  if (entry.type === 'anchor') return <span class="small">操作记录第 {entry.seq} 条</span>;
  if (entry.type === 'key-rotation') return <span class="small">新公钥的摘要</span>;
  return <span class="small">{entry.due ? `任务，${entry.due} 到期` : entry.id}</span>;
}

export function LedgerPage({ view }: { view: LedgerView }): VNode {
  const { publicUrl } = view;
  return (
    <>
      <h1 class="page-title">公开存证</h1>
      <p>{intro}</p>
      {view.mismatches.length > 0 && (
        <div class="notice warn">
          <p>自查发现 {view.mismatches.length} 处内容与存证不一致，相应页面已停止展示，正在查处：</p>
          <ul>
            {view.mismatches.slice(0, 20).map((m) => (
              <li key={m.subject}>
                {m.subject.replace(/^[a-z]+:/, '')}：{m.what}
              </li>
            ))}
          </ul>
        </div>
      )}
      <State view={view} />
      <p>
        <a href="/ledger/overdue">只凭存证算出的逾期清单（{view.overdue} 项）</a>
        {'　'}
        <a href="/verify">核对一份文件</a>
        {'　'}
        <a href="/ledger/sheet">张贴在公开栏的存证快照</a>
      </p>
      <p class="small">
        {view.checkedAt ? `本站每几分钟自查一次，上次自查 ${shortTime(view.checkedAt)}。` : '本站每几分钟自查一次。'}
      </p>
      <Witnesses view={view} />
      <section aria-labelledby="how">
        <div class="head">
          <h2 id="how">怎么核对，不必相信我们</h2>
        </div>
        <ul>
          <li>读一份文件时，点“公开存证”框里的“自己验证”：您的浏览器会逐字核对，下载以后断网也能核对。</li>
          <li>
            懂电脑的人可以在自己的机器上重算整本存证：<code>gongkai ledger audit {publicUrl}</code>，核对单份文件：
            <code>gongkai verify 文件网址</code>。
          </li>
          <li>
            格式是国际通用的（tlog-tiles、tlog-checkpoint、tlog-proof），别人写的工具也能核对：
            <a href="/ledger/checkpoint">快照</a>、<a href="/ledger/vkey">公钥</a>、<a href="/ledger/policy">见证规则</a>。
          </li>
          <li>每周张贴在公开栏上的快照，是谁也改不了的纸质见证：上面的条数和根散列应与这里能接上。</li>
        </ul>
      </section>
      <section aria-labelledby="limits">
        <div class="head">
          <h2 id="limits">存证不能证明什么</h2>
        </div>
        <ul>
          <li>不能证明文件内容是真的，只能证明什么时候公开过、公开的是不是这一份、后来有没有改。</li>
          <li>不能发现从来没有登记过的信息；登记了没公开的，会列进逾期清单。</li>
          <li>没有外部见证时，掌握密钥、服务器和数据库的人仍可能给不同的人看不同的存证；有两家互不隶属的见证方就做不到了。</li>
        </ul>
      </section>
      <Recent view={view} />
    </>
  );
}
