// The demonstration's way in: every role with one sentence on what it does, and one button per person.
import type { VNode } from 'preact';
import { TokenField } from '../../../kit/token-field/part.tsx';
import type { DemoPerson } from '../../../platform/auth/demo.ts';
import type { Ctx } from '../../../platform/http/route.ts';
import { type Role, roleNames, roles } from '../../../town/roles.ts';

const does: Readonly<Record<Role, string>> = {
  drafter: '起草要公开的文件，填写公开属性，提交审核。',
  'department-head': '审核本部门的稿件，对内容是否准确负责。',
  'secrecy-reviewer': '在公开之前审查是否涉密、是否含不宜公开的内容。',
  'openness-office': '办理预审备案和发布，盯住全镇三十三项的到期情况。',
  'deputy-leader': '签发分管领域的公开文件。',
  principal: '签发重要文件，看全镇公开情况。',
  window: '在服务大厅窗口接件、告知、反馈。',
  agent: '在村（社区）替居民代办事项，起草本村应公开的信息。',
  supervisor: '对公开工作提出意见，跟踪整改。',
  'system-admin': '管理人员账号、机构和参数，不接触公开内容。',
  'security-admin': '授予和收回角色，查看并结束登录。',
  'audit-admin': '查阅操作记录，核对记录链是否完整。',
};

/** Shown at once for each role; the others open on demand. */
const FIRST = 3;

interface PeopleProps {
  ctx: Ctx;
  people: readonly DemoPerson[];
  next: string;
}

function Buttons({ ctx, people, next }: PeopleProps): VNode {
  return (
    <div>
      {people.map((p) => (
        <form key={p.accountId} method="post" action="/console/demo-sign-in">
          <TokenField ctx={ctx} />
          <input type="hidden" name="next" value={next} />
          <button class="btn quiet" type="submit" name="account" value={p.accountId}>
            {p.staff.name}（{p.staff.organName}）
          </button>
        </form>
      ))}
    </div>
  );
}

export function DemoPeople({ ctx, people, next }: PeopleProps): VNode {
  return (
    <section aria-labelledby="demo-title">
      <div class="head">
        <h2 id="demo-title">演示：点一下，以这位工作人员的身份进入</h2>
      </div>
      <dl class="demo-people">
        {roles.map((role) => (
          <div key={role}>
            <dt>{roleNames[role]}</dt>
            <dd>
              <p class="small">{does[role]}</p>
              <Buttons ctx={ctx} people={people.filter((p) => p.staff.roles.includes(role)).slice(0, FIRST)} next={next} />
              {people.filter((p) => p.staff.roles.includes(role)).length > FIRST && (
                <details>
                  <summary class="small">其他{roleNames[role]}</summary>
                  <Buttons ctx={ctx} people={people.filter((p) => p.staff.roles.includes(role)).slice(FIRST)} next={next} />
                </details>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
