// Addresses of the room. Neither code nor name ever stands in one: both travel in bodies only, or behind # where no server sees it.
import type { RequestFileId, RequestId } from '../info-request.ts';

export const requestsPath = '/requests';
export const applyPath = '/requests/new';
export const progressPath = '/requests/progress';
export const logPath = '/requests/log';
export const deskPath = '/console/requests';
export const remedyOrgansPath = '/console/requests/remedy-organs';

export function casePath(id: RequestId): string {
  return `${deskPath}/${id}`;
}

export function caseFilePath(id: RequestId, file: RequestFileId): string {
  return `${casePath(id)}/files/${file}`;
}

/** For the receipt's QR: what is behind # stays with the reader. */
export function receiptAddress(publicUrl: string, receipt: { number: string; code: string }): string {
  return `${publicUrl}${progressPath}#${receipt.number}.${receipt.code}`;
}
