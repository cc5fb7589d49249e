/**
 * The frames of `nigiwai.v1` (chat-relay/PROTOCOL.md) as types and checked readers.
 *
 * Reading is tolerant where the protocol says so: unknown fields are dropped, an unknown frame kind
 * reads as null, an entry of an unknown type, or a known one that lacks a field, becomes
 * `unrecognised` and still moves the position.
 */
import * as v from 'valibot';

const whole = v.pipe(v.number(), v.integer());
const actor = v.object({ k: v.string(), id: v.string() });
const base = { o: whole, at: v.number(), s: v.number(), m: v.optional(v.number()), by: v.optional(actor) };
const saleState = v.picklist(['hidden', 'coming', 'on_sale', 'paused', 'ended']);
const streamStatus = v.picklist(['waiting', 'live', 'break', 'ended']);

const badge = v.fallback(v.picklist(['none', 'presenter', 'staff', 'buyer', 'member', 'first']), 'none');
const words = {
  eid: v.string(),
  n: v.optional(v.string()),
  x: v.optional(v.string()),
  b: badge,
  re: v.optional(v.string()),
  q: v.optional(v.boolean(), false),
};

const entry = v.variant('t', [
  v.object({
    ...base,
    t: v.literal('comment'),
    ...words,
  }),
  v.object({ ...base, t: v.literal('comment_deleted'), eid: v.string() }),
  v.object({ ...base, t: v.literal('comment_restored'), eid: v.string(), n: v.optional(v.string()), x: v.string(), b: badge }),
  v.object({ ...base, t: v.literal('comment_pinned'), eid: v.string() }),
  v.object({ ...base, t: v.literal('comment_unpinned'), eid: v.string() }),
  v.object({ ...base, t: v.literal('question'), eid: v.string() }),
  v.object({ ...base, t: v.literal('question_grouped'), eid: v.string(), into: v.optional(v.string()) }),
  v.object({ ...base, t: v.literal('question_answered'), eid: v.string(), m: v.optional(v.number()), x: v.optional(v.string()) }),
  v.object({ ...base, t: v.literal('pinned'), p: v.string() }),
  v.object({ ...base, t: v.literal('unpinned'), p: v.string() }),
  v.object({ ...base, t: v.literal('sale_state'), p: v.string(), state: saleState }),
  v.object({ ...base, t: v.literal('stream_started') }),
  v.object({ ...base, t: v.literal('stream_broken'), reason: v.optional(v.string(), '') }),
  v.object({ ...base, t: v.literal('show_opened') }),
  v.object({ ...base, t: v.literal('show_ended') }),
  v.object({
    ...base,
    t: v.literal('order_placed'),
    order: v.string(),
    number: v.string(),
    lines: v.array(v.object({ p: v.string(), sku: v.string(), q: whole })),
    total: whole,
  }),
  v.object({ ...base, t: v.literal('order_changed'), order: v.string(), state: v.string() }),
  v.object({ ...base, t: v.literal('staff_acted'), action: v.string(), subject: v.optional(v.string(), '') }),
  v.object({ ...base, t: v.literal('comment_held'), eid: v.string(), n: v.optional(v.string(), ''), x: v.optional(v.string(), ''), why: v.optional(v.string(), '') }),
  v.object({ ...base, t: v.literal('comment_decided'), eid: v.string(), decision: v.string() }),
  v.object({ ...base, t: v.literal('comment_reported'), eid: v.string(), why: v.optional(v.string(), ''), reports: v.optional(whole, 1) }),
  v.object({ ...base, t: v.literal('sanctioned'), sid: v.string(), kind: v.string(), who: v.string() }),
  v.object({ ...base, t: v.literal('sanction_lifted'), sid: v.string() }),
  v.object({ ...base, t: v.literal('question_status'), eid: v.string(), status: v.string() }),
]);
const position = v.object({ o: whole, at: v.optional(v.number(), 0), s: v.optional(v.number(), 0) });

export type KnownEntry = v.InferOutput<typeof entry>;
export interface Unrecognised {
  readonly t: 'unrecognised';
  readonly o: number;
  readonly at: number;
  readonly s: number;
}
export type Entry = KnownEntry | Unrecognised;
export type CommentEntry = Extract<KnownEntry, { t: 'comment' }>;
export type Badge = CommentEntry['b'];

/** An own comment that the log does not show to others: held, or not meant to be seen by them. */
const ownWords = v.object({ ...words, at: v.optional(v.number(), 0), m: v.optional(v.number()), held: v.optional(v.boolean(), false) });
export type OwnWords = v.InferOutput<typeof ownWords>;

