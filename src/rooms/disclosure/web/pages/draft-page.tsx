// Drafting: the form on the left, the checks that would otherwise scold later on the right. Works without script; with it,
// the text is set in the editor and saves itself.
import type { VNode } from 'preact';
import { ChoiceField, SelectField, TextArea, TextField } from '../../../../kit/form-field/part.tsx';
import { type Problem, ProblemSummary } from '../../../../kit/problem-summary/part.tsx';
import { StatusTag } from '../../../../kit/status-tag/part.tsx';
import { TokenField } from '../../../../kit/token-field/part.tsx';
import type { Ctx } from '../../../../platform/http/route.ts';
import { plainText } from '../../../../town/body.ts';
import { shortTime } from '../../../../town/day.ts';
import { type CatalogueItem, type Duty, dutyTitle } from '../../../catalogue/door.ts';
import type { Organ } from '../../../people/door.ts';
import type { EditionFinding } from '../../check-edition.ts';
import {
  attributes,
  audiences,
  type DocumentRow,
  type Draft,
  type Edition,
  editionStateNames,
  genres,
  topics,
  validities,
} from '../../document.ts';
import { draftPath } from '../addresses.ts';
import { CheckColumn } from './check-column.tsx';
import { Prose, sizeText } from './document-page.tsx';

export interface DraftView {
  document: DocumentRow;
  edition: Edition;
  /** What the form shows: the saved draft, or what was typed when saving was refused. */
  draft: Draft;
  dutyId: string | null;
  item: CatalogueItem;
  organ: Organ;
  duties: readonly Duty[];
  findings: readonly EditionFinding[];
  problems: readonly Problem[];
  /** Index numbers this text interprets or replaces, one a line. */
  interprets: string;
  supersedes: string;
  /** What the reviewer who sent it back wrote. */
  remarks: { by: string; at: string; opinion: string } | null;
}

const choices = (values: readonly string[]) => values.map((v) => ({ value: v, label: v }));

