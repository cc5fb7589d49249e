package live.nigiwai.testkit.hls;

import java.util.List;
import java.util.Optional;

/**
 * One {@code moof} with its {@code mdat}.
 *
 * @param sequence of {@code mfhd}
 */
record Fragment(long sequence, List<Run> runs) {
  /**
   * The samples of one track.
   *
   * @param decodeTime of the first, in ticks of the track
   */
  record Run(long track, long decodeTime, List<Sample> samples) {
    Run {
      samples = List.copyOf(samples);
    }

    long ticks() {
      return samples.stream().mapToLong(Sample::duration).sum();
    }

    /** When the first of its samples is shown. */
    long firstShown() {
      long earliest = Long.MAX_VALUE;
      long at = decodeTime;
      for (Sample sample : samples) {
        earliest = Math.min(earliest, at + sample.shownAfter());
        at += sample.duration();
      }
      return earliest;
    }
  }

  /**
   * @param at in the file
   * @param shownAfter its composition offset
   */
  record Sample(int at, int size, long duration, long shownAfter, boolean sync) {}

  Fragment {
    runs = List.copyOf(runs);
  }

  Optional<Run> run(long track) {
    return runs.stream()
        .filter(run -> run.track() == track && !run.samples().isEmpty())
        .findFirst();
  }
}
