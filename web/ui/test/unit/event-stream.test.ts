import { describe, expect, it } from 'vitest';
import type { SocketEvents } from '../../src/timeline/connection';
import { EventLines, openEventStream } from '../../src/timeline/event-stream';
import { JoinTokens, type JoinToken } from '../../src/timeline/join-tokens';
import { FakeTime } from './fake-time';

const settled = (): Promise<void> => new Promise((done) => setTimeout(done, 0));

/** A server for one stream: what it was asked, and the way to tell it something. */
function server(answer: (body: string) => Response = () => new Response(null, { status: 204 }), status = 200) {
  const asked: { method: string; url: string; body: string; authorization: string | null }[] = [];
  const told: string[] = [];
  const closed: number[] = [];
  let alive = 0;
  let stream: ReadableStreamDefaultController<Uint8Array> | undefined;
  const events: SocketEvents = { opened: () => undefined, received: (text) => told.push(text), closed: (code) => closed.push(code), alive: () => alive++ };
  const socket = openEventStream('http://x/api/shows/demo/events', events, (url, init) => {
    asked.push({ method: init.method ?? 'GET', url, body: typeof init.body === 'string' ? init.body : '', authorization: new Headers(init.headers).get('Authorization') });
    if (init.method === 'POST') return Promise.resolve(answer(init.body as string));
    return Promise.resolve(new Response(status === 200 ? new ReadableStream({ start: (it) => void (stream = it) }) : null, { status }));
  });
  return { socket, asked, told, closed, alive: () => alive, tell: (text: string) => stream?.enqueue(new TextEncoder().encode(text)), end: () => stream?.close() };
}

describe('a socket made of events and requests', () => {
  it('opens the stream with the join, and tells its frames', async () => {
    const { socket, asked, told, tell, alive } = server();
    socket.send('{"c":"join","id":1,"log":"stage","ep":"e1","off":41,"tok":"t"}');
    await settled();
    expect(asked[0]).toEqual({ method: 'GET', url: 'http://x/api/shows/demo/events?log=stage&ep=e1&off=41', body: '', authorization: 'Bearer t' });
    tell('id: e1:41\ndata: {"f":"welc');
    tell('ome"}\n\n: still here\n\n');
    await settled();
    expect(told).toEqual(['{"f":"welcome"}']);
    expect(alive()).toBe(2);
  });

  it('sends frames one after the other, and takes each answer for a frame', async () => {
    const { socket, asked, told } = server((body) => new Response(body.includes('heart') ? null : '{"f":"ack"}', { status: body.includes('heart') ? 204 : 200 }));
    socket.send('{"c":"say","id":2}');
    socket.send('{"c":"heart","n":1}');
    socket.send('{"c":"pong","off":1}');
    await settled();
    expect(asked.map(({ body }) => body)).toEqual(['{"c":"say","id":2}', '{"c":"heart","n":1}']);
    expect(told).toEqual(['{"f":"ack"}']);
  });

  it('lets what did not get through go again', async () => {
    const { socket, told } = server(() => new Response('', { status: 502 }));
    socket.send('{"c":"say","id":2}');
    socket.send('{"c":"heart","n":1}');
    await settled();
    expect(told.map((text) => JSON.parse(text) as unknown)).toMatchObject([{ f: 'err', id: 2, code: 'unavailable', retry: true }]);
  });

  it('closes with the code of the last event, of the status, or as lost', async () => {
    const last = server();
    last.socket.send('{"c":"join","id":1}');
    await settled();
    last.tell('event: close\ndata: {"code":4200,"reason":"drain"}\n\n');
    await settled();
    const forbidden = server(undefined, 403);
    forbidden.socket.send('{"c":"join","id":1}');
    const cut = server();
    cut.socket.send('{"c":"join","id":1}');
    await settled();
    cut.end();
    await settled();
    expect([last.closed, forbidden.closed, cut.closed]).toEqual([[4200], [4003], [1006]]);
  });

  it('reads every line ending and several lines of data', () => {
    const lines = new EventLines();
    expect(lines.add('data: a\r\ndata: b\r\n\r\nevent:x\ndata:c\n\n')).toEqual([{ name: '', data: 'a\nb' }, { name: 'x', data: 'c' }]);
  });
});

describe('join tokens', () => {
  it('are asked for once, renewed before they end, and asked again when the server says so', async () => {
    const time = new FakeTime();
    const given: JoinToken[] = [];
    const renewed: string[] = [];
    const tokens = new JoinTokens('demo', () => {
      given.push({ token: `t${given.length}`, until: time.now() + 300_000 });
      return Promise.resolve(given.at(-1) ?? null);
    }, time);
    expect([await tokens.current(), await tokens.current()]).toEqual(['t0', 't0']);
    tokens.keep((token) => {
      renewed.push(token);
      return Promise.resolve({ kind: 'done' });
    });
    time.pass(239_000);
    await settled();
    expect(renewed).toEqual([]);
    time.pass(2_000);
    await settled();
    expect(renewed).toEqual(['t1']);
    tokens.ended();
    expect(await tokens.current()).toBe('t2');
  });

  it('are done without when the shop’s page cannot say', async () => {
    const tokens = new JoinTokens('demo', () => Promise.reject(new Error('down')), new FakeTime());
    expect(await tokens.current()).toBeNull();
  });
});
