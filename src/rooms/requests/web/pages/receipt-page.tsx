// The receipt: shown to whoever sent the form, again for the same form, and to nobody else.
import type { VNode } from 'preact';
import { DueDate } from '../../../../kit/due-date/part.tsx';
import { Qr } from '../../../../kit/qr/part.tsx';
import type { Ctx } from '../../../../platform/http/route.ts';
import { longDay } from '../../../../town/day.ts';
import { explainDue } from '../../../../town/deadline.ts';
import { requestLimits } from '../../clock.ts';
import { printedCode } from '../../receipt-code.ts';
import type { Receipt } from '../../submit.ts';
import { progressPath, receiptAddress } from '../addresses.ts';

export function ReceiptPage({ ctx, receipt }: { ctx: Ctx; receipt: Receipt }): VNode {
  const office = ctx.imprint?.office;
  const { due } = receipt;
  const limits = requestLimits[receipt.regulation];
  return (
    <article class="sheet narrow receipt">
      <h1 class="page-title">{receipt.isNew ? '申请已提交' : '这份申请已经提交过'}</h1>
      <p>请拍照、打印或者抄下编号和查询码。凭这两样查进度、补正、留言、撤回、取答复；网站不再显示查询码。</p>
      {!receipt.isNew && <p>再次提交的内容没有另外登记。要补充或者更正，请在进度页留言；要另外申请，请重新打开申请表。</p>}
      <div class="receipt-head">
        <dl class="pairs">
          <dt>编号</dt>
          <dd>
            <b class="receipt-number">{receipt.number}</b>
          </dd>
          <dt>查询码</dt>
          <dd>
            <b class="receipt-number">{printedCode(receipt.code)}</b>
          </dd>
          <dt>提交日期</dt>
          <dd>{longDay(receipt.submittedOn)}</dd>
          {office && (
            <>
              <dt>受理单位</dt>
              <dd>
                {office.name === ctx.imprint?.town ? '' : `${ctx.imprint?.town} `}
                {office.name}
                {office.address !== '' && `，${office.address}`}
                {office.telephone !== '' && `，电话 ${office.telephone}`}
              </dd>
            </>
          )}
        </dl>
        <Qr text={receiptAddress(ctx.site.publicUrl, receipt)} label="扫码打开查询页" />
      </div>
      <h2>接下来</h2>
      <ol>
        <li>
          {receipt.receivedOn
            ? `收到申请之日是 ${longDay(receipt.receivedOn)}，从次日起计算。`
            : '公开办按您留的方式与您确认收到，确认之日就是收到申请之日。'}
        </li>
        <li>写得不清楚的，收到之日起 7 个工作日内一次告诉您要补什么。</li>
        <li>
          收到之日起 {limits.answer} 个工作日内答复；要延长的，期满以前告诉您理由，最多再延长 {limits.extension} 个工作日。
          {due && (
            <>
              <br />
              {receipt.receivedOn ? '最迟答复日期：' : '如果今天就确认收到，最迟答复日期：'}
              <DueDate
                tag={{ tone: 'plain', text: longDay(due.due) }}
                steps={explainDue(due.steps)}
                provisional={due.provisional}
              />
            </>
          )}
        </li>
      </ol>
      <form method="post" action={progressPath}>
        <input type="hidden" name="_token" value={ctx.formToken} />
        <input type="hidden" name="number" value={receipt.number} />
        <input type="hidden" name="code" value={receipt.code} />
        <button type="submit">现在就看进度</button>
      </form>
      <p class="hint">收件记录已写入公开存证，删不掉，也不能改成别的日期。存证凭据可以在进度页下载。</p>
    </article>
  );
}
