import { describe, expect, it } from 'vitest';
import { day } from '../../town/day.ts';
import { applyDismissals, type Dismissal, isPublishable, needsSecondPerson } from './dismissals.ts';
import type { CheckSubject, Finding, FindingRule } from './finding.ts';
import { maskPersonalData } from './personal/mask.ts';
import { runChecks } from './run-checks.ts';
import { shingleSimilarity, similarityMatches } from './similarity.ts';

const body =
  '根据《社会救助暂行办法》，现将本镇2026年11月城乡居民最低生活保障对象名单予以公布，标准为每人每月612元，公示期7个工作日，监督电话0563-4000123。';

function subject(changes: Partial<CheckSubject> = {}, text = body): CheckSubject {
  return {
    itemCode: '27',
    itemName: '社会救助、优抚、救灾款物',
    requiredElements: ['政策依据', '审核名单', '金额', '监督电话'],
    title: '城乡居民最低生活保障对象名单（2026年11月）',
    docNo: '港民〔2026〕12号',
    createdOn: day('2026-11-14'),
    effectiveOn: null,
    repealedOn: null,
    genre: '公示',
    summary: '',
    sources: [{ where: 'body', label: '第1段', text, anchor: 'p1' }],
    links: [],
    attachments: [],
    today: day('2026-11-23'),
    similar: [],
    ...changes,
  };
}

const rules = (findings: readonly Finding[]) => findings.map((f) => f.rule);
const one = (findings: readonly Finding[], rule: FindingRule) => findings.find((f) => f.rule === rule)!;

