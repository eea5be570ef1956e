import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { hostileTexts } from '../../../../test/support/hostile-texts.ts';
import { closePapers, press } from '../../../platform/paper/paper-press.ts';
import { readPdf } from '../../../platform/files/pdf.ts';
import { day } from '../../../town/day.ts';
import type { Regulation } from '../../../town/law.ts';
import { type AnswerCode, answerCodes, lawOf, reviewComesFirst, withholds } from '../answers.ts';
import { answerLaw } from './answer-law.ts';
import { draftLetter } from './draft-letter.ts';
import { letterKindKeys, letterKinds, type LetterKind } from './kinds.ts';
import type { AnswerFacts, LetterFacts } from './letter-facts.ts';
import { letterPaper } from './letter-paper.ts';
import type { LetterText } from './letter-text.ts';
import { missingFacts, missingForLetter } from './missing-facts.ts';
import { letterNumber, seriesWord } from './number-series.ts';
import { statute } from './statute.ts';

afterAll(closePapers);

const wholeAnswer = (code: AnswerCode, more: Partial<AnswerFacts> = {}): AnswerFacts => ({
  code,
  explanation: '该信息涉及两户村民的银行账号和家庭住址，公开会损害其个人隐私，《商业银行法》对存款人信息的保密也有规定',
  ...(code === 'A1'
    ? { places: [{ title: '2025年度农村低保对象公示', address: 'https://www.example.gov.cn/openness/12345' }] }
    : {}),
  ...(code === 'A2' || code === 'A3'
    ? { attachments: ['2025年和平村道路硬化工程决算表', '2025年和平村道路硬化工程验收单'] }
    : {}),
  ...(code === 'A3' ? { withheldAs: ['B4'] as const } : {}),
  ...(code === 'D3' ? { where: '县图书馆地方文献室，周二至周日9:00至17:00' } : {}),
  ...(code === 'D2' ? { earlier: { number: '港公开复〔2026〕3号', on: day('2026-03-02') } } : {}),
  ...more,
});

function factsOf(regulation: Regulation, answer: AnswerFacts = wholeAnswer('A3')): LetterFacts {
  const [year, old] = regulation === '条例2019' ? [2026, false] : [2016, true];
  return {
    regulation,
    signedOn: day(`${year}-11-26`),
    house: {
      organ: '港口镇人民政府',
      office: '港口镇政务公开办公室',
      address: '宁国市港口镇港口大道18号便民服务中心3号窗口',
      telephone: '0563-4000000',
    },
    remedies: { reviewOrgan: '宁国市人民政府', court: '宁国市人民法院' },
    request: {
      number: `SQ-${year}-0007`,
      channel: 'internet',
      submittedOn: day(`${year}-11-02`),
      receivedOn: day(`${year}-11-03`),
      dueOn: day(`${year}-12-01`),
      correctedOn: day(`${year}-11-16`),
      extendedTo: null,
      handledBy: '港口镇村镇建设办公室',
    },
    applicant: {
      kind: 'natural',
      name: '方雨晴',
      idNumber: '34250119900307182X',
      representative: '',
      contact: '',
      telephone: '13800000000',
      email: 'fang@example.cn',
      fax: '',
      address: '宁国市港口镇和平村向阳组12号',
      postcode: '242300',
      agent: null,
      help: '',
    },
    wish: {
      content: '和平村2025年道路硬化工程的决算表、验收单，以及工程款支付给施工方的明细',
      carrier: 'paper',
      obtaining: 'post',
      purpose: old ? '核对本组村民集资款的使用情况' : '',
    },
    answer,
    correction: {
      what: '请写明是哪一个自然村、哪一年的道路工程。\n请写明需要的是决算表还是合同',
      period: 15,
      number: '港公开补〔2026〕2号',
      sentOn: day(`${year}-11-09`),
    },
    reasons: { ground: '自2026年9月1日至11月2日，已向本机关提出56件政府信息公开申请，其中42件内容相近', period: 10 },
    extension: {
      reason: '所涉材料存放在已撤并的原村建站档案室，需要清点后才能查找',
      days: old ? 15 : 20,
      newDue: day(`${year}-12-29`),
    },
    thirdParty: {
      name: '宁国市顺达路桥工程有限公司',
      isPerson: false,
      what: '贵公司承建和平村2025年道路硬化工程的投标单价分析表',
      why: '该表载有贵公司的成本构成，可能属于商业秘密',
      period: 15,
      publicInterest: '该工程全部使用财政资金和村民集资款，单价明显高于同期同类工程，村民多次要求核实',
    },
    coMaker: { name: '宁国市交通运输局', what: '和平村2025年道路硬化工程竣工验收报告', period: 15 },
    consultation: { whom: 'third-party', sentOn: day(`${year}-11-10`) },
    assistance: { organ: '港口镇财政所', what: '查找和平村2025年道路硬化工程的支付凭证及明细', by: day(`${year}-11-18`) },
    fee: old
      ? {
          basis: 'cost',
          amount: 12.5,
          lines: [{ what: '复制费，50页，每页0.25元', amount: 12.5 }],
          howToPay: '到本机关财务室缴纳，开具收据',
        }
      : {
          basis: 'items',
          amount: 3000,
          lines: [
            { what: '第1件至第10件，10件，不收费', amount: 0 },
            { what: '第11件至第30件，20件，每件100元', amount: 2000 },
            { what: '第31件至第35件，5件，每件200元', amount: 1000 },
          ],
          howToPay: '凭缴款码通过非税收入收缴系统缴纳，或者到镇便民服务中心2号窗口办理。缴款码：3418000260000012',
          number: '港公开费〔2026〕1号',
          receivedOn: day('2026-10-12'),
        },
    rectification: {
      what: '2025年度残疾人“两项补贴”发放表中本人的残疾等级',
      outcome: 'corrected',
      explanation: '残疾等级由“三级”更正为“二级”，自2025年7月起补发差额',
    },
    transfer: {
      organ: '宁国市残疾人联合会',
      what: '残疾人证登记的残疾等级',
      why: '残疾等级由贵单位评定和登记，不属于本机关职能范围',
      materials: ['更正申请书', '残疾等级评定表复印件'],
    },
    delivery: {
      document: '政府信息公开申请答复书',
      number: '港公开复〔2026〕7号',
      place: '宁国市港口镇和平村向阳组12号',
      way: '',
      on: null,
    },
  };
}

