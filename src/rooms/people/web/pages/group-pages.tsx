// Console pages of the leadership group: all compositions with a form for the next one, and one composition with its posts.
import type { VNode } from 'preact';
import { DataTable } from '../../../../kit/data-table/part.tsx';
import { EmptyState } from '../../../../kit/empty-state/part.tsx';
import { ChoiceField, SelectField, TextField } from '../../../../kit/form-field/part.tsx';
import { type Problem, ProblemSummary } from '../../../../kit/problem-summary/part.tsx';
import { StatusTag } from '../../../../kit/status-tag/part.tsx';
import { TokenField } from '../../../../kit/token-field/part.tsx';
import type { Ctx } from '../../../../platform/http/route.ts';
import type { Day } from '../../../../town/day.ts';
import { type Group, holdsOn, type Post } from '../../leadership.ts';
import type { Organ } from '../../organ.ts';
import type { PeopleEvent } from '../../read-events.ts';
import type { Values } from '../forms.ts';
import { isSet, type SpanFilter, SpanFilterBar, spanWord } from '../span-filter.tsx';
import { History } from './history.tsx';

export interface GroupListProps {
  ctx: Ctx;
  filter: SpanFilter;
  groups: readonly Group[];
  organs: readonly Organ[];
  values: Values;
  problems: readonly Problem[];
  mayEdit: boolean;
}

export function GroupList({ ctx, filter, groups, organs, values: v, problems, mayEdit }: GroupListProps): VNode {
  return (
    <>
      <p class="muted">
        <a href="/organs/leading-group">看公开网页</a>
      </p>
      <SpanFilterBar
        action="/console/leading-group"
        label="名称、文号、组成人员"
        filter={filter}
        count={groups.length}
        unit="届"
      />
      <DataTable
        caption="历届领导小组"
        captionHidden
        rows={groups}
        rowKey={(g) => g.id}
        empty={
          isSet(filter) ? (
            <EmptyState title="没有符合条件的领导小组" />
          ) : (
            <EmptyState title="还没有登记领导小组">
              <p>按成立的文件在下面登记，公开网页随即列出组成人员。</p>
            </EmptyState>
          )
        }
        columns={[
          { label: '名称', kind: 'main', cell: (g) => <a href={`/console/leading-group/${g.id}`}>{g.name}</a> },
          { label: '文号', cell: (g) => g.basis },
          { label: '起止', cell: (g) => `${g.from} 至 ${g.to ?? '今'}` },
          { label: '人数', kind: 'amount', cell: (g) => String(g.posts.length) },
          { label: '状态', cell: (g) => <SpanTag span={g} today={ctx.today} /> },
        ]}
      />
      {mayEdit && (
        <section aria-labelledby="form-group">
          <h2 id="form-group">成立或调整领导小组</h2>
          <ProblemSummary problems={problems} />
          <form method="post" action="/console/leading-group">
            <TokenField ctx={ctx} />
            <TextField label="领导小组名称" name="name" value={v.name ?? ''} required problems={problems} maxLength={60} />
            <TextField
              label="办公室名称"
              name="officeName"
              value={v.officeName ?? ''}
              required
              problems={problems}
              maxLength={60}
            />
            <SelectField
              label="办公室设在"
              name="officeOrganId"
              value={v.officeOrganId ?? ''}
              problems={problems}
              blank="不指明"
              choices={organs.map((o) => ({ value: o.id, label: o.name }))}
            />
            <TextField label="文号" name="basis" value={v.basis ?? ''} required problems={problems} maxLength={100} />
            <TextField label="自哪一天起" name="from" type="date" value={v.from ?? ctx.today} required problems={problems} />
            <ChoiceField
              label="现任"
              name="replacePresent"
              values={v.replacePresent ? ['yes'] : []}
              problems={problems}
              many
              choices={[{ value: 'yes', label: '接替同名的现任一届，现任到前一天为止' }]}
            />
            <button type="submit">登记并公开</button>
          </form>
        </section>
      )}
    </>
  );
}

export function SpanTag({ span, today }: { span: { from: Day; to: Day | null }; today: Day }): VNode {
  return <StatusTag tone={holdsOn(span, today) ? 'ok' : 'plain'}>{spanWord(span, today)}</StatusTag>;
}

