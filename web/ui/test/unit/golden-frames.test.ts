import { describe, expect, it } from 'vitest';
import { afterClose, readFrame, type AfterClose } from '../../src/protocol/frames';
import { golden } from './golden';

interface Example {
  readonly name: string;
  readonly frame: Record<string, unknown> & { readonly f: string; readonly ev?: readonly { readonly t: string }[]; readonly st?: object };
}

describe('every frame the server writes is understood', () => {
  for (const { name, frame } of golden<Example[]>('server-frames.json')) {
    it(name, () => {
      const read = readFrame(JSON.stringify(frame));
      expect(read?.f).toBe(frame.f);
      if (read?.f === 'b' || read?.f === 'welcome') {
        expect(read.ev.map((entry) => entry.t)).toEqual((frame.ev ?? []).map((entry) => entry.t));
        const { pins, stream, chat, commentPin, questions } = read.st;
        const states = [pins, stream, chat, commentPin, questions].filter((one) => one !== null).length + read.st.sales.length + read.st.stocks.length;
        expect(states).toBe(Object.keys(frame.st ?? {}).length);
      }
    });
  }
});

describe('every close code has its consequence', () => {
  for (const { code, then } of golden<{ code: number; then: AfterClose }[]>('close-codes.json')) {
    it(String(code), () => expect(afterClose(code)).toBe(then));
  }
});

describe('what is not known does no harm', () => {
  it('an unknown frame kind and broken text read as nothing', () => {
    expect(readFrame('{"f":"later","x":1}')).toBeNull();
    expect(readFrame('{"f":')).toBeNull();
    expect(readFrame('[]')).toBeNull();
  });

  it('an entry of an unknown type, or one that lacks a field, still moves the position', () => {
    const read = readFrame('{"f":"b","ep":"e","from":1,"to":2,"ev":[{"o":1,"at":1,"s":1,"t":"poll"},{"o":2,"at":1,"s":1,"t":"pinned"}],"now":1}');
    expect(read?.f === 'b' && read.ev.map((entry) => [entry.o, entry.t])).toEqual([
      [1, 'unrecognised'],
      [2, 'unrecognised'],
    ]);
  });
});
