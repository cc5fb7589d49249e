import type { Reaction } from '../protocol/client-frames';
import type { IconName } from '../ui/icons';
import { msg } from '../ui/i18n';

export const REACTION_ICONS: Readonly<Record<Reaction, IconName>> = {
  heart: 'heartFilled',
  clap: 'clap',
  laugh: 'laugh',
  wow: 'wow',
  sparkle: 'sparkle',
};

export function reactionWords(kind: Reaction): string {
  switch (kind) {
    case 'heart':
      return msg('いいね', { id: 'talk.react.heart' });
    case 'clap':
      return msg('拍手', { id: 'talk.react.clap' });
    case 'laugh':
      return msg('笑い', { id: 'talk.react.laugh' });
    case 'wow':
      return msg('驚き', { id: 'talk.react.wow' });
    case 'sparkle':
      return msg('すてき', { id: 'talk.react.sparkle' });
  }
}

/** Which reactions of others have come since the last look; one’s own are shown when tapped. */
export class ReactionsSeen {
  private seen = new Map<Reaction, number>();
  private own = new Map<Reaction, number>();

  tapped(kind: Reaction): void {
    this.own.set(kind, (this.own.get(kind) ?? 0) + 1);
  }

  came(kind: Reaction, total: number): number {
    const came = total - (this.seen.get(kind) ?? 0);
    this.seen.set(kind, total);
    const own = Math.min(this.own.get(kind) ?? 0, Math.max(0, came));
    this.own.set(kind, (this.own.get(kind) ?? 0) - own);
    return Math.max(0, came - own);
  }
}
