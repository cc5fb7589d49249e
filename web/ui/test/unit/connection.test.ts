import { beforeEach, describe, expect, it } from 'vitest';
import { LiveConnection, type Socket, type SocketEvents } from '../../src/timeline/connection';
import { FakeTime } from './fake-time';

class FakeSocket implements Socket {
  readonly sent: string[] = [];
  closedWith: number | null = null;
  constructor(readonly events: SocketEvents) {}
  send(text: string): void {
    this.sent.push(text);
  }
  close(code: number): void {
    this.closedWith = code;
  }
  welcome(off = 0, rec = false): void {
    this.events.opened();
    this.events.received(
      JSON.stringify({
        f: 'welcome', id: 1, show: 'demo', log: 'stage', you: { id: 'v', name: '', role: 'viewer', named: false },
        now: 5_000_000, ep: 'e1', off, rec, ev: [], st: {}, v: 1, ping: 25_000, wait: 10_000,
        rc: { base: 500, cap: 20_000 }, lim: { len: 200, frame: 4096 },
      }),
    );
  }
}

describe('the live connection', () => {
  let time: FakeTime;
  let sockets: FakeSocket[];
  let visible: boolean;
  let online: boolean;
  let readyChanged: () => void;
  let connection: LiveConnection;
  const last = (): FakeSocket => sockets.at(-1) as FakeSocket;

  beforeEach(() => {
    time = new FakeTime();
    sockets = [];
    visible = online = true;
    connection = new LiveConnection('ws://x/live', 'stage', {
      open: (_url, events) => {
        const socket = new FakeSocket(events);
        sockets.push(socket);
        return socket;
      },
      now: time.now,
      after: time.after,
      random: () => 1,
      ready: () => visible && online,
      online: () => online,
      onReadyChange: (changed) => {
        readyChanged = changed;
        return () => undefined;
      },
    });
  });

  it('backs off further with every failure, up to the cap', () => {
    const waits: number[] = [];
    for (let failure = 0; failure < 8; failure++) {
      const before = sockets.length;
      last().events.closed(1006);
      let waited = 0;
      while (sockets.length === before) {
        time.pass(100);
        waited += 100;
      }
      waits.push(waited);
    }
    expect(waits).toEqual([500, 1000, 2000, 4000, 8000, 16000, 20000, 20000]);
  });

  it('resumes from its position, at once after a 42xx', () => {
    last().welcome(41);
    expect(connection.state).toBe('open');
    last().events.closed(4201);
    expect(connection.state).toBe('reconnecting');
    time.pass(500);
    expect(sockets).toHaveLength(2);
    last().events.opened();
    expect(JSON.parse(last().sent[0] ?? '')).toEqual({ c: 'join', id: 1, log: 'stage', ep: 'e1', off: 41 });
  });

  it('stays away after a final close', () => {
    last().welcome();
    last().events.closed(4003);
    time.pass(600_000);
    expect(connection.state).toBe('stopped');
    expect(connection.stoppedBy).toBe(4003);
    expect(sockets).toHaveLength(1);
  });

  it('leaves by itself when the drain is due, and comes back', () => {
    last().welcome();
    last().events.received('{"f":"drain","in":700}');
    time.pass(699);
    expect(last().closedWith).toBeNull();
    time.pass(2);
    expect(sockets[0]?.closedWith).toBe(4200);
    expect(sockets).toHaveLength(2);
  });

  it('gives a silent socket up after the ping that did not come', () => {
    last().welcome();
    time.pass(39_000);
    expect(sockets).toHaveLength(1);
    time.pass(3_000);
    expect(sockets).toHaveLength(2);
  });

  it('keeps a socket that pings', () => {
    last().welcome();
    for (let minute = 0; minute < 10; minute++) {
      time.pass(25_000);
      last().events.received('{"f":"ping"}');
    }
    expect(sockets).toHaveLength(1);
    expect(last().sent.at(-1)).toBe('{"c":"pong","off":0}');
  });

  it('gives up a socket that never opens', () => {
    time.pass(11_000);
    expect(sockets.length).toBeGreaterThan(1);
  });

  it('is offline when the device says so, and back as soon as it is not', () => {
    last().welcome();
    online = false;
    readyChanged();
    expect(connection.state).toBe('offline');
    time.pass(60_000);
    expect(sockets).toHaveLength(1);
    online = true;
    readyChanged();
    expect(sockets).toHaveLength(2);
    last().welcome(0, true);
    expect(connection.state).toBe('open');
  });

  it('does not try while the page is hidden', () => {
    last().welcome();
    visible = false;
    last().events.closed(1006);
    time.pass(60_000);
    expect(sockets).toHaveLength(1);
    visible = true;
    readyChanged();
    expect(sockets).toHaveLength(2);
  });

  it('sends what was said meanwhile after the welcome, once, with the same key', () => {
    last().welcome();
    last().events.closed(1006);
    connection.session.say('k1', 'こんにちは', { mediaTime: 1234.6 });
    time.pass(500);
    last().welcome(0, true);
    const said = last().sent.map((text) => JSON.parse(text) as Record<string, unknown>).filter((frame) => frame.c === 'say');
    expect(said).toEqual([{ c: 'say', id: 2, k: 'k1', x: 'こんにちは', m: 1235 }]);
  });

  it('knows the clock of the server', () => {
    last().welcome();
    time.pass(100);
    expect(connection.clock.now()).toBe(5_000_100);
  });
});