export function DraftPage({ view, ctx }: { view: DraftView; ctx: Ctx }): VNode {
  const { document, edition, draft, item, organ, problems } = view;
  const to = draftPath(edition.id);
  const inReview = edition.state !== 'drafting';
  const { textFrom } = document;
  return (
    <>
      <div class="bar">
        <StatusTag tone="plain">{`${item.code} ${item.shortName}`}</StatusTag>
        <StatusTag tone="plain">{`${organ.shortName} 拟稿`}</StatusTag>
        <StatusTag tone={inReview ? 'warn' : 'plain'}>{editionStateNames[edition.state]}</StatusTag>
        {edition.number > 1 && <StatusTag tone="warn">{`更正：第 ${edition.number} 版`}</StatusTag>}
        <span class="muted small" role="status" data-save-state>
          第 {edition.revision} 次保存，{shortTime(edition.updatedAt)}
        </span>
      </div>
      {inReview && <p class="notice">这一稿已经送审。保存任何修改都会让已有的审查意见作废，从第一个环节重新开始。</p>}
      {textFrom && (
        <p class="notice">
          标题和正文来自已签署的<a href={textFrom.href}>{textFrom.name}</a>
          ，要改请到那里修改，重新签署。其他项目在这里填写、送审。
        </p>
      )}
      {view.remarks && (
        <div class="notice">
          <b>退回意见</b>（{view.remarks.by}，{view.remarks.at}）：{view.remarks.opinion}
        </div>
      )}
      <ProblemSummary problems={problems} />
      <div class="review">
        <form
          method="post"
          action={`${to}/save`}
          enctype="multipart/form-data"
          class="sheet draft"
          data-editor-form
          data-autosave-url={inReview ? undefined : `${to}/autosave`}
          data-upload-url={`${to}/images`}
          data-clean-url="/console/paste"
          data-image-base={`${to}/files/`}
        >
          <TokenField ctx={ctx} />
          <input type="hidden" name="revision" value={String(edition.revision)} />
          {textFrom ? <SignedText edition={edition} /> : <TextEntry draft={draft} problems={problems} />}
          <TextArea
            label="内容概述"
            name="summary"
            value={draft.summary}
            rows={2}
            required
            problems={problems}
            hint="100 字以内，说清这份信息讲什么、和谁有关。"
          />
          <div class="pair">
            <TextField
              label="生成日期"
              name="createdOn"
              type="date"
              value={draft.createdOn ?? ''}
              required
              problems={problems}
              hint="公文填成文日期；公开时限从这一天的次日起算。"
            />
            <TextField
              label="文号"
              name="docNo"
              value={draft.docNo}
              problems={problems}
              hint="如 港政〔2026〕3号；没有就空着。"
            />
            <SelectField label="体裁" name="genre" value={draft.genre} choices={choices(genres)} required problems={problems} />
            <SelectField
              label="主题分类"
              name="topic"
              value={draft.topic}
              choices={choices(topics)}
              required
              problems={problems}
            />
            <TextField label="来源" name="sourceUnit" value={draft.sourceUnit} problems={problems} />
            <TextField
              label="关键词"
              name="keywords"
              value={draft.keywords.join('、')}
              problems={problems}
              hint="用顿号隔开，不超过 10 个。"
            />
            <TextField label="生效日期" name="effectiveOn" type="date" value={draft.effectiveOn ?? ''} problems={problems} />
            <TextField label="废止日期" name="repealedOn" type="date" value={draft.repealedOn ?? ''} problems={problems} />
            <SelectField
              label="有效性"
              name="validity"
              value={draft.validity}
              choices={choices(validities)}
              required
              problems={problems}
            />
            <SelectField
              label="公开对象"
              name="audience"
              value={draft.audience}
              choices={choices(audiences)}
              required
              problems={problems}
            />
          </div>
          {document.indexNo === null && (
            <SelectField
              label="对应的应公开任务"
              name="duty"
              value={view.dutyId ?? ''}
              blank="不对应周期任务（新形成的信息）"
              choices={view.duties.map((d) => ({ value: d.id, label: `${dutyTitle(d)}，应于 ${d.dueOn} 前公开` }))}
              problems={problems}
            />
          )}
          <ChoiceField
            label="源头认定"
            name="attribute"
            values={[draft.attribute]}
            choices={choices(attributes)}
            required
            problems={problems}
            hint="拟稿时就要认定公开属性；以公开为常态，不公开为例外。"
          />
          <TextArea
            label="不主动公开的理由和依据"
            name="attributeReason"
            value={draft.attributeReason}
            rows={2}
            problems={problems}
            hint="认定为依申请公开或不予公开时必填。"
          />
          <TextArea
            label="解读的文件（索引号）"
            name="interprets"
            value={view.interprets}
            rows={1}
            problems={problems}
            hint="本件是对哪份文件的解读，一行一个索引号；两份文件会互相链接。"
          />
          <TextArea label="代替的旧文件（索引号）" name="supersedes" value={view.supersedes} rows={1} problems={problems} />
          <TextField
            label="补录：原公开日期"
            name="claimedOn"
            type="date"
            value={draft.claimedOn ?? ''}
            problems={problems}
            hint="只在补录早已在别处公开的信息时填写，页面会同时显示两个日期。"
          />
          {edition.number > 1 && (
            <TextArea
              label="更正说明"
              name="changeNote"
              value={draft.changeNote}
              rows={2}
              required
              problems={problems}
              hint="改了什么、为什么改；读者会看到。"
            />
          )}
          <Attachments view={view} />
          <div class="bar in-reach">
            <button type="submit" formnovalidate>
              保存并检查
            </button>
            <button type="submit" class="btn quiet" formaction={`${to}/submit`}>
              送审
            </button>
            <a class="btn quiet" href={`${to}/preview`}>
              预览
            </a>
          </div>
        </form>
        <aside>
          <CheckColumn
            findings={view.findings}
            ctx={ctx}
            dismissTo={`${to}/dismiss`}
            isAuthor={ctx.visitor?.staff.id === edition.authorId}
          />
          {!textFrom &&
            view.findings.some(
              (f) => f.secondPersonMayRelease && f.blocks && f.where !== 'attachment' && f.where !== 'file-name',
            ) && (
              <form method="post" action={`${to}/mask`}>
                <TokenField ctx={ctx} />
                <input type="hidden" name="revision" value={String(edition.revision)} />
                <button type="submit" class="btn quiet">
                  遮蔽个人号码
                </button>
              </form>
            )}
          <h2>本目录的要素</h2>
          <ul class="small">
            {item.elements.map((e) => (
              <li key={e}>{e}</li>
            ))}
          </ul>
          {!textFrom && (
            <details>
              <summary>从 Word 导入正文</summary>
              <form method="post" action={`${to}/import`} enctype="multipart/form-data">
                <TokenField ctx={ctx} />
                <input type="hidden" name="revision" value={String(edition.revision)} />
                <p class="small">选择 .docx、.html 或 .txt 文件，正文会被替换，格式按公文样式清理。</p>
                <input type="file" name="file" accept=".docx,.html,.htm,.txt" aria-label="要导入的文件" required />
                <button class="btn quiet" type="submit">
                  导入
                </button>
              </form>
            </details>
          )}
          {edition.state === 'drafting' && (
            <details>
              <summary>作废这一稿</summary>
              <form method="post" action={`${to}/abandon`}>
                <TokenField ctx={ctx} />
                <p class="small">作废后不再出现在待办里，记录保留。</p>
                <button class="btn danger" type="submit" data-confirm="确定作废这一稿？">
                  作废
                </button>
              </form>
            </details>
          )}
        </aside>
      </div>
    </>
  );
}

