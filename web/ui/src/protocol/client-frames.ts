/** What a client sends (chat-relay/PROTOCOL.md section 2). */
export type LogName = 'stage' | 'backstage';

export const REACTIONS = ['heart', 'clap', 'laugh', 'wow', 'sparkle'] as const;
export type Reaction = (typeof REACTIONS)[number];

export const REPORT_REASONS = ['spam', 'abuse', 'privacy', 'other'] as const;
export type ReportReason = (typeof REPORT_REASONS)[number];

/** A request about one comment, answered by `ack` or `err`. */
export type Ask =
  | { readonly c: 'del'; readonly eid: string }
  | { readonly c: 'ask'; readonly eid: string }
  | { readonly c: 'vote'; readonly eid: string; readonly on: boolean }
  | { readonly c: 'report'; readonly eid: string; readonly why: ReportReason };

export type ClientFrame =
  | { readonly c: 'join'; readonly id: number; readonly log: LogName; readonly ep?: string; readonly off?: number; readonly tok?: string }
  | {
      readonly c: 'say';
      readonly id: number;
      readonly k: string;
      readonly x: string;
      readonly m?: number;
      readonly re?: string;
      readonly q?: true;
    }
  | { readonly c: 'name'; readonly id: number; readonly n: string }
  | { readonly c: 'tok'; readonly id: number; readonly tok: string }
  | { readonly c: 'heart'; readonly n: number }
  | { readonly c: 'react'; readonly t: Reaction; readonly n: number }
  | { readonly c: 'pong'; readonly off: number; readonly d?: number }
  | (Ask & { readonly id: number });
