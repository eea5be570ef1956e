// 公开指南 (条例2019#12): how information is ordered, how to get it, whom to ask, how to apply, what to do when refused.
// The office's address, hours, telephone, fax and mail come from the people room, so they are right when they change there.
import type { VNode } from 'preact';
import { publicPage } from '../../kit/public-page/part.tsx';
import type { Reply } from '../../platform/http/reply.ts';
import type { Ctx, Route } from '../../platform/http/route.ts';
import { type CatalogueItem, channelNames, listItems } from '../../rooms/catalogue/door.ts';
import { documentPath, publishedLines, type PublicLine } from '../../rooms/disclosure/door.ts';
import { townOrgan } from '../../rooms/people/door.ts';
import { type OpennessOffice, opennessOffice } from './openness-office.ts';

const sections: readonly (readonly [id: string, label: string])[] = [
  ['scope', '公开什么'],
  ['ways', '到哪里查'],
  ['office', '找谁'],
  ['apply', '申请公开'],
  ['not-public', '哪些不公开'],
  ['complain', '提意见和救济'],
];

function Scope({ items }: { items: readonly CatalogueItem[] }): VNode {
  const categories = new Map<string, CatalogueItem[]>();
  for (const item of items) categories.set(item.category, [...(categories.get(item.category) ?? []), item]);
  return (
    <>
      <h2 id="scope">一、公开什么，怎样编排</h2>
      <p>
        本镇主动公开的政府信息，按《政府信息公开条例》第二十条、第二十一条和上级编制的标准目录，归入
        {items.length > 0 ? ` ${items.length} 个` : ''}公开事项。每一项写明公开内容、依据、时限、责任单位、渠道和对象，见
        <a href="/catalogue">公开目录</a>。
      </p>
      {categories.size > 0 && (
        <dl class="meta">
          {[...categories].map(([category, some]) => (
            <>
              <dt>{category}</dt>
              <dd class="wide">
                {some.map((item, i) => (
                  <>
                    {i > 0 && '　'}
                    <a href={`/catalogue/${item.code}`}>
                      {item.code} {item.shortName}
                    </a>
                  </>
                ))}
              </dd>
            </>
          ))}
        </dl>
      )}
      <p>
        每份文件有唯一的索引号，由发布机构的统一社会信用代码、首次公开的年月和当月流水号组成，更正以后也不变。文件页写明名称、内容概述、生成日期、发布日期和有效性；失效、废止的文件仍可查到，并有标记；撤回的文件，原地址说明撤回的时间、原因和依据。
      </p>
      <p>
        主动公开的期限是信息形成或者变更之日起 20
        个工作日内；法律、法规另有更短期限的从其规定。有没有做到，首页的公开体检逐项列出。
      </p>
    </>
  );
}

function Ways({ items, publicUrl }: { items: readonly CatalogueItem[]; publicUrl: string }): VNode {
  const used = new Set(items.flatMap((i) => i.channels));
  const others = Object.entries(channelNames).filter(([key]) => key !== '网' && used.has(key as keyof typeof channelNames));
  return (
    <>
      <h2 id="ways">二、到哪里查</h2>
      <ul>
        <li>
          本网站 {publicUrl}：<a href="/catalogue">按目录</a>、<a href="/organs">按单位</a>、<a href="/documents">按年份和体裁</a>
          查，或者用页面上方的搜索框。
        </li>
        {others.length > 0 && (
          <li>线下：{others.map(([, name]) => name).join('、')}。每一项用哪些渠道，见目录里的“公开渠道和载体”。</li>
        )}
        <li>
          看不清小字的，页面最上方有“长辈版”；要整批取用的，见<a href="/open-data">数据下载</a>。
        </li>
      </ul>
    </>
  );
}

function Office({ office }: { office: OpennessOffice | null }): VNode {
  return (
    <>
      <h2 id="office">三、找谁</h2>
      {office ? (
        <dl class="meta">
          <dt>工作机构</dt>
          <dd class="wide">
            {office.name}
            {office.name !== office.organ.name && (
              <>
                （设在<a href={`/organs/${office.organ.code}`}>{office.organ.name}</a>）
              </>
            )}
          </dd>
          <dt>办公地址</dt>
          <dd class="wide">{office.organ.address}</dd>
          <dt>办公时间</dt>
          <dd class="wide">{office.organ.hours}</dd>
          <dt>联系电话</dt>
          <dd class="wide">{office.organ.telephone}</dd>
          <dt>传真</dt>
          <dd class="wide">{office.organ.fax === '' ? '没有登记，需要传真的请先打上面的电话。' : office.organ.fax}</dd>
          <dt>电子邮箱</dt>
          <dd class="wide">
            {office.organ.mail === '' ? (
              '没有登记，需要发邮件的请先打上面的电话。'
            ) : (
              <a href={`mailto:${office.organ.mail}`}>{office.organ.mail}</a>
            )}
          </dd>
        </dl>
      ) : (
        <p>工作机构还没有登记。</p>
      )}
    </>
  );
}

