// Letters of a request: choose one, change its text, sign it on the request's page, print it.
import { consolePage } from '../../../kit/console-page/part.tsx';
import { SelectField, TextArea, TextField } from '../../../kit/form-field/part.tsx';
import { notFoundReply } from '../../../kit/not-found/part.tsx';
import { type Problem, ProblemSummary, problemsOf } from '../../../kit/problem-summary/part.tsx';
import { TokenField } from '../../../kit/token-field/part.tsx';
import { perform } from '../../../platform/act/act.ts';
import { calendarOf } from '../../../platform/calendar/calendar-store.ts';
import { type Reply, seeOther } from '../../../platform/http/reply.ts';
import type { Ctx, Route } from '../../../platform/http/route.ts';
import { parseId } from '../../../town/ids.ts';
import { gatherFacts } from '../gather-facts.ts';
import { beginLetter, type Letter, saveLetter } from '../letter.ts';
import { draftLetter } from '../letters/draft-letter.ts';
import { addresseeNames, type LetterKind, letterKindKeys, letterKinds } from '../letters/kinds.ts';
import { missingForLetter } from '../letters/missing-facts.ts';
import { lookAt, type RequestView } from '../look.ts';
import type { LetterId, RequestId } from '../info-request.ts';
import { requestWords } from '../words.ts';
import { casePath, deskPath } from './addresses.ts';
import { LetterTableView } from './pages/letter-table.tsx';
import { pressLetter } from './press-letter.ts';

async function viewOf(ctx: Ctx): Promise<RequestView | null> {
  const id = parseId<RequestId>(ctx.params.id ?? '');
  const looked = id && (await perform(ctx.town, ctx.actor(), 'requests.look', (act) => lookAt(act, id)));
  return looked?.ok ? looked.value : null;
}

async function letterOf(ctx: Ctx): Promise<{ view: RequestView; letter: Letter } | null> {
  const view = await viewOf(ctx);
  const letter = view?.letters.find((l) => l.id === ctx.params.letter);
  return view && letter ? { view, letter } : null;
}

const crumbsOf = (view: RequestView, last: string) => [
  { label: '依申请公开', href: deskPath },
  { label: view.request.number, href: casePath(view.request.id) },
  { label: last },
];

async function chooseLetter(ctx: Ctx, problems: readonly Problem[] = []): Promise<Reply> {
  const view = await viewOf(ctx);
  if (!view?.possible.includes('letter')) return notFoundReply(ctx);
  return consolePage(
    ctx,
    { title: '制作文书', current: 'requests', crumbs: crumbsOf(view, '制作文书'), status: problems.length > 0 ? 422 : 200 },
    <>
      <ProblemSummary problems={problems} />
      <form method="post" action={`${casePath(view.request.id)}/letters/new`} class="sheet narrow">
        <TokenField ctx={ctx} />
        <SelectField
          label="文书"
          name="kind"
          required
          blank="请选择"
          value={ctx.form.line('kind') || ctx.query.line('kind')}
          choices={letterKindKeys.map((k) => ({
            value: k,
            label: `${letterKinds[k].name}（${addresseeNames[letterKinds[k].to]}）`,
          }))}
          problems={problems}
          hint="按这件申请现在的情况拟好，可以修改，签发时编号。"
        />
        <button type="submit">拟稿</button>
      </form>
    </>,
  );
}

async function begin(ctx: Ctx): Promise<Reply> {
  const view = await viewOf(ctx);
  if (!view) return notFoundReply(ctx);
  const kind = letterKindKeys.find((k): k is LetterKind => k === ctx.form.line('kind'));
  const facts = await gatherFacts(ctx.town.db, view, await calendarOf(ctx.town.db), ctx.today);
  if (!kind) return chooseLetter(ctx, [{ field: 'kind', sentence: '请选择文书。' }]);
  if (!facts) return chooseLetter(ctx, problemsOf([{ code: 'erased' }], requestWords));
  const missing = missingForLetter(kind, facts);
  if (missing.length > 0) return chooseLetter(ctx, [{ field: 'kind', sentence: `这份文书还缺：${missing.join('、')}。` }]);
  const outcome = await perform(ctx.town, ctx.actor(), 'requests.letter', (act) =>
    beginLetter(act, view.request.id, { kind, text: draftLetter(kind, facts) }),
  );
  if (!outcome.ok) return chooseLetter(ctx, problemsOf(outcome.refusals, requestWords));
  return seeOther(`${casePath(view.request.id)}/letters/${outcome.value.letter}`);
}

