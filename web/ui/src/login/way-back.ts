/** Where to go after logging in: a path of our own origin, never a foreign address or a script. */
export function wayBack(query: string, origin: string): string {
  const wish = new URLSearchParams(query).get('next');
  if (wish === null || !wish.startsWith('/') || /[\\\u0000-\u001f]/.test(wish)) return '/';
  try {
    const url = new URL(wish, origin);
    const safe = url.origin === origin && !url.pathname.startsWith('//') && url.pathname !== '/login';
    return safe ? url.pathname + url.search + url.hash : '/';
  } catch {
    return '/';
  }
}
