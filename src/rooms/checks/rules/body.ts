// Has the body anything to say? An empty page published on time is still an unpublished matter.
import { normalised } from '../fingerprint.ts';
import type { CheckSubject, Remark } from '../finding.ts';

/** Characters that carry meaning; shorter bodies tell the reader nothing he did not read in the title. */
const ONE_LINE = 30;
const PLACEHOLDER =
  /^(?:测试|test|ceshi|正文|内容|此处(?:填写|输入)?(?:正文|内容)|待(?:补充|完善|更新|定)|内容(?:待补充|建设中|更新中)|(?:正在|栏目)?建设中|无|略|空|x{2,}|[.…。]+)[。.!！]*$/i;
const SEE_ATTACHMENT = /^(?:(?:具体|详细)?(?:内容|情况|名单)?(?:请)?(?:详见|见|参见|请见|请查看|下载)附(?:件|表)|附件?(?:如下)?)/;

export function checkBody(subject: CheckSubject): Remark[] {
  const text = subject.sources
    .filter((s) => s.where === 'body' || s.where === 'table')
    .map((s) => s.text)
    .join('\n');
  const words = normalised(text).replace(/[\p{P}\p{S}]/gu, '');
  const excerpt = { where: 'body' as const };
  if (words === '') {
    const only = subject.attachments.some((a) => a.readable && a.size > 0);
    return [{ rule: only ? 'body-only-attachment' : 'body-empty', about: ['empty'], ...excerpt }];
  }
  if (PLACEHOLDER.test(normalised(text))) return [{ rule: 'body-placeholder', about: [words], ...excerpt }];
  if (words.length < 80 && SEE_ATTACHMENT.test(words.replace(normalised(subject.title), '')))
    return [{ rule: 'body-only-attachment', about: [words], ...excerpt }];
  if (words.length < ONE_LINE || words === normalised(subject.title).replace(/[\p{P}\p{S}]/gu, ''))
    return [{ rule: 'body-one-line', about: [words], ...excerpt, facts: { count: words.length } }];
  return [{ rule: 'body-substantial', about: [], facts: { count: words.length } }];
}
