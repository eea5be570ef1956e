// A request as its applicant sees it: whose turn it is, by when and why, everything sent to and fro, and what can be done now.
import type { ComponentChildren, VNode } from 'preact';
import { TextArea, TextField } from '../../../../kit/form-field/part.tsx';
import { FileField } from '../../../../kit/form-field/part.tsx';
import { type Problem, ProblemSummary } from '../../../../kit/problem-summary/part.tsx';
import { StatusTag } from '../../../../kit/status-tag/part.tsx';
import { TokenField } from '../../../../kit/token-field/part.tsx';
import type { Ctx } from '../../../../platform/http/route.ts';
import { longDay, shortTime } from '../../../../town/day.ts';
import { citation } from '../../../../town/citation.ts';
import { explainDue } from '../../../../town/deadline.ts';
import { type AnswerCode, answers } from '../../answers.ts';
import { filePurposeNames } from '../../files.ts';
import type { ApplicantView } from '../../look.ts';
import { channelNames } from '../../info-request.ts';
import { requestStateNames, whoActsNext } from '../../standing.ts';
import { textKindNames } from '../../texts.ts';
import type { GivenReceipt } from '../../receipts.ts';
import { logPath, progressPath } from '../addresses.ts';
import { eventSentences } from '../event-sentences.ts';
import { receiptScript } from '../receipt-script.ts';
import { ACCEPT } from './application-form.tsx';
import { DispatchList } from './dispatch-list.tsx';
import { SuggestionList } from './suggestion-list.tsx';

export function ProgressForm({ ctx, problems }: { ctx: Ctx; problems: readonly Problem[] }): VNode {
  return (
    <>
      <h1 class="page-title">查询进度</h1>
      <ProblemSummary problems={problems} />
      <form method="post" action={progressPath} class="sheet narrow">
        <TokenField ctx={ctx} />
        <TextField
          label="编号"
          name="number"
          value={ctx.form.line('number')}
          required
          hint="例如 SQ-2026-0012"
          problems={problems}
        />
        <TextField
          label="查询码"
          name="code"
          value={ctx.form.line('code')}
          required
          autocomplete="off"
          hint="回执上的 11 位，大小写和短横线不影响。"
          problems={problems}
        />
        <button type="submit">查询</button>
        <p class="hint">回执遗失的，请带身份证明到政务公开办查询。</p>
      </form>
      <script dangerouslySetInnerHTML={{ __html: receiptScript }} />
    </>
  );
}

export interface ProgressPageProps {
  ctx: Ctx;
  view: ApplicantView;
  receipt: GivenReceipt;
  problems: readonly Problem[];
  said: string;
}

/** What ended without an answer of its own. */
const isAbandoned = (code: AnswerCode): boolean => code === 'E1' || code === 'E2';

/** A form that brings the receipt along, so that no address and no cookie has to. */
function Own(props: { ctx: Ctx; receipt: GivenReceipt; to: string; children: ComponentChildren; files?: boolean }): VNode {
  return (
    <form method="post" action={`${progressPath}${props.to}`} enctype={props.files ? 'multipart/form-data' : undefined}>
      <TokenField ctx={props.ctx} />
      <input type="hidden" name="number" value={props.receipt.number} />
      <input type="hidden" name="code" value={props.receipt.code} />
      {props.children}
    </form>
  );
}

