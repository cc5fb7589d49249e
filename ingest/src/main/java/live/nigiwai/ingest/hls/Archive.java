package live.nigiwai.ingest.hls;

import live.nigiwai.ingest.health.HealthReport;
import live.nigiwai.ingest.media.AvcConfig;
import live.nigiwai.ingest.media.Sample;

/**
 * Told of everything that is finished, so that it outlives the window.
 *
 * <p><i>Threading</i>: called by the show's thread; must not block.
 */
interface Archive {
  /** Before the first segment that needs it; the same one may be told again. */
  void init(String rung, SegmentWindow.Init init);

  void segment(String rung, Segment segment);

  /** A picture that can be shown by itself. */
  void key(AvcConfig config, Sample key);

  /** How it is doing, for the presenter. */
  default HealthReport.Recording state() {
    return HealthReport.Recording.OFF;
  }

  /** Nothing follows. */
  void over();

  /** What an earlier process left: the ladder goes on behind it. False where there is nothing. */
  boolean restore(Ladder ladder, SegmentPlan plan, Slate slate);

  /** Keeps nothing. */
  Archive NONE =
      new Archive() {
        @Override
        public void init(String rung, SegmentWindow.Init init) {}

        @Override
        public void segment(String rung, Segment segment) {}

        @Override
        public void key(AvcConfig config, Sample key) {}

        @Override
        public void over() {}

        @Override
        public boolean restore(Ladder ladder, SegmentPlan plan, Slate slate) {
          return false;
        }
      };
}
