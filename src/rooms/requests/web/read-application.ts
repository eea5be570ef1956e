// An application as its form sends it, and its files, each examined before anything is done with it.
import { safeFileName } from '../../../platform/files/file-name.ts';
import { inspectUpload } from '../../../platform/files/inspect-upload.ts';
import { type FileRefusal, fileRefusalWords } from '../../../platform/files/words.ts';
import type { Fields } from '../../../platform/http/form.ts';
import { done, type Outcome, type Refusal } from '../../../town/outcome.ts';
import type { ApplicationDraft } from '../application.ts';
import type { FilePurpose, GivenFile } from '../files.ts';
import type { RequestRefusal } from '../refusals.ts';
import {
  applicantKindNames,
  carrierNames,
  obtainingNames,
  type ApplicantKind,
  type Carrier,
  type Obtaining,
} from '../info-request.ts';

function chosen<T extends string>(form: Fields, name: string, names: Readonly<Record<T, string>>): T | null {
  const value = form.line(name);
  return Object.hasOwn(names, value) ? (value as T) : null;
}

export function readApplication(form: Fields): ApplicationDraft {
  const agent = { name: form.line('agentName'), idNumber: form.line('agentId'), telephone: form.line('agentTelephone') };
  return {
    kind: chosen<ApplicantKind>(form, 'kind', applicantKindNames),
    name: form.line('name'),
    idKind: form.line('idKind') === 'other' ? 'other' : undefined,
    idNumber: form.line('idNumber').normalize('NFKC').toUpperCase().replace(/\s/g, ''),
    representative: form.line('representative'),
    contact: form.line('contact'),
    telephone: form.line('telephone').normalize('NFKC'),
    email: form.line('email'),
    fax: form.line('fax'),
    address: form.line('address'),
    postcode: form.line('postcode'),
    agent: agent.name !== '' || agent.idNumber !== '' ? agent : null,
    help: form.text('help'),
    content: form.text('content'),
    purpose: form.text('purpose'),
    carrier: chosen<Carrier>(form, 'carrier', carrierNames),
    obtaining: chosen<Obtaining>(form, 'obtaining', obtainingNames),
  };
}

type FileFields = Readonly<Record<string, FilePurpose>>;

/** What an applicant hands in, and who enters an application for them. */
export const applicantFields: FileFields = { files: 'application', identity: 'identity', mandate: 'mandate' };

export const deskFields: FileFields = { ...applicantFields, opinion: 'opinion', found: 'found', proof: 'delivery-proof' };

/** Every file that came in one of these fields, cleaned; or everything that is wrong with any of them. */
export async function readFiles(form: Fields, fields: FileFields): Promise<Outcome<readonly GivenFile[], RequestRefusal>> {
  const taken: GivenFile[] = [];
  const refused: Refusal<RequestRefusal>[] = [];
  for (const f of form.files) {
    const purpose = Object.hasOwn(fields, f.field) ? fields[f.field]! : null;
    if (!purpose || (f.bytes.byteLength === 0 && f.name === '')) continue;
    const name = safeFileName(f.name);
    const looked = await inspectUpload(f.name, f.bytes);
    if (looked.ok) taken.push({ purpose, name, kind: looked.value.kind, bytes: looked.value.cleanedBytes });
    else
      refused.push(
        ...looked.refusals.map((r) => ({
          code: 'file-refused' as const,
          field: f.field,
          facts: { name, why: fileRefusalWords[r.code as FileRefusal] ?? '不能读取这个文件。' },
        })),
      );
  }
  return refused.length > 0 ? { ok: false, refusals: refused } : done(taken);
}