const everything = (t: LetterText): string =>
  [t.title, t.salutation, ...t.paragraphs, ...(t.table?.rows.flat().map((c) => c.text) ?? []), t.note ?? ''].join('\n');
const laws: readonly Regulation[] = ['条例2007', '条例2019'];
const known = laws.flatMap((r) => answerCodes.filter((c) => lawOf(c, r) !== null).map((c) => [c, r] as const));

describe('what a letter lacks', () => {
  test('is named all at once, and nothing is drafted without it', () => {
    for (const [code, regulation] of known) {
      const facts = { ...factsOf(regulation), answer: { code, explanation: ' \u0000\u200b\n' } };
      const bare = { ...facts, request: { ...facts.request, correctedOn: null }, correction: undefined, fee: undefined };
      const missing = missingFacts(code, bare as unknown as LetterFacts);
      expect(missing.length, code).toBeGreaterThan(0);
      for (const what of missing) expect(what).toMatch(/^\S{2,40}$/);
      expect(() => draftLetter('answer', bare as unknown as LetterFacts)).toThrow(RangeError);
    }
    const nobody = { ...factsOf('条例2019'), remedies: { reviewOrgan: '', court: ' ' } };
    expect(missingFacts('A3', nobody)).toEqual(['行政复议机关名称', '有管辖权的人民法院名称']);
  });

  test('is said of every document: what it is about', () => {
    for (const kind of letterKindKeys) {
      const { regulation, signedOn, house, remedies, request, applicant, wish } = factsOf('条例2019');
      const bare = {
        regulation,
        signedOn,
        house: { ...house, office: '' },
        remedies,
        request,
        applicant: { ...applicant, name: '' },
        wish,
      };
      expect(missingForLetter(kind, bare).length, kind).toBeGreaterThan(0);
      expect(() => draftLetter(kind, bare)).toThrow(RangeError);
    }
  });

  test('is an answer the Regulation of the time did not know', () => {
    const facts = factsOf('条例2007', wholeAnswer('D2'));
    expect(missingFacts('D2', facts)).toEqual(['2007年条例规定的答复类型（当时没有“重复申请”）']);
    expect(() => draftLetter('answer', facts)).toThrow(RangeError);
  });

  test('is a statute, where another law forbids or arranges it', () => {
    for (const code of ['B2', 'B8'] as const) {
      const vague = factsOf('条例2019', wholeAnswer(code, { explanation: '法律另有规定，不能提供' }));
      expect(missingFacts(code, vague)).toHaveLength(1);
      const named = { ...vague, answer: { ...vague.answer!, otherLaw: '《不动产登记暂行条例》关于查询的规定' } };
      expect(everything(draftLetter('answer', named))).toContain('《不动产登记暂行条例》关于查询的规定');
    }
  });

  test('is the ground to charge before there was one', () => {
    const facts = { ...factsOf('条例2019'), signedOn: day('2020-12-31') };
    expect(missingForLetter('fee-notice', facts)).toEqual(['信息处理费的收费依据（自2021年1月1日起才可收取）']);
    expect(missingForLetter('fee-notice', { ...facts, signedOn: day('2021-01-01') })).toEqual([]);
  });
});

