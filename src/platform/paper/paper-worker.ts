// The thread in which papers are made. It keeps the compiler with its fonts, and has neither database nor secrets.
import { parentPort } from 'node:worker_threads';
import type { Pressed, Pressing } from './pressing.ts';

async function pressed({ form, paper, siteFonts }: Pressing): Promise<Pressed> {
  try {
    // Each library is loaded by the first paper that needs it.
    return {
      bytes:
        form === 'pdf'
          ? (await import('./typeset-pdf.ts')).typesetPdf(paper, siteFonts)
          : await (await import('./write-docx.ts')).writeDocx(paper),
    };
  } catch (fault) {
    return { fault: fault instanceof Error ? (fault.stack ?? fault.message) : String(fault) };
  }
}

const port = parentPort;
if (!port) throw new Error('paper-worker runs in a worker thread only');
port.on('message', (pressing: Pressing) => {
  void pressed(pressing).then((message) =>
    port.postMessage(message, 'bytes' in message ? [message.bytes.buffer as ArrayBuffer] : []),
  );
});