export interface GroupPageProps {
  ctx: Ctx;
  group: Group;
  organs: readonly Organ[];
  values: Values;
  problems: readonly Problem[];
  mayEdit: boolean;
  events: readonly PeopleEvent[];
}

export function GroupPage(p: GroupPageProps): VNode {
  const { ctx, group, mayEdit } = p;
  const open = group.to === null || group.to >= ctx.today;
  return (
    <>
      <ProblemSummary problems={p.problems} />
      <p class="muted">
        {group.basis}　{group.from} 至 {group.to ?? '今'}　<a href="/organs/leading-group">看公开网页</a>
      </p>
      <DataTable
        caption="组成人员"
        rows={group.posts}
        rowKey={(x) => x.id}
        empty={<p class="muted">还没有登记组成人员。</p>}
        columns={[
          { label: '属于', cell: (x) => (x.part === 'group' ? '领导小组' : '办公室') },
          { label: '职位', cell: (x) => x.post },
          { label: '姓名', cell: (x) => x.name },
          { label: '现任职务', cell: (x) => x.work },
          { label: '职责', kind: 'main', cell: (x) => x.duty },
          { label: '任职', cell: (x) => `${x.from} 至 ${x.to ?? '今'}` },
          {
            label: '办理',
            cell: (x) => (mayEdit && (x.to === null || x.to >= ctx.today) ? <PostEnding ctx={ctx} post={x} /> : null),
          },
        ]}
      />
      {mayEdit && open && <PostForm {...p} />}
      {mayEdit && group.to === null && (
        <section aria-labelledby="ending">
          <h2 id="ending">结束这一届</h2>
          <form method="post" action={`/console/leading-group/${group.id}/ending`}>
            <TokenField ctx={ctx} />
            <TextField
              label="最后一天"
              name="endingTo"
              type="date"
              value={p.values.endingTo ?? ''}
              required
              problems={p.problems}
              hint="组成人员一并卸任，名单保留在公开网页的历届名单里。"
            />
            <button class="btn danger" type="submit">
              结束
            </button>
          </form>
        </section>
      )}
      <History events={p.events} />
    </>
  );
}

function PostEnding({ ctx, post }: { ctx: Ctx; post: Post }): VNode {
  return (
    <form method="post" action={`/console/leading-group/${post.groupId}/posts/${post.id}/ending`}>
      <TokenField ctx={ctx} />
      <input type="date" name="postTo" required value={ctx.today} aria-label={`${post.name}任${post.post}的最后一天`} />
      <button class="btn quiet" type="submit" aria-label={`${post.name}卸任${post.post}`}>
        卸任
      </button>
    </form>
  );
}

function PostForm({ ctx, group, organs, values: v, problems }: GroupPageProps): VNode {
  return (
    <section aria-labelledby="add-post">
      <h2 id="add-post">增加组成人员</h2>
      <form method="post" action={`/console/leading-group/${group.id}/posts`}>
        <TokenField ctx={ctx} />
        <ChoiceField
          label="属于"
          name="part"
          values={[v.part ?? 'group']}
          required
          problems={problems}
          choices={[
            { value: 'group', label: '领导小组' },
            { value: 'office', label: group.officeName },
          ]}
        />
        <TextField
          label="职位"
          name="post"
          value={v.post ?? ''}
          required
          problems={problems}
          maxLength={30}
          hint="例如：组长、副组长、成员、办公室主任、联络员"
        />
        <TextField label="姓名" name="name" value={v.name ?? ''} required problems={problems} maxLength={40} autocomplete="off" />
        <TextField label="现任职务" name="work" value={v.work ?? ''} problems={problems} maxLength={100} />
        <TextField label="职责" name="duty" value={v.duty ?? ''} problems={problems} maxLength={300} />
        <SelectField
          label="所在机构"
          name="organId"
          value={v.organId ?? ''}
          problems={problems}
          blank="不指明"
          choices={organs.map((o) => ({ value: o.id, label: o.name }))}
        />
        <TextField
          label="排序"
          name="sort"
          value={v.sort ?? String((group.posts.length + 1) * 10)}
          required
          problems={problems}
          inputMode="numeric"
        />
        <TextField
          label="自哪一天起"
          name="from"
          type="date"
          value={v.from ?? ''}
          problems={problems}
          hint={`留空就是本届第一天（${group.from}）。`}
        />
        <button type="submit">增加并公开</button>
      </form>
    </section>
  );
}