const pinsState = v.object({ sv: whole, pins: v.array(v.object({ p: v.string(), s: v.number() })) });
const saleOf = v.object({ sv: whole, p: v.string(), state: saleState });
const stockOf = v.object({ sv: whole, sku: v.string(), p: v.string(), left: whole, of: whole, own: v.optional(v.boolean(), false) });
const timedOf = v.object({ sv: whole, tid: v.string(), p: v.string(), prices: v.array(v.object({ sku: v.string(), yen: whole })), from: v.number(), until: v.number() });
const dropOf = v.object({
  sv: whole,
  did: v.string(),
  p: v.string(),
  sku: v.string(),
  kind: v.picklist(['first_come', 'fair']),
  phase: v.picklist(['planned', 'open', 'drawn', 'ended', 'cancelled']),
  units: whole,
  from: v.number(),
  until: v.number(),
  hash: v.optional(v.string(), ''),
});
const streamState = v.object({ sv: whole, status: streamStatus });

const chatState = v.object({
  sv: whole,
  slow: v.optional(v.number(), 0),
  who: v.fallback(v.picklist(['everyone', 'members', 'buyers']), 'everyone'),
  hold: v.optional(v.boolean(), false),
  links: v.optional(v.boolean(), false),
  raid: v.optional(v.boolean(), false),
});
const commentPinState = v.object({ sv: whole, eid: v.optional(v.string()), n: v.optional(v.string(), ''), x: v.optional(v.string(), ''), b: badge });
const askedQuestion = v.object({ eid: v.string(), n: v.optional(v.string(), ''), x: v.optional(v.string(), ''), votes: v.optional(whole, 0) });
const questionsState = v.object({ sv: whole, open: v.optional(whole, 0), top: v.optional(v.array(askedQuestion), []) });

export type ChatState = v.InferOutput<typeof chatState>;
export type CommentPinState = v.InferOutput<typeof commentPinState>;
export type QuestionsState = v.InferOutput<typeof questionsState>;
export type AskedQuestion = v.InferOutput<typeof askedQuestion>;
export type PinsState = v.InferOutput<typeof pinsState>;
export type SaleOf = v.InferOutput<typeof saleOf>;
export type StockOf = v.InferOutput<typeof stockOf>;
export type TimedOf = v.InferOutput<typeof timedOf>;
export type DropOf = v.InferOutput<typeof dropOf>;
export type StreamState = v.InferOutput<typeof streamState>;

/** Keyed state, sorted by what it is about; keys this client does not know are left out. */
export interface StateSet {
  readonly pins: PinsState | null;
  readonly stream: StreamState | null;
  readonly chat: ChatState | null;
  readonly commentPin: CommentPinState | null;
  readonly questions: QuestionsState | null;
  readonly sales: readonly SaleOf[];
  readonly stocks: readonly StockOf[];
  /** Prices for a time; without prices where one was corrected. */
  readonly timed: readonly TimedOf[];
  readonly drops: readonly DropOf[];
}

const rawState = v.record(v.string(), v.unknown());

const welcome = v.object({
  f: v.literal('welcome'),
  /** Absent on a stream of events, whose join has no number. */
  id: v.optional(whole, 0),
  show: v.string(),
  log: v.string(),
  you: v.object({ id: v.string(), name: v.string(), role: v.string(), named: v.boolean() }),
  now: v.number(),
  ep: v.string(),
  off: whole,
  rec: v.boolean(),
  why: v.optional(v.string()),
  ev: v.array(v.unknown()),
  st: rawState,
  v: v.optional(whole),
  ping: v.optional(v.number(), 25_000),
  wait: v.optional(v.number(), 10_000),
  rc: v.optional(v.object({ base: v.number(), cap: v.number() }), { base: 500, cap: 20_000 }),
  lim: v.optional(v.object({ len: whole, frame: whole }), { len: 200, frame: 4096 }),
});
const batch = v.object({
  f: v.literal('b'),
  ep: v.string(),
  from: v.optional(whole),
  to: v.optional(whole),
  ev: v.optional(v.array(v.unknown()), []),
  st: v.optional(rawState, {}),
  h: v.optional(whole, 0),
  /** Reactions other than hearts, by type. */
  rx: v.fallback(v.optional(v.record(v.string(), whole), {}), {}),
  v: v.optional(whole),
  now: v.number(),
});
const questionStatus = v.picklist(['new', 'grouped', 'answered', 'private', 'closed']);
export type QuestionStatus = v.InferOutput<typeof questionStatus>;

/** What only this person is told. */
const note = v.variant('k', [
  v.object({
    f: v.literal('note'),
    k: v.literal('question'),
    eid: v.string(),
    status: questionStatus,
    into: v.optional(v.string()),
    m: v.optional(v.number()),
    x: v.optional(v.string()),
  }),
  v.object({ f: v.literal('note'), k: v.literal('held'), eid: v.string(), status: v.picklist(['shown', 'rejected']) }),
  v.object({ f: v.literal('note'), k: v.literal('sanction'), kind: v.string(), until: v.optional(v.number()) }),
  v.object({ f: v.literal('note'), k: v.literal('mine'), ev: v.array(v.unknown()) }),
]);

