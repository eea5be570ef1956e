// Hiding passages before a file goes out: the clerk lists what must not be read and why, the rebuilt file is read again before it counts.
import { consolePage } from '../../../kit/console-page/part.tsx';
import { SelectField, TextArea } from '../../../kit/form-field/part.tsx';
import { notFoundReply } from '../../../kit/not-found/part.tsx';
import { type Problem, ProblemSummary, problemsOf } from '../../../kit/problem-summary/part.tsx';
import { TokenField } from '../../../kit/token-field/part.tsx';
import { perform } from '../../../platform/act/act.ts';
import type { Passage } from '../../../platform/redaction/passage.ts';
import { redactionWords } from '../../../platform/redaction/words.ts';
import { type Reply, seeOther } from '../../../platform/http/reply.ts';
import type { Ctx, Route } from '../../../platform/http/route.ts';
import { parseId } from '../../../town/ids.ts';
import { openFile } from '../files.ts';
import { lookAt } from '../look.ts';
import { maskFile, releaseFile } from '../release-file.ts';
import type { RequestFileId, RequestId } from '../info-request.ts';
import { requestWords } from '../words.ts';
import { caseFilePath, casePath, deskPath } from './addresses.ts';

/** What a mark says: the ground, never what was there. */
const grounds = ['个人隐私', '商业秘密', '国家秘密', '工作秘密', '内部事务', '过程性信息', '其他不予公开'] as const;

async function showMasking(ctx: Ctx, problems: readonly Problem[] = []): Promise<Reply> {
  const id = parseId<RequestId>(ctx.params.id ?? '');
  const looked = id && (await perform(ctx.town, ctx.actor(), 'requests.look', (act) => lookAt(act, id)));
  const view = looked?.ok ? looked.value : null;
  const file = view?.files.find((f) => f.id === ctx.params.file && f.purpose === 'found');
  if (!view?.possible.includes('file') || !file) return notFoundReply(ctx);
  return consolePage(
    ctx,
    {
      title: '遮盖或者提供',
      current: 'requests',
      crumbs: [
        { label: '依申请公开', href: deskPath },
        { label: view.request.number, href: casePath(view.request.id) },
        { label: '遮盖' },
      ],
      status: problems.length > 0 ? 422 : 200,
    },
    <>
      <ProblemSummary problems={problems} />
      <p>
        文件：<a href={caseFilePath(view.request.id, file.id)}>{file.name}</a>
      </p>
      <form method="post" action={`${caseFilePath(view.request.id, file.id)}/masking`} class="sheet">
        <TokenField ctx={ctx} />
        <TextArea
          label="要遮盖的文字（每行一处，与文件里的写法一致）"
          name="passages"
          rows={8}
          value={ctx.form.text('passages')}
          hint="文件里所有相同的文字都会遮盖。系统重新制作文件，再把它读一遍；只要还能读出任何一处，就不放行。留空则原样提供。"
          problems={problems}
        />
        <SelectField
          label="遮盖的理由"
          name="ground"
          value={ctx.form.line('ground') || grounds[0]}
          choices={grounds.map((g) => ({ value: g, label: g }))}
          problems={problems}
        />
        <button type="submit">制作提供给申请人的文件</button>
      </form>
    </>,
  );
}

async function mask(ctx: Ctx): Promise<Reply> {
  const id = parseId<RequestId>(ctx.params.id ?? '');
  const file = parseId<RequestFileId>(ctx.params.file ?? '');
  if (!id || !file) return notFoundReply(ctx);
  const ground = grounds.find((g) => g === ctx.form.line('ground')) ?? grounds[0];
  const passages: Passage[] = ctx.form
    .text('passages')
    .split('\n')
    .map((text) => text.trim())
    .filter((text) => text !== '')
    .map((text) => ({ text, ground }));
  const looked = await perform(ctx.town, ctx.actor(), 'requests.look', (act) => lookAt(act, id));
  const view = looked.ok ? looked.value : null;
  const found = view?.files.find((f) => f.id === file && f.purpose === 'found');
  if (!view?.possible.includes('file') || !found) return notFoundReply(ctx);
  const content = passages.length > 0 ? await openFile(ctx.town, view.request.keyId, found) : null;
  const masked = content && (await maskFile({ kind: found.kind, bytes: content.bytes }, passages));
  if (masked && !masked.ok) return showMasking(ctx, problemsOf(masked.refusals, redactionWords));
  const outcome = await perform(ctx.town, ctx.actor(), 'requests.file', (act) =>
    releaseFile(act, id, { file, masked: masked?.value ?? null }),
  );
  if (outcome.ok) return seeOther(`${casePath(id)}?done=file`);
  return showMasking(ctx, problemsOf(outcome.refusals, requestWords));
}

const path = `${deskPath}/:id/files/:file/masking`;

export const maskingRoutes: readonly Route[] = [
  { method: 'GET', path, handle: (ctx) => showMasking(ctx) },
  { method: 'POST', path, handle: mask },
];
