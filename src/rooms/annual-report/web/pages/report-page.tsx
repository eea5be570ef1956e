// The desk of one year's report: text, tables, remarks, signing, on one page that works without a script.
import type { VNode } from 'preact';
import { TextArea } from '../../../../kit/form-field/part.tsx';
import { type Problem, ProblemSummary } from '../../../../kit/problem-summary/part.tsx';
import { TokenField } from '../../../../kit/token-field/part.tsx';
import type { Ctx } from '../../../../platform/http/route.ts';
import { shortTime } from '../../../../town/day.ts';
import { gridsOf, sheetGrid } from '../../compose.ts';
import { type Handing, needsChangeNote } from '../../handing.ts';
import type { Judged } from '../../judge.ts';
import { formatFigure, sectionsOf } from '../../text.ts';
import { figurePath, reportPath } from '../addresses.ts';
import { FindingsList, type TypedReason } from './findings-list.tsx';
import { GridTable } from './grid-table.tsx';
import { ReportText } from './report-text.tsx';

export interface ReportPageProps {
  ctx: Ctx;
  judged: Judged;
  /** As typed, by section; what is saved where a section is left out. */
  typed: ReadonlyMap<string, string>;
  changeNote: string;
  /** The answer to a remark that was refused. */
  reason: TypedReason | null;
  problems: readonly Problem[];
  mayWrite: boolean;
}

export function ReportPage(props: ReportPageProps): VNode {
  const { judged, problems } = props;
  return (
    <>
      <ProblemSummary problems={problems} />
      <nav class="bar" aria-label="本页">
        <a href="#text">正文</a>　<a href="#tables">表格</a>　<a href="#checks">核对</a>　<a href="#signing">签署</a>　
        {props.mayWrite && <a href={`${reportPath(judged.fiscalYear)}/figures`}>填写数字</a>}
      </nav>
      <TextPart {...props} />
      <TablesPart {...props} />
      <ChecksPart {...props} />
      <SigningPart {...props} />
    </>
  );
}

function TextPart({ ctx, judged, typed, changeNote, problems, mayWrite }: ReportPageProps): VNode {
  const { text, fiscalYear, era, figures } = judged;
  const named = new Map([...figures.all.values()].map((c) => [c.name, c]));
  const hrefOf = (figure: string): string => figurePath(fiscalYear, figure);
  const textOf = (id: string): string => typed.get(id) ?? text?.sections.find((s) => s.id === id)?.text ?? '';
  const writing = text?.state === 'writing' && mayWrite;
  return (
    <section aria-labelledby="text">
      <h2 id="text">正文</h2>
      {text && (
        <p class="muted small">
          第 {text.number} 稿，{text.changedBy} {shortTime(text.changedAt)} 保存。
        </p>
      )}
      {writing ? (
        <form method="post" action={`${reportPath(fiscalYear)}/text`}>
          <TokenField ctx={ctx} />
          <input type="hidden" name="revision" value={String(text.revision)} />
          <p class="hint">
            要写数字的地方写成“【名称】”，例如“培训【培训总次数】次”，公布时换成记录里的数，读者点开就看得到是哪几条。名称见
            <a href="#names">可用的数字</a>。没有这样写的数字会标成黄色。
          </p>
          {sectionsOf(era).map((form) => (
            <div key={form.id}>
              <TextArea
                label={form.title || '引言'}
                name={`section-${form.id}`}
                hint={form.hint}
                value={textOf(form.id)}
                rows={form.id === 'overview' ? 14 : 5}
                problems={problems}
              />
              <ReportText text={textOf(form.id)} named={named} hrefOf={hrefOf} />
            </div>
          ))}
          {needsChangeNote(judged.handing) && (
            <TextArea
              label="更正说明"
              name="changeNote"
              hint="改了什么、为什么改。群众会看到。"
              value={changeNote}
              rows={2}
              required
              problems={problems}
            />
          )}
          <p class="bar">
            <button type="submit" class="btn">
              保存
            </button>
          </p>
        </form>
      ) : (
        sectionsOf(era).map((form) => (
          <div key={form.id}>
            {form.title && <h3>{form.title}</h3>}
            <ReportText text={textOf(form.id)} named={named} hrefOf={hrefOf} />
          </div>
        ))
      )}
      <details id="names">
        <summary>可用的数字</summary>
        <ul class="columns">
          {[...figures.all.values()]
            .filter((c) => c.value !== null && (c.value > 0 || !/^(table3|table4|published\.)/.test(c.key)))
            .map((c) => (
              <li key={c.key}>
                【{c.name}】 <a href={hrefOf(c.key)}>{formatFigure(c.value ?? 0)}</a> {c.unit}
                {c.origin.kind === 'hand' && <span class="muted small">（手工填写）</span>}
              </li>
            ))}
        </ul>
      </details>
    </section>
  );
}