const frame = v.variant('f', [
  welcome,
  batch,
  note,
  v.object({ f: v.literal('ack'), id: whole, eid: v.optional(v.string(), ''), held: v.optional(v.boolean(), false) }),
  v.object({ f: v.literal('named'), id: whole, name: v.string() }),
  v.object({
    f: v.literal('err'),
    id: v.optional(whole),
    code: v.string(),
    retry: v.optional(v.boolean(), false),
    after: v.optional(v.number()),
    ja: v.optional(v.string(), ''),
    en: v.optional(v.string(), ''),
  }),
  v.object({ f: v.literal('ping') }),
  v.object({ f: v.literal('drain'), in: v.optional(v.number(), 0) }),
]);

type Raw = v.InferOutput<typeof frame>;
type Decoded<T> = Omit<T, 'ev' | 'st'> & { readonly ev: readonly Entry[]; readonly st: StateSet };
export type Welcome = Decoded<Extract<Raw, { f: 'welcome' }>>;
export type Batch = Decoded<Extract<Raw, { f: 'b' }>>;
export type Refusal = Extract<Raw, { f: 'err' }>;
type RawNote = Extract<Raw, { f: 'note' }>;
export type Note = Exclude<RawNote, { k: 'mine' }> | { readonly f: 'note'; readonly k: 'mine'; readonly ev: readonly OwnWords[] };
export type QuestionNote = Extract<Note, { k: 'question' }>;
export type ServerFrame = Welcome | Batch | Note | Exclude<Raw, { f: 'welcome' | 'b' | 'note' }>;

/** The frame, or null when it is of a kind or shape this client does not know. */
export function readFrame(text: string): ServerFrame | null {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return null;
  }
  const read = v.safeParse(frame, json);
  if (!read.success) return null;
  const raw = read.output;
  if (raw.f === 'note') return raw.k === 'mine' ? { ...raw, ev: raw.ev.flatMap((one) => some(parsed(ownWords, one))) } : raw;
  if (raw.f !== 'welcome' && raw.f !== 'b') return raw;
  return { ...raw, ev: readEntries(raw.ev), st: readState(raw.st) };
}

export function readEntries(raw: readonly unknown[]): readonly Entry[] {
  return raw.flatMap((one): Entry[] => {
    const known = v.safeParse(entry, one);
    if (known.success) return [known.output];
    const placed = v.safeParse(position, one);
    return placed.success ? [{ t: 'unrecognised', ...placed.output }] : [];
  });
}

export function readState(raw: Readonly<Record<string, unknown>>): StateSet {
  let pins: PinsState | null = null;
  let stream: StreamState | null = null;
  let chat: ChatState | null = null;
  let commentPin: CommentPinState | null = null;
  let questions: QuestionsState | null = null;
  const sales: SaleOf[] = [];
  const stocks: StockOf[] = [];
  const timed: TimedOf[] = [];
  const drops: DropOf[] = [];
  for (const [key, value] of Object.entries(raw)) {
    if (key === 'pins') pins = parsed(pinsState, value) ?? pins;
    else if (key === 'stream') stream = parsed(streamState, value) ?? stream;
    else if (key === 'chat') chat = parsed(chatState, value) ?? chat;
    else if (key === 'comment_pin') commentPin = parsed(commentPinState, value) ?? commentPin;
    else if (key === 'questions') questions = parsed(questionsState, value) ?? questions;
    else if (key.startsWith('sale:')) sales.push(...some(parsed(saleOf, value)));
    else if (key.startsWith('stock:')) stocks.push(...some(parsed(stockOf, value)));
    else if (key.startsWith('timed:')) timed.push(...some(parsed(timedOf, value)));
    else if (key.startsWith('drop:')) drops.push(...some(parsed(dropOf, value)));
  }
  return { pins, stream, chat, commentPin, questions, sales, stocks, timed, drops };
}

function parsed<T>(schema: v.GenericSchema<unknown, T>, value: unknown): T | null {
  const read = v.safeParse(schema, value);
  return read.success ? read.output : null;
}

function some<T>(value: T | null): T[] {
  return value === null ? [] : [value];
}
export const PROTOCOL = 'nigiwai.v1';
/** Our own close code: a hole was seen; the server treats it like any close. */
export const CLOSE_HOLE = 4210;

export type AfterClose = 'stop' | 'back_off' | 'resume';

/** What to do after a close, by the code's class; an unknown code counts by its class. */
export function afterClose(code: number): AfterClose {
  if (code === 1000 || (code >= 4000 && code < 4100)) return 'stop';
  return code >= 4200 && code < 4300 ? 'resume' : 'back_off';
}
