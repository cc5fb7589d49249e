import { afterEach, describe, expect, it } from 'vitest';
import { expectAccessible, until } from './look';
import '../../src/ui/base.css';
import { setLanguage } from '../../src/ui/i18n';
import { ApiError } from '../../src/ui/api';
import '../../src/control/nw-stream-key';
import type { NwStreamKey } from '../../src/control/nw-stream-key';

const keys = (version: number) => ({
  url: 'rtmp://127.0.0.1:1935/live',
  secureUrl: 'rtmps://127.0.0.1:1936/live',
  key: `demo_main${version}`,
  backupKey: `demo_backup${version}`,
});

describe('the stream keys', () => {
  let rotations = 0;
  const open = async (rotate = () => Promise.resolve(keys(1 + ++rotations))): Promise<NwStreamKey> => {
    rotations = 0;
    const element = Object.assign(document.createElement('nw-stream-key') as NwStreamKey, { read: () => Promise.resolve(keys(1)), rotate });
    document.body.append(element);
    await element.updateComplete;
    element.open();
    await until(() => value(element, 'key') === 'demo_main1');
    return element;
  };
  const find = <T extends HTMLElement>(element: NwStreamKey, selector: string): T | null => element.renderRoot.querySelector<T>(selector);
  const value = (element: NwStreamKey, field: string): string | undefined => find<HTMLInputElement>(element, `#stream-${field}`)?.value;

  afterEach(async () => {
    document.querySelector('nw-stream-key')?.remove();
    await setLanguage('ja');
  });

  it('gives the backup key and the encrypted server, each key covered until asked for', async () => {
    const element = await open();
    expect(value(element, 'backupKey')).toBe('demo_backup1');
    expect(value(element, 'secureUrl')).toBe('rtmps://127.0.0.1:1936/live');
    const input = find<HTMLInputElement>(element, '#stream-backupKey')!;
    expect(input.type).toBe('password');
    input.parentElement!.querySelector<HTMLButtonElement>('[aria-pressed]')!.click();
    await until(() => input.type === 'text');
    expect(find<HTMLInputElement>(element, '#stream-key')!.type).toBe('password');
    await expectAccessible();
  });

  it('makes new keys in two steps, and shows them', async () => {
    const element = await open();
    find(element, '#renew')!.click();
    const now = await until(() => find<HTMLButtonElement>(element, '#renew-now'));
    expect(rotations).toBe(0);
    await expectAccessible();
    await setLanguage('en');
    await until(() => now.textContent?.includes('Make them now'));
    await expectAccessible();
    now.click();
    now.click();
    await until(() => value(element, 'key') === 'demo_main2');
    expect(value(element, 'backupKey')).toBe('demo_backup2');
    expect(rotations).toBe(1);
    await until(() => find(element, '[role=status]')?.textContent?.includes('New keys'));
  });

  it('can be called off', async () => {
    const element = await open();
    find(element, '#renew')!.click();
    await until(() => find(element, '#renew-now'));
    find(element, '#renew-now')!.parentElement!.querySelector<HTMLButtonElement>('.button-quiet')!.click();
    await until(() => find(element, '#renew'));
    expect(rotations).toBe(0);
  });

  it('says in words when it was refused, and keeps the keys that still hold', async () => {
    const element = await open(() => Promise.reject(new ApiError(503, 'unavailable', '今は処理できません。', 'Not now.', true)));
    find(element, '#renew')!.click();
    (await until(() => find<HTMLButtonElement>(element, '#renew-now'))).click();
    await until(() => find(element, '.notice-bad')?.textContent?.includes('今は処理できません'));
    expect(value(element, 'key')).toBe('demo_main1');
  });
});
