import type { Socket, SocketEvents } from './connection';

/** The part of `fetch` that is used. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

const CODE_LOST = 1006;
const CODE_BY_STATUS: Readonly<Record<number, number>> = { 401: 4001, 403: 4003, 404: 4004, 429: 4101, 503: 4101 };
/** So many frames wait to be sent; more are refused as if the server had said so. */
const QUEUE_MAX = 32;
const RETRY_MILLIS = 2_000;
/** A line of the stream may be so long; a longer one is not ours. */
const BUFFER_MAX = 4 * 1024 * 1024;

interface JoinFrame {
  readonly c: string;
  readonly log?: string;
  readonly ep?: string;
  readonly off?: number;
  readonly tok?: string;
}

/**
 * A socket made of a stream of events and requests: the join opens the stream, every other frame goes as
 * a request of its own, one after the other so that order is kept, and its answer comes back as
 * a frame. Pings are the stream's own comment lines.
 */
export function openEventStream(url: string, events: SocketEvents, fetching: Fetch = (to, init) => fetch(to, init)): Socket {
  const ending = new AbortController();
  const queue: string[] = [];
  let sending = false;
  let over = false;
  let token: string | undefined;

  const end = (code: number): void => {
    if (over) return;
    over = true;
    ending.abort();
    events.closed(code);
  };
  const headers = (more: Record<string, string>): Headers => {
    const made = new Headers(more);
    if (token !== undefined) made.set('Authorization', `Bearer ${token}`);
    return made;
  };

  const listen = async (join: JoinFrame): Promise<void> => {
    token = join.tok;
    const address = new URL(url);
    if (join.log !== undefined) address.searchParams.set('log', join.log);
    if (join.ep !== undefined) address.searchParams.set('ep', join.ep);
    if (join.off !== undefined) address.searchParams.set('off', String(join.off));
    try {
      const response = await fetching(address.href, {
        headers: headers({ Accept: 'text/event-stream' }),
        credentials: 'same-origin',
        cache: 'no-store',
        signal: ending.signal,
      });
      if (!response.ok || response.body === null) {
        end(CODE_BY_STATUS[response.status] ?? CODE_LOST);
        return;
      }
      await read(response.body, events, end);
      end(CODE_LOST);
    } catch {
      end(CODE_LOST);
    }
  };

  const pump = async (): Promise<void> => {
    if (sending) return;
    sending = true;
    for (let frame = queue.shift(); frame !== undefined && !over; frame = queue.shift()) {
      const answer = await post(frame);
      if (!over && answer !== null) events.received(answer);
    }
    sending = false;
  };

  const post = async (frame: string): Promise<string | null> => {
    try {
      const response = await fetching(url, {
        method: 'POST',
        headers: headers({ 'Content-Type': 'application/json' }),
        credentials: 'same-origin',
        body: frame,
        signal: ending.signal,
      });
      if (response.status === 204) return null;
      return response.ok ? await response.text() : unavailable(frame);
    } catch {
      return unavailable(frame);
    }
  };

  queueMicrotask(() => {
    if (!over) events.opened();
  });
  return {
    send: (text) => {
      const frame = JSON.parse(text) as JoinFrame;
      if (frame.c === 'join') void listen(frame);
      else if (frame.c === 'pong') return;
      else if (queue.length >= QUEUE_MAX) {
        const refusal = unavailable(text);
        if (refusal !== null) events.received(refusal);
      } else {
        if (frame.c === 'tok' && frame.tok !== undefined) token = frame.tok;
        queue.push(text);
        void pump();
      }
    },
    close: () => {
      over = true;
      ending.abort();
    },
  };
}

/** The request did not get through: the same frame may go again, with the same key. */
function unavailable(frame: string): string | null {
  const { id } = JSON.parse(frame) as { id?: number };
  if (id === undefined) return null;
  return JSON.stringify({ f: 'err', id, code: 'unavailable', retry: true, after: RETRY_MILLIS, ja: '', en: '' });
}

async function read(body: ReadableStream<Uint8Array>, events: SocketEvents, end: (code: number) => void): Promise<void> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  const lines = new EventLines();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    events.alive?.();
    for (const { name, data } of lines.add(decoder.decode(value, { stream: true }))) {
      if (name === 'close') {
        end(codeOf(data));
        return;
      }
      events.received(data);
    }
    if (lines.waiting > BUFFER_MAX) return;
  }
}

function codeOf(data: string): number {
  try {
    const { code } = JSON.parse(data) as { code?: unknown };
    return typeof code === 'number' ? code : CODE_LOST;
  } catch {
    return CODE_LOST;
  }
}

/** Cuts the text of an event stream into events; comment lines and ids are left out. */
export class EventLines {
  private rest = '';
  private data: string[] = [];
  private name = '';

  get waiting(): number {
    return this.rest.length;
  }

  add(text: string): readonly { readonly name: string; readonly data: string }[] {
    const lines = (this.rest + text).split(/\r\n|\n|\r(?!$)/);
    this.rest = lines.pop() ?? '';
    const found: { name: string; data: string }[] = [];
    for (const line of lines) {
      if (line === '') {
        if (this.data.length > 0) found.push({ name: this.name, data: this.data.join('\n') });
        this.data = [];
        this.name = '';
      } else if (line.startsWith('data:')) this.data.push(valueOf(line, 5));
      else if (line.startsWith('event:')) this.name = valueOf(line, 6);
    }
    return found;
  }
}

function valueOf(line: string, from: number): string {
  return line.charAt(from) === ' ' ? line.slice(from + 1) : line.slice(from);
}
