// Who may do what that matters most, written down a second time and by hand: a change in the policy table that nobody
// meant shows here. Left out: what every member of staff may do for themselves, and what is public.
import type { Role } from '../../src/town/roles.ts';

const office: readonly Role[] = ['openness-office'];
const writers: readonly Role[] = ['drafter', 'agent', 'openness-office'];
const chain: readonly Role[] = ['department-head', 'secrecy-reviewer', 'openness-office', 'deputy-leader', 'principal'];
const requestDesk: readonly Role[] = ['drafter', 'department-head', 'openness-office', 'deputy-leader', 'principal', 'window'];
const peopleReaders: readonly Role[] = ['system-admin', 'security-admin', 'audit-admin'];

export const expected: Readonly<Record<string, readonly Role[]>> = {
  // what the public is shown
  'POST /console/reviews/:id/release': office,
  'POST /console/reviews/:id/force': office,
  'POST /console/reviews/:id/second-look': ['deputy-leader', 'principal'],
  'POST /console/reviews/:id/decide': chain,
  'POST /console/documents/:id/withdraw': office,
  'POST /console/documents/:id/validity': office,
  'GET /console/documents/:id/archive.zip': office,
  'POST /console/documents/:id/erase': ['deputy-leader', 'principal'],
  'POST /console/documents/:id/correct': writers,
  'POST /console/drafts/:id/submit': writers,
  'POST /console/drafts/:id/save': writers,
  'GET /console/drafts/new': writers,
  'POST /console/drafts/new': writers,
  'GET /console/drafts/:id': ['drafter', 'agent', ...chain],
  'GET /console/drafts/:id/files/:sha': ['drafter', 'agent', ...chain],
  // how it is reviewed, what is owed, by when
  'GET /console/chains': office,
  'POST /console/chains': office,
  'POST /console/catalogue/:code': office,
  'POST /console/catalogue/:code/closing': office,
  'POST /console/calendar': office,
  'POST /console/duties/:id/withholding': office,
  'POST /console/duties/:id/reopening': office,
  'POST /console/duties/:id/nil': ['drafter', 'department-head', 'agent', 'openness-office'],
  'GET /console/duties': ['openness-office', 'deputy-leader', 'principal', 'supervisor'],
  // the year's report: which organ's drafters may, says the room
  'POST /console/annual-reports/:year': writers,
  'POST /console/annual-reports/:year/text': writers,
  'POST /console/annual-reports/:year/figures': writers,
  'POST /console/annual-reports/:year/dismissals': writers,
  'POST /console/annual-reports/:year/signing': writers,
  'POST /console/annual-reports/:year/corrections': writers,
  'POST /console/annual-reports/others': writers,
  'POST /console/annual-reports/others/:id/removal': writers,
  // requests for information: whose it is and in which state, says the room
  'GET /console/requests': requestDesk,
  'GET /console/requests/export.xlsx': requestDesk,
  'GET /console/requests/:id': requestDesk,
  'GET /console/requests/:id/files/:file': requestDesk,
  'GET /console/requests/:id/letters/:letter': requestDesk,
  'GET /console/requests/:id/personal.json': office,
  'GET /console/requests/new': ['openness-office', 'window'],
  'POST /console/requests': ['openness-office', 'window'],
  'POST /console/requests/:id': requestDesk,
  'POST /console/requests/:id/files/:file/masking': requestDesk,
  'POST /console/requests/:id/letters/new': requestDesk,
  'POST /console/requests/:id/letters/:letter': requestDesk,
  'POST /console/requests/suggestions/:id': office,
  'GET /console/requests/remedy-organs': office,
  'POST /console/requests/remedy-organs': office,
  // who is who (三员分立)
  'GET /console/staff': peopleReaders,
  'GET /console/staff/:id': peopleReaders,
  'GET /console/staff/export.xlsx': peopleReaders,
  'POST /console/staff': ['system-admin'],
  'POST /console/staff/:id': ['system-admin'],
  'POST /console/staff/:id/leaving': ['system-admin'],
  'POST /console/staff/:id/invitation': ['system-admin'],
  'POST /console/staff/:id/roles': ['system-admin', 'security-admin'],
  'POST /console/staff/:id/roles/:grant/approval': ['security-admin'],
  'POST /console/staff/:id/roles/:grant/revocation': ['security-admin'],
  'POST /console/staff/:id/deputies': ['security-admin'],
  'POST /console/staff/:id/deputies/:deputy/ending': ['security-admin'],
  'POST /console/staff/:id/sessions/ending': ['security-admin'],
  'POST /console/staff/:id/account/disabling': ['security-admin'],
  'POST /console/staff/:id/account/enabling': ['security-admin'],
  'POST /console/staff/:id/second-factor/resetting': ['security-admin'],
  'GET /console/settings': ['security-admin'],
  'POST /console/settings': ['security-admin'],
  'GET /console/sessions': ['security-admin'],
  'GET /console/sessions/export.xlsx': ['security-admin'],
  'POST /console/organs': ['system-admin'],
  'POST /console/organs/:id/closing': ['system-admin'],
  // what happened
  'GET /console/audit': ['audit-admin'],
  'GET /console/audit/export.xlsx': ['audit-admin'],
  'POST /console/audit/verify': ['audit-admin'],
};

/** All that writes without an account: an application, and what the holder of its receipt does. */
export const residentsForms: readonly string[] = [
  'POST /requests',
  'POST /requests/progress',
  'POST /requests/progress/correction',
  'POST /requests/progress/download',
  'POST /requests/progress/files',
  'POST /requests/progress/messages',
  'POST /requests/progress/proof',
  'POST /requests/progress/suggestions',
  'POST /requests/progress/withdrawal',
];

/** Deeds on a request that bind the town or cannot be undone, and all that an applicant may do. */
export const expectedDeeds: Readonly<Record<string, readonly string[]>> = {
  confirm: ['office', 'window'],
  assign: ['office'],
  'decide-extension': ['office', 'leader'],
  postpone: ['office'],
  'ask-fee': ['office'],
  'waive-fee': ['office'],
  'sign-answer': ['leader'],
  'sign-letter': ['office', 'leader'],
  deliver: ['office', 'window'],
  abandon: ['office'],
  archive: ['office'],
  unlist: ['office'],
  erase: ['office'],
};
export const applicantsDeeds: readonly string[] = ['receive-correction', 'withdraw', 'message', 'file', 'suggest'];