function TablesPart({ judged }: ReportPageProps): VNode {
  const { fiscalYear, figures, frozen } = judged;
  const sheet = sheetGrid(frozen);
  const grids = [...gridsOf(frozen).values(), ...(sheet ? [sheet] : [])];
  return (
    <section aria-labelledby="tables">
      <h2 id="tables">表格</h2>
      {grids.length === 0 && <p>这一年度的报告没有规定的表格，数字写在正文里。</p>}
      {grids.map((grid) => (
        <div key={grid.caption}>
          <h3>{grid.caption}</h3>
          <GridTable
            grid={grid}
            hrefOf={(figure) => figurePath(fiscalYear, figure)}
            isByHand={(figure) => figures.all.get(figure)?.origin.kind === 'hand'}
          />
        </div>
      ))}
    </section>
  );
}

function ChecksPart({ ctx, judged, reason, problems }: ReportPageProps): VNode {
  return (
    <section aria-labelledby="checks">
      <h2 id="checks">核对</h2>
      <FindingsList ctx={ctx} fiscalYear={judged.fiscalYear} findings={judged.findings} typed={reason} problems={problems} />
      {judged.unbound.length > 0 && <p>正文里有 {judged.unbound.length} 个数字没有记录作依据，上面标成黄色。</p>}
      {judged.similar.length > 0 && (
        <>
          <h3>与别的报告几乎一样的句子</h3>
          <table>
            <thead>
              <tr>
                <th scope="col">这一份</th>
                <th scope="col">那一份</th>
                <th scope="col" class="amount">
                  相同
                </th>
              </tr>
            </thead>
            <tbody>
              {judged.similar.map((s) => (
                <tr key={s.sentence}>
                  <td>{s.sentence}</td>
                  <td>
                    {s.other}
                    <span class="muted small">　{s.in}</span>
                  </td>
                  <td class="amount">{Math.round(s.similarity * 100)}%</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </section>
  );
}

const whatNext: Readonly<Record<Handing['how'], string>> = {
  anew: '稿件已经作废、撤回或者审定不公开。另起一稿，改好后签署，作为新的稿件交付。',
  again: '还没有公开。要改文字或者数字的，另起一稿，改好后重新签署：稿件换成新的，审查从头开始。',
  'as-correction': '已经公开。发现错误的，另起一稿，改好后签署，作为更正出新的一版。',
  'not-now': '已经发布，正在等待公开。',
};

function SigningPart({ ctx, judged, mayWrite }: ReportPageProps): VNode | null {
  const { text, fiscalYear, similar } = judged;
  if (!text || !mayWrite) return null;
  return (
    <section aria-labelledby="signing">
      <h2 id="signing">签署</h2>
      {text.state === 'signed' ? (
        <>
          <p>
            {text.signedBy} {text.signedAt && shortTime(text.signedAt)} 签署，已作为稿件交付公开，
            <a href={`/console/drafts/${text.editionId}`}>看稿件</a>。数字和文字从那时起不再变动，指纹{' '}
            <code>{text.frozenHash?.slice(0, 16)}…</code>
          </p>
          <p>{whatNext[judged.handing.how]}</p>
          {judged.handing.how !== 'not-now' && (
            <form method="post" action={`${reportPath(fiscalYear)}/corrections`}>
              <TokenField ctx={ctx} />
              <button type="submit" class="btn">
                另起一稿
              </button>
            </form>
          )}
        </>
      ) : (
        <form method="post" action={`${reportPath(fiscalYear)}/signing`}>
          <TokenField ctx={ctx} />
          <input type="hidden" name="revision" value={String(text.revision)} />
          <p>签署以后文字、表格和数字一起定稿，作为稿件交付审查和公开；以后记录再变，报告不变。</p>
          {similar.length > 0 && (
            <p class="field">
              <label>
                <input type="checkbox" name="seenSimilar" value="1" id="field-seenSimilar" /> 上面 {similar.length}{' '}
                个与以前相近的句子已逐句看过
              </label>
            </p>
          )}
          <button type="submit" class="btn">
            签署并交付公开
          </button>
        </form>
      )}
    </section>
  );
}
