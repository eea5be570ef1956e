// The catalogue as the public finds it: thirty-three squares, then every item by category with who, when and how fresh.
import type { VNode } from 'preact';
import { DataTable } from '../../../../kit/data-table/part.tsx';
import { EmptyState } from '../../../../kit/empty-state/part.tsx';
import { Squares, SquaresKey } from '../../../../kit/squares/part.tsx';
import { StatusTag, type Tone } from '../../../../kit/status-tag/part.tsx';
import type { Day } from '../../../../town/day.ts';
import type { ItemState, ItemStatus } from '../../figures.ts';
import { rhythmWords } from '../../item-words.ts';
import { nameOf, type OrganNames } from '../../organ-names.ts';
import { itemSquares } from './item-squares.ts';

const tones: Readonly<Record<ItemState, Tone>> = { 'on-time': 'ok', soon: 'warn', late: 'late', none: 'plain' };
const stateNames: Readonly<Record<ItemState, string>> = {
  'on-time': '按期',
  soon: '7 日内到期',
  late: '逾期',
  none: '无应公开事项',
};

export function CataloguePage({
  statuses,
  organs,
  today,
}: {
  statuses: readonly ItemStatus[];
  organs: OrganNames;
  today: Day;
}): VNode {
  const squares = itemSquares(statuses);
  const categories = [...new Set(statuses.map((s) => s.item.category))];
  return (
    <>
      <h1 class="page-title">政府信息公开目录</h1>
      <section>
        <div class="head">
          <h2>公开体检 · {statuses.length} 项目录</h2>
          <a class="small" href="/catalogue/how">
            怎么算的
          </a>
        </div>
        {statuses.length === 0 ? (
          <EmptyState title="公开目录还没有编成。" />
        ) : (
          <>
            <Squares entries={squares} label="公开目录各项的状态" />
            <SquaresKey entries={squares} soonWithin="7 日内" updated={`按 ${today} 计算`} />
          </>
        )}
        <p class="small">
          <a href="/catalogue/duties">全部公开任务：应公开的、已公开的、迟公开的</a>
          {' · '}
          <a href="/catalogue/duties.csv">下载（CSV）</a>
          {' · '}
          <a href="/documents">全部公开文件</a>
        </p>
      </section>
      {categories.map((category) => (
        <section key={category}>
          <h2>{category}</h2>
          <DataTable
            caption={category}
            captionHidden
            stack
            even
            rows={statuses.filter((s) => s.item.category === category)}
            rowKey={(s) => s.item.code}
            columns={[
              {
                label: '公开事项',
                kind: 'main',
                cell: (s) => (
                  <a href={`/catalogue/${s.item.code}`}>
                    {s.item.code} {s.item.name}
                  </a>
                ),
              },
              { label: '责任部门', cell: (s) => nameOf(organs, s.item.organId) },
              { label: '公开时限', cell: (s) => s.item.limitText },
              { label: '周期', cell: (s) => rhythmWords(s.item) },
              {
                label: '最近公开',
                cell: (s) => (s.lastPublishedOn ? <time dateTime={s.lastPublishedOn}>{s.lastPublishedOn}</time> : '—'),
              },
              {
                label: '状态',
                cell: (s) => (
                  <>
                    <StatusTag tone={tones[s.state]}>{stateNames[s.state]}</StatusTag>
                    <span class="small muted"> {detail(s)}</span>
                  </>
                ),
              },
            ]}
            empty={<EmptyState title="没有事项。" />}
          />
        </section>
      ))}
    </>
  );
}

/** What the tag leaves unsaid. */
function detail({ state, says, nextDue }: ItemStatus): string {
  if (state === 'none') return '';
  return state === 'on-time' ? (nextDue === null ? '' : `下一项 ${nextDue}`) : says;
}

/** 怎么算的: the rules behind every square, in the order in which they are applied. */
export function HowPage(): VNode {
  return (
    <article class="sheet prose">
      <h1>公开体检是怎么算的</h1>
      <p>目录里的每一项都会产生“公开任务”：哪个单位、什么内容、最迟哪一天公开。方格的颜色由任务算出来，任何人都不能手工填写。</p>
      <h2>任务从哪里来</h2>
      <ol>
        <li>
          有周期的事项（每月、每季度、每半年、每年、每学期），每过一期，对每个责任单位自动产生一件任务；需要村（社区）公开的，每个村（社区）一件。
        </li>
        <li>
          随时产生的信息，从形成或者变更之日起算。没有事先登记就公开的，系统按它的形成日期补记一件，公开晚了照样记为迟公开。
        </li>
      </ol>
      <h2>到期日怎么数</h2>
      <ol>
        <li>形成之日或者每期的最后一天不计，从次日起数（《民法典》第201条）。</li>
        <li>
          写明“工作日”的，只数国务院办公厅放假通知安排上班的日子：周末调休上班照数，工作日放假不数。没有写明的按自然日数，最后一天是休息日的，顺延到其后第一个上班日（《民法典》第203条）。
        </li>
        <li>
          一般信息自形成或者变更之日起20个工作日内公开（《政府信息公开条例》2019年修订第26条；2019年5月15日以前为原条例第18条）；目录规定更短的，按更短的。
        </li>
        <li>法律或者目录直接写明日期的（例如每年1月31日前），以那一天为准，不因休息日顺延。</li>
        <li>跨到放假通知还没有公布的年度，到期日注明“暂算”；通知录入后，没有了结的任务全部重新计算，并写明改了什么。</li>
      </ol>
      <h2>任务怎样了结</h2>
      <ol>
        <li>公开：文件在本网站发布。到期日以后才发布的，记为“迟公开”。</li>
        <li>本期无：责任单位核对后声明这一期没有发生，并写明核对了什么。</li>
        <li>不予公开：写明法定理由，另有一页说明，任何人都能看到。</li>
        <li>撤回公开的文件时，任务重新打开，到期日不变。</li>
      </ol>
      <h2>方格的四种状态</h2>
      <ul>
        <li>逾期：这一项至少有一件任务过了到期日还没有了结。</li>
        <li>7 日内到期：没有逾期的，但有任务在今天起 7 天（自然日）内到期。</li>
        <li>按期：其余有过任务的事项。</li>
        <li>无：从来没有产生过任务。</li>
      </ul>
      <p>
        每件任务的计算过程都可以在<a href="/catalogue/duties">公开任务</a>里点开状态逐步查看，也可以
        <a href="/catalogue/duties.csv">全部下载</a>自己核对。
      </p>
    </article>
  );
}
