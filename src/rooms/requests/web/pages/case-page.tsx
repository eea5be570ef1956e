// One request: its three clocks and how they were counted, who asks for what, all that happened, and what can be done now.
import type { VNode } from 'preact';
import { DueDate } from '../../../../kit/due-date/part.tsx';
import { type Problem, ProblemSummary } from '../../../../kit/problem-summary/part.tsx';
import { StatusTag } from '../../../../kit/status-tag/part.tsx';
import type { Ctx } from '../../../../platform/http/route.ts';
import type { Calendar } from '../../../../town/calendar.ts';
import { longDay, shortTime } from '../../../../town/day.ts';
import { type DueDate as Due, explainDue, timeLeft } from '../../../../town/deadline.ts';
import { citation } from '../../../../town/citation.ts';
import { answers } from '../../answers.ts';
import { filePurposeNames } from '../../files.ts';
import type { RequestView } from '../../look.ts';
import { remedyKindNames, remedyResultNames } from '../../remedy.ts';
import { applicantKindNames, carrierNames, channelNames, obtainingNames } from '../../info-request.ts';
import { requestStateNames, whoActsNext } from '../../standing.ts';
import { textKindNames } from '../../texts.ts';
import { caseFilePath, casePath } from '../addresses.ts';
import { eventSentences } from '../event-sentences.ts';
import type { DeedFormsProps } from './deed-fields.tsx';
import { DeedForms } from './deed-forms.tsx';
import { DispatchList } from './dispatch-list.tsx';
import { SuggestionList } from './suggestion-list.tsx';

export interface CasePageProps {
  ctx: Ctx;
  view: RequestView;
  organName: string | null;
  calendar: Calendar;
  forms: Pick<DeedFormsProps, 'organs' | 'staff' | 'nthOfMonth' | 'watching'>;
  problems: readonly Problem[];
}

export function CasePage(props: CasePageProps): VNode {
  const { ctx, view, problems } = props;
  const { request } = view;
  return (
    <>
      <ProblemSummary problems={problems} />
      <div class="case">
        <div>
          <section class="sheet" aria-labelledby="standing">
            <h2 id="standing">
              {request.title === '' ? '（待拟事由）' : request.title}{' '}
              <StatusTag tone={request.endedOn ? 'plain' : 'ok'}>{requestStateNames[request.state]}</StatusTag>
            </h2>
            <p>
              {request.endedOn === null && `下一步：${whoActsNext[request.state].replaceAll('您', '申请人')}。`}
              承办：{props.organName ?? '未分办'}
            </p>
            <Clocks {...props} />
            {request.lateReason !== '' && <p>逾期原因：{request.lateReason}</p>}
          </section>
          <Who view={view} />
          <Papers ctx={ctx} view={view} />
          <Course view={view} />
        </div>
        <aside aria-label="办理">
          <h2>办理</h2>
          <DeedForms ctx={ctx} view={view} {...props.forms} problems={problems} />
          <AlikeOnes view={view} />
        </aside>
      </div>
    </>
  );
}

function Clocks({ view: { request }, calendar, ctx }: CasePageProps): VNode {
  const { clock } = request;
  const rows: readonly (readonly [string, Due | null])[] = [
    ['法定期限', clock.law],
    ['承诺期限', clock.promise],
    ['拟稿期限', clock.draft],
  ];
  const { waiting } = clock;
  return (
    <dl class="pairs">
      <dt>收到申请之日</dt>
      <dd>{request.receivedOn ? longDay(request.receivedOn) : '尚未确认'}</dd>
      {rows.map(
        ([label, due]) =>
          due && (
            <>
              <dt>{label}</dt>
              <dd>
                <DueDate tag={tagOf(due, request, calendar, ctx)} steps={explainDue(due.steps)} provisional={due.provisional} />
              </dd>
            </>
          ),
      )}
      {request.endedOn === null && waiting && (waiting.for === 'correction' || waiting.for === 'fee') && (
        <>
          <dt>{waiting.for === 'correction' ? '申请人补正期限' : '申请人缴费期限'}</dt>
          <dd>
            <DueDate
              tag={{ tone: waiting.until.due < ctx.today ? 'late' : 'warn', text: waiting.until.due }}
              steps={explainDue(waiting.until.steps)}
              provisional={waiting.until.provisional}
            />
          </dd>
        </>
      )}
      {waiting?.for === 'opinion' && waiting.until && (
        <>
          <dt>对方答复期限</dt>
          <dd>{longDay(waiting.until)}；届满没有答复的，登记意见后由本机关决定</dd>
        </>
      )}
    </dl>
  );
}

