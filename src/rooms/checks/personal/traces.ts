// Personal data without a check digit: e-mail, number plate, passport, home address. Seen by shape and by the words around,
// so a finding is a warning and a person decides. Repetitions are bounded: the cost follows the length of the text.

export interface TraceFound {
  kind: 'email' | 'plate' | 'passport' | 'home-address';
  value: string;
  start: number;
  end: number;
  masked: string;
}

const WORD = '[A-Za-z0-9Ａ-Ｚａ-ｚ０-９._%+\\-]';
const EMAIL = new RegExp(`(?<!${WORD})${WORD}{1,64}[@＠](?:[A-Za-z0-9\\-]{1,63}\\.){1,4}[A-Za-z]{2,12}(?![A-Za-z0-9])`, 'g');
const PLATE =
  /[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z][·•.\- ]?(?=[A-HJ-NP-Z0-9]{0,6}\d)[A-HJ-NP-Z0-9]{5,6}(?![A-Za-z0-9])/g;
const PASSPORT = /(?:护照|通行证|居留证|passport)[^\dA-Za-z\n]{0,12}([A-Za-z]{1,2}\d{7,8})(?!\d)/gi;
const CUED_ADDRESS =
  /(?:家庭住址|家庭地址|户籍地址|户籍所在地|现居住地|居住地址|居住地|现住址|住址|住所地|家住|现住)(?:[:：为是在于\s]{0,3})([\u4e00-\u9fa5A-Za-z（）()]{2,30}?[0-9０-９一二三四五六七八九十]{1,5}[号室幢栋组座户](?:[0-9０-９A-Za-z一二三四五六七八九十-]{1,5}(?:号楼|单元|[号室幢栋楼层户])){0,4})/g;
const ROOM = /[\u4e00-\u9fa5]{2,12}[0-9０-９]{1,3}(?:号楼|[幢栋座])(?:[0-9０-９]{1,2}单元)?[0-9０-９]{3,4}(?:室|号房|户)/g;
const OFFICE_ROOM = /办公|会议|报名|接待|评审|开标|领取|窗口|中心|大厅|机关|政府|公司|法院/;

export function findTraces(text: string): TraceFound[] {
  return [...emails(text), ...plates(text), ...passports(text), ...addresses(text)].sort((a, b) => a.start - b.start);
}

function emails(text: string): TraceFound[] {
  if (!/[@＠]/.test(text)) return [];
  return [...text.matchAll(EMAIL)]
    .filter((m) => !/\.gov\.cn$/i.test(m[0]))
    .map((m) => trace('email', m.index, m[0], `${m[0][0]}***${m[0].slice(m[0].search(/[@＠]/))}`));
}

function plates(text: string): TraceFound[] {
  return [...text.matchAll(PLATE)].map((m) => trace('plate', m.index, m[0], `${m[0].slice(0, 2)}****${m[0].slice(-1)}`));
}

function passports(text: string): TraceFound[] {
  return [...text.matchAll(PASSPORT)].map((m) => {
    const value = m[1]!;
    return trace('passport', m.index + m[0].length - value.length, value, `${value[0]}****${value.slice(-2)}`);
  });
}

function addresses(text: string): TraceFound[] {
  const cued = [...text.matchAll(CUED_ADDRESS)].map((m) => {
    const value = m[1]!;
    return trace('home-address', m.index + m[0].length - value.length, value, maskDoor(value));
  });
  const rooms = [...text.matchAll(ROOM)]
    .filter((m) => !OFFICE_ROOM.test(text.slice(Math.max(0, m.index - 12), m.index + m[0].length)))
    .filter((m) => !cued.some((c) => c.start < m.index + m[0].length && m.index < c.end))
    .map((m) => trace('home-address', m.index, m[0], maskDoor(m[0])));
  return [...cued, ...rooms];
}

/** Village and road may stay, the door may not. */
function maskDoor(address: string): string {
  const at = address.search(/[0-9０-９]|[一二三四五六七八九十]{1,3}[号室幢栋组座户]/);
  return `${address.slice(0, Math.max(at, 0))}****`;
}

function trace(kind: TraceFound['kind'], start: number, value: string, masked: string): TraceFound {
  return { kind, value, start, end: start + value.length, masked };
}
