import { afterEach, describe, expect, it } from 'vitest';
import { fakeServer, Refused } from './fake-server';
import { expectAccessible, type, until } from './look';
import '../../src/ui/base.css';
import { setLanguage } from '../../src/ui/i18n';
import '../../src/login/login.css';
import '../../src/login/nw-login';

describe('logging in', () => {
  const server = fakeServer({ 'POST /api/login': () => new Refused(401, 'bad_credentials') });
  afterEach(async () => {
    document.querySelector('nw-login')?.remove();
    await setLanguage('ja');
  });
  const open = (): HTMLElement => document.body.appendChild(document.createElement('nw-login'));

  it('has fields that password managers know', async () => {
    const root = open();
    const email = await until(() => root.querySelector<HTMLInputElement>('input[name=email]'));
    expect(email.autocomplete).toBe('username');
    expect(root.querySelector<HTMLInputElement>('input[name=password]')?.autocomplete).toBe('current-password');
    await expectAccessible();
    await setLanguage('en');
    await until(() => root.textContent?.includes('Staff log-in'));
    await expectAccessible();
  });

  it('names the missing field before it asks the server', async () => {
    const root = open();
    const button = await until(() => root.querySelector<HTMLButtonElement>('button[type=submit]'));
    type(root.querySelector('#login-email'), 'a@b.jp');
    button.click();
    await until(() => root.querySelector('#login-password-error'));
    expect(document.activeElement?.id).toBe('login-password');
    expect(server.asked).toEqual([]);
    await expectAccessible();
  });

  it('says in words that it was wrong and keeps what was typed', async () => {
    const root = open();
    const button = await until(() => root.querySelector<HTMLButtonElement>('button[type=submit]'));
    type(root.querySelector('#login-email'), 'ａ@b.jp');
    type(root.querySelector('#login-password'), 'secret');
    button.click();
    await until(() => root.querySelector('[role=alert]')?.textContent?.includes('断：bad_credentials'));
    expect(root.querySelector<HTMLInputElement>('#login-email')?.value).toBe('ａ@b.jp');
    await expectAccessible();
  });
});
