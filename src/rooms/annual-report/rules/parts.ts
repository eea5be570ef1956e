// R10: everything the law or the form demands is there, says something, and stands in order.
import { contentsOf } from '../contents.ts';
import type { Finding, FoundContent, ReadReport } from '../annual-report.ts';
import { failed, type FindingsOf, notAssessable, passed, uncertain } from './rule.ts';

const NUMERALS = '一二三四五六';

/** As it is called in remarks: by 条例2007#32 a content, since 2019 a numbered part. */
function nameOf(era: '2007' | '60' | '30', title: string, i: number): string {
  return era === '2007' ? `（${NUMERALS[i]}）${title}` : `${NUMERALS[i]}、${title}`;
}

function orderFindings(found: readonly { name: string; line: number }[]): Finding[] {
  const placed = found.filter((f) => f.line > 0);
  return placed.flatMap((part, i) => {
    const before = placed[i - 1];
    if (!before || before.line <= part.line) return [];
    return [failed('R10', `“${part.name}”排在“${before.name}”前面，请按规定的顺序。`, { lines: [part.line, before.line] })];
  });
}

function statusFinding(name: string, is2007: boolean, found: FoundContent | undefined): Finding[] {
  const what = is2007 ? '法定内容' : '部分';
  if (!found || found.status === 'missing') return [failed('R10', `缺${what}“${name}”；没有也要写明没有。`)];
  if (found.status === 'present') return [];
  const lines = found.line > 0 ? [found.line] : [];
  return [failed('R10', `“${name}”只有标题，没有内容；没有也要写明没有。`, { lines })];
}

const isBlank = (read: ReadReport): boolean => read.lines.every((l) => l.trim() === '');

export const partsComplete: FindingsOf = ({ read }) => {
  const { era, contents } = read.report;
  if (era === null) return [notAssessable('R10', '看不出是哪一年度的报告，不知道应当有哪些部分，没有核对。')];
  if (isBlank(read)) return [uncertain('R10', '没有读到文字，不知道有哪些部分；扫描件请先识别文字。')];
  const demanded = contentsOf(era).map((c, i) => ({
    name: nameOf(era, c.title, i),
    found: contents.find((f) => f.id === c.id),
  }));
  const findings = demanded.flatMap((d) => statusFinding(d.name, era === '2007', d.found));
  // The regulation of 2007 lists contents and leaves their order to the town.
  const order = era === '2007' ? [] : demanded.map((d) => ({ name: d.name, line: d.found?.line ?? 0 }));
  findings.push(...orderFindings(order));
  if (findings.length > 0) return findings;
  return [passed('R10', era === '2007' ? '六项法定内容都写到了。' : '六个部分齐全，顺序正确，都有内容。')];
};
