// Two things that weigh more than a number: that a named person is a child, and what a named person suffers from
// (个人信息保护法#28). Rules of general kind (`年满16周岁`, `患有重大疾病的人员`) are not about anybody.
import type { Day } from '../../../town/day.ts';
import { residentBirthday } from '../../../town/resident-id.ts';
import type { NumberFound } from './resident-id.ts';

export interface PersonFound {
  kind: 'minor' | 'health';
  value: string;
  start: number;
  end: number;
}

const SURNAMES =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤';
const ILLNESS =
  '癌|肿瘤|白血病|尿毒症|艾滋病|乙肝|丙肝|肺结核|精神病|精神障碍|精神分裂|抑郁症|糖尿病|高血压|脑瘫|脑梗|心脏病|肾衰|癫痫|残疾|梅毒|淋病|帕金森|阿尔茨海默|自闭症|血友病';
const NAMED_ILLNESS = new RegExp(
  `(?:^|[\\s\\d，,。；;、：:（(]|村民|居民|户主|申请人|患者|其子|其女|本人|妻子|丈夫|之子|之女)([${SURNAMES}][\\u4e00-\\u9fa5某×*]{1,3}?)(?:因|身|本人|现|长期|不幸|系|为|[，,（(]\\s?){0,2}(?:患有?|确诊|诊断为|罹患|[一二三四1-4]级)[^，,。；;\\n]{0,12}?(?:${ILLNESS})`,
  'g',
);
const RECORD = /(?:残疾证号?|病历号|住院号|门诊号|诊断编号)[^\d\n]{0,4}\d{6,24}/g;
const GENERAL = /^(?:.{0,3}(?:等|或|对|凡|的|人员|家庭|成员|对象|群众|职工|者))/;

const AGED = /(?:[男女][，,、\s（(]{1,3}|现年|今年|年龄[:：]?\s?)([1-9]|1[0-7])\s?周?岁(?!以[上下内]|及|至|到|\s?[-—~～])/g;
const LISTED = new RegExp(
  `(?:孤儿|事实无人抚养儿童|困境儿童|留守儿童|未成年人|受助学生|资助学生|幼儿)(?:姓名|名单|信息表|花名册)?[:：]\\s{0,4}[${SURNAMES}][\\u4e00-\\u9fa5]{1,2}(?![\\u4e00-\\u9fa5])`,
  'g',
);
const PUPIL = new RegExp(
  `([${SURNAMES}][\\u4e00-\\u9fa5]{1,2})[，,（(\\s]{1,2}[男女][，,\\s]{1,2}[^，,。；;\\n]{0,12}?[一二三四五六七八九]年级`,
  'g',
);

export function findPersons(text: string, numbers: readonly NumberFound[], today: Day): PersonFound[] {
  return [...minors(text, numbers, today), ...illnesses(text)].sort((a, b) => a.start - b.start);
}

function minors(text: string, numbers: readonly NumberFound[], today: Day): PersonFound[] {
  const adultSince = `${Number(today.slice(0, 4)) - 18}${today.slice(4)}`;
  const byBirth = numbers
    .filter((n) => n.kind === 'resident-id' && n.value.length === 18 && (residentBirthday(n.value) ?? '') > adultSince)
    .map((n): PersonFound => ({ kind: 'minor', value: n.value, start: n.start, end: n.end }));
  const byWords = [AGED, LISTED, PUPIL].flatMap((shape) => [...text.matchAll(shape)].map((m) => found('minor', m.index, m[0])));
  return [...byBirth, ...byWords];
}

function illnesses(text: string): PersonFound[] {
  const named = [...text.matchAll(NAMED_ILLNESS)].filter((m) => !GENERAL.test(m[1]!.slice(1)));
  return [...named, ...text.matchAll(RECORD)].map((m) => found('health', m.index, m[0]));
}

function found(kind: PersonFound['kind'], start: number, value: string): PersonFound {
  return { kind, value, start, end: start + value.length };
}
