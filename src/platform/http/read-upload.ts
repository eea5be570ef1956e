// A form with files, read piece by piece under limits.
import type { FastifyRequest } from 'fastify';
import { Fields, type UploadedFile } from './form.ts';

/** Bytes a text field may have: the body of a long document as the editor sends it. */
const FIELD_MOST = 4 * 1024 * 1024;

/** Bytes all text fields together may have. */
const TYPED_MOST = 2 * FIELD_MOST;

export interface UploadReading {
  /** False keeps only the files' names, and stops at a file above the limit; our large files come last. */
  files: boolean;
}

/** A body that is not what it says it is was not sent by our forms; that is the sender's mistake, not a fault. */
export async function readUpload(
  request: FastifyRequest,
  limit: number,
  reading: UploadReading = { files: true },
): Promise<Fields> {
  try {
    return await readParts(request, limit, reading);
  } catch (fault) {
    const { statusCode } = fault as { statusCode?: number };
    throw statusCode === undefined ? Object.assign(new Error('malformed upload', { cause: fault }), { statusCode: 400 }) : fault;
  }
}

async function readParts(request: FastifyRequest, limit: number, reading: UploadReading): Promise<Fields> {
  // Without a prototype: a field may be called anything.
  const values: Record<string, string[]> = Object.create(null);
  const files: UploadedFile[] = [];
  let total = 0;
  let typed = 0;
  for await (const part of request.parts({
    limits: { fileSize: limit, files: 20, fields: 500, fieldSize: FIELD_MOST, parts: 520 },
  })) {
    if (part.type === 'file') {
      if (!reading.files && part.filename) files.push({ field: part.fieldname, name: part.filename, bytes: new Uint8Array() });
      const bytes = await part.toBuffer().catch((fault: unknown) => {
        if (reading.files) throw fault;
        return null;
      });
      if (bytes === null) break;
      total += bytes.byteLength;
      if (total > limit) throw Object.assign(new Error('upload too large'), { statusCode: 413 });
      if (!reading.files) continue;
      if (bytes.byteLength > 0 || part.filename) files.push({ field: part.fieldname, name: part.filename ?? '', bytes });
    } else if (typeof part.value === 'string') {
      typed += Buffer.byteLength(part.value);
      if (typed > TYPED_MOST) throw Object.assign(new Error('too much text'), { statusCode: 413 });
      const earlier = values[part.fieldname];
      if (earlier) earlier.push(part.value);
      else values[part.fieldname] = [part.value];
    }
  }
  return Fields.from(values, files);
}
