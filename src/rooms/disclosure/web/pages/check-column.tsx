// 发布前检查: what stands in the way, what deserves a look, what is fine; read beside the text it is about.
import type { VNode } from 'preact';
import { TokenField } from '../../../../kit/token-field/part.tsx';
import type { Ctx } from '../../../../platform/http/route.ts';
import { shortTime } from '../../../../town/day.ts';
import type { EditionFinding } from '../../check-edition.ts';
import { type Passages, passageId } from './passages.ts';
import { releaseGrounds } from '../../../checks/door.ts';

const levelWords = { stop: '必须处理', warn: '请看一眼', hint: '提示', pass: '通过' } as const;

function toneOf(f: EditionFinding): string {
  if (f.dismissed || f.level === 'pass') return 'check';
  return f.level === 'stop' ? 'check stop' : 'check warn';
}

/** @param dismissTo address the dismissal form posts to, or null where nothing may be dismissed. */
export function CheckColumn({
  findings,
  ctx,
  dismissTo,
  isAuthor,
  passages,
}: {
  findings: readonly EditionFinding[];
  /** What is marked in the text shown beside the column, if one is. */
  passages?: Passages;
  ctx: Ctx;
  dismissTo: string | null;
  isAuthor: boolean;
}): VNode {
  const marked = new Set([...(passages?.values() ?? [])].flatMap((all) => all.map((p) => p.id)));
  const stops = findings.filter((f) => f.blocks).length;
  return (
    <section aria-labelledby="checks">
      <h2 id="checks">发布前检查</h2>
      <p class="small muted">{stops === 0 ? '没有必须处理的问题' : `${stops} 处必须处理，处理前不能发布`}</p>
      {findings.map((f) => (
        <div class={toneOf(f)} key={f.fingerprint} id={`check-${f.fingerprint.slice(0, 12)}`}>
          <b>
            <span class="sr-only">{f.dismissed ? '已说明：' : `${levelWords[f.level]}：`}</span>
            {f.title}
          </b>
          <p>
            {f.explain}
            {f.law && <span class="muted">（{f.law}）</span>}
          </p>
          {f.excerpt && <p class="excerpt">“{f.excerpt}”</p>}
          <FoundAt ids={(f.matches ?? []).map((_, i) => passageId(f.fingerprint, i + 1)).filter((id) => marked.has(id))} />
          {f.href && (
            <p>
              <a href={f.href}>看那一份</a>
            </p>
          )}
          {f.said && (
            <p class="muted">
              {f.said.name} {shortTime(f.said.at)}：{f.said.reason}
            </p>
          )}
          {dismissTo && !f.dismissed && (f.level === 'stop' || f.level === 'warn') && (
            <DismissForm f={f} ctx={ctx} to={dismissTo} isAuthor={isAuthor} />
          )}
        </div>
      ))}
    </section>
  );
}

function FoundAt({ ids }: { ids: readonly string[] }): VNode | null {
  if (ids.length === 0) return null;
  return (
    <p>
      在文中：
      {ids.map((id, i) => (
        <a key={id} href={`#${id}`}>
          第 {i + 1} 处{' '}
        </a>
      ))}
    </p>
  );
}

function DismissForm({ f, ctx, to, isAuthor }: { f: EditionFinding; ctx: Ctx; to: string; isAuthor: boolean }): VNode {
  if (f.secondPersonMayRelease && isAuthor) return <p class="small muted">须遮蔽，或由拟稿人以外的审查人员说明依据后放行。</p>;
  const id = f.fingerprint.slice(0, 12);
  return (
    <details>
      <summary class="small">这一处没有问题，说明理由</summary>
      <form method="post" action={to}>
        <TokenField ctx={ctx} />
        <input type="hidden" name="fingerprint" value={f.fingerprint} />
        {f.secondPersonMayRelease && (
          <p>
            <label for={`ground-${id}`}>放行依据</label>
            <select id={`ground-${id}`} name="ground" required>
              <option value="">请选择</option>
              {Object.entries(releaseGrounds).map(([value, label]) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </select>
          </p>
        )}
        <p>
          <label for={`reason-${id}`}>理由</label>
          <input id={`reason-${id}`} name="reason" required maxLength={200} />
        </p>
        <button class="btn quiet" type="submit">
          记录
        </button>
      </form>
    </details>
  );
}
