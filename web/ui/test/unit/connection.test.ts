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
  let streams: FakeSocket[];
  let visible: boolean;
  let online: boolean;
  let readyChanged: () => void;
  let connection: LiveConnection;
  const last = (): FakeSocket => sockets.at(-1) as FakeSocket;

  beforeEach(() => {
    time = new FakeTime();
    sockets = [];
    visible = online = true;
    streams = [];
    connection = new LiveConnection({ socket: 'ws://x/live', events: 'http://x/events' }, 'stage', {
      openEvents: (_url, events) => {
        const stream = new FakeSocket(events);
        streams.push(stream);
        return stream;
      },
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
    const tries = (): number => sockets.length + streams.length;
    const newest = (): FakeSocket => streams.at(-1) ?? last();
    for (let failure = 0; failure < 8; failure++) {
      const before = tries();
      newest().events.closed(1006);
      let waited = 0;
      while (tries() === before) {
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

describe('where sockets do not get through', () => {
  let time: FakeTime;
  let opened: { way: 'socket' | 'events'; fake: FakeSocket; at: number }[];
  let connection: LiveConnection;
  const open = (way: 'socket' | 'events') => (_url: string, events: SocketEvents) => {
    const fake = new FakeSocket(events);
    opened.push({ way, fake, at: time.now() });
    return fake;
  };
  const ways = (): string[] => opened.map(({ way }) => way);
  const last = (): FakeSocket => opened.at(-1)?.fake as FakeSocket;

  beforeEach(() => {
    time = new FakeTime();
    opened = [];
    connection = new LiveConnection({ socket: 'ws://x/live', events: 'http://x/events' }, 'stage', {
      open: open('socket'), openEvents: open('events'), now: time.now, after: time.after, random: () => 0.1,
      ready: () => true, online: () => true, onReadyChange: () => () => undefined,
    });
  });

  it('takes the stream of events after three failures in a minute, and resumes there', () => {
    last().welcome(7);
    for (let n = 0; n < 4; n++) {
      last().events.closed(1006);
      time.pass(2_000);
    }
    expect(ways()).toEqual(['socket', 'socket', 'socket', 'socket', 'events']);
    last().events.opened();
    expect(JSON.parse(last().sent[0] ?? '')).toMatchObject({ c: 'join', ep: 'e1', off: 7 });
    last().welcome(7, true);
    expect(connection.state).toBe('open');
  });

  it('takes it when a socket twice never opened', () => {
    time.pass(25_000);
    expect(ways().slice(0, 3)).toEqual(['socket', 'socket', 'events']);
  });

  it('does not blame the way when the server itself refuses', () => {
    for (let n = 0; n < 5; n++) {
      const before = opened.length;
      last().events.closed(4101);
      while (opened.length === before) time.pass(50);
    }
    expect(new Set(ways())).toEqual(new Set(['socket']));
  });

  it('tries a socket again after ten minutes, then half as often', () => {
    time.pass(25_000);
    const from = opened.at(-1)?.at ?? 0;
    last().welcome(0, true);
    const alive = setAlive(() => opened.at(-1), time);
    alive(700_000);
    const probe = opened.find(({ way, at }) => way === 'socket' && at > from);
    expect((probe?.at ?? 0) - from).toBeLessThan(660_000);
    expect(ways().at(-1)).toBe('events');
    const count = ways().filter((way) => way === 'socket').length;
    last().welcome(0, true);
    alive(900_000);
    expect(ways().filter((way) => way === 'socket')).toHaveLength(count);
  });
});

/** A stream whose comment lines come; a socket that is swallowed. */
function setAlive(last: () => { way: string; fake: FakeSocket } | undefined, time: FakeTime): (millis: number) => void {
  return (millis) => {
    for (let passed = 0; passed < millis; passed += 5_000) {
      time.pass(5_000);
      const now = last();
      if (now?.way === 'events') now.fake.events.alive?.();
    }
  };
}
