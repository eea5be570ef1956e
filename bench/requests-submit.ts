// Twenty people apply at the same time, one after the other: from the form to the receipt, which is given when the request is
// committed and its entry is in the published ledger.
import { perform } from '../src/platform/act/act.ts';
import { openByReceipt, ReceiptGuard } from '../src/rooms/requests/receipts.ts';
import { newFormKey, type Receipt, submitRequest } from '../src/rooms/requests/submit.ts';
import { granted } from '../test/support/people.ts';
import { applicantActor, sampleApplication } from '../test/support/requests.ts';
import { atMost, none, quantile, type Row, rounded } from './row.ts';
import type { World } from './world.ts';

const AT_ONCE = 20;
const WARM = 100;
const COUNT = 2_000;
const OPENED = 200;
const LIMIT = 300;

interface Submitted {
  ms: number[];
  receipts: Receipt[];
  perSecond: number;
}

async function submitted({ town }: World, count: number): Promise<Submitted> {
  const ms: number[] = [];
  const receipts: Receipt[] = [];
  let left = count;
  const one = async (): Promise<void> => {
    while (left-- > 0) {
      const began = performance.now();
      const receipt = granted(
        await perform(town, applicantActor, 'requests.submit', (act) =>
          submitRequest(act, {
            draft: sampleApplication({ content: `申请公开样例村第 ${left} 号道路维修工程的造价、招标结果和验收时间。` }),
            channel: 'internet',
            submittedOn: act.today,
            formKey: newFormKey(),
            files: [],
            title: '',
          }),
        ),
      );
      ms.push(performance.now() - began);
      receipts.push(receipt);
    }
  };
  const began = performance.now();
  await Promise.all(Array.from({ length: AT_ONCE }, one));
  return { ms, receipts, perSecond: (ms.length * 1_000) / (performance.now() - began) };
}

async function unopened({ town }: World, receipts: readonly Receipt[]): Promise<number> {
  const guard = new ReceiptGuard();
  let wrong = 0;
  for (let i = 0; i < OPENED; i++) {
    const receipt = receipts[Math.floor((i * receipts.length) / OPENED)]!;
    const opened = await openByReceipt(town, guard, receipt, `10.0.${i >> 8}.${i & 255}`);
    if (!opened.ok || opened.value.id !== receipt.id) wrong++;
  }
  return wrong;
}

export async function requestsSubmit(world: World): Promise<Row[]> {
  await submitted(world, WARM);
  const { ms, receipts, perSecond } = await submitted(world, COUNT);
  const usual = `一半快于 ${rounded(quantile(ms, 0.5))} ms，${rounded(perSecond)} 件/秒`;
  return [
    atMost(`提交申请到回执（已存证），${AT_ONCE} 人同时，${COUNT} 件，p99（${usual}）`, quantile(ms, 0.99), LIMIT, 'ms'),
    none(`其后打不开的回执（查 ${OPENED} 件）`, await unopened(world, receipts), '件'),
  ];
}
