/** What a key does to the picture. */
export type PictureAct = 'pause' | 'mute' | 'back' | 'on';

interface Pressed {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
  readonly isComposing: boolean;
  readonly defaultPrevented: boolean;
}

/** Space, M and the arrows; `on` is the tag on which it was pressed: fields and buttons keep their own keys. */
export function pictureAct(event: Pressed, on: string, editable: boolean): PictureAct | null {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.defaultPrevented) return null;
  const tag = on.toLowerCase();
  if (editable || tag === 'input' || tag === 'textarea' || tag === 'select' || tag === 'dialog') return null;
  switch (event.key) {
    case ' ':
      return tag === 'button' || tag === 'a' || tag === 'summary' ? null : 'pause';
    case 'm':
    case 'M':
      return 'mute';
    case 'ArrowLeft':
      return 'back';
    case 'ArrowRight':
      return 'on';
    default:
      return null;
  }
}
