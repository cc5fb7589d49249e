/** The show with all that was kept of it, from the address of its live picture. */
export function withWindow(source: string): string {
  return `${source}${source.includes('?') ? '&' : '?'}dvr`;
}

/** Another file beside it, e.g. `audio.m3u8`. */
export function beside(source: string, name: string): string {
  return source.replace(/[^/?#]*(?=$|[?#])/, name);
}

/** Whether the server has such a playlist, and it says what we look for. */
export async function hasPlaylist(source: string, saying: string): Promise<boolean> {
  try {
    const answer = await fetch(source, { cache: 'no-store', signal: AbortSignal.timeout(5_000) });
    return answer.ok && (await answer.text()).includes(saying);
  } catch {
    return false;
  }
}
