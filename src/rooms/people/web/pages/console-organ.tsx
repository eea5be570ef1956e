// One organ in the console: its form, its closing, its history; read-only for those who may only look, and once closed.
import type { VNode } from 'preact';
import type { Problem } from '../../../../kit/problem-summary/part.tsx';
import type { Ctx } from '../../../../platform/http/route.ts';
import type { Organ } from '../../organ.ts';
import type { PeopleEvent } from '../../read-events.ts';
import type { Values } from '../forms.ts';
import { History } from './history.tsx';
import { ClosingForm, OrganForm } from './organ-form.tsx';

export interface ConsoleOrganProps {
  ctx: Ctx;
  organ: Organ;
  values: Values;
  problems: readonly Problem[];
  closing: { values: Values; problems: readonly Problem[] };
  frame: boolean;
  mayEdit: boolean;
  organs: readonly Organ[];
  events: readonly PeopleEvent[];
}

export function consoleOrganView(p: ConsoleOrganProps): VNode {
  const { ctx, organ } = p;
  const open = organ.closedOn === null;
  return (
    <>
      <p class="muted">
        代码 {organ.code}　{organ.openedOn} 登记　<a href={`/organs/${organ.code}`}>看公开网页</a>
        {p.frame && '　'}
        {p.frame && <a href={`/console/staff?organ=${organ.id}`}>看本机构人员</a>}
      </p>
      {!open && (
        <p class="notice" role="note">
          {organ.closedOn} 撤销：{organ.closedNote}
        </p>
      )}
      {open && p.mayEdit && (
        <OrganForm
          ctx={ctx}
          action={`/console/organs/${organ.id}`}
          values={p.values}
          problems={p.problems}
          frame={p.frame}
          isNew={false}
          organs={p.organs.filter((o) => o.id !== organ.id)}
        />
      )}
      {!(open && p.mayEdit) && <ReadOnly organ={organ} />}
      {open && p.frame && <ClosingForm ctx={ctx} organ={organ} values={p.closing.values} problems={p.closing.problems} />}
      <History events={p.events} />
    </>
  );
}

function ReadOnly({ organ }: { organ: Organ }): VNode {
  return (
    <dl class="meta">
      <dt>职能</dt>
      <dd class="wide">{organ.functions.join(' ')}</dd>
      <dt>地址</dt>
      <dd class="wide">{organ.address}</dd>
      <dt>办公时间</dt>
      <dd class="wide">{organ.hours}</dd>
      <dt>电话</dt>
      <dd>{organ.telephone}</dd>
      {organ.fax !== '' && <dt>传真</dt>}
      {organ.fax !== '' && <dd>{organ.fax}</dd>}
      {organ.mail !== '' && <dt>电子邮箱</dt>}
      {organ.mail !== '' && <dd>{organ.mail}</dd>}
      <dt>负责人</dt>
      <dd>{organ.headName}</dd>
    </dl>
  );
}
