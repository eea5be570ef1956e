// Attachments that open, carry nothing unseen, and are there when the text speaks of them.
import type { CheckAttachment, CheckSubject, Remark } from '../finding.ts';
import { maskPersonalData } from '../personal/mask.ts';

/** `附件：`, `附件1`, `见附件`; 附件 as a mere word (`附件齐全`) does not promise one. */
const PROMISE = /(?:^|\n)\s{0,8}附\s{0,2}[件表][:：\s\d一二三]|(?:详见|见|下载)附[件表]/;

export function checkAttachments(subject: CheckSubject): Remark[] {
  const broken = subject.attachments.filter((a) => !a.readable || a.size === 0);
  if (broken.length > 0) return broken.map(unreadable);
  const veiled = subject.attachments.filter((a) => (a.hidden ?? []).length > 0);
  if (veiled.length > 0) return veiled.map(carriesUnseen);
  if (subject.attachments.length > 0)
    return [{ rule: 'attachments-readable', about: [], facts: { count: subject.attachments.length } }];
  const promised = subject.sources.find((s) => (s.where === 'body' || s.where === 'table') && PROMISE.test(s.text));
  return promised ? [{ rule: 'attachment-absent', about: ['promised'], where: promised.where, anchor: promised.anchor }] : [];
}

function carriesUnseen(attachment: CheckAttachment): Remark {
  const hidden = attachment.hidden ?? [];
  return {
    rule: 'attachment-hidden',
    about: [attachment.name, ...hidden],
    where: 'attachment',
    excerpt: maskPersonalData(attachment.name).text.slice(0, 200),
    facts: { what: maskPersonalData(hidden.slice(0, 5).join('；')).text + (hidden.length > 5 ? `等 ${hidden.length} 处` : '') },
  };
}

function unreadable(attachment: CheckAttachment): Remark {
  const problem = attachment.problem ?? (attachment.size === 0 ? '文件为空' : '文件无法打开');
  return {
    rule: 'attachment-unreadable',
    about: [attachment.name, problem],
    where: 'attachment',
    excerpt: maskPersonalData(attachment.name).text.slice(0, 200),
    facts: { problem },
  };
}
