// One duty at the desk: how its day was found, what has happened to it, and what this person may do.
import type { ComponentChildren, VNode } from 'preact';
import { ChoiceField, SelectField, TextArea } from '../../../../kit/form-field/part.tsx';
import { type Problem, ProblemSummary } from '../../../../kit/problem-summary/part.tsx';
import { StatusTag } from '../../../../kit/status-tag/part.tsx';
import { TokenField } from '../../../../kit/token-field/part.tsx';
import type { Ctx } from '../../../../platform/http/route.ts';
import type { Calendar } from '../../../../town/calendar.ts';
import { type Instant, shortTime } from '../../../../town/day.ts';
import { refusalGrounds } from '../../../../town/refusal-grounds.ts';
import { type Duty, dutyKindNames, isPeriodOver } from '../../duty.ts';
import { nameOf, type OrganNames } from '../../organ-names.ts';
import { shown } from '../../standing.ts';
import type { DutyEvent } from '../../store.ts';
import { DutyEnd } from './duty-table.tsx';

export interface DutyPageProps {
  ctx: Ctx;
  duty: Duty;
  history: readonly DutyEvent[];
  calendar: Calendar;
  organs: OrganNames;
  /** Answers for the organ that owes it. */
  own: boolean;
  office: boolean;
  mayDraft: boolean;
  problems: readonly Problem[];
}

