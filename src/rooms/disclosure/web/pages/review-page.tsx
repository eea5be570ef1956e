// Review: the text as readers will see it, the checks beside it, the chain with everyone's opinion, and this person's step.
import { refusalGrounds } from '../../../../town/refusal-grounds.ts';
import type { VNode } from 'preact';
import { DecisionLine, type Step } from '../../../../kit/decision-line/part.tsx';
import { ChoiceField, SelectField, TextArea, TextField } from '../../../../kit/form-field/part.tsx';
import { ProblemSummary } from '../../../../kit/problem-summary/part.tsx';
import { StatusTag } from '../../../../kit/status-tag/part.tsx';
import { TokenField } from '../../../../kit/token-field/part.tsx';
import type { Ctx } from '../../../../platform/http/route.ts';
import { bodyHtml, markedText } from '../../../../town/body-html.ts';
import { shortTime } from '../../../../town/day.ts';
import {
  channels,
  type ChainStep,
  currentStep,
  type ReviewEvent,
  reviewStateNames,
  secrecyResults,
  stepNames,
  type StepName,
} from '../../../review/door.ts';
import { audiences, editionStateNames } from '../../document.ts';
import { draftPath, reviewPath } from '../addresses.ts';
import { CheckColumn } from './check-column.tsx';
import { DECIDE, Decisions, passWords } from './decisions.tsx';
import { passagesOf } from './passages.ts';
import { ForceForm, ReleaseForm, SecondLookForm } from './release-forms.tsx';
import type { ReviewView } from './review-view.ts';
import { reviewLine, Timeline } from './timeline.tsx';

/** Back with its author nothing counts as passed: the chain begins anew. */
function stepOf(
  chain: readonly ChainStep[],
  index: number,
  at: 'author' | 'reviewer' | 'forced' | 'nobody',
  events: readonly ReviewEvent[],
): Step[] {
  if (at === 'author')
    return [{ name: '拟稿', state: 'now' }, ...chain.map((s): Step => ({ name: stepNames[s.step], state: 'todo' }))];
  const steps: Step[] = [{ name: '拟稿', state: 'done' }];
  for (const [i, s] of chain.entries()) {
    const event = [...events].reverse().find((e) => e.step === s.step && e.decision === 'pass');
    const ahead = at === 'forced' ? 'skipped' : 'todo';
    const state = i < index ? 'done' : i === index && at === 'reviewer' ? 'now' : ahead;
    steps.push({
      name: stepNames[s.step],
      state,
      ...(event && state === 'done'
        ? { who: event.staffName, when: shortTime(event.at), opinion: [event.result, event.opinion].filter(Boolean).join('：') }
        : {}),
    });
  }
  return steps;
}

