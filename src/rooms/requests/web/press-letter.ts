// A letter as a file, in the official layout.
import { contentDisposition } from '../../../platform/files/file-name.ts';
import { filePolicy } from '../../../platform/http/headers.ts';
import type { BytesReply } from '../../../platform/http/reply.ts';
import type { Ctx } from '../../../platform/http/route.ts';
import { press } from '../../../platform/paper/paper-press.ts';
import { townOrgan } from '../../people/door.ts';
import type { Letter } from '../letter.ts';
import { letterPaper } from '../letters/letter-paper.ts';

const types = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
} as const;

export async function pressLetter(ctx: Ctx, letter: Letter, form: 'pdf' | 'docx'): Promise<BytesReply> {
  const organ = (await townOrgan(ctx.town.db))?.name ?? ctx.town.name;
  const bytes = await press(form, letterPaper(letter.text, { organ, number: letter.number, on: letter.signedOn }));
  return {
    kind: 'bytes',
    type: types[form],
    body: bytes,
    headers: {
      'content-disposition': contentDisposition(`${letter.title}.${form}`),
      'content-security-policy': filePolicy,
      'cache-control': 'no-store',
    },
  };
}