export function DutyPage(props: DutyPageProps): VNode {
  const { ctx, duty, history, calendar, organs, problems } = props;
  const { tone, text, explanation } = shown(duty, calendar, ctx.today);
  return (
    <>
      <ProblemSummary problems={problems} />
      <dl class="meta">
        <dt>事项</dt>
        <dd>
          <a href={`/catalogue/${duty.itemCode}`}>
            {duty.itemCode} {duty.itemName}
          </a>
        </dd>
        <dt>责任单位</dt>
        <dd>{nameOf(organs, duty.organId)}</dd>
        <dt>类别</dt>
        <dd>{dutyKindNames[duty.kind]}</dd>
        <dt>到期日</dt>
        <dd>
          {duty.dueOn}
          {duty.provisional && '（暂算）'} <StatusTag tone={tone}>{text}</StatusTag>
        </dd>
        {duty.state !== 'open' && (
          <>
            <dt>结果</dt>
            <dd class="wide">
              <DutyEnd duty={duty} />
              {duty.state === 'withheld' && `：${duty.ground}`}（{duty.endedBy}，{shortTime(duty.endedAt as Instant)}）
            </dd>
          </>
        )}
      </dl>
      <section>
        <h2>到期日是怎样算出来的</h2>
        <ol>
          {explanation.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ol>
      </section>
      <Actions {...props} />
      <section>
        <h2>经过</h2>
        <ol class="timeline">
          {history.map((e) => (
            <li key={e.id}>
              <time dateTime={e.at}>{shortTime(e.at as Instant)}</time> {e.who}：{tell(e)}
            </li>
          ))}
        </ol>
      </section>
    </>
  );
}

function tell(e: DutyEvent): string {
  const d = (name: string): string => String(e.detail[name] ?? '');
  switch (e.what) {
    case 'made':
      return `产生任务，到期日 ${d('due')}。`;
    case 'published':
      return `公开，索引号 ${d('indexNo')}${e.detail.late === true ? '（迟公开）' : ''}。`;
    case 'nil':
      return `本期无：${d('note')}`;
    case 'withheld':
      return `不予公开（${d('ground')}）：${d('note')}`;
    case 'reopened':
      return `重新打开：${d('why')}`;
    case 'recomputed':
      return `到期日由 ${d('was')} 改为 ${d('now')}，因${d('why')}。`;
    case 'proposed':
      return `建议不予公开（${d('ground')}）：${d('note')}`;
    case 'proposal-declined':
      return `不采纳不予公开的建议：${d('why')}`;
  }
}

function Actions(props: DutyPageProps): VNode | null {
  const { ctx, duty, own, office, mayDraft, problems } = props;
  const open = duty.state === 'open';
  const formed = duty.cadenceKey === 'formation';
  const path = `/console/duties/${duty.id}`;
  if (!open) {
    if (!office || duty.state === 'published') return null;
    return (
      <Deed ctx={ctx} id="reopen" title="重新打开" action={`${path}/reopening`} button="重新打开，恢复原到期日" danger>
        <TextArea label="理由" name="why" value={ctx.form.text('why')} required problems={problems} rows={2} />
      </Deed>
    );
  }
  return (
    <>
      {own && mayDraft && (
        <p class="bar">
          <a class="btn" href={`/console/drafts/new?duty=${duty.id}`}>
            拟稿公开
          </a>
        </p>
      )}
      {duty.proposedGround !== null && (
        <p class="notice">
          {duty.proposedBy}建议不予公开（{duty.proposedGround}）：{duty.proposedNote}。政务公开办决定以前，时限照算。
        </p>
      )}
      {office && duty.proposedGround !== null && (
        <Deed ctx={ctx} id="decline" title="不采纳建议" action={`${path}/declining`} button="不采纳">
          <TextArea label="理由" name="why" value={ctx.form.text('why')} required problems={problems} rows={2} />
        </Deed>
      )}
      {!formed && own && !isPeriodOver(duty, ctx.today) && (
        <p class="muted">
          {duty.periodName}到 {duty.periodTo} 结束，这以后才能报“本期无”。
        </p>
      )}
      {(formed ? office : own && isPeriodOver(duty, ctx.today)) && (
        <Deed
          ctx={ctx}
          id="nil"
          title={formed ? '核销误登记' : '本期无'}
          action={`${path}/nil`}
          button={formed ? '核销' : '声明本期无'}
        >
          <TextArea
            label="核对了什么"
            name="note"
            value={ctx.form.text('note')}
            required
            problems={problems}
            rows={3}
            hint="写明核对的台账、系统和结果。这段话会公开显示。"
          />
          {problems.some((p) => p.field === 'despite') && (
            <ChoiceField
              label="同期公开的文件"
              name="despite"
              many
              required
              values={ctx.form.list('despite')}
              problems={problems}
              choices={[{ value: 'yes', label: '那份文件不属于本任务，本期确实没有' }]}
            />
          )}
        </Deed>
      )}
      {(office || own) && (
        <Deed
          ctx={ctx}
          id="propose"
          title={office ? '不予公开' : '建议不予公开'}
          action={office ? `${path}/withholding` : `${path}/proposal`}
          button={office ? '决定不予公开并发布说明' : '提出建议'}
          danger={office}
        >
          <SelectField
            label="法定理由"
            name="ground"
            value={ctx.form.line('ground') || (duty.proposedGround ?? '')}
            blank="请选择"
            required
            problems={problems}
            choices={refusalGrounds.map((g) => ({ value: g, label: g }))}
          />
          <TextArea
            label="说明"
            name="explanation"
            value={ctx.form.text('explanation') || (duty.proposedNote ?? '')}
            required
            problems={problems}
            rows={4}
            hint="群众会看到：依据哪条规定、为什么不能公开、哪些部分仍然公开。不要写出不能公开的内容。"
          />
        </Deed>
      )}
    </>
  );
}

interface DeedProps {
  ctx: Ctx;
  id: string;
  title: string;
  action: string;
  button: string;
  danger?: boolean;
  children: ComponentChildren;
}

function Deed({ ctx, id, title, action, button, danger, children }: DeedProps): VNode {
  return (
    <section id={id}>
      <h2>{title}</h2>
      <form method="post" action={action}>
        <TokenField ctx={ctx} />
        {children}
        <button type="submit" class={danger ? 'btn danger' : 'btn'}>
          {button}
        </button>
      </form>
    </section>
  );
}
