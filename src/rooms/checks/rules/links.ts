// Links the public cannot follow: dead ones, and ones that lead into the office's own network or a clerk's own disk.
import type { CheckLink, CheckSubject, Remark } from '../finding.ts';
import { maskPersonalData } from '../personal/mask.ts';

const INWARD =
  /^(?:file|ftp|smb|javascript|data|vbscript|blob):|^[a-z]:[\\/]|^\\\\|^(?:https?:)?\/\/(?:[^/@]{0,200}@)?(?:localhost|127\.|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|169\.254\.|0\.0\.0\.0|\[(?:::1|f[cd][0-9a-f]{2}:|fe80:)|[^/:.\s]{1,63}(?:[:/]|$)|[^/:\s]{1,200}\.(?:local|lan|internal|intranet)(?:[:/]|$))/i;

export function checkLinks(subject: CheckSubject): Remark[] {
  const inward = subject.links.filter((l) => INWARD.test(l.href.trim()));
  const rest = subject.links.filter((l) => !inward.includes(l));
  const remarks = [
    ...inward.map((l) => about('link-inward', l)),
    ...rest.filter((l) => l.status === 'dead').map((l) => about('link-dead', l)),
  ];
  const unchecked = rest.filter((l) => l.status === 'unchecked');
  if (unchecked.length > 0)
    remarks.push({
      rule: 'link-unchecked',
      about: unchecked.map((l) => l.href),
      facts: { count: unchecked.length },
      anchor: unchecked[0]!.anchor,
    });
  if (subject.links.length > 0 && remarks.length === 0)
    remarks.push({ rule: 'links-alive', about: [], facts: { count: subject.links.length } });
  return remarks;
}

function about(rule: 'link-inward' | 'link-dead', link: CheckLink): Remark {
  const shown = maskPersonalData(link.href).text;
  return {
    rule,
    about: [link.href],
    where: 'body',
    anchor: link.anchor,
    excerpt: shown.length > 120 ? `${shown.slice(0, 120)}…` : shown,
  };
}
