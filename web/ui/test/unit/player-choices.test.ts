import { describe, expect, it } from 'vitest';
import { filmedAt, positionOf, type Stretch } from '../../src/player/programme-time';
import { AUTO, firstQuality, levelFor, optionsOf, rungsOf, SAVER, SOUND } from '../../src/player/quality';
import { behindLive, clockWords, fractionOf, positionAt, stepped, type Reach } from '../../src/player/scrub';
import { beside, withWindow } from '../../src/player/sources';
import { readSprites, spriteAt } from '../../src/player/sprites';
import { pictureAct } from '../../src/viewer/picture-keys';

const level = (name: string, width: number, height: number, bitrate: number) => ({ width, height, bitrate, url: [`http://h/hls/demo/${name}.m3u8?dvr`] });
const LADDER = [level('240p', 240, 426, 300_000), level('480p', 480, 854, 900_000), level('source', 720, 1280, 2_500_000)];

describe('the qualities', () => {
  const rungs = rungsOf(LADDER);
  it('are listed best first, the last rung as the data saver, the source as what it is', () => {
    expect(optionsOf(rungs, true)).toEqual([
      { quality: AUTO, lines: 0, source: false },
      { quality: 'source', lines: 720, source: true },
      { quality: '480p', lines: 480, source: false },
      { quality: SAVER, lines: 240, source: false },
      { quality: SOUND, lines: 0, source: false },
    ]);
  });
  it('are found again when the levels have changed', () => {
    expect(levelFor('source', rungs)).toBe(2);
    expect(levelFor(SAVER, rungs)).toBe(0);
    expect(levelFor('480p', rungsOf([LADDER[2]!, LADDER[1]!]))).toBe(1);
    expect(levelFor('480p', rungsOf([LADDER[2]!]))).toBe(-1);
    expect(levelFor(AUTO, rungs)).toBe(-1);
    expect(levelFor(SAVER, [])).toBe(-1);
  });
  it('offer no saver where there is one rung, and no picture where there is only sound', () => {
    expect(optionsOf(rungsOf([LADDER[2]!]), false).map((one) => one.quality)).toEqual([AUTO, 'source']);
    expect(optionsOf(rungsOf([level('sound', 0, 0, 128_000)]), true).map((one) => one.quality)).toEqual([AUTO, SOUND]);
  });
  it('spare the data of a device that asks for it, unless the viewer has chosen', () => {
    expect(firstQuality(AUTO, true)).toBe(SAVER);
    expect(firstQuality('source', true)).toBe('source');
    expect(firstQuality(AUTO, false)).toBe(AUTO);
  });
});

describe('back and forth', () => {
  const reach: Reach = { from: 100, to: 700, at: 400, live: true };
  it('stays within what there is, and is live at the edge', () => {
    expect(stepped(reach, -10)).toBe(390);
    expect(stepped({ ...reach, at: 105 }, -10)).toBe(100);
    expect(stepped({ ...reach, at: 690 }, 10)).toBe('live');
    expect(stepped({ ...reach, at: 690, live: false }, 20)).toBe(700);
  });
  it('is told as a fraction and as time', () => {
    expect(fractionOf(reach, 400)).toBe(0.5);
    expect(fractionOf({ ...reach, to: 100 }, 400)).toBe(1);
    expect(positionAt(reach, 0.25)).toBe(250);
    expect(behindLive(reach)).toBe(300);
    expect([0, 59.9, 61, 3_723, -4].map(clockWords)).toEqual(['0:00', '0:59', '1:01', '1:02:03', '0:00']);
  });
});

describe('the time of the programme', () => {
  /** Two segments, a restart of a minute, two more. */
  const stretches: Stretch[] = [0, 2, 4, 6].map((start, i) => ({ start, duration: 2, programDateTime: 1_000_000 + start * 1000 + (i > 1 ? 60_000 : 0) }));
  it('is known at each position, over a break too', () => {
    expect(filmedAt(stretches, 1)).toBe(1_001_000);
    expect(filmedAt(stretches, 5)).toBe(1_065_000);
    expect(filmedAt([], 5)).toBe(null);
  });
  it('leads back to the position, or to the nearest there is', () => {
    expect(positionOf(stretches, 1_001_000)).toBe(1);
    expect(positionOf(stretches, 1_065_000)).toBe(5);
    expect(positionOf(stretches, 1_030_000)).toBe(4);
    expect(positionOf(stretches, 1)).toBe(0);
    expect(positionOf(stretches, 9_000_000)).toBe(8);
    expect(positionOf([], 5)).toBe(null);
  });
});

describe('the addresses beside the live picture', () => {
  it('keep what the address carries', () => {
    expect(withWindow('/hls/demo/index.m3u8')).toBe('/hls/demo/index.m3u8?dvr');
    expect(withWindow('/hls/demo/index.m3u8?token=a/b')).toBe('/hls/demo/index.m3u8?token=a/b&dvr');
    expect(beside('/hls/demo/index.m3u8', 'audio.m3u8')).toBe('/hls/demo/audio.m3u8');
    expect(beside('/hls/demo/index.m3u8?token=a', 'poster.jpg')).toBe('/hls/demo/poster.jpg?token=a');
  });
});

describe('the sprites', () => {
  const text = 'WEBVTT\n\n00:00.000 --> 00:10.000\nsprites/0.jpg#xywh=0,0,160,90\n\n00:00:10.000 --> 00:00:20.000\r\nsprites/0.jpg#xywh=160,0,160,90\n\nnonsense\n1 --> x\n';
  it('are read and found by their second', () => {
    const list = readSprites(text, 'http://h/hls/demo/sprites.vtt');
    expect(list).toHaveLength(2);
    expect(spriteAt(list, 12)).toEqual({ from: 10, to: 20, url: 'http://h/hls/demo/sprites/0.jpg', x: 160, y: 0, width: 160, height: 90 });
    expect(spriteAt(list, 20)).toBe(null);
  });
  it('may be missing', () => expect(readSprites('', 'http://h/')).toEqual([]));
});

describe('the keys of the picture', () => {
  const key = (pressed: string, more = {}) => ({ key: pressed, ctrlKey: false, altKey: false, metaKey: false, isComposing: false, defaultPrevented: false, ...more });
  it('are space, M and the arrows', () => {
    expect([' ', 'm', 'M', 'ArrowLeft', 'ArrowRight', 'x'].map((one) => pictureAct(key(one), 'BODY', false))).toEqual(['pause', 'mute', 'mute', 'back', 'on', null]);
  });
  it('are left to fields, to buttons, to the browser and to an input method', () => {
    expect(pictureAct(key('m'), 'TEXTAREA', false)).toBe(null);
    expect(pictureAct(key('m'), 'DIV', true)).toBe(null);
    expect(pictureAct(key(' '), 'BUTTON', false)).toBe(null);
    expect(pictureAct(key('ArrowLeft'), 'BUTTON', false)).toBe('back');
    expect(pictureAct(key('m', { metaKey: true }), 'BODY', false)).toBe(null);
    expect(pictureAct(key('m', { isComposing: true }), 'BODY', false)).toBe(null);
  });
});