export function ProgressPage({ ctx, view, receipt, said, ...props }: ProgressPageProps): VNode {
  const { request, personal, answer, charge } = view;
  const can = (deed: ApplicantView['possible'][number]): boolean => view.possible.includes(deed) && request.erasedOn === null;
  const own = { ctx, receipt };
  // The verb knows one text; here two forms have one each.
  const isCorrection = ctx.form.names().includes('correction');
  const problems = props.problems.map((p) => (isCorrection && p.field === 'text' ? { ...p, field: 'correction' } : p));
  const typed = (name: string): string => (said === '' ? ctx.form.text(name) : '');
  const asked = view.texts.findLast((t) => t.kind === 'correction-asked');
  const { clock } = request;
  const isOver = request.endedOn !== null;
  const steps = clock.law ? explainDue(clock.law.steps) : [];
  return (
    <article class="request-page">
      <h1 class="page-title">申请 {request.number}</h1>
      {said !== '' && (
        <p class="notice" role="status">
          {said}
        </p>
      )}
      <ProblemSummary problems={problems} />
      <div class="sheet request-sheet">
        <section aria-labelledby="now">
          <h2 id="now">
            现在 <StatusTag tone={isOver ? 'plain' : 'ok'}>{requestStateNames[request.state]}</StatusTag>
          </h2>
          <p>{whoActsNext[request.state]}。</p>
          {request.erasedOn && (
            <p>
              您的个人信息、往来和材料已于 {longDay(request.erasedOn)}
              销毁，任何人都不能再读出；办理经过和答复结果仍然保留。
            </p>
          )}
          {!isOver && request.dueOn && (
            <details class="explain">
              <summary>最迟 {longDay(request.dueOn)} 答复，点开看怎么算</summary>
              <ol>
                {steps.map((s) => (
                  <li key={s}>{s}</li>
                ))}
              </ol>
            </details>
          )}
          {!isOver && clock.waiting && (clock.waiting.for === 'correction' || clock.waiting.for === 'fee') && (
            <p class="notice warn">请在 {longDay(clock.waiting.until.due)} 以前办理，逾期会按放弃申请处理。</p>
          )}
          {!isOver && charge && charge.paidOn === null && charge.waivedOn === null && (
            <p>应缴信息处理费 {charge.yuan} 元，见收费通知书。</p>
          )}
          {request.answerCode && isAbandoned(request.answerCode) && (
            <p>
              {answers[request.answerCode].name}（{citation(answers[request.answerCode].law)}）。仍然需要的，可以重新申请。
            </p>
          )}
        </section>
        {can('receive-correction') && (
          <section aria-labelledby="correct">
            <h2 id="correct">请补正</h2>
            {asked && <p class="kept-lines">{asked.text}</p>}
            <Own {...own} to="/correction">
              <TextArea label="补正内容" name="correction" rows={5} required value={typed('correction')} problems={problems} />
              <button type="submit">提交补正</button>
            </Own>
          </section>
        )}
        {answer && (
          <section aria-labelledby="answer">
            <h2 id="answer">答复：{answers[answer.code].name}</h2>
            {answer.words?.explanation && <p>{answer.words.explanation}</p>}
            {answer.words?.where && <p>{answer.words.where}</p>}
            {answer.words?.rightOrgan && <p>请向 {answer.words.rightOrgan} 提出。</p>}
          </section>
        )}
        {(view.letters.length > 0 || view.files.length > 0) && (
          <section aria-labelledby="papers">
            <h2 id="papers">文书和材料</h2>
            <ul class="plain-list">
              {view.letters.map((l) => (
                <li key={l.id}>
                  {l.title} {l.number}
                  <Own {...own} to="/download">
                    <input type="hidden" name="letter" value={l.id} />
                    <button type="submit" class="btn quiet" name="as" value="pdf">
                      下载 PDF
                    </button>{' '}
                    <button type="submit" class="btn quiet" name="as" value="docx">
                      下载 Word
                    </button>
                  </Own>
                </li>
              ))}
              {view.files.map((f) => (
                <li key={f.id}>
                  {filePurposeNames[f.purpose]}：{f.name}
                  <Own {...own} to="/download">
                    <input type="hidden" name="file" value={f.id} />
                    <button type="submit" class="btn quiet">
                      下载
                    </button>
                  </Own>
                </li>
              ))}
            </ul>
          </section>
        )}
        <section aria-labelledby="past">
          <h2 id="past">办理经过</h2>
          <ol class="plain-list">
            {view.events.map((e) => (
              <li key={e.seq}>
                <time>{e.on}</time>　{eventSentences[e.kind]}
              </li>
            ))}
          </ol>
        </section>
        {personal && (
          <section aria-labelledby="asked">
            <h2 id="asked">您申请的内容</h2>
            <p class="kept-lines">{personal.wish.content}</p>
            <p class="muted">
              {longDay(request.submittedOn)}通过{channelNames[request.channel]}提出
            </p>
          </section>
        )}
        {(view.texts.length > 0 || can('message')) && (
          <section aria-labelledby="talk">
            <h2 id="talk">与公开办往来</h2>
            {view.texts.map((t) => (
              <div key={t.id} class="said">
                <p class="muted">
                  {textKindNames[t.kind]}，{shortTime(t.at)}
                </p>
                <p class="kept-lines">{t.text}</p>
              </div>
            ))}
            {can('message') && (
              <Own {...own} to="/messages">
                <TextArea label="留言" name="text" rows={3} required value={typed('text')} problems={problems} />
                <button type="submit" class="btn quiet">
                  发送留言
                </button>
              </Own>
            )}
          </section>
        )}
        {view.dispatches.length > 0 && (
          <section aria-labelledby="told">
            <h2 id="told">通知您的情况</h2>
            <p class="hint">通知收不到也不影响办理，以本页为准。</p>
            <DispatchList dispatches={view.dispatches} />
          </section>
        )}
        {can('file') && (
          <section>
            <h2>补充材料</h2>
            <Own {...own} to="/files" files>
              <FileField label="材料" name="files" many accept={ACCEPT} hint="PDF、Word、Excel、照片。" problems={problems} />
              <button type="submit" class="btn quiet">
                交材料
              </button>
            </Own>
          </section>
        )}
        {view.suggestions.length > 0 && (
          <section aria-labelledby="suggested">
            <h2 id="suggested">您的建议</h2>
            <SuggestionList suggestions={view.suggestions} />
          </section>
        )}
        {can('suggest') && (
          <section>
            <h2>建议主动公开</h2>
            <Own {...own} to="/suggestions">
              <TextField
                label="建议公开什么"
                name="title"
                value={typed('title')}
                required
                hint="觉得这类信息大家都需要，可以建议政府主动公开。请不要写个人信息。"
                problems={problems}
              />
              <button type="submit" class="btn quiet">
                提交建议
              </button>
            </Own>
          </section>
        )}
        {can('withdraw') && (
          <section>
            <h2>撤回申请</h2>
            <details class="more" open={typed('why') !== ''}>
              <summary>不再需要这些信息</summary>
              <Own {...own} to="/withdrawal">
                <TextArea
                  label="撤回的说明"
                  name="why"
                  rows={2}
                  value={typed('why')}
                  hint="撤回后这件申请不再办理，不能恢复；需要时可以重新申请。"
                  problems={problems}
                />
                <button type="submit" class="btn danger">
                  撤回这件申请
                </button>
              </Own>
            </details>
          </section>
        )}
        {personal && (
          <section>
            <h2>存证</h2>
            <p>收到申请的时间和内容已写入公开存证，谁也不能删改。下面两个文件可以用来核对。</p>
            <Own {...own} to="/proof">
              <button type="submit" class="btn quiet" name="what" value="text">
                下载存证内容
              </button>{' '}
              <button type="submit" class="btn quiet" name="what" value="proof">
                下载存证凭据
              </button>
            </Own>
          </section>
        )}
      </div>
      <p>
        <a href={logPath}>公开办理记录</a>
      </p>
    </article>
  );
}
