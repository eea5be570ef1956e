// A form with files, read piece by piece under limits.
import type { FastifyRequest } from 'fastify';
import { Fields, type UploadedFile } from './form.ts';

/** Bytes a text field may have: the body of a long document as the editor sends it. */
const FIELD_MOST = 4 * 1024 * 1024;

/** A body that is not what it says it is was not sent by our forms; that is the sender's mistake, not a fault. */
export async function readUpload(request: FastifyRequest, limit: number): Promise<Fields> {
  try {
    return await readParts(request, limit);
  } catch (fault) {
    const { statusCode } = fault as { statusCode?: number };
    throw statusCode === undefined ? Object.assign(new Error('malformed upload', { cause: fault }), { statusCode: 400 }) : fault;
  }
}

async function readParts(request: FastifyRequest, limit: number): Promise<Fields> {
  // Without a prototype: a field may be called anything.
  const values: Record<string, string[]> = Object.create(null);
  const files: UploadedFile[] = [];
  let total = 0;
  for await (const part of request.parts({
    limits: { fileSize: limit, files: 20, fields: 500, fieldSize: FIELD_MOST, parts: 520 },
  })) {
    if (part.type === 'file') {
      const bytes = await part.toBuffer();
      total += bytes.byteLength;
      if (total > limit) throw Object.assign(new Error('upload too large'), { statusCode: 413 });
      if (bytes.byteLength > 0 || part.filename) files.push({ field: part.fieldname, name: part.filename ?? '', bytes });
    } else if (typeof part.value === 'string') {
      const earlier = values[part.fieldname];
      if (earlier) earlier.push(part.value);
      else values[part.fieldname] = [part.value];
    }
  }
  return Fields.from(values, files);
}