function TextEntry({ draft, problems }: Pick<DraftView, 'draft' | 'problems'>): VNode {
  return (
    <>
      <TextField
        label="标题"
        name="title"
        value={draft.title}
        required
        maxLength={150}
        problems={problems}
        hint="公文写全称：发文机关 + 事由 + 文种。"
      />
      <div class="field" id="field-body">
        <span class="label">正文</span>
        <textarea name="body" data-editor hidden aria-label="正文">
          {JSON.stringify(draft.body)}
        </textarea>
        <noscript>
          <textarea name="bodyText" rows={18} aria-label="正文（纯文本）">
            {plainText(draft.body)}
          </textarea>
          <p class="hint">未启用脚本：每段一行；改动后表格和图片会变成文字。</p>
        </noscript>
      </div>
    </>
  );
}

/** What was signed elsewhere is read here, not written. */
function SignedText({ edition }: Pick<DraftView, 'edition'>): VNode {
  return (
    <>
      <h2 class="doc-title" id="field-title">
        {edition.title}
      </h2>
      <Prose body={edition.body} imageSrc={(sha) => `${draftPath(edition.id)}/files/${sha}`} />
    </>
  );
}

function Attachments({ view }: { view: DraftView }): VNode {
  const { draft, edition } = view;
  return (
    <fieldset class="field" id="field-attachment">
      <legend>附件</legend>
      <input type="hidden" name="attachments" value="shown" />
      <p class="hint">docx、xlsx、pdf、jpg、png，每个不超过 50 MB。文件里的作者、批注、修订痕迹和拍摄位置会被清除。</p>
      {view.problems
        .filter((p) => p.field === 'attachment')
        .map((p) => (
          <p class="problem" key={p.sentence}>
            {p.sentence}
          </p>
        ))}
      {draft.attachments.map((a) => (
        <label class="choice" key={a.sha256}>
          <input type="checkbox" name="keep" value={a.sha256} checked /> 保留{' '}
          <a href={`${draftPath(edition.id)}/files/${a.sha256}`}>{a.name}</a> <span class="small muted">{sizeText(a.size)}</span>
        </label>
      ))}
      <input type="file" name="attachment" multiple accept=".docx,.xlsx,.pdf,.jpg,.jpeg,.png" aria-label="添加附件" />
    </fieldset>
  );
}