export function ReviewPage({ view, ctx }: { view: ReviewView; ctx: Ctx }): VNode {
  const { edition, item, organ, review, problems } = view;
  const to = reviewPath(edition.id);
  const step = review ? currentStep(review.review) : null;
  const chain = review?.review.steps ?? [];
  const found = passagesOf(view.findings);
  const released = edition.state === 'published' || edition.state === 'superseded';
  const waits: readonly string[] = ['approved', 'scheduled', 'released'];
  // A forced one passed the steps before it was forced and none after.
  const isThrough = review?.review.state === 'passed' && !review.review.forced;
  const steps: Step[] = [
    ...stepOf(
      chain,
      isThrough ? chain.length : (review?.review.stepIndex ?? 0),
      edition.state === 'drafting' ? 'author' : step ? 'reviewer' : review?.review.forced ? 'forced' : 'nobody',
      review?.events ?? [],
    ),
    { name: '发布', state: released ? 'done' : waits.includes(edition.state) ? 'now' : 'todo' },
  ];
  return (
    <>
      <Decisions step={step && view.whyNot.length === 0 ? step.step : null} view={view} />
      <div class="bar">
        <StatusTag tone="plain">{`${item.code} ${item.shortName}`}</StatusTag>
        <StatusTag tone="plain">{`${organ.shortName} ${view.authorName} 拟稿`}</StatusTag>
        <StatusTag tone={step ? 'warn' : 'plain'}>
          {step ? `${stepNames[step.step]}中` : editionStateNames[edition.state]}
        </StatusTag>
        {view.left && (
          <StatusTag tone={view.left.state === 'late' ? 'late' : view.left.state === 'soon' ? 'warn' : 'ok'}>
            {view.left.text}
          </StatusTag>
        )}
        {review?.review.forced && <StatusTag tone="late">先行发布</StatusTag>}
      </div>
      <ProblemSummary problems={problems} />
      <div class="review">
        <article class="sheet">
          <h2
            class="doc-title"
            dangerouslySetInnerHTML={{ __html: markedText(edition.title || '（未填标题）', found.get('title')) }}
          />
          <dl class="meta">
            <dt>生成日期</dt>
            <dd>{edition.createdOn ?? '未填'}</dd>
            <dt>文号</dt>
            <dd>{edition.docNo || '无'}</dd>
            <dt>源头认定</dt>
            <dd>
              {edition.attribute}
              {edition.attributeReason && `：${edition.attributeReason}`}
            </dd>
            <dt>体裁</dt>
            <dd>{edition.genre}</dd>
            <dt>内容概述</dt>
            <dd class="wide" dangerouslySetInnerHTML={{ __html: markedText(edition.summary, found.get('summary')) }} />
            {edition.changeNote && (
              <>
                <dt>更正说明</dt>
                <dd class="wide">{edition.changeNote}</dd>
              </>
            )}
          </dl>
          <div
            class="prose"
            dangerouslySetInnerHTML={{
              __html: bodyHtml(edition.body, { imageSrc: (sha) => `${draftPath(edition.id)}/files/${sha}`, passages: found }),
            }}
          />
          {edition.attachments.length > 0 && (
            <ul>
              {edition.attachments.map((a) => (
                <li key={a.sha256}>
                  附件：<a href={`${draftPath(edition.id)}/files/${a.sha256}`}>{a.name}</a>
                </li>
              ))}
            </ul>
          )}
        </article>
        <aside>
          <CheckColumn
            findings={view.findings}
            passages={found}
            ctx={ctx}
            dismissTo={step || edition.state === 'drafting' ? `${to}/dismiss` : null}
            isAuthor={ctx.visitor?.staff.id === edition.authorId}
          />
          {view.timeliness && (
            <details class="explain">
              <summary>
                公开时限：应于 {view.timeliness.due} 前
                {view.timeliness.daysLate > 0 && (
                  <StatusTag tone="late">{`今天发布就迟 ${view.timeliness.daysLate} 天`}</StatusTag>
                )}
              </summary>
              <ol>
                {view.timeliness.explanation.map((line) => (
                  <li key={line}>{line}</li>
                ))}
              </ol>
            </details>
          )}
          <h2>流程</h2>
          <DecisionLine steps={steps} />
          {step && view.whyNot.length === 0 && <StepForm step={step.step} view={view} ctx={ctx} to={to} />}
          {step && view.whyNot.length > 0 && (
            <p class="small muted">
              等待{stepNames[step.step]}。{view.whyNot.join('')}
            </p>
          )}
          {view.mayRelease && <ReleaseForm view={view} ctx={ctx} to={to} />}
          {view.mayForce && <ForceForm view={view} ctx={ctx} to={to} />}
          {view.maySecondLook && <SecondLookForm view={view} ctx={ctx} to={to} />}
          {review && (
            <>
              <h2>经过</h2>
              <Timeline lines={review.events.map(reviewLine)} />
              <p class="small muted">{reviewStateNames[review.review.state]}</p>
            </>
          )}
        </aside>
      </div>
    </>
  );
}

const choices = (values: readonly string[]) => values.map((v) => ({ value: v, label: v }));

function StepForm({ step, view, ctx, to }: { step: StepName; view: ReviewView; ctx: Ctx; to: string }): VNode {
  const { problems, typed, edition } = view;
  return (
    <form id={DECIDE} method="post" action={`${to}/decide`} class="step-form" aria-label={stepNames[step]}>
      <h2>{stepNames[step]}</h2>
      <TokenField ctx={ctx} />
      <input type="hidden" name="hash" value={edition.contentHash} />
      {step === 'secrecy' && (
        <>
          <ChoiceField
            label="保密审查结果"
            name="secrecy"
            values={[typed.secrecy]}
            choices={choices(secrecyResults)}
            required
            problems={problems}
            hint="一事一审，没有默认同意。"
          />
          <SelectField
            label="不公开的依据"
            name="ground"
            value={typed.ground}
            blank="（可以公开时不选）"
            choices={choices(refusalGrounds)}
            problems={problems}
          />
        </>
      )}
      {step === 'filing' && (
        <>
          <ChoiceField
            label="公开属性"
            name="attribute"
            values={[typed.attribute]}
            choices={choices(['主动公开', '依申请公开'])}
            required
            problems={problems}
          />
          <TextField
            label="公开范围"
            name="scope"
            value={typed.scope}
            required
            problems={problems}
            hint="例如：全文公开；或：正文公开，附件2不公开。"
          />
          <ChoiceField
            label="公开渠道"
            name="channels"
            values={typed.channels}
            choices={choices(channels)}
            many
            required
            problems={problems}
          />
          <ChoiceField
            label="公开对象"
            name="audience"
            values={[typed.audience]}
            choices={choices(audiences)}
            required
            problems={problems}
          />
          <SelectField
            label="转依申请公开的依据"
            name="ground"
            value={typed.ground}
            blank="（主动公开时不选）"
            choices={choices(refusalGrounds)}
            problems={problems}
          />
        </>
      )}
      <TextArea
        label="意见"
        name="opinion"
        value={typed.opinion}
        rows={3}
        problems={problems}
        hint={
          step === 'secrecy' || step === 'filing'
            ? '退回、不公开、上报必须说明理由。不主动公开的，依据和这里写的理由会上网，不要写出不能公开的内容。'
            : '退回必须说明理由。'
        }
      />
      <p class="small muted">写好以后，用页面上方的“{passWords[step]}”或“退回修改”。</p>
    </form>
  );
}