describe('a draft is checked before the public sees it', () => {
  it('shows only green lines for a sound draft', () => {
    const findings = runChecks(subject());
    expect(findings.filter((f) => f.level !== 'pass')).toEqual([]);
    expect(rules(findings)).toEqual([
      'personal-none',
      'body-substantial',
      'elements-complete',
      'dates-in-order',
      'no-similar',
      'wording-clean',
    ]);
    expect(one(findings, 'elements-complete').explain).toBe(
      '按关键词判断，政策依据、审核名单、金额、监督电话均能找到；写得对不对、全不全，请读原文。',
    );
  });

  it('finds a number in every place the public would receive, and quotes none of them', () => {
    const phone = '13800138000';
    const everywhere = subject({
      title: `名单 ${phone}`,
      summary: phone,
      sources: (['body', 'table', 'attachment', 'metadata', 'file-name'] as const).map((where) => ({
        where,
        label: where,
        text: `王样例 ${phone}`,
      })),
      attachments: [{ name: `李样例${phone}.docx`, size: 9, readable: true }],
      links: [{ href: 'https://example.com/?t=%31380013%38000', status: 'ok' }],
    });
    const findings = runChecks(everywhere);
    expect(findings.filter((f) => f.rule === 'mobile').map((f) => f.where)).toEqual([
      'title',
      'summary',
      'file-name',
      'body',
      'body',
      'table',
      'attachment',
      'metadata',
      'file-name',
    ]);
    expect(JSON.stringify(findings)).not.toContain(phone);
    expect(JSON.stringify(findings)).toContain('138****8000');
  });

  it('does not promise a number in a file the button that only reaches the text', () => {
    const told = (label: string, where: 'body' | 'attachment'): string =>
      one(runChecks(subject({ sources: [{ where, label, text: '电话13800138000' }] })), 'mobile').explain;
    expect(told('附件“名单.xlsx”', 'attachment')).toContain('在原文件里处理后重新上传');
    expect(told('附件“名单.xlsx”', 'attachment')).not.toContain('遮蔽');
    expect(told('第1段', 'body')).toContain('请点“遮蔽”');
  });

  it('points at the number in the text as it was given', () => {
    const text = `${body}联系人：王样例，１３８　００１３　８０００。`;
    const match = one(runChecks(subject({}, text)), 'mobile').matches![0]!;
    expect(text.slice(match.start, match.end)).toBe('１３８　００１３　８０００');
    expect(match.masked).toBe('138****8000');
  });

  it('joins an identity number torn over two paragraphs', () => {
    const sources = ['王样例，11010519491231', '002X，山门村'].map((text, i) => ({
      where: 'body' as const,
      label: `第${i + 1}段`,
      text,
    }));
    const found = one(runChecks(subject({ sources })), 'resident-id');
    expect(found.excerpt).toBe('王样例，110105********002X');
  });

  it('reads the head of a table column as a cue', () => {
    const sources = [
      { where: 'table' as const, label: '身份证号', text: '110105194912310021' },
      { where: 'table' as const, label: '账号', text: '340188123456789012' },
    ];
    expect(rules(runChecks(subject({ sources })))).toEqual(expect.arrayContaining(['resident-id-suspect', 'bank-account']));
  });

  it('names every element that is missing', () => {
    const findings = runChecks(
      subject({}, '各村（社区）要高度重视，加强组织领导，明确工作责任，狠抓工作落实，确保取得实效，切实抓好各项工作。'),
    );
    expect(one(findings, 'elements-missing').explain).toContain('政策依据、');
    expect(rules(findings)).not.toContain('elements-complete');
  });

  it('stops an empty body and asks about a thin one', () => {
    expect(rules(runChecks(subject({}, ' \u200b\n')))).toContain('body-empty');
    expect(rules(runChecks(subject({}, '待补充')))).toContain('body-placeholder');
    expect(rules(runChecks(subject({}, '名单已公布。')))).toContain('body-one-line');
    expect(rules(runChecks(subject({}, '内容详见附件。')))).toEqual(
      expect.arrayContaining(['body-only-attachment', 'attachment-absent']),
    );
    expect(rules(runChecks(subject({}, subject().title)))).toContain('body-one-line');
  });

  it('stops attachments that do not open and links into the office', () => {
    const findings = runChecks(
      subject({
        attachments: [
          { name: 'a.docx', size: 0, readable: true },
          { name: 'b.pdf', size: 5, readable: false, problem: '文件已加密' },
        ],
        links: [
          { href: 'http://192.168.1.8/a', status: 'ok' },
          { href: 'C:\\Users\\a.doc', status: 'unchecked' },
          { href: 'https://www.example.com/gone', status: 'dead' },
          { href: 'https://www.example.com/', status: 'unchecked' },
          { href: '/documents/1', status: 'ok' },
        ],
      }),
    );
    expect(rules(findings).filter((r) => /^(link|attach)/.test(r))).toEqual([
      'attachment-unreadable',
      'attachment-unreadable',
      'link-inward',
      'link-inward',
      'link-dead',
      'link-unchecked',
    ]);
    expect(findings.find((f) => f.rule === 'attachment-unreadable' && f.excerpt === 'b.pdf')!.explain).toContain('文件已加密');
  });

  it('stops what an attachment carries unseen, quotes no number of a person, and passes once it is gone', () => {
    const carrying = { name: '名单.xlsx', size: 9, readable: true, hidden: ['隐藏的工作表：底稿', '批注1处：13800000000'] };
    const [found] = runChecks(subject({ attachments: [carrying] })).filter((f) => f.rule.startsWith('attach'));
    expect(found).toMatchObject({ rule: 'attachment-hidden', level: 'stop', excerpt: '名单.xlsx' });
    expect(found!.explain).toContain('隐藏的工作表：底稿');
    expect(found!.explain).not.toContain('13800000000');
    const clean = runChecks(subject({ attachments: [{ ...carrying, hidden: [] }] }));
    expect(rules(clean).filter((r) => r.startsWith('attach'))).toEqual(['attachments-readable']);
  });

  it('holds the dates in order', () => {
    expect(rules(runChecks(subject({ createdOn: null })))).toContain('created-missing');
    expect(rules(runChecks(subject({ createdOn: day('2026-11-24') })))).toContain('created-in-future');
    const early = { effectiveOn: day('2026-01-01') };
    expect(rules(runChecks(subject(early)))).toContain('effective-before-created');
    expect(rules(runChecks(subject(early, `${body}本办法自2026年1月1日起施行。`)))).not.toContain('effective-before-created');
    expect(rules(runChecks(subject({ effectiveOn: day('2026-12-01'), repealedOn: day('2026-11-30') })))).toContain(
      'repealed-before-effective',
    );
    expect(rules(runChecks(subject({ repealedOn: day('2026-11-01') })))).toContain('repealed-before-created');
    expect(rules(runChecks(subject({ docNo: '港民〔2025〕12号' })))).toContain('docno-year');
    expect(rules(runChecks(subject({}, `${body}2026年2月30日前上报，公示期2026年11月20日至2026年11月16日。`)))).toEqual(
      expect.arrayContaining(['date-impossible', 'period-reversed']),
    );
    expect(one(runChecks(subject({ docNo: '港民[2026]第012号' })), 'docno-form').explain).toContain('港民〔2026〕12号');
  });

  it('stops the same document under the same title, and only asks about a similar one', () => {
    const near = { indexNo: '11341899999900011F/202610-00007', href: '/documents/x' };
    const same = runChecks(subject({ similar: [{ ...near, title: subject().title, similarity: 0.99 }] }));
    expect(one(same, 'same-document').level).toBe('stop');
    expect(one(same, 'same-document').href).toBe('/documents/x');
    const month = runChecks(subject({ similar: [{ ...near, title: '10月名单', similarity: 0.99 }] }));
    expect(one(month, 'similar-document').level).toBe('warn');
    expect(rules(runChecks(subject({ similar: [{ ...near, title: 'x', similarity: 0.4 }] })))).toContain('no-similar');
  });
});

