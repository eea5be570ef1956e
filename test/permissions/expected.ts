// Who may do what that matters most, written down a second time and by hand: a change in the policy table that nobody
// meant shows here. Left out: what every member of staff may do for themselves, and what is public.
import type { Role } from '../../src/town/roles.ts';

const office: readonly Role[] = ['openness-office'];
const writers: readonly Role[] = ['drafter', 'agent', 'openness-office'];
const chain: readonly Role[] = ['department-head', 'secrecy-reviewer', 'openness-office', 'deputy-leader', 'principal'];
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
