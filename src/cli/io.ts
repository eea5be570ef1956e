// The terminal as commands see it.
import { createInterface } from 'node:readline/promises';
import type { Io, Progress } from './command.ts';

function terminalProgress(label: string): Progress {
  const show = (text: string): void => void process.stderr.write(`\r\x1b[2K${text}`);
  const began = Date.now();
  let shown = 0;
  return {
    at(done, total, note) {
      const now = Date.now();
      if (now - shown < 80 && done !== total) return;
      shown = now;
      const left =
        done > 0 && total !== null && now - began > 2_000 ? Math.round((((now - began) / done) * (total - done)) / 1_000) : 0;
      const share = total === null || total === 0 ? `${done}` : `${done}/${total}（${Math.floor((done / total) * 100)}%）`;
      show(
        `${label}　${share}${left > 0 ? `　剩约 ${left >= 90 ? `${Math.round(left / 60)} 分` : `${left} 秒`}` : ''}${note ? `　${note}` : ''}`,
      );
    },
    end(note) {
      show(`${label}　${note}\n`);
    },
  };
}

/** For logs: a line at most every five seconds. */
function plainProgress(label: string, line: (text: string) => void): Progress {
  let shown = Date.now();
  return {
    at(done, total, note) {
      if (Date.now() - shown < 5_000) return;
      shown = Date.now();
      line(`${label} ${done}${total === null ? '' : `/${total}`}${note ? ` ${note}` : ''}`);
    },
    end: (note) => line(`${label} ${note}`),
  };
}

/** `gongkai … | head` closes our mouth; the work goes on, and what cannot be said is left unsaid. */
function sayOnWhenUnheard(): void {
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', (fault: NodeJS.ErrnoException) => {
      if (fault.code !== 'EPIPE') throw fault;
    });
}

export function processIo(): Io {
  sayOnWhenUnheard();
  const isTerminal = process.stderr.isTTY === true;
  const err = (line: string): void => void process.stderr.write(`${line}\n`);
  return {
    out: (line) => void process.stdout.write(`${line}\n`),
    err,
    isTerminal,
    env: process.env,
    async ask(question) {
      if (!process.stdin.isTTY || !isTerminal) return null;
      const reader = createInterface({ input: process.stdin, output: process.stderr });
      try {
        return (await reader.question(question)).trim();
      } finally {
        reader.close();
      }
    },
    progress: (label) => (isTerminal ? terminalProgress(label) : plainProgress(label, err)),
    untilAskedToEnd: () =>
      new Promise((resolve) => {
        let asked = false;
        const end = (): void => {
          // Asked twice: whoever asks does not want to wait.
          if (asked) process.exit(3);
          asked = true;
          resolve();
        };
        process.on('SIGTERM', end);
        process.on('SIGINT', end);
      }),
  };
}
