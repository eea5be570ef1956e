// The draft form, read: whatever was typed becomes a Draft; what cannot be one is said, and shown again as typed.
import type { Fields } from '../../../platform/http/form.ts';
import { type Body, bodyFromText, parseBody, plainText } from '../../../town/body.ts';
import { bodyRefusalWords } from '../../../town/body-words.ts';
import { type Day, parseDay } from '../../../town/day.ts';
import type { DutyId } from '../../../town/ids.ts';
import { parseId } from '../../../town/ids.ts';
import type { Refusal } from '../../../town/outcome.ts';
import {
  attributes,
  type AttachmentRef,
  type Attribute,
  type DisclosureRefusal,
  type Draft,
  type Edition,
  validities,
  type Validity,
} from '../document.ts';

export interface ReadDraft {
  draft: Draft;
  dutyId: DutyId | null | undefined;
  revision: number;
  refusals: readonly Refusal<DisclosureRefusal>[];
}

function readDay(form: Fields, field: string, refusals: Refusal<DisclosureRefusal>[]): Day | null {
  const text = form.line(field);
  if (text === '') return null;
  const d = parseDay(text);
  if (d === null) refusals.push({ code: 'date-wrong', field, facts: { given: text.slice(0, 40) } });
  return d;
}

/** The editor sends JSON; a browser without script sends plain text, which counts only where it was changed. */
function readBody(form: Fields, before: Edition, refusals: Refusal<DisclosureRefusal>[]): Body {
  const typed = form.has('bodyText') ? form.text('bodyText') : null;
  if (typed !== null && typed !== plainText(before.body).trim()) return bodyFromText(typed);
  if (!form.has('body') || form.text('body') === '') return before.body;
  let value: unknown;
  try {
    value = JSON.parse(form.text('body'));
  } catch {
    refusals.push({ code: 'body-broken', field: 'body', facts: { why: '内容没有完整提交' } });
    return before.body;
  }
  const body = parseBody(value);
  if (body.ok) return body.value;
  for (const r of body.refusals.slice(0, 3))
    refusals.push({ code: 'body-broken', field: 'body', facts: { why: bodyRefusalWords[r.code] } });
  return before.body;
}

function keptAttachments(form: Fields, before: Edition): AttachmentRef[] {
  // A form that never showed the list (autosave of an older page) keeps everything.
  if (!form.has('attachments')) return [...before.attachments];
  const kept = new Set(form.list('keep'));
  return before.attachments.filter((a) => kept.has(a.sha256));
}

export function readDraft(form: Fields, before: Edition): ReadDraft {
  const refusals: Refusal<DisclosureRefusal>[] = [];
  const validity = form.line('validity');
  const attribute = form.line('attribute');
  const duty = form.has('duty') ? form.line('duty') : null;
  const draft: Draft = {
    // A text that is signed elsewhere is shown and not asked for.
    title: form.has('title') ? form.line('title') : before.title,
    docNo: form.line('docNo').slice(0, 60),
    genre: form.line('genre'),
    topic: form.line('topic'),
    sourceUnit: form.line('sourceUnit').slice(0, 100),
    createdOn: readDay(form, 'createdOn', refusals),
    effectiveOn: readDay(form, 'effectiveOn', refusals),
    repealedOn: readDay(form, 'repealedOn', refusals),
    validity: (validities as readonly string[]).includes(validity) ? (validity as Validity) : before.validity,
    audience: form.line('audience') || before.audience,
    keywords: [
      ...new Set(
        form
          .line('keywords')
          .split(/[\s,，;；、]+/)
          .filter((k) => k !== ''),
      ),
    ]
      .slice(0, 10)
      .map((k) => k.slice(0, 20)),
    summary: form.text('summary'),
    attribute: (attributes as readonly string[]).includes(attribute) ? (attribute as Attribute) : before.attribute,
    attributeReason: form.text('attributeReason').slice(0, 1000),
    body: readBody(form, before, refusals),
    attachments: keptAttachments(form, before),
    claimedOn: readDay(form, 'claimedOn', refusals),
    changeNote: form.text('changeNote').slice(0, 500),
  };
  return {
    draft,
    dutyId: duty === null ? undefined : duty === '' ? null : parseId<DutyId>(duty),
    revision: Number(form.line('revision') || Number.NaN),
    refusals,
  };
}
