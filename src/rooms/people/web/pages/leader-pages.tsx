// Console pages of 领导信息与分工: the list, and the form of one leader.
import type { VNode } from 'preact';
import { DataTable } from '../../../../kit/data-table/part.tsx';
import { EmptyState } from '../../../../kit/empty-state/part.tsx';
import { ChoiceField, TextArea, TextField } from '../../../../kit/form-field/part.tsx';
import { type Problem, ProblemSummary } from '../../../../kit/problem-summary/part.tsx';
import { TokenField } from '../../../../kit/token-field/part.tsx';
import type { Ctx } from '../../../../platform/http/route.ts';
import type { Leader } from '../../leadership.ts';
import type { Organ } from '../../organ.ts';
import type { PeopleEvent } from '../../read-events.ts';
import type { Values } from '../forms.ts';
import { isSet, type SpanFilter, SpanFilterBar } from '../span-filter.tsx';
import { SpanTag } from './group-pages.tsx';
import { History } from './history.tsx';

export interface LeaderListProps {
  ctx: Ctx;
  filter: SpanFilter;
  leaders: readonly Leader[];
  mayEdit: boolean;
}

export function LeaderList({ ctx, filter, leaders, mayEdit }: LeaderListProps): VNode {
  return (
    <>
      {mayEdit && (
        <p class="bar">
          <a class="btn" href="/console/leaders/new">
            登记领导
          </a>
        </p>
      )}
      <p class="muted">
        <a href="/organs/leaders">看公开网页</a>
      </p>
      <SpanFilterBar action="/console/leaders" label="姓名、职务、分工" filter={filter} count={leaders.length} unit="人次" />
      <DataTable
        caption="领导"
        captionHidden
        rows={leaders}
        rowKey={(l) => l.id}
        empty={<EmptyState title={isSet(filter) ? '没有符合条件的领导' : '还没有登记领导信息'} />}
        columns={[
          { label: '姓名', cell: (l) => <a href={`/console/leaders/${l.id}`}>{l.name}</a> },
          { label: '职务', cell: (l) => l.posts.join('、') },
          { label: '分工', kind: 'main', cell: (l) => l.division },
          { label: '任职', cell: (l) => `${l.from} 至 ${l.to ?? '今'}` },
          { label: '状态', cell: (l) => <SpanTag span={l} today={ctx.today} /> },
        ]}
      />
    </>
  );
}

export interface LeaderPageProps {
  ctx: Ctx;
  /** Null for somebody who takes office. */
  leader: Leader | null;
  organs: readonly Organ[];
  values: Values;
  inCharge: readonly string[];
  problems: readonly Problem[];
  mayEdit: boolean;
  events: readonly PeopleEvent[];
}

export function LeaderPage(p: LeaderPageProps): VNode {
  const { ctx, leader, mayEdit } = p;
  const open = leader === null || leader.to === null || leader.to >= ctx.today;
  return (
    <>
      <ProblemSummary problems={p.problems} />
      {leader && (
        <p class="muted">
          {leader.from} 至 {leader.to ?? '今'}　{leader.posts.join('、')}
        </p>
      )}
      {mayEdit && open ? <LeaderForm {...p} /> : <p>{leader?.division}</p>}
      {leader && mayEdit && leader.to === null && <Ending {...p} leader={leader} />}
      {leader && <History events={p.events} />}
    </>
  );
}

function LeaderForm({ ctx, leader, organs, values: v, inCharge, problems }: LeaderPageProps): VNode {
  const at = (name: string): string => v[name] ?? '';
  return (
    <form method="post" action={leader ? `/console/leaders/${leader.id}` : '/console/leaders'} enctype="multipart/form-data">
      <TokenField ctx={ctx} />
      <input type="hidden" name="revision" value={at('revision')} />
      <TextField label="姓名" name="name" value={at('name')} required problems={problems} maxLength={40} autocomplete="off" />
      <TextArea label="职务" name="posts" value={at('posts')} required rows={2} problems={problems} hint="每行一个。" />
      <TextArea label="工作分工" name="division" value={at('division')} required rows={3} problems={problems} />
      <ChoiceField
        label="分管机构"
        name="inCharge"
        values={inCharge}
        many
        problems={problems}
        choices={organs.filter((o) => o.kind !== 'town').map((o) => ({ value: o.id, label: o.name }))}
      />
      <TextArea label="个人简历" name="cv" value={at('cv')} rows={4} problems={problems} />
      <TextField label="办公电话" name="telephone" value={at('telephone')} required problems={problems} maxLength={60} />
      <TextField label="接待时间" name="officeHours" value={at('officeHours')} problems={problems} maxLength={100} />
      <TextField label="排序" name="sort" value={at('sort')} required problems={problems} inputMode="numeric" />
      <TextField label="任职日期" name="from" type="date" value={at('from')} required problems={problems} />
      <div class="field">
        <label for="field-photo">
          照片<span class="optional">（选填）</span>
        </label>
        <p class="hint">jpg 或 png，竖幅，5 兆字节以内；拍摄信息会自动去掉。{leader?.photo && '不选就保留现有照片。'}</p>
        <input id="field-photo" name="photo" type="file" accept=".jpg,.jpeg,.png" />
      </div>
      <p class="bar">
        <button type="submit">保存并公开</button>
        <a class="btn quiet" href="/console/leaders">
          不保存，返回
        </a>
      </p>
    </form>
  );
}

function Ending({ ctx, leader, values, problems }: LeaderPageProps & { leader: Leader }): VNode {
  return (
    <section aria-labelledby="ending">
      <h2 id="ending">离任</h2>
      <form method="post" action={`/console/leaders/${leader.id}/ending`}>
        <TokenField ctx={ctx} />
        <TextField label="在任最后一天" name="endingTo" type="date" value={values.endingTo ?? ''} required problems={problems} />
        <button class="btn danger" type="submit">
          登记离任
        </button>
      </form>
    </section>
  );
}
