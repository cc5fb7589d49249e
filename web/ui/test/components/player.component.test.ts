import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import type { Quality, QualityOption, Rung } from '../../src/player/quality';
import type { Reach } from '../../src/player/scrub';
import type { NwMore } from '../../src/viewer/nw-more';
import '../../src/viewer/nw-more';
import type { NwPicture } from '../../src/viewer/nw-picture';
import '../../src/viewer/nw-picture';
import type { NwQuality } from '../../src/viewer/nw-quality';
import '../../src/viewer/nw-quality';
import type { NwScrub, Scrubbed } from '../../src/viewer/nw-scrub';
import '../../src/viewer/nw-scrub';
import { all, expectAccessible, inside, put, settled } from './stage';

const OPTIONS: readonly QualityOption[] = [
  { quality: 'auto', lines: 0, source: false },
  { quality: 'source', lines: 720, source: true },
  { quality: '480p', lines: 480, source: false },
  { quality: 'saver', lines: 240, source: false },
  { quality: 'sound', lines: 0, source: false },
];
const PLAYING: Rung = { index: 1, name: '480p', lines: 480, bitrate: 900_000 };

const heard = <T>(element: HTMLElement, name: string): T[] => {
  const all: T[] = [];
  element.addEventListener(name, (event) => all.push((event as CustomEvent<T>).detail));
  return all;
};
const words = (elements: readonly Element[]): (string | undefined)[] => elements.map((one) => one.textContent?.replace(/\s+/g, ''));

describe('the menu of qualities', () => {
  it('opens with the keyboard, tells what plays, and chooses', async () => {
    const menu = await put<NwQuality>('nw-quality', { options: OPTIONS, quality: 'auto', playing: PLAYING });
    const chosen = heard<{ quality: Quality }>(menu, 'nw-quality');
    expect(inside(menu, '.open').getAttribute('aria-label')).toBe('画質：自動（いま480p）');
    inside(menu, '.open').focus();
    await userEvent.keyboard('{Enter}');
    await settled(menu);
    expect(words(all(menu, '[role=menuitemradio]'))).toEqual(['自動（いま480p）', '720p（原画）', '480p', 'データ節約（240p）', '音声のみ']);
    expect(menu.shadowRoot?.activeElement?.getAttribute('aria-checked')).toBe('true');
    await expectAccessible(menu);
    await userEvent.keyboard('{ArrowUp}');
    expect(menu.shadowRoot?.activeElement?.textContent).toContain('音声のみ');
    await userEvent.keyboard('{ArrowDown}{ArrowDown}{Enter}');
    await settled(menu);
    expect(chosen).toEqual([{ quality: 'source' }]);
    expect(all(menu, '.menu')).toEqual([]);
    expect(menu.shadowRoot?.activeElement).toBe(inside(menu, '.open'));
  });
  it('closes with Escape and keeps the choice', async () => {
    const menu = await put<NwQuality>('nw-quality', { options: OPTIONS, quality: 'saver', playing: null });
    await userEvent.click(inside(menu, '.open'));
    await userEvent.keyboard('{Escape}');
    await settled(menu);
    expect(all(menu, '.menu')).toEqual([]);
    expect(inside(menu, '.open').getAttribute('aria-label')).toBe('画質：データ節約（240p）');
  });
  it('follows the ladder: a rung that is gone is chosen automatically', async () => {
    const menu = await put<NwQuality>('nw-quality', { options: OPTIONS, quality: '480p', playing: PLAYING, list: true });
    expect(inside<HTMLInputElement>(menu, 'input:checked').value).toBe('480p');
    menu.options = OPTIONS.filter((option) => option.quality !== '480p');
    await settled(menu);
    expect(inside<HTMLInputElement>(menu, 'input:checked').value).toBe('auto');
    menu.options = OPTIONS.slice(0, 1);
    await settled(menu);
    expect(all(menu, 'input, button')).toEqual([]);
  });
});

describe('the phone’s menu', () => {
  it('holds pause, the way back and the qualities', async () => {
    const chosen: Quality[] = [];
    const player = { where: 'live' as const, canRewind: true, quality: 'auto', qualities: () => OPTIONS, rung: () => PLAYING, chooseQuality: (one: Quality) => void chosen.push(one), isPausedByViewer: () => false };
    const more = await put<NwMore>('nw-more', { player });
    const steps = heard<{ seconds: number }>(more, 'nw-step');
    await userEvent.click(all(more, '.button').find((one) => one.textContent?.includes('さかのぼって見る'))!);
    await userEvent.click(inside(more, 'input[value=saver]'));
    expect(steps).toEqual([{ seconds: -10 }]);
    expect(chosen).toEqual(['saver']);
    await expectAccessible(more);
  });
});

