package live.nigiwai.ingest.hls;

/**
 * Told of everything that is finished, so that it outlives the window.
 *
 * <p><i>Threading</i>: called by the show's thread; must not block.
 */
interface Archive {
  /** Before the first segment that needs it; the same one may be told again. */
  void init(String rung, SegmentWindow.Init init);

  void segment(String rung, Segment segment);

  /** Keeps nothing. */
  Archive NONE =
      new Archive() {
        @Override
        public void init(String rung, SegmentWindow.Init init) {}

        @Override
        public void segment(String rung, Segment segment) {}
      };
}
