// How much room is left where our data lies. Before the disk is full we stop taking uploads, then stop writing;
// reading goes on.
import { statfs } from 'node:fs/promises';

export type DiskLevel = 'ok' | 'no-uploads' | 'read-only';

const MIB = 1024 * 1024;

export function diskLevel(freeBytes: number, totalBytes: number): DiskLevel {
  if (freeBytes < 256 * MIB) return 'read-only';
  return freeBytes < 1024 * MIB || freeBytes < totalBytes * 0.05 ? 'no-uploads' : 'ok';
}

export interface DiskReport {
  level: DiskLevel;
  freeBytes: number;
  totalBytes: number;
}

export async function readDisk(dir: string): Promise<DiskReport> {
  const s = await statfs(dir);
  const freeBytes = s.bavail * s.bsize;
  const totalBytes = s.blocks * s.bsize;
  return { level: diskLevel(freeBytes, totalBytes), freeBytes, totalBytes };
}

export interface DiskWatch {
  report(): DiskReport;
  /** Why a submission cannot be taken now, as a sentence, or null when it can. */
  refusal(isUpload: boolean): string | null;
  stop(): void;
}

/** Looks at once and every 30 seconds. `onChange` hears of every change of level. */
export async function watchDisk(
  dir: string,
  onChange: (report: DiskReport) => void,
  read: typeof readDisk = readDisk,
): Promise<DiskWatch> {
  let report = await read(dir);
  if (report.level !== 'ok') onChange(report);
  const timer = setInterval(async () => {
    const before = report.level;
    try {
      report = await read(dir);
    } catch {
      // A disk that cannot even be asked must not be written to.
      report = { ...report, level: 'read-only' };
    }
    if (report.level !== before) onChange(report);
  }, 30_000);
  timer.unref();
  return {
    report: () => report,
    refusal(isUpload) {
      if (report.level === 'read-only')
        return '服务器磁盘空间即将用完，暂停接收任何提交，网页仍可查阅。这次提交没有执行，请稍后再试，或告知系统管理员。';
      if (report.level === 'no-uploads' && isUpload)
        return '服务器磁盘空间不足，暂停接收文件。文字内容仍可提交；请稍后再上传，或告知系统管理员。';
      return null;
    },
    stop: () => clearInterval(timer),
  };
}