describe('every document', () => {
  test('is drafted whole under both laws: nothing blank, nothing left over from a template', () => {
    for (const regulation of laws) {
      for (const kind of letterKindKeys) {
        const text = draftLetter(kind, factsOf(regulation));
        expect(text.title, kind).toBe(
          `港口镇人民政府${kind === 'fee-notice' && regulation === '条例2007' ? '政府信息公开收费通知书' : letterKinds[kind].name}`,
        );
        expect(text.paragraphs.filter((p) => p.trim() === '')).toEqual([]);
        expect(everything(text)).not.toMatch(/××|undefined|null|NaN|\[object|\$\{|（）|“”|。。|：。|；。|，。/);
        expect(text.paragraphs.length + (text.table ? 1 : 0), kind).toBeGreaterThan(0);
        if (letterKinds[kind].series !== null) expect(text.salutation, kind).not.toBe('');
        const cited = everything(text).match(/《中华人民共和国政府信息公开条例》(（国务院令第492号）)?/g) ?? [];
        for (const name of cited) expect(name.includes('492'), kind).toBe(regulation === '条例2007');
      }
    }
  });

  test('goes to whom it is addressed, and says 贵单位 to an organisation', () => {
    const facts = factsOf('条例2019');
    expect(letterKindKeys).toHaveLength(17);
    expect(draftLetter('answer', facts).salutation).toBe('方雨晴');
    expect(draftLetter('transfer-letter', facts).salutation).toBe('宁国市残疾人联合会');
    const firm: LetterFacts = { ...facts, applicant: { ...facts.applicant, kind: 'business', name: '顺达公司' } };
    for (const kind of letterKindKeys.filter((k) => letterKinds[k].to === 'applicant'))
      expect(everything(draftLetter(kind, firm)), kind).not.toContain('您');
  });

  test('to others does not say who asks, save where their own records are to be put right', () => {
    for (const kind of letterKindKeys.filter((k) => ['third-party', 'co-maker', 'organ'].includes(letterKinds[k].to))) {
      const named = everything(draftLetter(kind, factsOf('条例2019'))).includes('方雨晴');
      expect(named, kind).toBe(kind === 'transfer-letter' || kind === 'application-form');
    }
  });

  test('on the way to an answer names no remedy: it cannot be challenged by itself', () => {
    for (const regulation of laws) {
      for (const kind of [
        'correction-notice',
        'reasons-notice',
        'extension-notice',
        'consultation-notice',
        'fee-notice',
        'receipt',
        'third-party-consultation',
      ] as const)
        expect(everything(draftLetter(kind, factsOf(regulation))), kind).not.toMatch(/行政复议|诉讼/);
      expect(everything(draftLetter('disclosure-notice', factsOf(regulation)))).toMatch(
        /行政复议.*直接向宁国市人民法院提起行政诉讼/,
      );
    }
    const refused = {
      ...factsOf('条例2019'),
      rectification: { what: '等级', outcome: 'refused', explanation: '与评定表一致' } as const,
    };
    expect(everything(draftLetter('rectification-notice', refused))).toContain('行政复议');
  });

  test('says the periods of its own law', () => {
    const said = (kind: LetterKind, r: Regulation): string => everything(draftLetter(kind, factsOf(r)));
    expect(said('extension-notice', '条例2019')).toMatch(/第三十三条第二款.*延长20个工作日/s);
    expect(said('extension-notice', '条例2007')).toMatch(/15个工作日内答复.*第二十四条第二款/s);
    expect(said('third-party-consultation', '条例2019')).toContain('15个工作日');
    expect(said('co-maker-consultation', '条例2019')).toContain('视为同意公开');
    expect(said('co-maker-consultation', '条例2007')).not.toContain('视为同意');
    expect(said('third-party-consultation', '条例2019')).not.toContain('视为同意');
    expect(said('correction-notice', '条例2007')).not.toContain('视为放弃');
    expect(said('fee-notice', '条例2019')).toMatch(/合计\n3000元/);
    const late = { ...factsOf('条例2019'), postponement: { reason: '申请56件，逐件核对需要时间', until: day('2027-02-01') } };
    expect(everything(draftLetter('extension-notice', late))).toMatch(/第三十五条.*2027年2月1日/s);
  });
});

describe('an answer', () => {
  test('names its article, and a remedy wherever something is withheld', () => {
    for (const [code, regulation] of known) {
      const text = draftLetter('answer', factsOf(regulation, wholeAnswer(code)));
      const all = everything(text);
      expect(all, code).toContain(answerLaw(code, regulation)!);
      const counted = lawOf(code, regulation)!;
      // Under the Regulation of 2007 what art. 14 does not name was told under art. 21.
      const told = regulation === '条例2007' && ['B3', 'B5', 'B6', 'B7', 'B8'].includes(code);
      const article = statute(counted).replace(/^.*》(（[^）]*）)?/, '');
      if (!told) expect(all, `${code} ${regulation}`).toContain(article);
      if (withholds(code)) {
        expect(
          text.paragraphs.filter((p) => /^您如对本答复书不服/.test(p)),
          code,
        ).toHaveLength(1);
        if (!code.startsWith('E') && code !== 'D2') expect(all, code).toContain('银行账号和家庭住址');
      }
      expect(all).not.toMatch(/undefined|null|××|。。|：。/);
    }
  });

  test('sends to review first since 2024 only who was refused, and never before', () => {
    for (const code of answerCodes) {
      const on = (d: string): string =>
        draftLetter('answer', { ...factsOf('条例2019', wholeAnswer(code)), signedOn: day(d) }).paragraphs.join('\n');
      expect(/应当先申请行政复议/.test(on('2024-01-01')), code).toBe(reviewComesFirst(code, day('2024-01-01')));
      expect(on('2023-12-31'), code).toMatch(/60日内.*也可以.*6个月内直接/);
      if (reviewComesFirst(code, day('2024-01-01'))) expect(on('2024-01-01')).toMatch(/60日内.*第四十五条.*15日内/);
      else expect(on('2024-01-01'), code).toMatch(/60日内.*也可以.*6个月内直接/);
    }
    const old = { ...factsOf('条例2007', wholeAnswer('B1')), signedOn: day('2012-04-01') };
    expect(draftLetter('answer', old).paragraphs.join('\n')).toMatch(/60日内.*3个月内直接/);
  });

  test('tells the one who asked what to do next', () => {
    const said = (code: AnswerCode, more: Partial<AnswerFacts> = {}): string =>
      draftLetter('answer', factsOf('条例2019', wholeAnswer(code, more))).paragraphs.join('\n');
    expect(said('A1')).toContain('2025年度农村低保对象公示，见 https://www.example.gov.cn/openness/12345');
    expect(said('A2')).toMatch(/附件：1\. 2025年和平村道路硬化工程决算表\n2\. 2025年和平村道路硬化工程验收单$/);
    expect(said('A3')).toMatch(/区分处理.*遮盖.*第十五条/s);
    expect(said('C1')).toMatch(/第（四）项.*不存在/s);
    expect(said('C1', { rightOrgan: { name: '宁国市交通运输局', contact: '0563-4111111' } })).toMatch(
      /第（五）项.*宁国市交通运输局（联系方式：0563-4111111）/s,
    );
    expect(said('C1', { notHeld: 'not-ours' })).toContain('不能确定');
    expect(said('D1')).toMatch(/《信访工作条例》.*12345/s);
    expect(said('D2')).toContain('于2026年3月2日以港公开复〔2026〕3号作出答复');
    expect(said('E1')).toMatch(/港公开补〔2026〕2号.*视为您放弃申请.*重新提出申请/s);
    expect(said('E2')).toMatch(/港公开费〔2026〕1号.*109号/s);
    expect(said('A2', { publicInterest: '涉及饮水安全' })).toMatch(/第三十二条.*涉及饮水安全/s);
    expect(said('A2')).not.toContain('公共利益');
  });
});

/** Every text of the facts is another one. */
function replaced<T>(value: T, by: (key: string) => string | null, key = ''): T {
  if (typeof value === 'string') return (by(key) ?? value) as T;
  if (Array.isArray(value)) return value.map((v) => replaced(v, by, key)) as T;
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, replaced(v, by, k)])) as T;
}
/** What is a day or one of a few words, and is no text anybody types. */
const fixed =
  /On$|^(on|by|until|newDue|extendedTo|regulation|kind|channel|carrier|obtaining|code|whom|basis|outcome|withheldAs|thirdPartyOpinion)$/;
