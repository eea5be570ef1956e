// Saves the whole form three seconds after a change, and says so. Whatever the answer, the text stays where it is.
import { renewToken, tokenOf } from './session.ts';

export interface Saying {
  kind: 'saved' | 'waiting' | 'failed';
  sentence: string;
  /** What the server finds lacking in the draft; it is saved all the same. */
  problems?: readonly string[];
  /** Where to go on, opened in a new window. */
  link?: { label: string; href: string };
}

interface Answer {
  revision?: number | string;
  savedAt?: string;
  problems?: readonly (string | { sentence?: string })[];
}

export interface Autosave {
  changed(): void;
  saveNow(): Promise<void>;
  /** The request under way, if any; a form must not be sent beside it. */
  settled(): Promise<void>;
  pause(on: boolean): void;
  isDirty(): boolean;
}

const AFTER_MS = 3_000;
const RETRY_MS = [5_000, 15_000, 30_000, 60_000];

function clockTime(savedAt: string | undefined): string {
  const time = savedAt && /T/.test(savedAt) ? new Date(savedAt) : new Date();
  return time.toLocaleTimeString('zh-CN', { timeZone: 'Asia/Shanghai', hour: '2-digit', minute: '2-digit', hour12: false });
}

function problemsOf(answer: Answer): string[] {
  return (answer.problems ?? []).map((p) => (typeof p === 'string' ? p : (p.sentence ?? ''))).filter((s) => s !== '');
}

/** As multipart: percent-encoded Chinese would be three times as long. Chosen files wait for the real saving. */
function payload(form: HTMLFormElement): FormData {
  const data = new FormData(form);
  for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
  return data;
}

export function startAutosave(form: HTMLFormElement, url: string, say: (saying: Saying) => void): Autosave {
  let timer = 0;
  let failures = 0;
  let stopped = false;
  let conflict = false;
  let changes = 0;
  let savedChanges = 0;
  let underWay: Promise<void> | null = null;

  const later = (ms: number): void => {
    window.clearTimeout(timer);
    timer = window.setTimeout(() => void saveNow(), ms);
  };

  const retry = (sentence: string, ms = RETRY_MS[Math.min(failures, RETRY_MS.length - 1)]!): void => {
    failures++;
    say({ kind: 'failed', sentence });
    if (!stopped) later(ms);
  };

  const signedOut = (): void => {
    failures++;
    say({
      kind: 'failed',
      sentence: '未保存：登录已过期。请在新窗口登录，再回到本页，会自动接着保存；文字都还在。',
      link: { label: '在新窗口登录', href: '/console/sign-in' },
    });
  };

  const refused = async (response: Response): Promise<void> => {
    if (response.status === 401) return signedOut();
    if (response.status === 403) {
      const session = await renewToken();
      if (session.kind === 'signed-out') return signedOut();
      return retry('未保存：页面停留太久，正在重新连接后再存。');
    }
    if (response.status === 409) {
      conflict = true;
      say({
        kind: 'failed',
        sentence:
          '未保存：这份稿件已被别人（或您的另一个窗口）改过，没有覆盖。您的文字还在本页，请打开最新的一稿对照，再把改动补进去。',
        link: { label: '打开最新的一稿', href: location.href },
      });
      return;
    }
    if (response.status === 429) {
      return retry('未保存：保存得太频繁，稍后自动再存。', Number(response.headers.get('retry-after') ?? 30) * 1000);
    }
    if (response.status === 413) return say({ kind: 'failed', sentence: '未保存：内容太大。请把大表格或图片改为附件。' });
    const answer = (await response.json().catch(() => ({}))) as Answer;
    const [first] = problemsOf(answer);
    if (first) return say({ kind: 'failed', sentence: `未保存：${first}`, problems: problemsOf(answer) });
    retry(`未保存：服务器没有收下（${response.status}），稍后自动再试。`);
  };

  const save = async (): Promise<void> => {
    const upTo = changes;
    say({ kind: 'waiting', sentence: '正在保存…' });
    let response: Response;
    try {
      response = await fetch(url, {
        method: 'POST',
        body: payload(form),
        headers: { accept: 'application/json', 'x-form-token': tokenOf(form) },
        credentials: 'same-origin',
        redirect: 'manual',
      });
    } catch {
      return retry('未保存：网络不通，稍后自动再试。');
    }
    if (response.type === 'opaqueredirect') return signedOut();
    if (!response.ok) return refused(response);
    const answer = (await response.json().catch(() => null)) as Answer | null;
    if (!answer) return retry('未保存：服务器的回答不完整，稍后自动再试。');
    const revision = form.querySelector<HTMLInputElement>('input[name="revision"]');
    if (revision && answer.revision !== undefined) revision.value = String(answer.revision);
    failures = 0;
    savedChanges = upTo;
    say({ kind: 'saved', sentence: `已自动保存 ${clockTime(answer.savedAt)}`, problems: problemsOf(answer) });
    if (changes > savedChanges && !stopped) later(AFTER_MS);
  };

  const saveNow = async (): Promise<void> => {
    window.clearTimeout(timer);
    timer = 0;
    if (stopped || conflict || changes === savedChanges) return;
    if (underWay) return underWay;
    underWay = save().finally(() => {
      underWay = null;
    });
    return underWay;
  };

  // Back from signing in in another window: the token is new, and what is unsaved goes at once.
  window.addEventListener('focus', () => {
    if (stopped || conflict || changes === savedChanges || failures === 0) return;
    void renewToken().then(() => saveNow());
  });

  return {
    changed() {
      changes++;
      if (timer === 0 && !stopped && !conflict) timer = window.setTimeout(() => void saveNow(), AFTER_MS);
    },
    saveNow,
    settled: () => underWay ?? Promise.resolve(),
    pause(on) {
      stopped = on;
      window.clearTimeout(timer);
      timer = 0;
    },
    isDirty: () => changes > savedChanges,
  };
}
