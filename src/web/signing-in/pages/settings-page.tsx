// The security administrator's choices, each with what it does to everybody.
import { consolePage } from '../../../kit/console-page/part.tsx';
import { ChoiceField, TextField } from '../../../kit/form-field/part.tsx';
import { type Problem, ProblemSummary } from '../../../kit/problem-summary/part.tsx';
import { TokenField } from '../../../kit/token-field/part.tsx';
import { DJBH_DAYS, DJBH_REMEMBERED, MAX_LENGTH, MIN_LENGTH } from '../../../platform/auth/passwords.ts';
import type { AuthSettings, PasswordProfile } from '../../../platform/auth/settings.ts';
import { DORMANT_DAYS } from '../../../platform/auth/timetable.ts';
import type { PageReply } from '../../../platform/http/reply.ts';
import type { Ctx } from '../../../platform/http/route.ts';

const profiles: Readonly<Record<PasswordProfile, string>> = {
  standard: '长而不易猜（通用）',
  djbh: '等保测评口径',
};

export interface SettingsPageProps {
  /** In force now. */
  settings: AuthSettings;
  /** In the form. */
  idleMinutes: string;
  passwordProfile: string;
  problems: readonly Problem[];
  notice?: string;
}

export function settingsPage(ctx: Ctx, p: SettingsPageProps): PageReply {
  const { settings, problems, notice } = p;
  return consolePage(
    ctx,
    { title: '安全设置', current: 'settings', notice, status: problems.length > 0 ? 422 : 200 },
    <>
      <ProblemSummary problems={problems} />
      <p class="muted">
        现行：{settings.idleMinutes} 分钟无操作退出，密码要求为“{profiles[settings.passwordProfile]}
        ”。修改对全镇所有人生效，并记入审计记录。
      </p>
      <form method="post" action="/console/settings">
        <TokenField ctx={ctx} />
        <TextField
          label="无操作退出时间（分钟）"
          name="idleMinutes"
          value={p.idleMinutes}
          required
          problems={problems}
          inputMode="numeric"
          maxLength={3}
          hint="5 到 60 分钟，通常为 15 分钟。时间改短后，已经超过的登录在下一次点击时退出。登录最长 8 小时，不受此项影响。"
        />
        <ChoiceField
          label="密码要求"
          name="passwordProfile"
          values={[p.passwordProfile]}
          required
          problems={problems}
          choices={[
            { value: 'standard', label: profiles.standard },
            { value: 'djbh', label: profiles.djbh },
          ]}
        />
        <dl class="meta">
          <dt>{profiles.standard}</dt>
          <dd class="wide">
            {MIN_LENGTH} 到 {MAX_LENGTH} 个字符，去掉常见词、姓名、地名、年份后仍须足够长。不要求字符种类，不要求定期更换。
          </dd>
          <dt>{profiles.djbh}</dt>
          <dd class="wide">
            在通用要求之外：大写字母、小写字母、数字、其他符号至少三类；每 {DJBH_DAYS} 天更换，不得与最近 {DJBH_REMEMBERED}{' '}
            次用过的相同；{DORMANT_DAYS} 天没有登录的账号夜间自动停用，由安全管理员恢复。选用后，密码已满 {DJBH_DAYS}{' '}
            天的人下次登录时须先换密码。测评机构要求时选用。
          </dd>
        </dl>
        <button type="submit">保存</button>
      </form>
    </>,
  );
}