describe('a finding is known again', () => {
  const phone = (text: string, pepper = '') => one(runChecks(subject({}, text), pepper), 'mobile').fingerprint;

  it('after edits elsewhere, but not after its content or place has changed', () => {
    const first = phone(`${body}王样例 13800138000`);
    expect(phone(`新的开头。${body}赵示范 138-0013-8000，另有安排`)).toBe(first);
    expect(phone(`${body}王样例 13800138001`)).not.toBe(first);
    expect(phone(`${body}13800138000，13900139000`)).not.toBe(first);
    expect(phone(`${body}王样例 13800138000`, 'secret')).not.toBe(first);
    expect(one(runChecks(subject({ title: '名单13800138000' })), 'mobile').fingerprint).not.toBe(first);
  });

  it('the same twice', () => {
    expect(runChecks(subject({}, `${body}其它`))).toEqual(runChecks(subject({}, `${body}其它`)));
  });
});

describe('a person may overrule a finding, never hide it', () => {
  const findings = runChecks(subject({}, `${body}王样例13800138000，汇入帐户。`));
  const [phone, word] = [one(findings, 'mobile'), one(findings, 'wording-error')];
  const by = (f: Finding, more: Partial<Dismissal> = {}): Dismissal => ({
    fingerprint: f.fingerprint,
    reason: '公务手机',
    by: 'zhao',
    at: '2026-11-23T01:00:00.000Z',
    ...more,
  });
  const judged = (list: Dismissal[]) => applyDismissals(findings, list, ['wang']);

  it('does not let a number of a person go without a ground, without a reason or by its author', () => {
    for (const d of [
      by(phone),
      by(phone, { ground: 'official-contact', by: 'wang' }),
      by(phone, { ground: 'official-contact', reason: ' ' }),
    ]) {
      expect(judged([d]).find((f) => f.rule === 'mobile')).toMatchObject({ blocks: true, dismissed: null });
    }
    expect(judged([by(phone, { ground: 'toString' as 'consent' })]).find((f) => f.rule === 'mobile')!.blocks).toBe(true);
    expect(needsSecondPerson(phone)).toBe(true);
    expect(needsSecondPerson(word)).toBe(false);
  });

  it('keeps it in the column with who, when and why', () => {
    const all = judged([by(phone, { ground: 'official-contact' }), by(word, { by: 'wang', reason: '引用原文' })]);
    expect(all.find((f) => f.rule === 'mobile')).toMatchObject({
      blocks: false,
      dismissed: { by: 'zhao', ground: 'official-contact' },
    });
    expect(all).toHaveLength(findings.length);
    expect(isPublishable(all)).toBe(true);
    expect(isPublishable(judged([]))).toBe(false);
  });
});

describe('hostile text costs no more than its length', () => {
  const long = (piece: string) => piece.repeat(Math.ceil(50_000 / piece.length));
  const attacks = [
    '1',
    '1 ',
    '1\n',
    '62',
    '62 ',
    '1-',
    '１',
    '１３',
    '身份证',
    '电话1',
    'a@',
    'a',
    'a.',
    '@a.',
    '家住',
    '家住山',
    '王患',
    '王王王',
    '男，1',
    '孤儿：',
    '截止',
    '港澳台等国',
    '皖A1',
    '护照',
    '2026年1月',
    '2026-1-',
    '〔2026〕',
    ' ',
    '\n',
    '1\u200b',
    '附件',
    '元',
    '一',
    '11010519491231002X',
    '13800138000',
    '13800138000 ',
    '1.',
    '根据《',
    '监督',
    '幢1单元',
    '残疾证号1',
    '镇村水电路',
  ];
  for (const piece of attacks) {
    // What costs the square of its length does not come back within the limit.
    it(`50 kB of ${JSON.stringify(piece)}`, () => {
      const text = long(piece);
      runChecks(
        subject(
          { docNo: text, links: [{ href: text, status: 'ok' }], attachments: [{ name: text, size: 1, readable: true }] },
          text,
        ),
      );
      maskPersonalData(text);
      shingleSimilarity(text, text.slice(7));
      similarityMatches(text, text.slice(0, 900));
    }, 20_000);
  }
});