function tagOf(
  due: Due,
  request: RequestView['request'],
  calendar: Calendar,
  ctx: Ctx,
): { tone: 'ok' | 'warn' | 'late' | 'plain'; text: string } {
  if (request.endedOn) return { tone: request.endedOn > due.due ? 'late' : 'plain', text: due.due };
  const left = timeLeft(calendar, due.due, ctx.today);
  return { tone: left.state === 'late' ? 'late' : left.state === 'soon' ? 'warn' : 'ok', text: `${due.due}，${left.text}` };
}

function Who({ view }: { view: RequestView }): VNode {
  const { personal, request } = view;
  if (!personal) {
    return (
      <section class="sheet">
        <h2>申请人</h2>
        <p>个人信息已于 {request.erasedOn} 销毁。</p>
      </section>
    );
  }
  const { applicant, wish } = personal;
  const facts: readonly (readonly [string, string])[] = [
    ['类型', applicantKindNames[applicant.kind]],
    ['名称', applicant.name],
    ['证件号码', applicant.idNumber],
    ['负责人', applicant.representative],
    ['联系人', applicant.contact],
    ['电话', applicant.telephone],
    ['电子邮箱', applicant.email],
    ['地址', `${applicant.address} ${applicant.postcode}`.trim()],
    ['传真', applicant.fax],
    ['代理人', applicant.agent ? `${applicant.agent.name} ${applicant.agent.telephone}` : ''],
    ['需要的帮助', applicant.help],
    ['收到途径', `${longDay(request.submittedOn)} ${channelNames[request.channel]}`],
    ['形式和获取', `${carrierNames[wish.carrier]}，${obtainingNames[wish.obtaining]}`],
  ];
  return (
    <section class="sheet" aria-labelledby="who">
      <h2 id="who">申请的内容</h2>
      <p class="kept-lines">{wish.content}</p>
      <dl class="pairs">
        {facts
          .filter(([, value]) => value !== '')
          .map(([label, value]) => (
            <>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </>
          ))}
      </dl>
      <p class="hint">
        查看已留痕。
        {view.parties.includes('office') && <a href={`${casePath(request.id)}/personal.json`}>导出这位申请人的个人信息</a>}
      </p>
    </section>
  );
}

function Papers({ ctx, view }: { ctx: Ctx; view: RequestView }): VNode {
  const { request } = view;
  const base = casePath(request.id);
  const may = view.possible.includes('letter') && request.erasedOn === null;
  return (
    <section class="sheet" aria-labelledby="papers">
      <h2 id="papers">文书和材料</h2>
      <ul class="plain-list">
        {view.letters.map((l) => (
          <li key={l.id}>
            <a href={`${base}/letters/${l.id}`}>{l.title}</a> {l.number}{' '}
            <StatusTag tone={l.state === 'signed' ? 'ok' : 'warn'}>{l.state === 'signed' ? '已签发' : '草稿'}</StatusTag>{' '}
            <a href={`${base}/letters/${l.id}/letter.pdf`}>PDF</a> <a href={`${base}/letters/${l.id}/letter.docx`}>Word</a>
          </li>
        ))}
        {view.files.map((f) => (
          <li key={f.id}>
            {filePurposeNames[f.purpose]}：<a href={caseFilePath(request.id, f.id)}>{f.name}</a>
            {f.proof && <span class="muted">　已遮盖并核验</span>}
            {f.purpose === 'found' && view.possible.includes('file') && (
              <>
                {' '}
                <a href={`${caseFilePath(request.id, f.id)}/masking`}>遮盖或者提供</a>
              </>
            )}
          </li>
        ))}
      </ul>
      {view.letters.length + view.files.length === 0 && <p class="muted">还没有。</p>}
      {request.title !== '' && request.endedOn === null && (
        <p>
          <a href={`/search?q=${encodeURIComponent(request.title)}`}>在已公开的文件里查找</a>
        </p>
      )}
      {may && (
        <p>
          <a href={`${base}/letters/new`}>制作文书</a>
        </p>
      )}
      {ctx.today && view.charge && (
        <p>
          信息处理费 {view.charge.yuan} 元，{view.charge.askedOn} 通知
          {view.charge.paidOn && `，${view.charge.paidOn} 缴纳（${view.charge.receipt}）`}
          {view.charge.waivedOn && `，${view.charge.waivedOn} 决定免收`}
        </p>
      )}
    </section>
  );
}

