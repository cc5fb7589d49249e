/** Answers `fetch` and `WebSocket` in component tests: what is not told fails the test. */

type Handler = (body: unknown, url: URL) => unknown;

export class Refused {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly more: Record<string, unknown> = {},
  ) {}
}

export interface FakeServer {
  /** `METHOD path` of every request so far. */
  readonly asked: string[];
  readonly keys: string[];
  on(route: string, handler: Handler): void;
  close(): void;
}

export function fakeServer(routes: Record<string, Handler>): FakeServer {
  const known = new Map(Object.entries(routes));
  const asked: string[] = [];
  const keys: string[] = [];
  const real = window.fetch;
  window.fetch = async (input, init) => {
    const url = new URL(typeof input === 'string' ? input : input instanceof URL ? input.href : input.url, location.href);
    if (!url.pathname.startsWith('/api/')) return real(input, init);
    const route = `${init?.method ?? 'GET'} ${url.pathname}`;
    asked.push(route);
    const key = new Headers(init?.headers).get('Idempotency-Key');
    if (key) keys.push(key);
    const handler = known.get(route);
    const body: unknown = typeof init?.body === 'string' ? JSON.parse(init.body) : undefined;
    const answer = handler ? await handler(body, url) : new Refused(404, 'not_found');
    if (answer instanceof Refused) {
      const problem = { status: answer.status, code: answer.code, ja: `断：${answer.code}`, en: `no: ${answer.code}`, ...answer.more };
      return new Response(JSON.stringify(problem), { status: answer.status });
    }
    return answer === undefined ? new Response(null, { status: 204 }) : new Response(JSON.stringify(answer));
  };
  return { asked, keys, on: (route, handler) => void known.set(route, handler), close: () => void (window.fetch = real) };
}

/** A WebSocket whose server side is the test. */
export class FakeSocket {
  static all: FakeSocket[] = [];
  static readonly OPEN = 1;
  readonly readyState = 1;
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  readonly sent: Record<string, unknown>[] = [];

  constructor(readonly url: string) {
    FakeSocket.all.push(this);
    queueMicrotask(() => this.onopen?.());
  }

  /** A server that does not answer. */
  static silent = false;
  /** Tests replace it. */
  static welcome: (log: string) => object = () => ({});

  send(text: string): void {
    const frame = JSON.parse(text) as Record<string, unknown>;
    this.sent.push(frame);
    if (frame.c === 'join' && !FakeSocket.silent) queueMicrotask(() => this.tell({ f: 'welcome', id: frame.id, ...FakeSocket.welcome(String(frame.log)) }));
  }

  close(): void {
    this.onclose = null;
  }

  tell(frame: object): void {
    this.onmessage?.({ data: JSON.stringify(frame) });
  }
}