const filledWith = (facts: LetterFacts, text: string): LetterFacts => replaced(facts, (key) => (fixed.test(key) ? null : text));
const readable = async (bytes: Uint8Array): Promise<string> => {
  const read = await readPdf(Buffer.from(bytes));
  return read.ok ? read.value.text : JSON.stringify(read.refusals);
};
const headOf = (kind: LetterKind, facts: LetterFacts) => {
  const { series, isSigned } = letterKinds[kind];
  return {
    organ: facts.house.organ,
    number: series ? letterNumber(seriesWord(series, '港'), 2026, 7) : null,
    on: isSigned ? facts.signedOn : null,
  };
};

describe('the paper of a letter', () => {
  test('is printed whatever its facts say', { timeout: 120_000 }, async () => {
    const controls = `甲${Array.from({ length: 32 }, (_, i) => String.fromCharCode(i)).join('乙')}\u202e\ud800\u2028丙`;
    const samples = [...hostileTexts, controls, '长'.repeat(10_000), 'x'.repeat(10_000), '短\n'.repeat(200), '“”《》“'];
    for (const [i, text] of samples.entries()) {
      const kinds =
        text.length > 5000
          ? (['answer', 'application-form', 'fee-notice'] as const)
          : letterKindKeys.filter((_, k) => (k + i) % 3 === 0);
      for (const kind of kinds) {
        const facts = filledWith(factsOf('条例2019', wholeAnswer('A3', { where: '甲' })), text);
        const letter = draftLetter(kind, facts);
        expect(letter.paragraphs.filter((p) => p.trim() === '')).toEqual([]);
        const bytes = await press('pdf', letterPaper(letter, { ...headOf(kind, facts), organ: text, number: text }));
        expect(Buffer.from(bytes.subarray(0, 5)).toString('latin1'), `${kind} ${i}`).toBe('%PDF-');
      }
    }
  });

  test('is drafted or refused, never broken, for any text', () => {
    const text = fc.string({ unit: 'binary', maxLength: 40 });
    fc.assert(
      fc.property(text, fc.constantFrom(...letterKindKeys), fc.constantFrom(...known), (t, kind, [code, regulation]) => {
        const facts = filledWith(factsOf(regulation, wholeAnswer(code)), t);
        if (missingForLetter(kind, facts).length > 0) {
          expect(() => draftLetter(kind, facts)).toThrow(RangeError);
          return;
        }
        const letter = draftLetter(kind, facts);
        expect(letter.paragraphs.filter((p) => p.trim() === '')).toEqual([]);
        expect(JSON.parse(JSON.stringify(letter))).toEqual(letter);
      }),
      { numRuns: 400 },
    );
  });

  test('of every document of one case is printed as PDF and as Word', { timeout: 120_000 }, async () => {
    for (const kind of letterKindKeys) {
      const facts = factsOf('条例2019');
      const paper = letterPaper(draftLetter(kind, facts), headOf(kind, facts));
      expect((await readable(await press('pdf', paper))).replace(/\s/g, '')).toContain(letterKinds[kind].name);
      expect(Buffer.from((await press('docx', paper)).subarray(0, 2)).toString('latin1')).toBe('PK');
    }
  });
});
