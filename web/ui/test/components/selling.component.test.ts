import type { LitElement } from 'lit';
import { beforeEach, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import type { CountedVariant } from '../../src/control/control';
import type { Good } from '../../src/control/goods';
import type { NwSelling } from '../../src/control/nw-selling';
import '../../src/control/nw-selling';
import type { DropPlan, SellingView } from '../../src/control/selling';
import type { SellingApi } from '../../src/control/selling-api';
import type { Product } from '../../src/protocol/http';
import { ApiError } from '../../src/ui/api';
import { product } from './goods';
import { expectAccessible, type, until } from './look';
import { put, settled } from './stage';

const NOW = Date.UTC(2026, 8, 21, 12, 0, 0);
const counted = (more: Partial<CountedVariant>): CountedVariant => ({
  sku: 'white', name: '白', nameEn: 'White', price: 6800, left: 3, of: 20, onHand: 20, held: 2, sold: 15, ...more,
});
const variants = [counted({}), counted({ sku: 'ink', name: '墨', nameEn: 'Ink', price: 7200 })];
const good: Good = {
  product: product({ variants }) as Product<CountedVariant>,
  state: 'on_sale', variants, key: '1', pinned: false, left: 6,
};
const nothing: SellingView = { modes: [{ product: 'kyusu', mode: 'hold' }], allotments: [], timedPrices: [], drops: [], waiting: [] };

class FakeApi {
  view = nothing;
  readonly asked: unknown[] = [];
  refusal: ApiError | undefined;
  read = (): Promise<SellingView> => Promise.resolve(this.view);
  setMode = (...all: unknown[]): Promise<void> => this.did('mode', all);
  allot = (...all: unknown[]): Promise<void> => this.did('allot', all);
  promise = (...all: unknown[]): Promise<void> => this.did('promise', all.slice(0, 3));
  endPrice = (...all: unknown[]): Promise<void> => this.did('end', all);
  correctPrice = (...all: unknown[]): Promise<void> => this.did('correct', all);
  plan = (plan: DropPlan): Promise<void> => this.did('plan', [plan]);
  cancelDrop = (...all: unknown[]): Promise<void> => this.did('cancel', all);

  private did(what: string, all: unknown[]): Promise<void> {
    this.asked.push([what, ...all]);
    return this.refusal ? Promise.reject(this.refusal) : Promise.resolve();
  }
}

async function opened(api: FakeApi): Promise<NwSelling> {
  const dialog = await put<NwSelling>('nw-selling', { api: api as unknown as SellingApi, now: () => NOW });
  dialog.open(good);
  await until(() => part(dialog, 'nw-drop-plan')?.shadowRoot?.querySelector('form'));
  return dialog;
}

const part = (dialog: NwSelling, name: string): LitElement | null => dialog.shadowRoot!.querySelector(name);
const press = (root: HTMLElement, words: string): void => {
  const found = [...root.shadowRoot!.querySelectorAll('button')].find((one) => one.textContent?.includes(words));
  if (!found || found.disabled) throw new Error(`no button ${words}`);
  found.click();
};

beforeEach(() => page.viewport(1280, 900));

it('starts a timed price that is lower, and only then', async () => {
  const api = new FakeApi();
  const dialog = await opened(api);
  const timed = part(dialog, 'nw-timed-price')!;
  type(timed.shadowRoot!.querySelector('#price-0'), '６，８００');
  await settled(timed);
  expect(timed.shadowRoot!.querySelector('.error')?.textContent).toContain('低い金額');
  type(timed.shadowRoot!.querySelector('#price-0'), '5,980');
  await settled(timed);
  press(timed, '開始する');
  await until(() => api.asked.length === 1);
  expect(api.asked).toEqual([['promise', 'kyusu', [{ sku: 'white', yen: 5980 }], NOW + 300_000]]);
  await expectAccessible(dialog);
});

it('announces a draw with a window for the slowest viewer', async () => {
  const api = new FakeApi();
  const dialog = await opened(api);
  const drop = part(dialog, 'nw-drop-plan')!;
  type(drop.shadowRoot!.querySelector('#units'), '100');
  await settled(drop);
  press(drop, '予告する');
  await until(() => api.asked.length === 1);
  expect(api.asked).toEqual([['plan', { sku: 'white', kind: 'fair', units: 100, perBuyer: 1, opensAt: NOW + 60_000, closesAt: NOW + 240_000 }]]);
});

it('says what the server refused, and shows what runs', async () => {
  const api = new FakeApi();
  api.view = {
    ...nothing,
    allotments: [{ sku: 'white', units: 10, taken: 4, left: 6, drop: false }],
    timedPrices: [{ id: 't', product: 'kyusu', prices: [{ sku: 'white', yen: 5980 }], from: NOW, until: NOW + 60_000, corrected: null }],
    drops: [{ id: 'd', product: 'kyusu', sku: 'ink', kind: 'fair', phase: 'open', units: 5, perBuyer: 1, opensAt: NOW, closesAt: NOW + 60_000, entries: null }],
    waiting: [{ sku: 'ink', waiting: 12 }],
  };
  const dialog = await opened(api);
  const text = (root: HTMLElement): string => root.shadowRoot!.textContent;
  expect(text(part(dialog, 'nw-timed-price')!)).toContain('21:01:00 まで');
  expect(text(part(dialog, 'nw-drop-plan')!)).toContain('受付中');
  expect(text(dialog)).toContain('12人');
  api.refusal = new ApiError(409, 'below_taken', '取り置きと注文の数（4点）を下回ることはできません。', 'Four are taken.', false);
  type(dialog.shadowRoot!.querySelector('#own-0'), '3');
  await settled(dialog);
  press(dialog, 'この番組分にする');
  await until(() => dialog.shadowRoot!.querySelector('[role=alert] .notice'));
  expect(dialog.shadowRoot!.querySelector('[role=alert]')?.textContent).toContain('下回る');
  expect(api.asked).toEqual([['allot', 'white', 3]]);
  await expectAccessible(dialog);
  await page.viewport(320, 700);
  await settled(dialog);
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(320);
});
