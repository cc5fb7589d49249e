/**
 * Requests to our own server. Every failure is an `ApiError` with words for a person in both
 * languages; what the server said (problem+json) if it said something, else offline or timeout.
 */
import { language, msg } from './i18n';

const TIMEOUT_MILLIS = 10_000;

interface Problem {
  readonly code?: unknown;
  readonly ja?: unknown;
  readonly en?: unknown;
  readonly title?: unknown;
  readonly retryable?: unknown;
  readonly [more: string]: unknown;
}

export class ApiError extends Error {
  override readonly name = 'ApiError';

  constructor(
    /** HTTP status; 0 when no answer came. */
    readonly status: number,
    /** The problem's code, e.g. `sold_out`; `offline`, `timeout` or `unknown` without one. */
    readonly code: string,
    readonly ja: string,
    readonly en: string,
    readonly retryable: boolean,
    /** Further members of the problem, e.g. `left`, `field`, `total`. */
    readonly more: Readonly<Record<string, unknown>> = {},
  ) {
    super(`${status} ${code}`);
  }

  /** What happened and what to do next, in the language of the page. */
  get words(): string {
    const own = language() === 'en' ? this.en : this.ja;
    if (own !== '') return own;
    if (this.code === 'offline') return msg('通信できませんでした。接続をご確認のうえ、もう一度お試しください。', { id: 'ui.error.offline' });
    if (this.code === 'timeout') return msg('サーバーからの応答がありません。もう一度お試しください。', { id: 'ui.error.timeout' });
    return msg('処理できませんでした。しばらくしてからもう一度お試しください。', { id: 'ui.error.unknown' });
  }

  /** A number among the further members, e.g. `left` of `sold_out`. */
  numberOf(member: string): number | undefined {
    const value = this.more[member];
    return typeof value === 'number' ? value : undefined;
  }
}

export interface RequestOptions {
  readonly body?: unknown;
  /** A file, sent as it is instead of a body. */
  readonly raw?: Blob;
  /** Idempotency-Key: make one with `newKey()` per intention, and keep it over retries. */
  readonly key?: string;
  readonly signal?: AbortSignal;
  readonly timeoutMillis?: number;
}

/** An unguessable key of 22 characters; works on plain http too, where randomUUID does not. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

export async function request<T>(method: string, path: string, options: RequestOptions = {}): Promise<T> {
  const timeout = AbortSignal.timeout(options.timeoutMillis ?? TIMEOUT_MILLIS);
  const headers = new Headers({ Accept: 'application/json, application/problem+json' });
  if (options.body !== undefined) headers.set('Content-Type', 'application/json');
  if (options.raw !== undefined) headers.set('Content-Type', options.raw.type || 'application/octet-stream');
  if (options.key !== undefined) headers.set('Idempotency-Key', options.key);
  let response: Response;
  let text: string;
  try {
    response = await fetch(path, {
      method,
      headers,
      credentials: 'same-origin',
      signal: options.signal ? AbortSignal.any([options.signal, timeout]) : timeout,
      ...(options.raw !== undefined ? { body: options.raw } : options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
    });
    text = await response.text();
  } catch (failure) {
    if (options.signal?.aborted) throw failure;
    throw new ApiError(0, timeout.aborted ? 'timeout' : 'offline', '', '', true);
  }
  if (!response.ok) throw problemOf(response.status, text);
  return (text === '' ? undefined : JSON.parse(text)) as T;
}

function problemOf(status: number, text: string): ApiError {
  let problem: Problem = {};
  try {
    const read: unknown = JSON.parse(text);
    if (typeof read === 'object' && read !== null) problem = read as Problem;
  } catch {
    // Not from our server (a proxy's page, say): the status is all we know.
  }
  const words = (value: unknown): string => (typeof value === 'string' ? value : '');
  const code = words(problem.code) || 'unknown';
  const retryable = typeof problem.retryable === 'boolean' ? problem.retryable : status >= 500 || status === 429;
  return new ApiError(status, code, words(problem.ja), words(problem.en), retryable, problem);
}

export const get = <T>(path: string, options?: RequestOptions): Promise<T> => request<T>('GET', path, options);
export const post = <T>(path: string, options?: RequestOptions): Promise<T> => request<T>('POST', path, options);
export const put = <T>(path: string, options?: RequestOptions): Promise<T> => request<T>('PUT', path, options);
export const del = <T>(path: string, options?: RequestOptions): Promise<T> => request<T>('DELETE', path, options);
