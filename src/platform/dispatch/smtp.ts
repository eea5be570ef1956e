// Mail by SMTP, plain text, one connection a mail, over in 20 seconds. The only place that speaks SMTP; where it goes is the
// operator's setting. A mail is the same to the byte each time it is tried, Message-ID and date included.
import { createTransport } from 'nodemailer';
import type { DispatchAdapter, Outgoing } from './adapter.ts';
import { isAddress } from './channel.ts';
import { DispatchFault } from './dispatch-fault.ts';
import type { MailServer } from './settings.ts';

const TIMEOUT_MS = 20_000;

/** By its own domain, so that two installations never make the same. */
export function messageId(id: string, from: string): string {
  return `<${id}@${from.slice(from.indexOf('@') + 1)}>`;
}

export function smtpAdapter(server: MailServer, timeoutMs = TIMEOUT_MS): DispatchAdapter {
  const transport = createTransport({
    host: server.host,
    port: server.port,
    secure: server.implicitTls,
    requireTLS: server.startTls,
    ignoreTLS: !server.startTls,
    ...(server.account ? { auth: { user: server.account.name, pass: server.account.password } } : {}),
    // What it calls itself: not this machine's name.
    name: server.from.address.slice(server.from.address.indexOf('@') + 1),
    dnsTimeout: timeoutMs,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    // The other side is not waited for once the mail is out of our hands.
    socketCloseTimeout: 0,
    disableFileAccess: true,
    disableUrlAccess: true,
    logger: false,
  });
  return {
    channel: 'mail',
    async send(outgoing) {
      if (!isAddress('mail', outgoing.to)) throw new DispatchFault('address-malformed');
      if (/[\p{Cc}\u2028\u2029]/u.test(outgoing.subject)) throw new DispatchFault('unexpected', 'subject');
      // Timeouts of single steps do not end a server that answers one byte at a time.
      const signal = AbortSignal.timeout(timeoutMs);
      try {
        await transport.sendMail({ ...mailOf(server, outgoing), signal });
      } catch (fault) {
        throw signal.aborted ? new DispatchFault('slow') : smtpFault(fault as SmtpError);
      }
      return { providerId: messageId(outgoing.id, server.from.address) };
    },
  };
}

function mailOf(server: MailServer, { id, to, subject, body, at }: Outgoing) {
  return {
    envelope: { from: server.from.address, to: [to] },
    from: server.from,
    to: { name: '', address: to },
    subject,
    text: body,
    messageId: messageId(id, server.from.address),
    date: new Date(at),
    textEncoding: 'base64' as const,
    xMailer: false as const,
    // Out-of-office answers are not wanted (RFC 3834).
    headers: { 'Auto-Submitted': 'auto-generated' },
  };
}

interface SmtpError {
  code?: string;
  originalCode?: string;
  command?: string;
  responseCode?: number;
  response?: string;
}

/** Takes from the library's fault what cannot hold an address: its kind, and the numbers of the answer. */
function smtpFault({ code, originalCode, command, responseCode, response }: SmtpError): DispatchFault {
  const enhanced = /^\d{3}[ -]([245]\.\d{1,3}\.\d{1,3})(?!\S)/.exec(response ?? '')?.[1];
  const said = responseCode === undefined ? null : `${responseCode}${enhanced ? ` ${enhanced}` : ''}`;
  if (code === 'ETIMEDOUT') return new DispatchFault('slow');
  if (code === 'ETLS') return new DispatchFault('no-tls', said);
  if (code === 'EAUTH' || code === 'ENOAUTH') return new DispatchFault('sign-in', said);
  if (responseCode === undefined) {
    const system = originalCode ?? code ?? null;
    return new DispatchFault(/CERT|SSL|TLS/.test(system ?? '') ? 'no-tls' : 'unreachable', system);
  }
  const refused = command === 'RCPT TO' && refusesAddress(responseCode, enhanced);
  return new DispatchFault(refused ? 'address-refused' : 'refused', said);
}

/** A mailbox that is not there will not be there at the eighth try; a policy (5.7) is the operator's to look at. */
function refusesAddress(code: number, enhanced: string | undefined): boolean {
  if (enhanced?.startsWith('5.7.')) return false;
  return [550, 551, 552, 553].includes(code) || /^5\.[12]\./.test(enhanced ?? '');
}
