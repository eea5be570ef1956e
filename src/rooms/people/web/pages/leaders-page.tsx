// 领导信息与分工: who leads, what each is in charge of, how to reach them.
import type { VNode } from 'preact';
import { EmptyState } from '../../../../kit/empty-state/part.tsx';
import type { Leader } from '../../leadership.ts';
import type { Organ } from '../../organ.ts';
import { Telephone } from './organs-page.tsx';

export function LeadersPage({ leaders, organs }: { leaders: readonly Leader[]; organs: readonly Organ[] }): VNode {
  return (
    <article class="sheet">
      <h1>领导信息与分工</h1>
      {leaders.length === 0 && (
        <EmptyState title="还没有公布领导信息">
          <p>
            各部门的负责人和电话见<a href="/organs">机构设置</a>。
          </p>
        </EmptyState>
      )}
      {leaders.map((leader) => (
        <LeaderSection key={leader.id} leader={leader} organs={organs} />
      ))}
    </article>
  );
}

function LeaderSection({ leader, organs }: { leader: Leader; organs: readonly Organ[] }): VNode {
  const mine = organs.filter((o) => leader.inCharge.includes(o.id));
  return (
    <section aria-labelledby={`leader-${leader.id}`}>
      <div class="head">
        <h2 id={`leader-${leader.id}`}>{leader.name}</h2>
        <span>{leader.posts.join('、')}</span>
      </div>
      {leader.photo !== null && (
        <p>
          <img src={`/organs/leaders/${leader.id}/photo`} alt={`${leader.name}照片`} width="132" height="176" loading="lazy" />
        </p>
      )}
      <dl class="meta">
        <dt>工作分工</dt>
        <dd class="wide">{leader.division}</dd>
        {mine.length > 0 && <dt>分管部门</dt>}
        {mine.length > 0 && (
          <dd class="wide">
            {mine.map((o, i) => (
              <span key={o.id}>
                {i > 0 && '、'}
                <a href={`/organs/${o.code}`}>{o.name}</a>
              </span>
            ))}
          </dd>
        )}
        <dt>办公电话</dt>
        <dd>
          <Telephone number={leader.telephone} />
        </dd>
        <dt>接待时间</dt>
        <dd>{leader.officeHours === '' ? '请先电话预约' : leader.officeHours}</dd>
        {leader.cv !== '' && <dt>个人简历</dt>}
        {leader.cv !== '' && <dd class="wide">{leader.cv}</dd>}
      </dl>
    </section>
  );
}
