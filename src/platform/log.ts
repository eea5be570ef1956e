// The program's log: one JSON object a line for machines, a sentence a line for a person at a terminal.
// Faults are written with their stack once; request bodies and cookies never reach this file.
import { pino } from 'pino';
import type { Log } from './town.ts';

type Level = 'info' | 'warn' | 'error';

function plain(value: unknown): unknown {
  return value instanceof Error ? (value.stack ?? String(value)) : value;
}

function fieldsOf(fields: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).map(([k, v]) => [k, plain(v)]));
}

/** @param write gets one finished line without its end. */
export function jsonLog(write: (line: string) => void, base: object = {}): Log {
  return pino(
    {
      base,
      messageKey: 'message',
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }), log: fieldsOf },
    },
    { write: (line: string) => write(line.trimEnd()) },
  );
}

const marks: Readonly<Record<Level, string>> = { info: ' ', warn: '!', error: '✗' };

export function terminalLog(write: (line: string) => void): Log {
  const at =
    (level: Level) =>
    (fields: object, message: string): void => {
      const details = Object.entries(fieldsOf(fields)).map(([k, v]) => `${k}=${typeof v === 'string' ? v : JSON.stringify(v)}`);
      write(
        `${new Date().toLocaleTimeString('zh-CN', { hour12: false })} ${marks[level]} ${message}${details.length > 0 ? `  ${details.join(' ')}` : ''}`,
      );
    };
  return { info: at('info'), warn: at('warn'), error: at('error') };
}
