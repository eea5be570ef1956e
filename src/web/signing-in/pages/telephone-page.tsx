// Setting up or replacing the telephone later on, and the page that shows backup codes once.
import { consolePage } from '../../../kit/console-page/part.tsx';
import { TextField } from '../../../kit/form-field/part.tsx';
import { type Problem, ProblemSummary } from '../../../kit/problem-summary/part.tsx';
import { TokenField } from '../../../kit/token-field/part.tsx';
import type { PageReply } from '../../../platform/http/reply.ts';
import type { Ctx } from '../../../platform/http/route.ts';
import { type TelephoneOffer, TelephoneSteps } from './telephone-steps.tsx';

const crumbs = (label: string) => [{ label: '我的账号', href: '/console/account' }, { label }];

export function telephonePage(
  ctx: Ctx,
  props: { offer: TelephoneOffer; replaces: boolean; problems: readonly Problem[]; status?: number },
): PageReply {
  const title = props.replaces ? '换一部手机接收动态验证码' : '设置动态验证码';
  return consolePage(
    ctx,
    { title, status: props.status, crumbs: crumbs(title) },
    <>
      <ProblemSummary problems={props.problems} />
      {props.replaces && <p>完成后，原来的手机和备用码立即失效，其他设备上的登录会结束。</p>}
      <form method="post" action="/console/account/second-factor">
        <TokenField ctx={ctx} />
        <TelephoneSteps offer={props.offer} />
        <TextField
          label="动态验证码"
          name="code"
          value=""
          required
          autocomplete="one-time-code"
          maxLength={24}
          problems={props.problems}
        />
        <button type="submit">完成设置</button>
      </form>
    </>,
  );
}

export function backupCodesPage(
  ctx: Ctx,
  props: { left: number; next: string; codes: readonly string[] | null; problems: readonly Problem[]; status?: number },
): PageReply {
  const { codes } = props;
  return consolePage(
    ctx,
    { title: '备用码', status: props.status, crumbs: crumbs('备用码') },
    codes ? (
      <>
        <p>请现在抄下或打印，离开本页后不再显示。每个备用码只能用一次；以前的备用码已全部失效。</p>
        <ol class="backup-codes">
          {codes.map((code) => (
            <li key={code}>
              <code>{code}</code>
            </li>
          ))}
        </ol>
        <p>
          <a class="btn" href={props.next}>
            我已抄好，继续
          </a>
        </p>
      </>
    ) : (
      <>
        <ProblemSummary problems={props.problems} />
        <p>手机丢失或没电时，用备用码代替动态验证码登录。现在还有 {props.left} 个可用；重新生成后，以前的全部失效。</p>
        <form method="post" action="/console/account/backup-codes" class="bar">
          <TokenField ctx={ctx} />
          <input type="hidden" name="next" value={props.next} />
          <button type="submit">生成并显示 8 个备用码</button>
          <a href={props.next}>以后再说</a>
        </form>
      </>
    ),
  );
}