function Apply({ office }: { office: OpennessOffice | null }): VNode {
  return (
    <>
      <h2 id="apply">四、申请公开</h2>
      <p>
        网上没有的政府信息，任何人都可以申请。先<a href="/search">搜一搜</a>，已经公开的不必申请。
      </p>
      <h3>可以怎样提出</h3>
      <ol>
        <li>
          <b>网上。</b>
          <a href="/requests">填写申请</a>，不用注册；提交后得到编号和查询码，凭它们
          <a href="/requests/progress">查进度</a>、补正、留言、撤回、下载答复。
        </li>
        <li>
          <b>当面。</b>带身份证明到{office ? office.organ.address : '本镇政府办公地点'}
          填写申请{office && `，办公时间是${office.organ.hours}`}。书写有困难的，可以口头说，由工作人员代为填写。
        </li>
        <li>
          <b>邮寄。</b>写明“政府信息公开申请”，寄到上面的地址{office && `，收件人写“${office.name}”`}。
        </li>
      </ol>
      <p>
        当面、口头和签收的邮件，收到当天就是收到申请之日；网上、传真、电子邮件和平常信函，要与您联系上、双方确认，确认当天是收到申请之日。期限从次日起算。
      </p>
      <h3>申请要写清</h3>
      <ul>
        <li>姓名或者单位名称、身份证明、联系方式；</li>
        <li>要的信息的名称、文号，或者便于查找的特征描述；一份申请只写一件事；</li>
        <li>要什么形式（纸质、电子）、怎样取（自取、邮寄、电子邮件）。</li>
      </ul>
      <p>不需要说明用途。</p>
      <h3>多久答复</h3>
      <p>
        能当场答复的当场答复；不能的，收到之日起 20 个工作日内答复，确需延长的经负责人同意并告知您，最多再延长 20
        个工作日。内容写得不明确的，7
        个工作日内一次告知要补正什么，补正后重新计算。涉及第三方权益要征求意见的，征求意见的时间不算在内。
        别人申请过什么、怎样答复、用了几天，见<a href="/requests/log">办理记录</a>。
      </p>
      <p>不收费；申请的数量、频次明显超过合理范围的，可以按国家规定收取信息处理费，事先书面告知。</p>
    </>
  );
}

function NotPublic(): VNode {
  return (
    <>
      <h2 id="not-public">五、哪些不公开</h2>
      <ul>
        <li>国家秘密，法律、行政法规禁止公开的，公开后可能危及国家安全、公共安全、经济安全、社会稳定的，不予公开；</li>
        <li>
          涉及商业秘密、个人隐私等，公开会损害第三方合法权益的，不得公开；第三方同意，或者不公开会对公共利益造成重大影响的，予以公开；
        </li>
        <li>人事管理、后勤管理、内部工作流程，讨论记录、过程稿、磋商信函、请示报告，以及行政执法案卷，可以不予公开。</li>
      </ul>
      <p>
        目录里应当公开、经审查认定不予公开的，会在<a href="/catalogue">该项目录</a>公布不予公开的理由和依据。
      </p>
    </>
  );
}

function Complain({ office, town }: { office: OpennessOffice | null; town: string }): VNode {
  return (
    <>
      <h2 id="complain">六、提意见和救济</h2>
      <ol>
        <li>
          <b>先问我们。</b>
          该公开没公开、内容过时或者不准确的，打{office ? `电话 ${office.organ.telephone}` : '本镇办公电话'}
          ，说明是目录第几项或者文件的索引号，我们核实后更正。
        </li>
        <li>
          <b>向上级反映。</b>可以向上一级行政机关或者政府信息公开工作主管部门投诉、举报；也可以拨打 12345 政务服务便民热线。
        </li>
        <li>
          <b>申请行政复议。</b>自知道之日起 60
          日内向县级人民政府申请。申请信息公开、行政机关不予公开的，要先复议，对复议决定不服再起诉。
        </li>
        <li>
          <b>提起行政诉讼。</b>收到复议决定之日起 15 日内，或者依法可以直接起诉的，自知道之日起 6 个月内，向人民法院起诉。
        </li>
      </ol>
      <p class="small muted">
        依据：《政府信息公开条例》（2019 年修订）第四十七条、第五十一条；《行政复议法》（2023
        年修订）第二十条、第二十三条；《行政诉讼法》第四十五条、第四十六条。本页由{town}
        按现行规定编写，规定有变动时以规定为准。
      </p>
    </>
  );
}

async function showGuide(ctx: Ctx): Promise<Reply> {
  const { db } = ctx.town;
  const items = (await listItems(db)).filter((i) => i.closedOn === null);
  const office = await opennessOffice(db, ctx.today);
  const town = await townOrgan(db);
  const guides: PublicLine[] = await publishedLines(db, { itemCode: '03', genre: '指南' }, 3);
  return publicPage(
    ctx,
    {
      title: '公开指南',
      description: `${ctx.town.name}政府信息公开指南：公开什么、到哪里查、怎样申请、不满意怎么办。`,
      current: 'guide',
      crumbs: [{ label: '网站首页', href: '/' }, { label: '公开指南' }],
    },
    <div class="doc">
      <article class="sheet">
        <h1>{town?.name ?? ctx.town.name}政府信息公开指南</h1>
        <div class="prose">
          <Scope items={items} />
          <Ways items={items} publicUrl={ctx.site.publicUrl} />
          <Office office={office} />
          <Apply office={office} />
          <NotPublic />
          <Complain office={office} town={town?.name ?? ctx.town.name} />
        </div>
      </article>
      <aside class="side" aria-label="本页内容">
        <h2>本页内容</h2>
        <ul>
          {sections.map(([id, label]) => (
            <li key={id}>
              <a href={`#${id}`}>{label}</a>
            </li>
          ))}
        </ul>
        {guides.length > 0 && (
          <>
            <h2>指南文件</h2>
            <ul>
              {guides.map((g) => (
                <li key={g.id}>
                  <a href={documentPath(g.indexNo)}>{g.title}</a>
                </li>
              ))}
            </ul>
          </>
        )}
      </aside>
    </div>,
  );
}

export const guideRoutes: readonly Route[] = [{ method: 'GET', path: '/guide', kept: true, handle: showGuide }];
