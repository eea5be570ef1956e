// 不予公开说明: what is not public, on what ground, in whose words, and what a reader can do about it.
import type { VNode } from 'preact';
import { longDay } from '../../../../town/day.ts';
import { explainDue } from '../../../../town/deadline.ts';
import type { RefusalGround } from '../../../../town/refusal-grounds.ts';
import { type Duty, dutyTitle } from '../../duty.ts';
import { nameOf, type OrganNames } from '../../organ-names.ts';

/** The article each ground stands on. */
const groundLaws: Readonly<Record<RefusalGround, string>> = {
  国家秘密: '《政府信息公开条例》（2019年修订）第14条',
  工作秘密: '《保守国家秘密法》关于工作秘密的规定',
  法律行政法规禁止: '《政府信息公开条例》（2019年修订）第14条',
  三安全一稳定: '《政府信息公开条例》（2019年修订）第14条（公开后可能危及国家安全、公共安全、经济安全、社会稳定）',
  商业秘密: '《政府信息公开条例》（2019年修订）第15条',
  个人隐私: '《政府信息公开条例》（2019年修订）第15条',
  内部事务信息: '《政府信息公开条例》（2019年修订）第16条第1款',
  过程性信息: '《政府信息公开条例》（2019年修订）第16条第2款',
  行政执法案卷: '《政府信息公开条例》（2019年修订）第16条第2款',
  行政查询事项: '《政府信息公开条例》（2019年修订）第36条第7项',
};

export interface NoticePageProps {
  duty: Duty;
  organs: OrganNames;
}

export function NoticePage({ duty, organs }: NoticePageProps): VNode {
  return (
    <article class="sheet">
      <h1>不予公开说明</h1>
      <dl class="meta">
        <dt>信息名称</dt>
        <dd class="wide">{dutyTitle(duty)}</dd>
        <dt>所属事项</dt>
        <dd class="wide">
          <a href={`/catalogue/${duty.itemCode}`}>
            {duty.itemCode} {duty.itemName}
          </a>
        </dd>
        <dt>责任单位</dt>
        <dd>{nameOf(organs, duty.organId)}</dd>
        <dt>决定日期</dt>
        <dd>{longDay(duty.endedOn!)}</dd>
        <dt>法定理由</dt>
        <dd class="wide">
          {duty.ground}（{groundLaws[duty.ground!]}）
        </dd>
      </dl>
      <div class="prose">
        {duty.note?.split('\n').map((p) => (
          <p key={p}>{p}</p>
        ))}
      </div>
      <p class="small">
        对这个决定有不同意见的，可以<a href="/guide">依申请公开</a>
        ，也可以向本镇政务公开办或者上一级政府信息公开主管部门反映。不予公开的信息，本机关定期评估，情形变化的及时公开（《政府信息公开条例》2019年修订第18条）。
      </p>
      <h2>原定的公开期限</h2>
      <ol>
        {explainDue(duty.steps).map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
    </article>
  );
}

/** The notice was here; the matter is open again, or has been published since. Its address says so and leads on. */
export function LiftedNoticePage({ duty, why, on }: { duty: Duty; why: string; on: string }): VNode {
  return (
    <article class="sheet">
      <h1>不予公开说明已经取消</h1>
      <p>
        “{dutyTitle(duty)}”曾经作出不予公开的说明，{on} 已经取消：{why}
      </p>
      <p>
        {duty.state === 'published' && duty.indexNo ? (
          <a href={`/documents/${duty.indexNo}`}>这项信息现已公开，请看公开的文件</a>
        ) : (
          <>
            这项信息现在按应公开办理，进展见
            <a href={`/catalogue/${duty.itemCode}`}>
              {duty.itemCode} {duty.itemName}
            </a>
            。
          </>
        )}
      </p>
    </article>
  );
}