function Course({ view }: { view: RequestView }): VNode {
  return (
    <section class="sheet" aria-labelledby="course">
      <h2 id="course">经过</h2>
      <ol class="plain-list">
        {view.events.map((e) => (
          <li key={e.seq}>
            <time>{e.on}</time>　{eventSentences[e.kind]}
            {e.kind === 'recounted' && `（${String(e.facts.why)}：${String(e.facts.was)} → ${String(e.facts.now)}）`}
            <span class="muted">　{e.byName}</span>
          </li>
        ))}
      </ol>
      {view.answer && (
        <>
          <h3>
            答复：{answers[view.answer.code].name}（{citation(view.answer.law)}）
          </h3>
          {view.answer.words?.explanation && <p class="kept-lines">{view.answer.words.explanation}</p>}
          <p class="muted">
            {view.answer.proposedBy} 拟{view.answer.signedBy && `，${view.answer.signedBy} 签发`}
            {view.answer.sentBackBy && `，${view.answer.sentBackBy} 退回`}
          </p>
        </>
      )}
      {view.suggestions.length > 0 && (
        <>
          <h3>转为主动公开</h3>
          <SuggestionList suggestions={view.suggestions} />
        </>
      )}
      {view.remedies.length > 0 && (
        <>
          <h3>复议、诉讼、投诉</h3>
          <ul class="plain-list">
            {view.remedies.map((r) => (
              <li key={r.id}>
                {r.openedOn} {r.organ} {remedyKindNames[r.kind]} {r.reference}：
                {r.result ? `${remedyResultNames[r.result]}（${r.endedOn}）${r.whatWasDone}` : '尚未审结'}
              </li>
            ))}
          </ul>
        </>
      )}
      {view.dispatches.length > 0 && (
        <>
          <h3>外发通知</h3>
          <DispatchList dispatches={view.dispatches} />
        </>
      )}
      {view.texts.length > 0 && <h3>往来和记事</h3>}
      {view.texts.map((t) => (
        <div key={t.id} class="said">
          <p class="muted">
            {textKindNames[t.kind]}，{t.byName}，{shortTime(t.at)}
          </p>
          <p class="kept-lines">{t.text}</p>
        </div>
      ))}
    </section>
  );
}

function AlikeOnes({ view }: { view: RequestView }): VNode | null {
  if (view.alike.length === 0) return null;
  return (
    <section aria-labelledby="alike">
      <h2 id="alike">相同或者相似的申请</h2>
      <ul class="plain-list">
        {view.alike.map((a) => (
          <li key={a.id}>
            <a href={casePath(a.id)}>{a.number}</a> {a.title}
            <br />
            <span class="muted">
              {[
                a.samePerson ? '同一申请人' : '',
                a.likeness > 0 ? `内容相近 ${Math.round(a.likeness * 100)}%` : '',
                a.answerCode ? answers[a.answerCode].name : requestStateNames[a.state],
              ]
                .filter((x) => x !== '')
                .join('，')}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
