// Where an auditor reads somebody's log: at an address, or in a folder that holds its files.
import { statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { ReadLogFile } from '../ledger/audit/read-tiles.ts';
import { diskAt } from '../ledger/disk.ts';
import { callOut, OutboundFault } from '../ledger/outbound.ts';
import { Stop } from './command.ts';

export interface LogPlace {
  /** As it is told to people. */
  where: string;
  read: ReadLogFile;
  /** Files to ask for at once: a town's machine is small, a disk is not. */
  ahead: number;
}

const TIME_MS = 30_000;
/** 256 entries of the longest kind the format knows, with their lengths. */
const FILE_MOST = 256 * (2 + 65_535);
const TRIES = 3;
const WAIT_MS = 500;

/** Of the places an address may mean, the first where there is a checkpoint. Stops in words when there is none. */
export async function placeOf(address: string): Promise<LogPlace> {
  const places = isFolder(address) ? foldersOf(resolve(address)) : sitesOf(address);
  for (const place of places) if ((await orUnreachable(place.where, place.read)('checkpoint')) !== null) return withWords(place);
  throw new Stop(3, `没有找到存证：${places.map((p) => `${p.where}/checkpoint`).join('、')} 都没有内容。请检查地址。`);
}

function isFolder(address: string): boolean {
  return statSync(address, { throwIfNoEntry: false })?.isDirectory() === true;
}

function foldersOf(folder: string): LogPlace[] {
  return [folder, join(folder, 'ledger')].map((where) => ({ where, read: (path) => diskAt(where).read(path), ahead: 16 }));
}

function sitesOf(address: string): LogPlace[] {
  const text = /^[a-z]+:\/\//i.test(address) ? address : `https://${address}`;
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^https?:$/.test(url.protocol) || url.search !== '' || url.hash !== '')
    throw new Stop(2, `“${address}”不是网址，也不是目录。`);
  const bare = `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
  const prefixes = bare.endsWith('/ledger') ? [bare] : [`${bare}/ledger`, bare];
  return prefixes.map((where) => ({ where, read: (path) => fetched(`${where}/${path}`), ahead: 6 }));
}

/** Null when there is no such file; a site that is busy is asked again. */
async function fetched(url: string): Promise<Uint8Array | null> {
  for (let attempt = 1; ; attempt++) {
    const answer = await callOut({ method: 'GET', url, timeoutMs: TIME_MS, most: FILE_MOST }).catch((fault: unknown) => {
      if (fault instanceof OutboundFault && ['slow', 'unreachable'].includes(fault.reason) && attempt < TRIES) return null;
      throw fault;
    });
    if (answer?.status === 200) return answer.body;
    if (answer?.status === 404 || answer?.status === 410) return null;
    if (answer !== null && attempt >= TRIES) throw new Stop(3, `${url} 答复 ${answer.status}，读不到存证。`);
    await new Promise((done) => setTimeout(done, attempt * WAIT_MS));
  }
}

function withWords(place: LogPlace): LogPlace {
  return { ...place, read: orUnreachable(place.where, place.read) };
}

function orUnreachable(where: string, read: ReadLogFile): ReadLogFile {
  return async (path) => {
    try {
      return await read(path);
    } catch (fault) {
      if (fault instanceof OutboundFault) throw new Stop(3, `${where}：${fault.said}。没有核完，状态没有改动。`);
      throw fault;
    }
  };
}