describe('the scrub bar', () => {
  const player = (reach: Reach, more: Partial<Scrubbed> = {}): Scrubbed => ({ where: reach.live ? 'behind' : 'replay', speed: 1, reach: () => reach, isPausedByViewer: () => false, ...more });
  const bar = (reach: Reach, width = 366): Promise<NwScrub> =>
    put<NwScrub>('nw-scrub', { player: player(reach) }).then((scrub) => {
      scrub.style.setProperty('inline-size', `${width}px`);
      return scrub;
    });

  it('tells how far behind it is and leads back to live', async () => {
    const scrub = await bar({ from: 100, to: 700, at: 637, live: true });
    const lives = heard(scrub, 'nw-go-live');
    expect(inside(scrub, 'input').getAttribute('aria-valuetext')).toBe('ライブの1:03前');
    await userEvent.click(inside(scrub, '.live'));
    expect(lives).toHaveLength(1);
    expect(all(scrub, 'select')).toEqual([]);
    await expectAccessible(scrub);
  });
  it('steps by ten seconds with keys and buttons, and seeks where the finger lets go', async () => {
    const scrub = await bar({ from: 0, to: 622, at: 3, live: false });
    const steps = heard<{ seconds: number }>(scrub, 'nw-step');
    const seeks = heard<{ position: number }>(scrub, 'nw-seek');
    const range = inside<HTMLInputElement>(scrub, 'input');
    range.focus();
    await userEvent.keyboard('{ArrowRight}{ArrowLeft}');
    expect(steps.map(({ seconds }) => seconds)).toEqual([10, -10]);
    await userEvent.click(range);
    expect(seeks[0]?.position).toBeGreaterThan(290);
    expect(seeks[0]?.position).toBeLessThan(332);
  });
  it('offers the speed of a recording', async () => {
    const scrub = await bar({ from: 0, to: 622, at: 3, live: false });
    const speeds = heard<{ speed: number }>(scrub, 'nw-speed');
    await userEvent.selectOptions(inside(scrub, 'select'), '1.5');
    expect(speeds).toEqual([{ speed: 1.5 }]);
    await expectAccessible(scrub);
  });
  it('keeps to two lines on a phone of 320 px, in both languages', async () => {
    const scrub = await bar({ from: 0, to: 20_000, at: 3, live: true }, 296);
    await settled(scrub);
    expect(inside(scrub, '.bar').getBoundingClientRect().height).toBeLessThan(96);
    await expectAccessible(scrub);
  });
  it('shows the small picture of the moment under the finger', async () => {
    const scrub = await bar({ from: 0, to: 600, at: 3, live: false });
    scrub.sprites = [{ from: 290, to: 310, url: `${location.origin}/x.jpg`, x: 160, y: 0, width: 160, height: 90 }];
    await userEvent.hover(inside(scrub, 'input'));
    await settled(scrub);
    expect(inside(scrub, '.sprite').style.backgroundPosition).toBe('-160px 0px');
    expect(inside(scrub, '.preview').textContent).toMatch(/(4:59|5:00) /);
  });
  it('is not there while nothing is known', async () => {
    const scrub = await put<NwScrub>('nw-scrub', { player: { ...player({ from: 0, to: 1, at: 0, live: true }), reach: () => null } });
    expect(all(scrub, '.bar')).toEqual([]);
  });
});

describe('the words over the picture', () => {
  const real = window.fetch;
  beforeEach(() => {
    window.fetch = () => Promise.resolve(new Response(null, { status: 404 }));
  });
  afterEach(() => {
    window.fetch = real;
  });
  /** A picture whose player is in this state, as far as the words are concerned. */
  const picture = async (stream: NwPicture['stream'], player: object): Promise<NwPicture> => {
    const element = await put<NwPicture>('nw-picture', { stream });
    element.style.setProperty('block-size', '700px');
    const rest = { state: 'playing', where: 'live', muted: false, soundOnly: false, offersSound: false, canRewind: true, replayReady: false, retrySeconds: null, quality: 'auto', qualities: () => OPTIONS, rung: () => PLAYING, isPausedByViewer: () => false, streamStatus: () => undefined, close: () => undefined };
    Object.assign(element, { player: { ...rest, ...player } });
    element.requestUpdate();
    await settled(element);
    return element;
  };
  const said = (element: NwPicture): string => words(all(element, '.veil, .line, .sound')).join('|');

  it('leave the slate its own and add what goes on', async () => {
    const element = await picture('break', {});
    expect(said(element)).toBe('コメントとお買い物は、そのままご利用いただけます');
    await expectAccessible(element);
  });
  it('say it all when there is no slate', async () => {
    expect(said(await picture('break', { state: 'nothing' }))).toContain('配信者の接続を待っています');
  });
  it('ask before the picture is given up, and offer it back', async () => {
    const chosen: Quality[] = [];
    const chooseQuality = (one: Quality): void => void chosen.push(one);
    const asking = await picture('live', { offersSound: true, chooseQuality });
    expect(said(asking)).toContain('映像が途切れがちです');
    await userEvent.click(all(asking, '.veil .button')[0]!);
    await expectAccessible(asking);
    const listening = await picture('live', { soundOnly: true, chooseQuality });
    await userEvent.click(inside(listening, '.sound .button'));
    expect(chosen).toEqual(['sound', 'auto']);
    await expectAccessible(listening);
  });
  it('count the seconds to the next try', async () => {
    const element = await picture('live', { state: 'nothing', retrySeconds: 4 });
    expect(said(element)).toContain('4秒後に再試行します');
  });
  it('thank at the end, and offer the recording only when there is one', async () => {
    expect(said(await picture('ended', { state: 'finished' }))).not.toContain('最初から見る');
    const element = await picture('ended', { state: 'finished', replayReady: true });
    expect(said(element)).toContain('配信は終了しました');
    expect(said(element)).toContain('最初から見る');
    await expectAccessible(element);
  });
});
