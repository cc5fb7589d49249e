package live.nigiwai.testkit.hls;

import java.util.List;
import live.nigiwai.testkit.hls.Fragment.Run;
import live.nigiwai.testkit.hls.Fragment.Sample;
import live.nigiwai.testkit.hls.Movie.Track;

/** What is inside a video sample: NAL units, each after its length (ISO/IEC 14496-15 §5.3). */
final class NalUnits {
  private static final int IDR = 5;

  private NalUnits() {}

  /**
   * Whether the sample is an IDR picture.
   *
   * @throws Box.MalformedException if the lengths do not fill the sample
   */
  static boolean idr(byte[] file, Sample sample, int lengthSize) throws Box.MalformedException {
    int at = sample.at();
    int end = at + sample.size();
    boolean idr = false;
    boolean any = false;
    while (at < end) {
      long length = 0;
      for (int i = 0; i < lengthSize; i++) {
        if (at + i >= end) {
          throw new Box.MalformedException("a NAL unit's length is cut short");
        }
        length = length << 8 | file[at + i] & 0xff;
      }
      at += lengthSize;
      if (length == 0 || length > end - at) {
        throw new Box.MalformedException("a NAL unit of " + length + " bytes of " + (end - at));
      }
      idr |= (file[at] & 31) == IDR;
      any = true;
      at += (int) length;
    }
    if (!any) {
      throw new Box.MalformedException("a sample without NAL unit");
    }
    return idr;
  }

  /** Whether decoding can start with the first sample; sound can always. */
  static boolean startsIndependent(byte[] file, List<Fragment> fragments, Movie movie) {
    Track video = movie.video().orElse(null);
    if (video == null) {
      return true;
    }
    Run first = fragments.getFirst().run(video.id()).orElse(null);
    try {
      return first != null && idr(file, first.samples().getFirst(), video.lengthSize());
    } catch (Box.MalformedException reportedElsewhere) {
      return false;
    }
  }
}
