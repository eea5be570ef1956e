// 政务公开领导小组及其办公室: who sits in them now, and in former compositions, with dates.
import type { VNode } from 'preact';
import { DataTable } from '../../../../kit/data-table/part.tsx';
import { EmptyState } from '../../../../kit/empty-state/part.tsx';
import { type Day, longDay } from '../../../../town/day.ts';
import { type Group, holdsOn, type Post } from '../../leadership.ts';
import type { Organ } from '../../organ.ts';

export interface LeadingGroupPageProps {
  groups: readonly Group[];
  organs: readonly Organ[];
  today: Day;
}

export function LeadingGroupPage({ groups, organs, today }: LeadingGroupPageProps): VNode {
  const present = groups.filter((g) => holdsOn(g, today));
  const former = groups.filter((g) => g.to !== null && g.to < today);
  return (
    <article class="sheet">
      <h1>领导小组及其办公室</h1>
      {present.length === 0 && (
        <EmptyState title="目前没有在任的领导小组">{former.length > 0 && <p>历届名单见下。</p>}</EmptyState>
      )}
      {present.map((g) => (
        <section key={g.id} aria-labelledby={`group-${g.id}`}>
          <div class="head">
            <h2 id={`group-${g.id}`}>{g.name}</h2>
            <span class="small muted">
              {g.basis}，自{longDay(g.from)}起
            </span>
          </div>
          <Posts title="领导小组" posts={g.posts.filter((p) => p.part === 'group' && holdsOn(p, today))} />
          <OfficePlace group={g} organs={organs} />
          <Posts title={g.officeName} posts={g.posts.filter((p) => p.part === 'office' && holdsOn(p, today))} />
          <Left posts={g.posts.filter((p) => p.to !== null && p.to < today)} />
        </section>
      ))}
      {former.length > 0 && (
        <section aria-labelledby="former">
          <div class="head">
            <h2 id="former">历届名单</h2>
            <span class="small muted">{former.length} 届</span>
          </div>
          {former.map((g) => (
            <FormerGroup key={g.id} group={g} />
          ))}
        </section>
      )}
    </article>
  );
}

function OfficePlace({ group, organs }: { group: Group; organs: readonly Organ[] }): VNode | null {
  const organ = organs.find((o) => o.id === group.officeOrganId);
  return organ ? (
    <p>
      {group.officeName}设在<a href={`/organs/${organ.code}`}>{organ.name}</a>，电话 {organ.telephone}。
    </p>
  ) : null;
}

function Posts({ title, posts }: { title: string; posts: readonly Post[] }): VNode {
  return (
    <DataTable
      caption={`${title}成员`}
      rows={posts}
      rowKey={(p) => p.id}
      stack
      empty={<p class="muted">{title}名单还没有登记。</p>}
      columns={[
        { label: '职位', cell: (p) => p.post },
        { label: '姓名', cell: (p) => p.name },
        { label: '现任职务', cell: (p) => p.work },
        { label: '职责', kind: 'main', cell: (p) => p.duty },
      ]}
    />
  );
}

function Left({ posts }: { posts: readonly Post[] }): VNode | null {
  return posts.length === 0 ? null : (
    <p class="small muted">
      本届内已卸任：
      {posts.map((p, i) => (
        <span key={p.id}>
          {i > 0 && '；'}
          {p.name}（{p.post}，{p.from} 至 {p.to}）
        </span>
      ))}
    </p>
  );
}

function FormerGroup({ group }: { group: Group }): VNode {
  return (
    <section aria-labelledby={`group-${group.id}`}>
      <h3 id={`group-${group.id}`}>
        {longDay(group.from)}至{longDay(group.to ?? group.from)}（{group.basis}）
      </h3>
      <DataTable
        caption={`${group.name}及办公室`}
        captionHidden
        rows={group.posts}
        rowKey={(p) => p.id}
        stack
        empty={<p class="muted">没有名单。</p>}
        columns={[
          { label: '职位', cell: (p) => p.post },
          { label: '姓名', cell: (p) => p.name },
          { label: '时任职务', kind: 'main', cell: (p) => p.work },
          { label: '任职时间', cell: (p) => `${p.from} 至 ${p.to ?? ''}` },
        ]}
      />
    </section>
  );
}