async function showLetter(ctx: Ctx, problems: readonly Problem[] = []): Promise<Reply> {
  const found = await letterOf(ctx);
  if (!found) return notFoundReply(ctx);
  const { view, letter } = found;
  const base = `${casePath(view.request.id)}/letters/${letter.id}`;
  const typed = ctx.form.names().length > 0;
  const isDraft = letter.state === 'draft' && view.possible.includes('letter');
  return consolePage(
    ctx,
    {
      title: letter.title,
      current: 'requests',
      crumbs: crumbsOf(view, letter.title),
      status: problems.length > 0 ? 422 : 200,
      notice: ctx.query.wordFrom('done', { saved: '已保存。签发在申请页办理。' }),
    },
    <>
      <ProblemSummary problems={problems} />
      <p>
        {letter.number ?? '签发时编号'}　<a href={`${base}/letter.pdf`}>PDF</a> <a href={`${base}/letter.docx`}>Word</a>
      </p>
      {isDraft ? (
        <form method="post" action={base} class="sheet">
          <TokenField ctx={ctx} />
          {/* Of what was read: sent again as it is, it never overwrites what somebody else has saved since. */}
          <input type="hidden" name="revision" value={typed ? ctx.form.line('revision') : String(letter.revision)} />
          <TextField
            label="标题"
            name="title"
            required
            value={typed ? ctx.form.line('title') : letter.text.title}
            problems={problems}
          />
          <TextField
            label="主送"
            name="salutation"
            value={typed ? ctx.form.line('salutation') : letter.text.salutation}
            problems={problems}
          />
          <TextArea
            label="正文（每段一行）"
            name="text"
            rows={24}
            value={typed ? ctx.form.text('text') : letter.text.paragraphs.join('\n')}
            problems={problems}
          />
          <button type="submit">保存</button>
        </form>
      ) : (
        <article class="sheet">
          <h2>{letter.text.title}</h2>
          {letter.text.salutation !== '' && <p>{letter.text.salutation}：</p>}
          {letter.text.paragraphs.map((p) => (
            <p key={p}>{p}</p>
          ))}
        </article>
      )}
      {letter.text.table && <LetterTableView table={letter.text.table} />}
    </>,
  );
}

async function save(ctx: Ctx): Promise<Reply> {
  const id = parseId<RequestId>(ctx.params.id ?? '');
  const letter = parseId<LetterId>(ctx.params.letter ?? '');
  if (!id || !letter) return notFoundReply(ctx);
  const { form } = ctx;
  const outcome = await perform(ctx.town, ctx.actor(), 'requests.letter', (act) =>
    saveLetter(act, id, {
      letter,
      title: form.line('title'),
      salutation: form.line('salutation'),
      paragraphs: form
        .text('text')
        .split('\n')
        .map((p) => p.trim())
        .filter((p) => p !== ''),
      revision: Number(form.line('revision')),
    }),
  );
  if (!outcome.ok) return showLetter(ctx, problemsOf(outcome.refusals, requestWords));
  return seeOther(`${casePath(id)}/letters/${letter}?done=saved`);
}

const print =
  (as: 'pdf' | 'docx') =>
  async (ctx: Ctx): Promise<Reply> => {
    const found = await letterOf(ctx);
    return found ? pressLetter(ctx, found.letter, as) : notFoundReply(ctx);
  };

const base = `${deskPath}/:id/letters`;

export const letterRoutes: readonly Route[] = [
  { method: 'GET', path: `${base}/new`, handle: (ctx) => chooseLetter(ctx) },
  { method: 'POST', path: `${base}/new`, handle: begin },
  { method: 'GET', path: `${base}/:letter`, handle: (ctx) => showLetter(ctx) },
  { method: 'POST', path: `${base}/:letter`, handle: save },
  { method: 'GET', path: `${base}/:letter/letter.pdf`, handle: print('pdf') },
  { method: 'GET', path: `${base}/:letter/letter.docx`, handle: print('docx') },
];
