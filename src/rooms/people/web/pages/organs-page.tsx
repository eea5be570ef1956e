// 机构设置: every organ with where, when and by which telephone it is reached.
import type { VNode } from 'preact';
import { EmptyState } from '../../../../kit/empty-state/part.tsx';
import { type OrganKind, organKinds, type OrganNode } from '../../organ.ts';

const headings: Readonly<Record<OrganKind, string>> = {
  town: '镇人民政府',
  department: '部门和站所',
  centre: '中心和平台',
  village: '村和社区',
};

export function OrgansPage({ tree }: { tree: readonly OrganNode[] }): VNode {
  const all = tree.flatMap(flat);
  return (
    <>
      <h1>机构设置</h1>
      <ul class="chips">
        <li>
          <a href="/organs/leaders">领导信息与分工</a>
        </li>
        <li>
          <a href="/organs/leading-group">政务公开领导小组</a>
        </li>
        <li>
          <a href="/open-data/organs.csv">下载机构表（CSV）</a>
        </li>
      </ul>
      {all.length === 0 && (
        <EmptyState title="还没有登记机构">
          <p>机构登记以后，这里会列出各部门、村（社区）的职能、地址、办公时间和电话。</p>
        </EmptyState>
      )}
      {organKinds.map((kind) => {
        const some = all.filter((o) => o.kind === kind);
        return some.length === 0 ? null : (
          <section key={kind} aria-labelledby={`kind-${kind}`}>
            <div class="head">
              <h2 id={`kind-${kind}`}>{headings[kind]}</h2>
              <span class="muted small">{some.length} 个</span>
            </div>
            <ul class="list">
              {some.map((o) => (
                <OrganLine key={o.id} organ={o} />
              ))}
            </ul>
          </section>
        );
      })}
    </>
  );
}

/** Depth first, so that an organ stands right after the one it belongs to. */
function flat(o: OrganNode): OrganNode[] {
  return [o, ...o.children.flatMap(flat)];
}

export function OrganLine({ organ }: { organ: Pick<OrganNode, 'code' | 'name' | 'telephone' | 'hours' | 'address'> }): VNode {
  return (
    <li>
      <a href={`/organs/${organ.code}`}>{organ.name}</a>
      <Telephone number={organ.telephone} />
      <p>
        {organ.hours}　{organ.address}
      </p>
    </li>
  );
}

/** A number to tap, when it is one number; a list of numbers or an extension stays text. */
export function Telephone({ number }: { number: string }): VNode {
  return /^[0-9+-]+$/.test(number) ? <a href={`tel:${number.replace(/-/g, '')}`}>{number}</a> : <span>{number}</span>;
}
