// One organ: its functions, where and when to find it, who heads it, what belongs to it, what it has published.
import type { VNode } from 'preact';
import { longDay } from '../../../../town/day.ts';
import type { Organ } from '../../organ.ts';
import { OrganLine, Telephone } from './organs-page.tsx';

export interface OrganPageProps {
  organ: Organ;
  parent: Organ | null;
  children: readonly Organ[];
  /** Filled by the room that knows documents. */
  documents?: VNode;
}

export function OrganPage({ organ, parent, children, documents }: OrganPageProps): VNode {
  return (
    <div class="doc">
      <article class="sheet">
        <h1>{organ.name}</h1>
        {organ.closedOn !== null && (
          <p class="notice" role="note">
            本机构已于{longDay(organ.closedOn)}撤销，以下为撤销前的信息。{organ.closedNote}
          </p>
        )}
        <dl class="meta">
          <dt>负责人</dt>
          <dd>
            {organ.headName}
            {organ.headPost !== '' && `（${organ.headPost}）`}
          </dd>
          <dt>联系电话</dt>
          <dd>
            <Telephone number={organ.telephone} />
          </dd>
          {organ.fax !== '' && <dt>传真</dt>}
          {organ.fax !== '' && <dd class={organ.mail === '' ? 'wide' : undefined}>{organ.fax}</dd>}
          {organ.mail !== '' && <dt>电子邮箱</dt>}
          {organ.mail !== '' && (
            <dd class={organ.fax === '' ? 'wide' : undefined}>
              <a href={`mailto:${organ.mail}`}>{organ.mail}</a>
            </dd>
          )}
          <dt>办公时间</dt>
          <dd class="wide">{organ.hours}</dd>
          <dt>办公地址</dt>
          <dd class="wide">{organ.address}</dd>
          {parent && <dt>上级机构</dt>}
          {parent && (
            <dd class={organ.creditCode === null ? 'wide' : undefined}>
              <a href={`/organs/${parent.code}`}>{parent.name}</a>
            </dd>
          )}
          {organ.creditCode !== null && <dt>统一社会信用代码</dt>}
          {organ.creditCode !== null && <dd class={parent ? undefined : 'wide'}>{organ.creditCode}</dd>}
        </dl>
        <div class="prose">
          <h2>机构职能</h2>
          {organ.functions.map((p) => (
            <p key={p}>{p}</p>
          ))}
        </div>
        {children.length > 0 && (
          <section aria-labelledby="children">
            <div class="head">
              <h2 id="children">内设和下属机构</h2>
              <span class="muted small">{children.length} 个</span>
            </div>
            <ul class="list">
              {children.map((o) => (
                <OrganLine key={o.id} organ={o} />
              ))}
            </ul>
          </section>
        )}
        {documents}
      </article>
      <aside class="side" aria-label="相关">
        <h2>相关</h2>
        <ul>
          <li>
            <a href={`/documents?organ=${organ.code}`}>本单位公开的文件</a>
          </li>
          <li>
            <a href={`/catalogue/duties?${organ.kind === 'village' ? 'village' : 'organ'}=${organ.code}`}>本单位的公开任务</a>
          </li>
          <li>
            <a href="/organs">全部机构</a>
          </li>
          <li>
            <a href="/organs/leaders">领导信息与分工</a>
          </li>
          <li>
            <a href="/organs/leading-group">政务公开领导小组</a>
          </li>
        </ul>
      </aside>
    </div>
  );
}

/** schema.org data of the page. */
export function organStructured(organ: Organ, publicUrl: string): object {
  return {
    '@context': 'https://schema.org',
    '@type': 'GovernmentOrganization',
    name: organ.name,
    url: `${publicUrl}/organs/${organ.code}`,
    telephone: organ.telephone,
    ...(organ.fax === '' ? {} : { faxNumber: organ.fax }),
    ...(organ.mail === '' ? {} : { email: organ.mail }),
    address: organ.address,
    ...(organ.creditCode === null ? {} : { identifier: organ.creditCode }),
    ...(organ.closedOn === null ? {} : { dissolutionDate: organ.closedOn }),
  };
}
