/**
 * Calls back for each frame on screen with how far it is behind `currentTime`, in seconds; in hidden
 * tabs and where there is only sound, several times a second instead. Returns the way to stop.
 */
export function followFrames(video: HTMLVideoElement, shown: (behind: number) => void, soundOnly: () => boolean): () => void {
  let stopped = false;
  const perFrame = 'requestVideoFrameCallback' in video;
  const onFrame = (_now: number, frame: VideoFrameCallbackMetadata): void => {
    if (stopped) return;
    shown(video.currentTime - frame.mediaTime);
    video.requestVideoFrameCallback(onFrame);
  };
  const onTimeUpdate = (): void => {
    if (perFrame && !soundOnly() && document.visibilityState !== 'hidden') return;
    shown(0);
  };
  if (perFrame) video.requestVideoFrameCallback(onFrame);
  video.addEventListener('timeupdate', onTimeUpdate);
  return () => {
    stopped = true;
    video.removeEventListener('timeupdate', onTimeUpdate);
  };
}
