// One item: its ten columns, how fresh it is, and every duty it has made, each able to explain its day.
import type { ComponentChildren, VNode } from 'preact';
import { EmptyState } from '../../../../kit/empty-state/part.tsx';
import { FactRow } from '../../../../kit/fact-row/part.tsx';
import type { Calendar } from '../../../../town/calendar.ts';
import { type Day, daysBetween, longDay } from '../../../../town/day.ts';
import type { Duty } from '../../duty.ts';
import type { DutyFigures } from '../../figures.ts';
import { audienceNames, type CatalogueItem, channelNames } from '../../item.ts';
import { basisWords, cadenceWords, limitWords } from '../../item-words.ts';
import { nameOf, type OrganNames } from '../../organ-names.ts';
import { DutyTable } from './duty-table.tsx';

export interface ItemFactsProps {
  item: CatalogueItem;
  /** Of this item, as `dutiesOf` gives them; the open ones and the latest are enough. */
  duties: readonly Duty[];
  /** Of all its duties, also those not in the table. */
  figures: DutyFigures;
  calendar: Calendar;
  today: Day;
  organs: OrganNames;
}

export function ItemFacts({ item, duties, figures, calendar, today, organs }: ItemFactsProps): VNode {
  const last = figures.lastPublishedOn;
  return (
    <>
      <section>
        <div class="head">
          <h2>应公开与实际公开</h2>
          <a class="small" href="/catalogue/how">
            怎么算的
          </a>
        </div>
        <FactRow
          facts={[
            { value: last ?? '尚无', label: last ? `最近公开，距今 ${daysBetween(last, today)} 天` : '最近公开' },
            { value: String(figures.overdue), label: '件逾期未公开', late: figures.overdue > 0 },
            { value: String(figures.waiting), label: '件未到期' },
            { value: String(figures.late), label: `件迟公开（共公开 ${figures.published} 件）` },
          ]}
        />
        <DutyTable
          caption="公开任务，点开状态可看到期日怎么算"
          duties={duties}
          calendar={calendar}
          today={today}
          organs={organs}
          without="item"
          empty={<EmptyState title="这一项还没有产生公开任务。" />}
        />
        <p class="small">
          <a href={`/catalogue/duties?item=${item.code}`}>本项全部公开任务</a>
        </p>
      </section>
      <section>
        <div class="head">
          <h2>公开要求</h2>
        </div>
        <ItemColumns item={item} organs={organs} />
      </section>
    </>
  );
}

/** The ten columns of the catalogue (国办发〔2019〕54号). */
export function ItemColumns({ item, organs }: { item: CatalogueItem; organs: OrganNames }): VNode {
  const co = item.coOrganIds.map((id) => nameOf(organs, id));
  const rows: readonly [string, ComponentChildren][] = [
    ['序号', item.code],
    ['公开事项', `${item.category} · ${item.name}`],
    ['公开内容（要素）', item.elements.join('、')],
    ['公开依据', item.basis.map(basisWords).join('；')],
    ['公开时限', <LimitCell key="limit" item={item} />],
    ['公开主体', co.length === 0 ? nameOf(organs, item.organId) : `${nameOf(organs, item.organId)}（协办：${co.join('、')}）`],
    ['公开渠道和载体', item.channels.map((c) => channelNames[c]).join('、')],
    ['公开对象', audienceNames[item.audience]],
    ['公开方式', item.mode === '主动' ? '主动公开' : '依申请公开'],
    ['公开层级', item.level === '镇' ? '乡级' : '乡级、村级'],
  ];
  return (
    <>
      <dl class="meta">
        {rows.flatMap(([name, value]) => [
          <dt key={name}>{name}</dt>,
          <dd key={`${name} value`} class="wide">
            {value}
          </dd>,
        ])}
      </dl>
      {item.notes !== '' && <p class="small muted">说明：{item.notes}</p>}
      {item.closedOn !== null && (
        <p class="notice">
          这一项已于{longDay(item.closedOn)}停用：{item.closedNote}。已公开的文件仍可查阅。
        </p>
      )}
    </>
  );
}

function LimitCell({ item }: { item: CatalogueItem }): VNode {
  return (
    <>
      {item.limitText}
      <br />
      <span class="small muted">{item.limits.map(limitWords).join('；')}</span>
      {[...item.cadences, ...item.villageCadences].map((c) => (
        <span class="small muted" key={c.key}>
          <br />
          {cadenceWords(c)}
        </span>
      ))}
    </>
  );
}
